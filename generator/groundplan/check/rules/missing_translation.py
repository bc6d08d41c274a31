"""A text without a translation; readers of that locale see it in the source language."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from groundplan.check.subject import Subject, TranslatedText
from groundplan.checks import MISSING_TRANSLATION
from groundplan.diagnostics import Finding, Severity


def check(subject: Subject) -> Iterator[Finding]:
    too_few = _below(subject, subject.locale_coverage or 0)
    for text in subject.translations:
        if _is_missing(text):
            locale, path = text.catalogue.locale, subject.catalogue_of(text)
            finding = MISSING_TRANSLATION.at(text.route, span=text.source.span, context=text.source.context, locale=locale, path=path)
            yield replace(finding, severity=Severity.ERROR) if locale in too_few else finding


def _is_missing(text: TranslatedText) -> bool:
    return text.translation is None or not text.translation.text


def _below(subject: Subject, percentage: int) -> set[str]:
    """The locales in which less than `percentage` of the texts have a translation."""
    total = Counter(text.catalogue.locale for text in subject.translations)
    missing = Counter(text.catalogue.locale for text in subject.translations if _is_missing(text))
    return {locale for locale, texts in total.items() if (texts - missing[locale]) * 100 < percentage * texts}
