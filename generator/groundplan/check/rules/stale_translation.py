"""A translation of a text, or about facts, that have changed since."""

from collections.abc import Iterator

from groundplan.check.subject import Subject
from groundplan.diagnostics import Check, Finding, Severity

CHECK = Check(
    "stale-translation",
    Severity.WARNING,
    "the {locale} translation of `{context}` is out of date: {reason}",
    "look at it again, then remove the mark `fuzzy`; `groundplan i18n update` sets the marks",
)


def check(subject: Subject) -> Iterator[Finding]:
    for text in subject.translations:
        reason = text.translation.doubt(text.source) if text.translation else ""
        if reason:
            catalogue, context = text.catalogue, text.source.context
            span, related = catalogue.span(context), text.related()
            yield CHECK.at(text.route, span=span, related=related, locale=catalogue.locale, context=context, reason=reason)
