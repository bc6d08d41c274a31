"""A text that words a term of the glossary in another way than the one that is approved."""

from collections.abc import Iterator
from itertools import groupby

from groundplan.check.subject import Subject, TranslatedText
from groundplan.checks import WRONG_TERM
from groundplan.diagnostics import Finding, Related, Span
from groundplan.i18n.texts.glossary import Glossary, Mentions, TermWording, glossary_of, source_glossary, without_code
from groundplan.i18n.texts.sources import prose_sources


def check(subject: Subject) -> Iterator[Finding]:
    terms, locale = subject.facts.model.terms.values(), subject.facts.model.project.locale
    mentions = Mentions(terms, locale)
    glossaries = {catalogue.locale: glossary_of(terms, mentions, catalogue) for catalogue in subject.catalogues.values()}
    for tag, texts in groupby(subject.translations, lambda text: text.catalogue.locale):
        glossary = glossaries[tag]
        for text in texts:
            if text.wording and (glossary.avoiding or mentions.of(text.source.text)):
                yield from _in_translation(text, glossary)
    yield from _in_source(subject, source_glossary(terms, locale, mentions))


def _in_translation(text: TranslatedText, glossary: Glossary) -> Iterator[Finding]:
    readable = without_code(text.wording)
    forbidden = set()
    for wording in glossary.avoiding:
        if _defines(text.source.context, wording):
            continue
        for found in wording.avoided_in(readable):
            forbidden.add(wording.term.id)
            said = text.wording[found.start : found.end]
            span = text.catalogue.place(text.source.context, found.start, found.end)
            yield _finding(text, wording, span, f"says `{said}`, which must not stand for `{wording.term.name}`")
    for wording in glossary.used_in(text.source.text):
        itself = text.source.context == f"{wording.term.route}.name"
        if wording.approved and not itself and wording.term.id not in forbidden and not wording.is_said_in(readable):
            span = text.catalogue.wording_span(text.source.context)
            problem = (
                f"says `{wording.term.name}` in other words" if wording.term.translate else f"does not keep the name `{wording.term.name}`"
            )
            yield _finding(text, wording, span, problem)


def _finding(text: TranslatedText, wording: TermWording, span: Span, problem: str) -> Finding:
    subject = f"the {text.catalogue.locale} translation of `{text.source.context}`"
    related = (Related("the term is defined here", wording.term.route),)
    hint = None if wording.approved else f"translate `{wording.term.route}.name` first"
    return WRONG_TERM.at(text.route, span=span, related=related, hint=hint, text=subject, problem=problem, approved=wording.approved)


def _in_source(subject: Subject, glossary: Glossary) -> Iterator[Finding]:
    """Forbidden renderings in the language that the model is written in."""
    if not glossary.avoiding:
        return
    locale = subject.facts.model.project.locale
    model = ((str(text.route), text.source, text.route, None) for text in subject.texts)
    prose = ((source.context, source.text, None, source.span) for source in prose_sources(subject.prose, locale, locale))
    for context, text, route, span in (*model, *prose):
        for wording, said in _forbidden(context, text, glossary):
            problem = f"says `{said}`, which must not stand for `{wording.term.name}`"
            hint = f"the approved word is `{wording.approved}`"
            related = (Related("the term is defined here", wording.term.route),)
            yield WRONG_TERM.at(route, span=span, related=related, hint=hint, text=f"`{context}`", problem=problem)


def _forbidden(context: str, text: str, glossary: Glossary) -> Iterator[tuple[TermWording, str]]:
    readable = without_code(text)
    for wording in glossary.avoiding:
        if not _defines(context, wording):
            yield from ((wording, text[found.start : found.end]) for found in wording.avoided_in(readable))


def _defines(context: str, wording: TermWording) -> bool:
    """Whether the text explains the term, and may say which words are wrong for it."""
    route = str(wording.term.route)
    return context.startswith(f"{route}.") and context != f"{route}.name"
