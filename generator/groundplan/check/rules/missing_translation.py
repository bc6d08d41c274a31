"""A text without a translation; readers of that locale see it in the source language."""

from collections.abc import Iterator

from groundplan.check.subject import Subject
from groundplan.diagnostics import Check, Finding, Severity

CHECK = Check("missing-translation", Severity.INFO, "`{context}` has no translation to {locale}", "translate it in {path}")


def check(subject: Subject) -> Iterator[Finding]:
    for text in subject.translations:
        if text.translation is None or not text.translation.text:
            catalogue = text.catalogue
            yield CHECK.at(text.route, span=text.source.span, context=text.source.context, locale=catalogue.locale, path=catalogue.path)
