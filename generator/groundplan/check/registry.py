"""Every rule there is: a check of `checks.py`, and the function that finds it, in the module of its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

from groundplan.check.subject import Subject
from groundplan.checks import OF_THE_FACTS, OF_THE_SUBJECT
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Check, Finding


@dataclass(frozen=True, slots=True)
class CheckRule:
    """A check and the function that finds it."""

    check: Check
    find: Callable[[Subject], Iterator[Finding]]


def _of_facts(check: Check) -> CheckRule:
    find: Callable[[Facts], Iterator[Finding]] = import_module(module_of(check)).check
    return CheckRule(check, lambda subject: find(subject.facts))


def _of_subject(check: Check) -> CheckRule:
    return CheckRule(check, import_module(module_of(check)).check)


def module_of(check: Check) -> str:
    """The module that finds a check, and beside which its page lies."""
    return f"groundplan.check.rules.{check.name.replace('-', '_')}"


RULES = (*map(_of_facts, OF_THE_FACTS), *map(_of_subject, OF_THE_SUBJECT))
"""In the order in which they run."""
