"""The content of a page, which is HTML by now, as blocks of a document."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from groundplan.document.blocks import (
    MERMAID,
    AnchorBlock,
    Aside,
    Block,
    Cell,
    CodeBlock,
    Heading,
    ItemList,
    Letters,
    OwnImage,
    Passage,
    RichText,
    Table,
    TermList,
)
from groundplan.document.cells import cell_lines
from groundplan.document.unbroken import parts_of_addresses
from groundplan.publish.elements import PageElement, content_tree

_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[!-,.0-~]+")
"""What no line of a document breaks: an address, for example. Hyphens and slashes end it."""
_LETTERS = 96
"""How many letters fit into a line of a table, about."""
_MARK = re.compile("\ufdd2(\\d+)\ufdd3")
_UNPRINTED = re.compile("[\x00-\x08\x0b-\x1f]")
"""Marks for the search, and what no reader sees."""
_STYLES = {
    **dict.fromkeys(("strong", "b", "mark"), "strong"),
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), "em"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    **dict.fromkeys(("del", "s", "strike"), "strike"),
    "sub": "sub",
    "sup": "super",
}
_PASSED_OVER = frozenset(
    ("script", "style", "template", "svg", "iframe", "object", "video", "audio", "canvas", "groundplan-choices", "groundplan-bar")
)


@dataclass(frozen=True, slots=True)
class PageAround:
    """What a page has around its words: where its links lead, its images, and its parts by their numbers."""

    target: Callable[[str], str]
    """Where an address leads in the document, or out of it; empty where a document cannot go."""
    anchor: Callable[[str], str]
    """What the document calls an id of the page."""
    image: Callable[[str], str]
    """The name of the file that has an image; empty where there is none."""
    part: Callable[[int, int], Iterable[Block]]
    """What stands for a part of the page, below a heading of some level."""


def mark(number: int) -> str:
    """Stands for a part of a page: letters that Unicode keeps free of meaning, and Markdown leaves alone."""
    return f"\ufdd2{number}\ufdd3"


def blocks(html: str, around: PageAround) -> list[Block]:
    """The blocks of a page's content."""
    return [*_Writer(around).all(content_tree(_UNPRINTED.sub("", html)))]


def text(html: str, around: PageAround) -> RichText:
    """What stands in a sentence."""
    return _Writer(around).line(content_tree(_UNPRINTED.sub("", html)).content)


class _Writer:
    def __init__(self, around: PageAround) -> None:
        self._around = around
        self._level = 1

    def all(self, element: PageElement) -> Iterator[Block]:
        """The blocks in an element."""
        run: list[PageElement | str] = []
        for child in element.content:
            if isinstance(child, PageElement) and (child.is_block or child.name == "img"):
                yield from self._paragraph(run)
                run = []
                if child.is_shown and child.name not in _PASSED_OVER:
                    yield from self._anchored(child)
            else:
                run.append(child)
        yield from self._paragraph(run)

    def _paragraph(self, run: list[PageElement | str]) -> Iterator[Block]:
        """A paragraph, parted where a part of the page stands."""
        before: list[Letters] = []
        for span in self.line(run):
            told, *parts = _MARK.split(span.text)
            before += [replace(span, text=told)] if told else []
            for number, more in zip(parts[::2], parts[1::2], strict=True):
                yield from _prose(before)
                yield from self._around.part(int(number), self._level)
                before = [replace(span, text=more)] if more else []
        yield from _prose(before)

    def _anchored(self, element: PageElement) -> Iterator[Block]:
        id_ = element.attributes.get("id")
        if id_ and not _is_heading(element):
            yield AnchorBlock(self._around.anchor(id_))
        yield from self._block(element)

    def _block(self, element: PageElement) -> Iterator[Block]:
        match element.name:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                yield self._heading(element)
            case "ul" | "ol":
                yield self._items(element)
            case "dl":
                yield from self._terms(element)
            case "table":
                yield from self._table(element)
            case "pre":
                yield CodeBlock(element.text.strip("\n"), _language(element))
            case "blockquote":
                yield Aside((), tuple(self.all(element)))
            case "details":
                yield self._note(element, "summary")
            case "summary":
                yield from _prose(_styled(self.line(element.content), "strong"))
            case _:
                yield from self._other(element)

    def _other(self, element: PageElement) -> Iterator[Block]:
        image = element if element.name == "img" else _only_image(element)
        if image is not None:
            yield from self._image(image)
        elif "admonition" in element.classes:
            yield self._note(element, "p")
        elif "tabbed-set" in element.classes:
            yield from self._tabs(element)
        else:
            yield from self.all(element)

    def _heading(self, element: PageElement) -> Heading:
        """A heading; none is more than one level below the one before it, which readers of screens could not follow."""
        self._level = min(int(element.name[1]), self._level + 1)
        id_ = element.attributes.get("id")
        return Heading(self.line(element.content), self._level, self._around.anchor(id_) if id_ else "")

    def _items(self, element: PageElement) -> ItemList:
        first = element.attributes.get("start") or "1"
        items = tuple(tuple(self.all(item)) for item in element.children() if item.name == "li")
        return ItemList(items, (int(first) if first.isdecimal() else 1) if element.name == "ol" else 0)

    def _terms(self, element: PageElement) -> Iterator[Block]:
        items: list[tuple[RichText, tuple[Block, ...]]] = []
        for child in element.all("dt", "dd"):
            id_ = child.attributes.get("id")
            said = self.line(child.content) if child.name == "dt" else ()
            if child.name == "dt":
                items.append((said, (AnchorBlock(self._around.anchor(id_)),) if id_ else ()))
            elif items:
                name, told = items[-1]
                items[-1] = (name, (*told, *self.all(child)))
        if items:
            yield TermList(tuple(items))

    def _note(self, element: PageElement, name: str) -> Aside:
        first = next((child for child in element.children() if child.name == name), None)
        rest = [part for part in element.content if part is not first]
        sort = next((each for each in element.classes if each not in ("admonition", "inline", "end")), "note")
        return Aside(self.line(first.content) if first else (), tuple(self.all(replace(element, content=rest))), sort)

    def _tabs(self, element: PageElement) -> Iterator[Block]:
        """What a page shows one of at a time: one after the other."""
        titles = [self.line(label.content) for label in _within(element, lambda part: part.name == "label")]
        blocks = [tuple(self.all(block)) for block in _within(element, lambda part: "tabbed-block" in part.classes)]
        yield from (Aside(title, content, "note") for title, content in zip(titles, blocks, strict=False))

    def _table(self, element: PageElement) -> Iterator[Block]:
        rows = [[*row.all("td", "th")] for row in element.all("tr")]
        rows = [row for row in rows if row]
        if not rows:
            return
        width = max(map(len, rows))
        heads = all(cell.name == "th" for cell in rows[0])
        titles = tuple(self.line(cell.content) for cell in rows[0]) if heads else ()
        body = [[self._cell(cell) for cell in row] for row in rows[heads:]]
        filled = tuple((*row, *((),) * (width - len(row))) for row in body)
        yield Table((*titles, *((),) * (width - len(titles))), _widths(titles, filled, width), filled)

    def _cell(self, element: PageElement) -> Cell:
        return tuple(line for block in self.all(element) for line in cell_lines(block))

    def _image(self, element: PageElement) -> Iterator[Block]:
        alt = element.attributes.get("alt") or ""
        if file := self._around.image(element.attributes.get("src") or ""):
            yield OwnImage(file, alt or file)
        elif alt:
            yield Passage((Letters(alt, ("em",)),))

    def line(self, content: Iterable[PageElement | str]) -> RichText:
        """What stands in a line, without spaces at its ends or several in a row."""
        spans: list[Letters] = []
        for span in self._spans(content, (), ""):
            before = spans[-1].text if spans else " "
            told = _SPACE.sub(" ", span.text) if span.text != "\n" else "\n"
            told = told.removeprefix(" ") if before.endswith((" ", "\n")) else told
            if told:
                spans.append(replace(span, text=told))
        while spans and not spans[-1].text.strip():
            spans.pop()
        return (*spans[:-1], replace(spans[-1], text=spans[-1].text.rstrip())) if spans else ()

    def _spans(self, content: Iterable[PageElement | str], styles: tuple[str, ...], target: str) -> Iterator[Letters]:
        for part in content:
            if isinstance(part, str):
                yield Letters(part, styles, target)
            elif part.attributes.get("type") == "checkbox":
                yield Letters("[x] " if "checked" in part.attributes else "[ ] ", styles)
            elif part.is_shown and part.name not in _PASSED_OVER and "footnote-backref" not in part.classes:
                yield from self._inline(part, styles, target)

    def _inline(self, element: PageElement, styles: tuple[str, ...], target: str) -> Iterator[Letters]:
        if element.name == "br":
            yield Letters("\n")
        elif element.name == "img":
            yield Letters(element.attributes.get("alt") or "", styles, target)
        else:
            own = _STYLES.get(element.name)
            within = (*styles, own) if own and own not in styles else styles
            leads = self._around.target(element.attributes.get("href") or "") if element.name == "a" else target
            before = " " if "gp-badge" in element.classes else ""
            yield from self._spans([before, *element.content, before], within, leads)


def _within(element: PageElement, wanted: Callable[[PageElement], bool]) -> Iterator[PageElement]:
    """What is in an element, shown or not, and not within another of these."""
    for part in element.content:
        if isinstance(part, PageElement):
            yield from [part] if wanted(part) else _within(part, wanted)


def _prose(spans: Iterable[Letters]) -> Iterator[Block]:
    told = tuple(spans)
    if any(span.text.strip() for span in told):
        yield Passage(told)


def _styled(text: RichText, style: str) -> RichText:
    return tuple(replace(span, styles=(*span.styles, style)) for span in text)


def _language(element: PageElement) -> str:
    """What a block of code says that it is written in."""
    classes = (name for part in element.content if isinstance(part, PageElement) for name in part.classes)
    said = next((name.removeprefix("language-") for name in classes if name.startswith("language-")), "")
    return said or (MERMAID if MERMAID in element.classes else "")


def _is_heading(element: PageElement) -> bool:
    return re.fullmatch("h[1-6]", element.name) is not None


def _only_image(element: PageElement) -> PageElement | None:
    """The image that a paragraph is, if it is nothing else."""
    said = [part for part in element.content if not isinstance(part, str) or part.strip()]
    [only] = said if len(said) == 1 else [None]
    if isinstance(only, PageElement) and only.name == "a":
        return _only_image(only)
    return only if isinstance(only, PageElement) and only.name == "img" else None


def _widths(titles: tuple[RichText, ...], rows: tuple[tuple[Cell, ...], ...], width: int) -> tuple[float, ...]:
    """Shares of a page: by how much there is to say in each column, within bounds, and as wide as its longest word."""

    def most(column: int) -> float:
        cells = [sum(len(span.text) for line in row[column] for span in line.text) for row in rows]
        heads = [sum(len(span.text) for span in titles[column])] if column < len(titles) else [0]
        return math.sqrt(min(max([*heads, *cells, 6]), 60))

    shares = [most(column) for column in range(width)]
    least = [(_longest_word(row[column] for row in rows) + 2) / _LETTERS for column in range(width)]
    return tuple(max(share / sum(shares), enough) for share, enough in zip(shares, least, strict=True))


def _longest_word(cells: Iterable[Cell]) -> int:
    """Its letters; parts of addresses are words."""
    texts = (span.text for cell in cells for line in cell for span in line.text)
    return max((len(word) for text in texts for word in (*_WORD.findall(text), *parts_of_addresses(text))), default=0)
