"""All checks over one subject."""

from __future__ import annotations

from collections.abc import Iterable

from groundplan.check.registry import RULES, Rule
from groundplan.check.rules import internal_error
from groundplan.check.subject import Subject
from groundplan.diagnostics import Finding


def run(subject: Subject, rules: Iterable[Rule] = RULES) -> list[Finding]:
    """The findings of every rule. A rule that judges what is absent waits until no broken entry is missing."""
    findings: list[Finding] = []
    for rule in rules:
        if rule.check.whole and not subject.whole:
            continue
        try:
            findings += rule.find(subject)
        except Exception as error:
            findings.append(internal_error.of(rule.check, error))
    return findings
