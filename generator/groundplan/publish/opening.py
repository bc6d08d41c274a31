"""What readers and search engines see of a page before they read it: its description, and the language of what its links lead to."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

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


def told_languages(content: str, language_of: Callable[[str], str | None]) -> str:
    """The content with the language told of each link that leads to another one; `language_of` an address is None for the page's own."""

    def told(link: re.Match[str]) -> str:
        language = None if "hreflang=" in link[0] else language_of(unescape(link["href"]))
        return f'<a{link["before"]} href="{link["href"]}" hreflang="{escape(language)}"{link["after"]}>' if language else link[0]

    return _LINK.sub(told, content)
