"""A translation that loses or invents a link or inline code."""

import re
from collections import Counter
from collections.abc import Iterator

from groundplan.check.subject import Subject
from groundplan.diagnostics import Check, Finding, Severity

CHECK = Check(
    "markup-mismatch", Severity.ERROR, "the {locale} translation of `{context}` {problem}", "keep links and inline code as they are"
)

_CALL = re.compile(r"\{\{.*?\}\}")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_TARGET = re.compile(r"\]\(\s*<?([^)\s>]+)")


def check(subject: Subject) -> Iterator[Finding]:
    for text in subject.translations:
        if not text.wording or not (_may_have_any(text.source.text) or _may_have_any(text.wording)):
            continue
        expected, found = marks(text.source.text), marks(text.wording)
        lost, invented = expected - found, found - expected
        if lost or invented:
            verb, which = ("loses", lost) if lost else ("invents", invented)
            problem = f"{verb} {', '.join(which)}"
            context, catalogue = text.source.context, text.catalogue
            span, related = catalogue.span(context), text.related()
            yield CHECK.at(text.route, span=span, related=related, locale=catalogue.locale, context=context, problem=problem)


def _may_have_any(text: str) -> bool:
    """Quick, because most texts have none."""
    return "`" in text or "](" in text


def marks(text: str) -> Counter[str]:
    """The inline code and the targets of links in `text`, in words."""
    plain = _CALL.sub("", text)
    code = Counter(f"the code `{content}`" for _, content in _CODE.findall(plain))
    return code + Counter(f"the link to {target}" for target in _TARGET.findall(_CODE.sub("", plain)))
