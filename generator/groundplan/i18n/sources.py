"""All texts of a project that a translator sees, in a stable order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from groundplan.diagnostics import Span
from groundplan.i18n.catalogue import Source
from groundplan.i18n.prose import TRANSLATED_KEYS, pieces, split_front_matter
from groundplan.i18n.pseudo import PSEUDO_LOCALES


def page_sources(pages: Mapping[str, str], locale: str, source_locale: str) -> Iterator[Source]:
    """The texts of the prose pages that are published in `locale`."""
    for path, source in pages.items():
        front_matter, _, _ = split_front_matter(source)
        if not is_published(front_matter, locale, source_locale):
            continue
        for key in TRANSLATED_KEYS:
            if isinstance(text := front_matter.get(key), str):
                yield Source(f"{path}@{key}", text, comments=(f"The {key} of the page {path}.",), span=Span(path))
        for piece in pieces(path, source):
            if piece.context:
                yield Source(piece.context, piece.text, span=Span(path, piece.line, 1, piece.line, 2))


def is_published(front_matter: Mapping[str, object], locale: str, source_locale: str) -> bool:
    """Whether a page is published in `locale`: always in the source's, elsewhere unless its `locales` leave it out.

    In a pseudo-locale, if it is translated at all.
    """
    listed = front_matter.get("locales")
    if locale == source_locale or listed is None:
        return True
    tags = {str(tag) for tag in listed} if isinstance(listed, list) else {listed}
    return locale in tags or (locale in PSEUDO_LOCALES and bool(tags - {source_locale}))
