"""What readers and search engines see of a page before they read it: its description, and the language of what its links lead to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from html import escape
from posixpath import join, normpath
from urllib.parse import urlsplit

from groundplan.hypertext import Change, elements_in, replaced, tags_in
from groundplan.publish.elements import content_tree

_LONGEST = 200
"""Characters that search engines show of a description, at most."""


def description(content: str) -> str:
    """The first paragraph of prose of a page, as plain text, of at most so many whole words as are shown; empty where there is none."""
    heading = next(elements_in(content, "h1"), None)
    for found in elements_in(content, "p", start=heading.end if heading else 0):
        is_prose = next(found.opening.attributes(), None) is None
        if is_prose and (text := " ".join(content_tree(found.inner(content)).text.split())):
            return text if len(text) <= _LONGEST else text[:_LONGEST].rpartition(" ")[0].rstrip(",;:") + " …"
    return ""


class Languages:
    """The language of each page of a site."""

    def __init__(self, pages: Mapping[str, str]) -> None:
        """`pages` has the language of each by its address from the root of the site."""
        self._pages = {_whole(address): language for address, language in pages.items()}

    def other(self, page: str, own: str, href: str) -> str | None:
        """The language of what a link of `page`, which is in `own`, leads to; None where that is the same or not known."""
        target = urlsplit(href)
        if target.scheme or target.netloc or not target.path:
            return None
        language = self._pages.get(_whole(join(page, target.path)))
        return None if language == own else language


def _whole(address: str) -> str:
    return normpath(join("/", address)).removesuffix("/index.html").rstrip("/")


def told_languages(content: str, language_of: Callable[[str], str | None]) -> str:
    """The content with the language told of each link that leads to another one; `language_of` an address is None for the page's own."""
    language_of_page = cache(language_of)
    links = ((link, href) for link in tags_in(content, "a") if not link.closes and (href := link.attribute("href")))
    others = (
        (href.end, language)
        for link, href in links
        if (language := language_of_page(href.value.partition("#")[0])) and not link.attribute("hreflang")
    )
    return replaced(content, (Change(at, at, f' hreflang="{escape(language)}"') for at, language in others))
