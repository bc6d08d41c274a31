"""A heading anchor that the source page has and its localized page lacks: links to it would lead nowhere in that locale."""

from collections.abc import Iterator

from groundplan.checks import MISSING_ANCHOR
from groundplan.diagnostics import Finding, Span
from groundplan.i18n.texts.prose import pieces


def of(path: str, source: str, localized: str, locale: str) -> Iterator[Finding]:
    """A finding for each anchor of the page `path` that its version in `locale` lost, at the heading in the source."""
    found = {piece.heading_id for piece in pieces(path, localized) if piece.heading_id}
    for piece in pieces(path, source):
        if piece.heading_id and piece.heading_id not in found:
            span = Span(path, piece.line, 1, piece.line, 2)
            yield MISSING_ANCHOR.at(None, span=span, locale=locale, path=path, anchor=piece.heading_id)
