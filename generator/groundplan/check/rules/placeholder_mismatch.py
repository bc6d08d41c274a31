"""A translation that loses or invents a placeholder or a function call."""

import re
from collections.abc import Iterator

from groundplan.check.mismatch import mismatches
from groundplan.check.subject import Subject
from groundplan.checks import PLACEHOLDER_MISMATCH
from groundplan.diagnostics import Finding
from groundplan.i18n.texts.fit import call_problem

_SIGN = re.compile(r"\{")


def check(subject: Subject) -> Iterator[Finding]:
    return mismatches(PLACEHOLDER_MISMATCH, subject, lambda text: call_problem(text.source.text, text.wording), _SIGN)
