"""Pages as Markdown for the generators of other sites."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby
from urllib.parse import quote

from groundplan.document.blocks import (
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
    Picture,
    RichText,
    Section,
    StatedClaim,
    Table,
    TermList,
)
from groundplan.document.dialects import Dialect, relative

_TAGS = {"strong": "strong", "em": "em", "strike": "del", "sub": "sub", "super": "sup"}
_MARKS = {"strong": "**", "em": "*", "strike": "~~"}
_BEFORE, _AFTER = " (\n", " ).,;:!?\n"
"""What may stand beside emphasis."""
_BAR = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)|\|")
"""A bar, or code, in which bars are told in another way."""
_LINE = "<br />"
PICTURES = "pictures"
"""The folder of all pictures, below that of a locale."""


@dataclass(frozen=True)
class MarkdownWriter:
    """Writes one page. `path` is where its file is, below the folder of its locale."""

    dialect: Dialect
    path: str
    place: Callable[[str], tuple[str, str, str]]
    """Where an address of a document leads: the file of a page, an id in it, and the page's title; or an address outside and nothing
    else. Nothing at all where it leads nowhere."""

    def page(self, section: Section) -> str:
        """The page below its front matter, without a line end."""
        return self.dialect.page("\n\n".join((f"# {self.line(section.title)}", *self.blocks(section.blocks))))

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        return filter(None, map(self._block, blocks))

    def _block(self, block: Block) -> str:
        match block:
            case Heading(text=text, level=level, anchor=anchor):
                return f"{'#' * min(level, 6)} {self.dialect.heading(self.line(text), anchor_id(anchor))}"
            case AnchorBlock(anchor=anchor):
                return self._anchor(anchor)
            case Passage(text=text):
                return self.dialect.protect(self.line(text))
            case CodeBlock(text=text, language=language):
                fence = "`" * max([3, *(len(found) + 1 for found in re.findall("`+", text))])
                return f"{fence}{language}\n{text}\n{fence}"
            case _:
                return self._around_others(block)

    def _around_others(self, block: Block) -> str:
        """A block with others in it, or a picture."""
        match block:
            case ItemList():
                return self._items(block)
            case TermList(items=items):
                told = ((f"**{self.line(name)}**", *self.blocks(within)) for name, within in items)
                return "\n\n".join(chain.from_iterable(told))
            case Aside(title=title, blocks=within, sort=sort):
                return self.dialect.aside(sort, self.line(title), "\n\n".join(self.blocks(within)))
            case StatedClaim():
                return self._claim(block)
            case OwnImage(file=file, alt=alt):
                return self._image(file, alt)
            case Picture():
                return self._picture(block)
            case Table():
                return self._table(block)
            case _:
                return ""

    def _claim(self, claim: StatedClaim) -> str:
        told = (f"{'✓' if claim.holds else '✗'} {self.dialect.escape(claim.verdict)}", self.line(claim.facts))
        return self.dialect.aside("", "", f"**{self.line(claim.statement)}**{_LINE}{' · '.join(filter(None, told))}")

    def _items(self, block: ItemList) -> str:
        lines: list[str] = []
        for number, item in enumerate(block.items, start=block.first or 1):
            mark = f"{number}. " if block.first else "- "
            told = "\n\n".join(self.blocks(item)).splitlines() or [""]
            lines += [f"{mark}{told[0]}".rstrip(), *(f"{' ' * len(mark)}{line}".rstrip() for line in told[1:])]
        return "\n".join(lines)

    def _picture(self, picture: Picture) -> str:
        key = "\n".join(f"- **{number}** {self.dialect.escape(name)}" for number, name in picture.key)
        drawn = (self._anchor(picture.anchor), self._image(picture.file, picture.alt), self._image(picture.legend, picture.meaning), key)
        return "\n\n".join(filter(None, drawn))

    def _image(self, file: str, alt: str) -> str:
        way = relative(posixpath.join(PICTURES, file), posixpath.dirname(self.path))
        return f"![{self.dialect.escape(' '.join(alt.split()))}]({quote(way)})"

    def _table(self, table: Table) -> str:
        width = max([len(table.titles), *(len(row) for row in table.rows)])
        heads = [self._in_cell(self.line(title)) for title in table.titles]
        anchors = (*table.anchors, *[""] * len(table.rows))
        rows = [self._row(row, anchor) for row, anchor in zip(table.rows, anchors, strict=False)]
        filled = ([*row, *[""] * (width - len(row))] for row in (heads, ["---"] * width, *rows))
        return "\n".join(f"| {' | '.join(row)} |" for row in filled)

    def _row(self, row: tuple[Cell, ...], anchor: str) -> list[str]:
        cells = [self._in_cell(_LINE.join(self._paragraphs(cell))) for cell in row]
        return [f"{self._anchor(anchor)}{cells[0]}", *cells[1:]] if cells else []

    def _paragraphs(self, cell: Cell) -> Iterator[str]:
        for paragraph in cell:
            text = self.line(paragraph.text)
            yield f"**{text}**" if paragraph.style == "strong" and text and "**" not in text else text

    def _in_cell(self, text: str) -> str:
        return _BAR.sub(lambda found: found[0].replace("|", r"\|") if found[1] else "&#124;", text)

    def _anchor(self, anchor: str) -> str:
        id_ = anchor_id(anchor)
        return self.dialect.anchor(id_) if id_ else ""

    def _way(self, file: str, id_: str) -> str:
        """How a link leads from this page to another, or to a place."""
        way = "" if file == self.path and id_ else quote(self.dialect.way(file, posixpath.dirname(self.path)))
        return f"{way}#{id_}" if id_ else way

    def line(self, text: RichText) -> str:
        """What stands in a sentence."""
        around = [None, *text, None]
        spans = zip(around, text, around[2:], strict=False)
        marked = [(span.target, self._span(span, is_alone=_is_alone(before, span, after))) for before, span, after in spans]
        return "".join(self._linked(goal, "".join(said for _, said in parts)) for goal, parts in groupby(marked, key=lambda pair: pair[0]))

    def _linked(self, goal: str, said: str) -> str:
        file, id_, _ = self.place(goal) if goal else ("", "", "")
        if not file or not said.strip():
            return said
        return f"[{said.strip()}]({file if '://' in file or ':' in file else self._way(file, id_)})"

    def _span(self, span: Letters, *, is_alone: bool) -> str:
        if "page" in span.styles:
            return self.dialect.escape(self.place(span.target)[2])
        if span.text == "\n":
            return _LINE
        if "code" in span.styles:
            return _code(span.text)
        said = self.dialect.escape(span.text.strip())
        for style in dict.fromkeys(span.styles):
            said = _styled(said, style, is_alone=is_alone)
        return f"{_space(span.text, first=True)}{said}{_space(span.text, first=False)}" if span.text.strip() else span.text


def anchor_id(anchor: str) -> str:
    """The id of a place of a document in its page; nothing for the page itself."""
    page, _, id_ = anchor.partition("#")
    return id_ if page.startswith("page:") else anchor.replace(":", "-")


def _styled(said: str, style: str, *, is_alone: bool) -> str:
    """Marks are not seen as such beside a letter, as particles stand in Korean, nor beside other marks; elements are."""
    tag = _TAGS.get(style)
    if not said or tag is None:
        return said
    mark = _MARKS.get(style)
    return f"{mark}{said}{mark}" if mark and is_alone else f"<{tag}>{said}</{tag}>"


def _is_alone(before: Letters | None, span: Letters, after: Letters | None) -> bool:
    """Whether what stands around a span lets marks be marks."""
    return (
        len(span.styles) == 1
        and (before is None or span.text[:1].isspace() or (not before.styles and before.text[-1:] in _BEFORE))
        and (after is None or span.text[-1:].isspace() or (not after.styles and after.text[:1] in _AFTER))
    )


def _code(text: str) -> str:
    fence = "`" * max([1, *(len(found) + 1 for found in re.findall("`+", text))])
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _space(text: str, *, first: bool) -> str:
    return " " if (text[:1].isspace() and first) or (text[-1:].isspace() and not first) else ""
