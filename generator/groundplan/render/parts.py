"""Parts of a page that are HTML already: they pass Markdown by, and come to their places when it is done.

Each has a mark, an element of its own that no author has reason to write. It stands for the part in the page's Markdown, comes out
of it as it went in, and is looked for letter by letter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from html.parser import HTMLParser

UNSOUGHT, SOUGHT = "\x0e", "\x0f"
"""Between these a part has what the search does not look at. Pages cannot hold these letters."""
ABOVE = "\x11"
"""With this begins a part that stands above its page, wherever its mark is. Nobody searches it."""
_BEGIN, _END = '<div data-groundplan-part="', '"></div>'


@dataclass(frozen=True)
class Part:
    """The HTML of a part, with marks around what is not searched."""

    html: str

    @cached_property
    def shown(self) -> str:
        """What readers get in the place of its mark."""
        return "" if self.html.startswith(ABOVE) else self.html.replace(UNSOUGHT, "").replace(SOUGHT, "")

    @property
    def above(self) -> str:
        """What readers get above the page."""
        return self.html.removeprefix(ABOVE) if self.html.startswith(ABOVE) else ""

    @cached_property
    def sought(self) -> str:
        """What the search looks at."""
        if self.html.startswith(ABOVE):
            return ""
        first, *rest = self.html.split(UNSOUGHT)
        return first + "".join(piece.partition(SOUGHT)[2] for piece in rest)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """What links can lead to in it."""
        reader = _Anchors()
        reader.feed(self.shown)
        return frozenset(reader.found)


class _Anchors(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if value and (name == "id" or (name == "name" and tag == "a"))]


def mark(key: str) -> str:
    """What stands for the part `key`."""
    return f"{_BEGIN}{escape(key)}{_END}"


def parts_in(html: str, parts: Mapping[str, Part]) -> list[Part]:
    """The parts whose marks are in a page, in their order."""
    return [part for key in _keys(html) if (part := parts.get(key))]


def _keys(html: str) -> list[str]:
    return [piece.partition(_END)[0] for piece in html.split(_BEGIN)[1:]]


def parts_put_in(html: str, parts: Mapping[str, Part], of: Callable[[Part], str] = lambda part: part.shown) -> str:
    """A page with its parts in the places of their marks. What shows its own source, such as a block of code, shows that of a part."""
    if _BEGIN not in html and escape(_BEGIN) not in html:
        return html
    return _filled(_filled(html, parts, of, str), parts, of, escape)


def _filled(html: str, parts: Mapping[str, Part], of: Callable[[Part], str], written: Callable[[str], str]) -> str:
    begin, end = written(_BEGIN), written(_END)
    first, *rest = html.split(begin)
    pieces = [first]
    for piece in rest:
        key, _, after = piece.partition(end)
        pieces += [written(of(parts[key])), after] if key in parts else [begin, piece]
    return "".join(pieces)


class Anchors(set[str]):
    """The anchors that MkDocs has found on a page, and those of its parts, which are read when one is asked for that is not known."""

    def __init__(self, known: set[str], parts: list[Part]) -> None:
        super().__init__(known)
        self._parts = parts

    def __contains__(self, anchor: object) -> bool:
        return super().__contains__(anchor) or any(anchor in part.anchors for part in self._parts)
