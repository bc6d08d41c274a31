"""The content of a page as a tree of elements, for whoever makes something else of it than a browser does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PARTS = ("address", "article", "aside", "blockquote", "details", "div", "fieldset", "figcaption", "figure", "footer", "form", "header")
_LISTS = ("dd", "dl", "dt", "li", "ol", "ul")
_TABLES = ("table", "tbody", "td", "tfoot", "th", "thead", "tr")
_ENDED_BY = {"td": ("td", "th"), "th": ("td", "th"), "tr": ("tr",)}
BLOCKS = frozenset((*_HEADINGS, *_PARTS, *_LISTS, *_TABLES, "hr", "main", "nav", "p", "pre", "section", "summary"))
_SILENT = frozenset(("button", "input", "label", "nav", "select"))
_HELPS = frozenset(("headerlink", "gp-legend", "gp-change__map", "md-source-file"))
"""Classes of what helps to use a page, and says nothing."""


@dataclass(slots=True)
class PageElement:
    """An element with what is in it."""

    name: str
    attributes: Mapping[str, str | None] = field(default_factory=dict)
    content: list[PageElement | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return (self.attributes.get("class") or "").split()

    @property
    def is_shown(self) -> bool:
        """Whether it says something to whoever reads."""
        return self.name not in _SILENT and "hidden" not in self.attributes and _HELPS.isdisjoint(self.classes)

    @property
    def is_block(self) -> bool:
        """Whether it stands on lines of its own, or something in it does."""
        return self.name in BLOCKS or any(self.all(*BLOCKS))

    @property
    def text(self) -> str:
        """All letters in it."""
        return "".join(part if isinstance(part, str) else part.text for part in self.content)

    def children(self) -> Iterator[PageElement]:
        """The elements in it that are shown."""
        return (node for node in self.content if isinstance(node, PageElement) and node.is_shown)

    def all(self, *names: str) -> Iterator[PageElement]:
        """What is called so in it, not within another of them."""
        for node in self.children():
            if node.name in names:
                yield node
            else:
                yield from node.all(*names)


def content_tree(html: str) -> PageElement:
    """The content of a page."""
    reader = _Reader()
    reader.feed(html)
    return reader.root


class _Reader(HTMLParser):
    """A tree of what a page says. Pages are whole by now; what is left open ends with what is around it."""

    def __init__(self) -> None:
        super().__init__()
        self.root = PageElement("article")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _ENDED_BY:
            self._end_cell(tag)
        node = PageElement(tag, dict(attrs))
        self._open[-1].content.append(node)
        if tag not in _VOID:
            self._open.append(node)

    def _end_cell(self, tag: str) -> None:
        """A cell ends where the next one of its table begins, and a row with its last cell."""
        for ended in _ENDED_BY[tag]:
            inner = [node.name for node in self._open]
            start = len(inner) - inner[::-1].index("table") if "table" in inner else 0
            if ended in inner[start:]:
                self.handle_endtag(ended)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].content.append(PageElement(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if self._open[-1].name == tag and len(self._open) > 1:  # most of them
            self._open.pop()
        elif any(node.name == tag for node in self._open[1:]):
            while self._open.pop().name != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._open[-1].content.append(data)
