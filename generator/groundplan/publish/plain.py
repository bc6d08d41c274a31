"""The content of a built page as Markdown, for readers that are programs: tables as tables, drawings as the words that tell them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from groundplan.hypertext import elements_in, without_elements
from groundplan.publish.elements import PageElement, content_tree

_BULK = ("nav", "svg", "template", "script", "style", "groundplan-choices", "groundplan-bar")
_SPACE = re.compile(r"\s+")
_FACT, _ITEM = ";", ","
"""What stands before another fact, and before another item."""
_ENTRIES = ("flow-", "component-")
"""With these begin the anchors of entries of long lists."""
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "code": "`", "kbd": "`", "del": "~~"}


def article_of(page: str) -> str:
    """The main part of a page, without drawings and scripts."""
    found = next(elements_in(page, "article", "main"), None)
    return without_elements(found.inner(page) if found else page, *_BULK)


def markdown_of(article: str, parts: Collection[str] = ()) -> str:
    """The main part of a page as Markdown. Links lead from beside the page to where they lead from it.

    Numbers and names of entries lead nowhere where they would lead into `parts`, which are names of pages that long lists come in:
    half of a page would be addresses.
    """
    return _written(article, _Writer(lambda target: not _leads_into(target, parts)))


def markdown_of_part(article: str) -> str:
    """The same of a page that holds a part of a long list. Names and numbers lead nowhere from there, but to its own rows."""
    return _written(article, _Writer(lambda target: target.startswith(("#", "./#")) or "#" not in target))


def _leads_into(target: str, parts: Collection[str]) -> bool:
    page, _, anchor = target.partition("#")
    return anchor.startswith(_ENTRIES) and page.rstrip("/").rpartition("/")[2].removesuffix(".html") in parts


def _written(article: str, writer: _Writer) -> str:
    return "\n\n".join(writer.blocks(content_tree(article))) + "\n"


class _Writer:
    """Writes down a tree, with the links that `leads` lets through. In the cells of tables, lines end by a word."""

    def __init__(self, leads: Callable[[str], bool], line_end: str = " ") -> None:
        self._leads, self._line_end = leads, line_end

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
                yield from self.blocks(_unfolded(node))

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
        return "<br>".join(block.replace("\n", " ").replace("|", "\\|") for block in _Writer(self._leads, "<br>").blocks(node))

    def _line(self, content: list[PageElement | str]) -> str:
        return _SPACE.sub(" ", self._run(content)).replace(" ,", ",").replace(" ;", ";").strip()

    def _run(self, content: list[PageElement | str]) -> str:
        """What stands in a line, with the signs that styles put between facts and between items of a list."""
        pieces, before = list[str](), ""
        for node in content:
            kind = _kind(node)
            pieces += (f"{kind} " if kind and kind == before else "", self._inline(node))
            before = before if isinstance(node, str) and not node.strip() else kind
        return "".join(pieces)

    def _inline(self, node: PageElement | str) -> str:
        if isinstance(node, str):
            return node.replace("<", "&lt;")
        if not node.is_shown:
            return ""
        if _kind(node) == _FACT:
            name, *rest = node.content
            return f"{self._line([*name.content])}:{self._run(rest)}" if isinstance(name, PageElement) else ""
        return self._marked(node, self._run(node.content))

    def _marked(self, node: PageElement, text: str) -> str:
        """What stands in an element, as Markdown marks it."""
        if mark := _MARKS.get(node.name):
            return f"{mark}{text.strip()}{mark}" if text.strip() else text
        match node.name:
            case "br":
                return self._line_end
            case "img":
                return node.attributes.get("alt") or ""
            case "a" if (target := node.attributes.get("href")) and text.strip():
                before = " " if _is_number(node) else ""
                return f"{before}[{text.strip()}]({target})" if self._leads(target) else f"{before}{text}"
        return text


def _unfolded(node: PageElement) -> PageElement:
    """What can wait on a page, without the word that says that there is more."""
    if node.name != "details" or "gp-more" not in node.classes:
        return node
    return PageElement("div", content=[part for part in node.content if not _is_called(part, "summary")])


def _kind(node: PageElement | str) -> str:
    """What parts a node from another of its kind: a fact, which is its name and a value, or an item of a list; nothing for all else."""
    if isinstance(node, str) or node.name != "span":
        return _ITEM if isinstance(node, PageElement) and _is_named(node) else ""
    if "gp-item" in node.classes:
        return _ITEM
    is_plain = not node.attributes or node.classes == ["gp-numbers"]
    return _FACT if is_plain and node.content and _is_called(node.content[0], "b") else ""


def _is_number(link: PageElement) -> bool:
    """Whether a link is the number of a connection, and says what that is called."""
    return "gp-badge" in link.classes or (not link.classes and "title" in link.attributes)


def _is_named(link: PageElement) -> bool:
    """Whether a link is a name in a list of names that is the anchor of what it leads to."""
    return link.name == "a" and "id" in link.attributes and "href" in link.attributes and not _is_number(link)


def _is_called(node: PageElement | str, name: str) -> bool:
    return isinstance(node, PageElement) and node.name == name
