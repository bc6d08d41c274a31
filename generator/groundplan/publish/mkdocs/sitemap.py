"""The list of the pages that MkDocs holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from mkdocs.structure.pages import Page

from groundplan.i18n.locale.locale import Locale
from groundplan.publish.mkdocs.files import Edition
from groundplan.publish.sitemap import editions, sitemap


def sitemap_of(pages: Iterable[Edition], twins: Callable[[str], Mapping[Locale, Page]], only: Locale | None) -> str:
    """The pages of all locales, or of one; `twins` finds a page in all locales that have it."""
    listed = []
    for edition in pages:
        urls = {locale: page.canonical_url for locale, page in twins(edition.path).items() if page.canonical_url}
        if edition.locale in urls and only in (None, edition.locale):
            listed.append((urls[edition.locale], editions(urls)))
    return sitemap(listed)
