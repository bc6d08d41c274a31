"""Findings that someone accepted: left out until the waiver ends, which fails closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from groundplan.check.rules import expired_waiver, unused_waiver
from groundplan.diagnostics import Finding, Route
from groundplan.domain.waiver import Waiver


def waive(findings: Iterable[Finding], waivers: Iterable[Waiver], today: date, *, whole: bool) -> list[Finding]:
    """`findings` without those that a waiver accepts, with one for each waiver that is past its end or accepts nothing.

    A waiver past its end accepts nothing any more. What a broken entry hides is not judged (`whole`).
    """
    left = list(findings)
    added: list[Finding] = []
    for waiver in waivers:
        if today > waiver.until:
            added.append(expired_waiver.of(waiver))
            continue
        accepted = [finding for finding in left if _accepts(waiver, finding)]
        left = [finding for finding in left if finding not in accepted]
        if not accepted and whole:
            added.append(unused_waiver.of(waiver))
    return left + added


def _accepts(waiver: Waiver, finding: Finding) -> bool:
    return finding.check == waiver.check and finding.route is not None and Route(*finding.route[: len(waiver.at)]) == waiver.at
