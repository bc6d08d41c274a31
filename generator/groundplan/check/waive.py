"""Findings that someone accepted: left out until the waiver ends, which fails closed."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date

from groundplan.check.rules import expired_waiver, unused_waiver
from groundplan.checks import BINDING
from groundplan.diagnostics import Finding
from groundplan.domain.waiver import Waiver


def waive(
    findings: Iterable[Finding], waivers: Iterable[Waiver], today: date, *, whole: bool, judged_elsewhere: Container[str] = ()
) -> list[Finding]:
    """`findings` without those that a waiver accepts, with one for each waiver that is past its end or accepts nothing.

    A waiver past its end accepts nothing any more. What a broken entry hides is not judged (`whole`), and the finding about
    that entry cannot be accepted.
    """
    left = list(findings)
    added: list[Finding] = []
    for waiver in waivers:
        if today > waiver.until:
            added.append(expired_waiver.of(waiver))
            continue
        if waiver.check in BINDING:
            added.append(unused_waiver.of_binding(waiver))
            continue
        kept = [finding for finding in left if not _accepts(waiver, finding)]
        if len(kept) == len(left) and whole and waiver.check not in judged_elsewhere:
            added.append(unused_waiver.of(waiver))
        left = kept
    return left + added


def _accepts(waiver: Waiver, finding: Finding) -> bool:
    if finding.check != waiver.check or finding.route is None:
        return False
    return f"{finding.route}.".startswith(f"{waiver.at}.")  # as text, because a step of digits may be an id or a position
