"""A translation of a text, or about facts, that have changed since."""

from collections.abc import Iterator

from groundplan.check.subject import Subject
from groundplan.checks import STALE_TRANSLATION
from groundplan.diagnostics import Finding


def check(subject: Subject) -> Iterator[Finding]:
    for text in subject.translations:
        reason = text.translation.doubt(text.source) if text.translation else ""
        if reason:
            catalogue, context = text.catalogue, text.source.context
            span, related = catalogue.wording_span(context), text.related()
            yield STALE_TRANSLATION.at(text.route, span=span, related=related, locale=catalogue.locale, context=context, reason=reason)
