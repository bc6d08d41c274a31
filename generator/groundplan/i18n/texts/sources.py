"""All texts of a project that a translator sees, in a stable order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from groundplan.diagnostics import Span
from groundplan.i18n.gettext.translation import Source
from groundplan.i18n.locale.pseudo_tags import PSEUDO_LOCALES
from groundplan.i18n.texts.prose import TRANSLATED_KEYS, pieces, split_front_matter


def page_sources(pages: Mapping[str, str], locale: str, source_locale: str, docs: str = "") -> Iterator[Source]:
    """The texts of the prose pages that are published in `locale`; `docs` is what the paths of all pages begin with."""
    for source in _page_sources(pages, locale, source_locale):
        yield source._replace(page=source.file.removeprefix(docs))


def _page_sources(pages: Mapping[str, str], locale: str, source_locale: str) -> Iterator[Source]:
    for path, source in published(pages, locale, source_locale).items():
        front_matter, _, _ = split_front_matter(source)
        for key in TRANSLATED_KEYS:
            if isinstance(text := front_matter.get(key), str):
                yield Source(f"{path}@{key}", text, comments=(f"The {key} of the page {path}.",), span=Span(path), file=path)
        yield from _piece_sources(path, source)


def published(pages: Mapping[str, str], locale: str, source_locale: str) -> dict[str, str]:
    """The pages that are published in `locale`, each with its source."""
    return {path: source for path, source in pages.items() if is_published(split_front_matter(source)[0], locale, source_locale)}


def _piece_sources(path: str, source: str) -> Iterator[Source]:
    section = ""
    for piece in pieces(path, source):
        if not piece.context:
            continue
        if piece.heading_id:
            section, comment = f", below “{piece.text}”", "A heading"
        else:
            comment = f"{'A row of a table' if piece.text.startswith('|') else 'On the page'}{section}"
        yield Source(piece.context, piece.text, comments=(f"{comment}.",), span=Span(path, piece.line, 1, piece.line, 2), file=path)


def is_published(front_matter: Mapping[str, object], locale: str, source_locale: str) -> bool:
    """Whether a page is published in `locale`: always in the source's, elsewhere unless its `locales` leave it out.

    In a pseudo-locale, if it is translated at all. So too without a locale.
    """
    listed = front_matter.get("locales")
    if locale == source_locale or listed is None:
        return True
    tags = {str(tag) for tag in (listed if isinstance(listed, list) else [listed])}
    return locale in tags or (locale in {"", *PSEUDO_LOCALES} and bool(tags - {source_locale}))
