"""What readers and search engines see of a page before they read it: its description, and the language of what its links lead to."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from posixpath import join, normpath
from urllib.parse import urlsplit

_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r'<a(?P<before>(?: [^>]*?)?) href="(?P<href>[^"]*)"(?P<after>[^>]*)>')
_LONGEST = 200
"""Characters that search engines show of a description, at most."""


def description(content: str) -> str:
    """The first paragraph of prose of a page, as plain text, of at most so many whole words as are shown; empty where there is none."""
    start = content.find("</h1>") if "</h1>" in content else 0
    for found in _PARAGRAPH.finditer(content, start):
        if text := " ".join(unescape(_TAG.sub("", found[1])).split()):
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

    def told(link: re.Match[str]) -> str:
        language = None if "hreflang=" in link[0] else language_of(unescape(link["href"]))
        return f'<a{link["before"]} href="{link["href"]}" hreflang="{escape(language)}"{link["after"]}>' if language else link[0]

    return _LINK.sub(told, content)
