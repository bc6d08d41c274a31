"""The content of a page as a tree of elements, for whoever makes something else of it than a browser does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from groundplan.hypertext import ReadTag, tags_and_texts

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
    attributes: Mapping[str, str] = field(default_factory=dict)
    content: list[PageElement | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def is_shown(self) -> bool:
        """Whether it says something to whoever reads."""
        if self.name in _SILENT or "hidden" in self.attributes:
            return False
        return "class" not in self.attributes or _HELPS.isdisjoint(self.classes)

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
    """The content of a page. Pages are whole by now; what is left open ends with what is around it."""
    root = PageElement("article")
    tree = _Tree(root)
    for node in tags_and_texts(html):
        if isinstance(node, str):
            tree.add(node)
        elif node.closes:
            tree.end(node.name)
        else:
            tree.begin(node)
    return root


class _Tree:
    """The elements that are open."""

    def __init__(self, root: PageElement) -> None:
        self._open = [root]

    def add(self, node: PageElement | str) -> None:
        self._open[-1].content.append(node)

    def begin(self, tag: ReadTag) -> None:
        if tag.name in _ENDED_BY:
            self._end_cell(tag.name)
        node = PageElement(tag.name, tag.attributes)
        self.add(node)
        if tag.name not in _VOID and not tag.is_closed:
            self._open.append(node)

    def _end_cell(self, tag: str) -> None:
        """A cell ends where the next one of its table begins, and a row with its last cell."""
        for ended in _ENDED_BY[tag]:
            inner = [node.name for node in self._open]
            start = len(inner) - inner[::-1].index("table") if "table" in inner else 0
            if ended in inner[start:]:
                self.end(ended)

    def end(self, name: str) -> None:
        if self._open[-1].name == name and len(self._open) > 1:  # most of them
            self._open.pop()
        elif any(node.name == name for node in self._open[1:]):
            while self._open.pop().name != name:
                pass
