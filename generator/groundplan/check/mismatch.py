"""Translations that do not fit their source texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from groundplan.check.subject import Subject, TranslatedText
from groundplan.diagnostics import Check, Finding

_QUOTED = re.compile(r"`([^`]+)`")


def mismatches(check: Check, subject: Subject, problem: Callable[[TranslatedText], str], sign: re.Pattern[str]) -> Iterator[Finding]:
    """A finding for each translation that does not fit; `problem` says in words why.

    A text without `sign` in it or in its translation fits: most do.
    """
    for text in subject.translations:
        if text.wording and (sign.search(text.source.text) or sign.search(text.wording)) and (told := problem(text)):
            yield _finding(check, text, told)


def _finding(check: Check, text: TranslatedText, problem: str) -> Finding:
    context, catalogue = text.source.context, text.catalogue
    invented = _QUOTED.findall(problem.partition("invents ")[2])
    span, related = catalogue.wording_span(context, invented), text.related()
    return check.at(text.route, span=span, related=related, locale=catalogue.locale, context=context, problem=problem)
