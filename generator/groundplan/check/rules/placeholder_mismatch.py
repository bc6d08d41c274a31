"""A translation that loses or invents a placeholder or a function call."""

import re
from collections import Counter
from collections.abc import Iterator

from groundplan.check.subject import Subject
from groundplan.diagnostics import Check, Finding, Severity

CHECK = Check(
    "placeholder-mismatch", Severity.ERROR, "the {locale} translation of `{context}` {problem}", "copy it from the source text as it is"
)

_PLACEHOLDER = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{[a-z_]+\}")


def check(subject: Subject) -> Iterator[Finding]:
    for text in subject.translations:
        if not text.wording or not (_may_have_any(text.source.text) or _may_have_any(text.wording)):
            continue
        expected, found = placeholders(text.source.text), placeholders(text.wording)
        lost, invented = expected - found, found - expected
        if lost or invented:
            verb, which = ("loses", lost) if lost else ("invents", invented)
            problem = f"{verb} {', '.join(f'`{placeholder}`' for placeholder in which)}"
            context, catalogue = text.source.context, text.catalogue
            span, related = catalogue.span(context), text.related()
            yield CHECK.at(text.route, span=span, related=related, locale=catalogue.locale, context=context, problem=problem)


def _may_have_any(text: str) -> bool:
    """Quick, because most texts have none."""
    return "{" in text


def placeholders(text: str) -> Counter[str]:
    """The placeholders in `text`, with the space inside them normalized."""
    return Counter(re.sub(r"\s+", " ", match) for match in _PLACEHOLDER.findall(text))
