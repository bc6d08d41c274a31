"""Where pages lead to, and the pages of a build as orders, for whoever renders them before MkDocs asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress

from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from mkdocs.utils.meta import get_data

from groundplan.publish.mkdocs.files import Edition, SharedFiles
from groundplan.render.ahead import Addresses, PageOrder


def address_from(page: Page, files: SharedFiles, target: str) -> str:
    """A path, with its anchor, as an address relative to `page`, in the locale that is being read."""
    path, mark, anchor = target.partition("#")
    return get_relative_url(files.url_of(path), page.url) + mark + anchor if path else target


def orders(editions: Mapping[File, Edition], files: SharedFiles) -> Iterator[PageOrder]:
    """Each page as MkDocs will hand it on, unless another plugin changes its source first."""
    urls = {
        locale: {edition.path: files.address(edition.path, locale) for edition in editions.values()}
        for locale in dict.fromkeys(edition.locale for edition in editions.values())
    }
    for file, edition in editions.items():
        with suppress(OSError, ValueError):  # a page that cannot be read is told by MkDocs
            if file.page:
                addresses = Addresses(urls[edition.locale], file.page.url, get_relative_url)
                yield PageOrder(edition.path, get_data(file.content_string)[0], edition.locale, addresses)
