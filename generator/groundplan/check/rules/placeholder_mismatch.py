"""A translation that loses or invents a placeholder or a function call."""

import re
from collections import Counter
from collections.abc import Iterator

from groundplan.check.mismatch import mismatches
from groundplan.check.subject import Subject
from groundplan.checks import PLACEHOLDER_MISMATCH
from groundplan.diagnostics import Finding

_SIGN = re.compile(r"\{")
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{[a-z_]+\}")


def check(subject: Subject) -> Iterator[Finding]:
    return mismatches(PLACEHOLDER_MISMATCH, subject, placeholders, _SIGN)


def placeholders(text: str) -> Counter[str]:
    """The placeholders in `text`, in words, with the space inside them normalized."""
    return Counter("`" + re.sub(r"\s+", " ", match) + "`" for match in _PLACEHOLDER.findall(text))
