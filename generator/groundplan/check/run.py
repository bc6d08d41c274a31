"""All checks over one subject."""

from __future__ import annotations

from collections.abc import Iterable

from groundplan.check.registry import RULES, CheckRule
from groundplan.check.rules import entangled_options, internal_error
from groundplan.check.subject import Subject
from groundplan.derive.decisions import TooEntangled
from groundplan.diagnostics import Finding
from groundplan.progress import counted

_MOST_STEPS = 3_000_000
"""How many steps of working out sets of configurations a rule may take."""


def run(subject: Subject, rules: Iterable[CheckRule] = RULES) -> list[Finding]:
    """The findings of every rule. A rule that judges what is absent waits until no broken entry is missing."""
    findings: list[Finding] = []
    wanted = tuple(rules)
    for rule in counted(wanted, "check", len(wanted)):
        if rule.check.whole and not subject.whole:
            continue
        try:
            with subject.facts.space.decisions.within(_MOST_STEPS):
                findings += rule.find(subject)
        except TooEntangled:
            findings.append(entangled_options.of(f"what `{rule.check.name}` looks for"))
        except Exception as error:
            findings.append(internal_error.of(rule.check, error))
    return findings
