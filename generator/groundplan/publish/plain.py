"""The content of a built page as Markdown, for readers that are programs: tables as tables, drawings as the words that tell them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

_BULK = re.compile(r"<(svg|template|script|style|groundplan-choices)\b.*?</\1>", re.DOTALL)
_ARTICLE = re.compile(r"<(article|main)\b[^>]*>(.*)</\1>", re.DOTALL)
_VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PARTS = ("address", "article", "aside", "blockquote", "details", "div", "fieldset", "figcaption", "figure", "footer", "form", "header")
_LISTS = ("dd", "dl", "dt", "li", "ol", "ul")
_TABLES = ("table", "tbody", "td", "tfoot", "th", "thead", "tr")
_BLOCKS = frozenset((*_HEADINGS, *_PARTS, *_LISTS, *_TABLES, "hr", "main", "nav", "p", "pre", "section", "summary"))
_SILENT = frozenset(("button", "input", "label", "nav", "select"))
_HELPS = frozenset(("headerlink", "gp-legend", "md-source-file"))
"""Classes of what helps to use a page, and says nothing."""
_SPACE = re.compile(r"\s+")
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "code": "`", "kbd": "`", "del": "~~"}


@dataclass(slots=True)
class _Node:
    name: str
    attributes: Mapping[str, str | None] = field(default_factory=dict)
    content: list[_Node | str] = field(default_factory=list)

    @property
    def is_shown(self) -> bool:
        classes = (self.attributes.get("class") or "").split()
        return self.name not in _SILENT and "hidden" not in self.attributes and _HELPS.isdisjoint(classes)

    def children(self) -> Iterator[_Node]:
        return (node for node in self.content if isinstance(node, _Node) and node.is_shown)

    def all(self, *names: str) -> Iterator[_Node]:
        """What is called so in it, not within another of them."""
        for node in self.children():
            if node.name in names:
                yield node
            else:
                yield from node.all(*names)


def article_of(page: str) -> str:
    """The main part of a page, without drawings and scripts."""
    found = _ARTICLE.search(page)
    return _BULK.sub("", found[2] if found else page)


def markdown_of(article: str) -> str:
    """The main part of a page as Markdown. Links lead from beside the page to where they lead from it."""
    reader = _Reader()
    reader.feed(article)
    return "\n\n".join(_Writer().blocks(reader.root)) + "\n"


class _Reader(HTMLParser):
    """A tree of what a page says. Pages are whole by now; what is left open ends with what is around it."""

    def __init__(self) -> None:
        super().__init__()
        self.root = _Node("article")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = _Node(tag, dict(attrs))
        self._open[-1].content.append(node)
        if tag not in _VOID:
            self._open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].content.append(_Node(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if any(node.name == tag for node in self._open[1:]):
            while self._open.pop().name != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._open[-1].content.append(data)


class _Writer:
    """Writes down a tree. In the cells of tables, lines end by a word."""

    def __init__(self, line_end: str = " ") -> None:
        self._line_end = line_end

    def blocks(self, node: _Node) -> Iterator[str]:
        """The blocks of an element, without empty ones."""
        run: list[_Node | str] = []
        for child in node.content:
            if isinstance(child, _Node) and (child.name in _BLOCKS or any(child.all(*_BLOCKS))):
                yield from self._paragraph(run)
                run = []
                if child.is_shown:
                    yield from filter(None, self._block(child))
            else:
                run.append(child)
        yield from self._paragraph(run)

    def _paragraph(self, run: list[_Node | str]) -> Iterator[str]:
        if text := self._line(run):
            yield text

    def _block(self, node: _Node) -> Iterator[str]:
        match node.name:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                yield f"{'#' * int(node.name[1])} {self._line(node.content)}"
            case "ul" | "ol":
                yield self._items(node)
            case "table":
                yield self._table(node)
            case "pre":
                yield f"```\n{_text(node).strip(chr(10))}\n```"
            case "hr":
                yield "---"
            case "dt" | "summary":
                yield f"**{self._line(node.content)}**"
            case "blockquote":
                yield "\n".join(f"> {line}".rstrip() for block in self.blocks(node) for line in (*block.splitlines(), ""))
            case _:
                yield from self.blocks(node)

    def _items(self, node: _Node) -> str:
        lines = []
        for number, item in enumerate(node.all("li"), start=1):
            mark = f"{number}. " if node.name == "ol" else "- "
            first, *rest = "\n".join(self.blocks(item)).splitlines() or [""]
            lines += [f"{mark}{first}".rstrip(), *(f"{' ' * len(mark)}{line}" for line in rest)]
        return "\n".join(lines)

    def _table(self, node: _Node) -> str:
        rows = [[self._cell(cell) for cell in row.all("td", "th")] for row in node.all("tr")]
        rows = [row for row in rows if row]
        if not rows:
            return ""
        head, *body = rows
        lines = [head, ["---"] * len(head), *body]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)

    def _cell(self, node: _Node) -> str:
        return "<br>".join(block.replace("\n", " ").replace("|", "\\|") for block in _Writer("<br>").blocks(node))

    def _line(self, content: list[_Node | str]) -> str:
        return _SPACE.sub(" ", "".join(map(self._inline, content))).replace(" ,", ",").strip()

    def _inline(self, node: _Node | str) -> str:
        if isinstance(node, str):
            return node.replace("<", "&lt;")
        if not node.is_shown:
            return ""
        text = "".join(map(self._inline, node.content))
        if mark := _MARKS.get(node.name):
            return f"{mark}{text.strip()}{mark}" if text.strip() else text
        match node.name:
            case "br":
                return self._line_end
            case "img":
                return node.attributes.get("alt") or ""
            case "a" if (target := node.attributes.get("href")) and text.strip():
                before = " " if "gp-badge" in (node.attributes.get("class") or "") else ""
                return f"{before}[{text.strip()}]({target})"
        return text


def _text(node: _Node) -> str:
    return "".join(part if isinstance(part, str) else _text(part) for part in node.content)
