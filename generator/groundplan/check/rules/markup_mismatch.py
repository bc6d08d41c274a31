"""A translation that loses or invents a link, code, an element or attributes, or becomes another block."""

import re
from collections.abc import Iterator

from groundplan.check.mismatch import mismatches
from groundplan.check.subject import Subject, TranslatedText
from groundplan.checks import MARKUP_MISMATCH
from groundplan.diagnostics import Finding
from groundplan.i18n.texts.fit import block_problem, markup_problem

_SIGN = re.compile(r"[\[`<{|\n\r]|\]\(|^[^\w]|^\d+[.)]")


def check(subject: Subject) -> Iterator[Finding]:
    return mismatches(MARKUP_MISMATCH, subject, _problem, _SIGN)


def _problem(text: TranslatedText) -> str:
    source, wording = text.source.text, text.wording
    is_piece = text.source.span is not None and "#" in text.source.context
    around = text.source.around
    return markup_problem(source, wording, around) or (block_problem(source, wording, around) if is_piece else "")
