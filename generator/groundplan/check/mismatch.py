"""Translations that do not have the same things in them as their source texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from groundplan.check.subject import Subject, TranslatedText
from groundplan.diagnostics import Check, Finding


def mismatches(check: Check, subject: Subject, things: Callable[[str], Counter[str]], sign: re.Pattern[str]) -> Iterator[Finding]:
    """A finding for each translation that loses or invents something; `things` finds what must be the same, in words.

    A text without `sign` in it has no such things: most have none.
    """
    for text in subject.translations:
        wording, source = text.wording, text.source.text
        if wording and (sign.search(source) or sign.search(wording)):
            problem = _problem(things(source), things(wording))
            if problem:
                yield _finding(check, text, problem)


def _problem(expected: Counter[str], found: Counter[str]) -> str:
    told = [f"{verb} {', '.join(which)}" for verb, which in (("loses", expected - found), ("invents", found - expected)) if which]
    return " and ".join(told)


def _finding(check: Check, text: TranslatedText, problem: str) -> Finding:
    context, catalogue = text.source.context, text.catalogue
    span, related = catalogue.span(context), text.related()
    return check.at(text.route, span=span, related=related, locale=catalogue.locale, context=context, problem=problem)
