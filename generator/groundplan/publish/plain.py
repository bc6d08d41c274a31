"""The content of a built page as Markdown, for readers that are programs: tables as tables, drawings as the words that tell them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundplan.hypertext import elements_in, without_elements
from groundplan.publish.elements import PageElement, content_tree

_BULK = ("svg", "template", "script", "style", "groundplan-choices", "groundplan-bar")
_SPACE = re.compile(r"\s+")
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "code": "`", "kbd": "`", "del": "~~"}


def article_of(page: str) -> str:
    """The main part of a page, without drawings and scripts."""
    found = next(elements_in(page, "article", "main"), None)
    return without_elements(found.inner(page) if found else page, *_BULK)


def markdown_of(article: str) -> str:
    """The main part of a page as Markdown. Links lead from beside the page to where they lead from it."""
    return "\n\n".join(_Writer().blocks(content_tree(article))) + "\n"


class _Writer:
    """Writes down a tree. In the cells of tables, lines end by a word."""

    def __init__(self, line_end: str = " ") -> None:
        self._line_end = line_end

    def blocks(self, node: PageElement) -> Iterator[str]:
        """The blocks of an element, without empty ones."""
        run: list[PageElement | str] = []
        for child in node.content:
            if isinstance(child, PageElement) and child.is_block:
                yield from self._paragraph(run)
                run = []
                if child.is_shown:
                    yield from filter(None, self._block(child))
            else:
                run.append(child)
        yield from self._paragraph(run)

    def _paragraph(self, run: list[PageElement | str]) -> Iterator[str]:
        if text := self._line(run):
            yield text

    def _block(self, node: PageElement) -> Iterator[str]:
        match node.name:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                yield f"{'#' * int(node.name[1])} {self._line(node.content)}"
            case "ul" | "ol":
                yield self._items(node)
            case "table":
                yield self._table(node)
            case "pre":
                yield f"```\n{node.text.strip(chr(10))}\n```"
            case "hr":
                yield "---"
            case "dt" | "summary":
                yield f"**{self._line(node.content)}**"
            case "blockquote":
                yield "\n".join(f"> {line}".rstrip() for block in self.blocks(node) for line in (*block.splitlines(), ""))
            case _:
                yield from self.blocks(node)

    def _items(self, node: PageElement) -> str:
        lines = []
        for number, item in enumerate(node.all("li"), start=1):
            mark = f"{number}. " if node.name == "ol" else "- "
            first, *rest = "\n".join(self.blocks(item)).splitlines() or [""]
            lines += [f"{mark}{first}".rstrip(), *(f"{' ' * len(mark)}{line}" for line in rest)]
        return "\n".join(lines)

    def _table(self, node: PageElement) -> str:
        rows = [[self._cell(cell) for cell in row.all("td", "th")] for row in node.all("tr")]
        rows = [row for row in rows if row]
        if not rows:
            return ""
        head, *body = rows
        lines = [head, ["---"] * len(head), *body]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)

    def _cell(self, node: PageElement) -> str:
        return "<br>".join(block.replace("\n", " ").replace("|", "\\|") for block in _Writer("<br>").blocks(node))

    def _line(self, content: list[PageElement | str]) -> str:
        return _SPACE.sub(" ", "".join(map(self._inline, content))).replace(" ,", ",").strip()

    def _inline(self, node: PageElement | str) -> str:
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
