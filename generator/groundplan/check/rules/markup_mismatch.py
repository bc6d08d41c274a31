"""A translation that loses or invents a link or inline code."""

import re
from collections import Counter
from collections.abc import Iterator

from groundplan.check.mismatch import mismatches
from groundplan.check.subject import Subject
from groundplan.checks import MARKUP_MISMATCH
from groundplan.diagnostics import Finding

_SIGN = re.compile(r"`|\]\(")
_CALL = re.compile(r"\{\{.*?\}\}")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_TARGET = re.compile(r"\]\(\s*<?([^)\s>]+)")


def check(subject: Subject) -> Iterator[Finding]:
    return mismatches(MARKUP_MISMATCH, subject, marks, _SIGN)


def marks(text: str) -> Counter[str]:
    """The inline code and the targets of links in `text`, in words."""
    plain = _CALL.sub("", text)
    code = Counter(f"the code `{content}`" for _, content in _CODE.findall(plain))
    return code + Counter(f"the link to {target}" for target in _TARGET.findall(_CODE.sub("", plain)))
