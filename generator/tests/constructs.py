"""What the pages of a site are built of, and the few pages that together hold all of it.

What a checker finds in one element it finds in each that is built alike: with the same tag, classes and attributes, in the same
surroundings. So it needs to see each construct once, not each page.
"""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import TypeAlias

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
SURROUNDINGS = 3
"""How many elements around one count."""
OF_CONTENT = frozenset({"class", "id", "href", "src", "style", "value", "for", "name", "content"})
"""Attributes whose values, or whose being there, depend on what a page says."""
OF_SIZE = "gp-fits-"
"""How classes begin that a picture has for its height alone."""
TOLD = frozenset({"lang", "dir", "role", "type", "aria-hidden", "tabindex", "scope"})
"""Attributes whose values a checker judges."""

Construct: TypeAlias = tuple[str, ...]


class _Constructs(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[Construct] = set()
        self._around: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        element = " ".join([tag, *sorted(name for name in classes if not name.startswith(OF_SIZE))])
        named = {f"{name}={value}" if name in TOLD else name for name, value in attrs if name not in OF_CONTENT and name[:5] != "data-"}
        self.found.add((" ".join([element, *sorted(named)]), *self._around[-SURROUNDINGS:]))
        if tag not in VOID:
            self._around.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._around.pop()

    def handle_endtag(self, tag: str) -> None:
        if any(element.partition(" ")[0] == tag for element in self._around):
            while self._around.pop().partition(" ")[0] != tag:
                pass


def constructs(html: str) -> frozenset[Construct]:
    """Each element of a page as it is built, with those around it."""
    parser = _Constructs()
    parser.feed(html)
    return frozenset(parser.found)


def covering(pages: Mapping[str, frozenset[Construct]]) -> list[str]:
    """Few of `pages` that together hold every construct of all of them: again and again the one that adds most."""
    left = set().union(*pages.values())
    chosen = []
    while left:
        chosen.append(max(sorted(pages), key=lambda path: len(pages[path] & left)))
        left -= pages[chosen[-1]]
    return chosen
