"""A translation that does not use the approved translation of a term that its source text uses."""

import re
from collections.abc import Iterator

from groundplan.check.subject import Subject
from groundplan.diagnostics import Check, Finding, Related, Severity
from groundplan.domain.term import Term
from groundplan.i18n.catalogue import Catalogue

CHECK = Check(
    "wrong-term",
    Severity.WARNING,
    "the {locale} translation of `{context}` says `{term}` in other words",
    "the approved translation is `{approved}`",
)


def check(subject: Subject) -> Iterator[Finding]:
    glossaries = {locale: _glossary(subject, catalogue) for locale, catalogue in subject.catalogues.items()}
    for text in subject.translations:
        if not text.wording:
            continue
        for term, approved in _used(text.source.text, glossaries[text.catalogue.locale]):
            if text.source.context == f"{term.route}.name" or _says(text.wording, approved):
                continue
            context, catalogue = text.source.context, text.catalogue
            yield CHECK.at(
                text.route,
                span=catalogue.span(context),
                related=(Related("the term is defined here", term.route),),
                locale=catalogue.locale,
                context=context,
                term=term.name.source,
                approved=approved,
            )


def _glossary(subject: Subject, catalogue: Catalogue) -> list[tuple[Term, re.Pattern[str], str]]:
    """Each term with what finds it in a source text and what a translation must say, the longest names first."""
    entries = []
    for term in subject.facts.model.terms.values():
        approved = catalogue.translate(f"{term.route}.name", term.name.source) if term.translate else term.name.source
        if approved:
            entries.append((term, re.compile(rf"\b{re.escape(term.name.source)}(?:e?s)?\b", re.IGNORECASE), approved))
    return sorted(entries, key=lambda entry: -len(entry[0].name.source))


def _used(source: str, glossary: list[tuple[Term, re.Pattern[str], str]]) -> Iterator[tuple[Term, str]]:
    """The terms that `source` uses; a word inside a longer term is that term's."""
    left = re.sub(r"\{\{.*?\}\}|`[^`]*`", " ", source)
    for term, pattern, approved in glossary:
        left, count = pattern.subn(" ", left)
        if count:
            yield term, approved


def _says(translation: str, approved: str) -> bool:
    """Whether `translation` has `approved`, whatever its case and spacing. Particles follow a term, so they do not hide it."""
    return _squeezed(approved) in _squeezed(translation)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text).casefold()
