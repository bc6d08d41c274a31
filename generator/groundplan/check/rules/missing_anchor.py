"""A heading anchor that the source page has and its localized page lacks: links to it would lead nowhere in that locale."""

from collections.abc import Iterator, Mapping

from groundplan.checks import MISSING_ANCHOR
from groundplan.diagnostics import Finding, Span
from groundplan.i18n.texts.flavour import MARKDOWN, Flavour
from groundplan.i18n.texts.prose import headings


def of(path: str, source: str, localized: str, locale: str, flavour: Flavour = MARKDOWN) -> Iterator[Finding]:
    """A finding for each anchor of the page `path` that its version in `locale` lost, at the heading in the source."""
    return lost(path, headings(path, source, flavour=flavour), localized, locale, flavour)


def lost(path: str, anchors: Mapping[int, str], localized: str, locale: str, flavour: Flavour = MARKDOWN) -> Iterator[Finding]:
    """The same for the ids that the page must have, by the lines of their headings."""
    found = set(headings(path, localized, flavour=flavour).values())
    for line, anchor in anchors.items():
        if anchor not in found:
            yield MISSING_ANCHOR.at(None, span=Span(path, line, 1, line, 2), locale=locale, path=path, anchor=anchor)
