"""What a document is made of: sections of headings, texts, pictures and tables. The template sets them, whatever they say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Letters:
    """Some letters that look alike."""

    text: str
    styles: tuple[str, ...] = ()
    """Any of `strong`, `em`, `code`, `strike`, `sub`, `super`, and `page`: the number of the page that it leads to."""
    target: str = ""
    """Where it leads: an address, or the anchor of a place in the document."""


RichText: TypeAlias = tuple[Letters, ...]


def rich_text(text: str) -> RichText:
    """Letters without any style."""
    return (Letters(text),) if text else ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a cell. `style` is `strong`, `small` or nothing."""

    text: RichText
    style: str = ""


Cell: TypeAlias = tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` is 2 for what stands below the title of a section."""

    text: RichText
    level: int = 2
    anchor: str = ""
    kind: str = "heading"


@dataclass(frozen=True, slots=True)
class AnchorBlock:
    """A place that something may lead to."""

    anchor: str
    kind: str = "anchor"


@dataclass(frozen=True, slots=True)
class Passage:
    text: RichText
    kind: str = "passage"


MERMAID = "mermaid"
"""The language of what a browser draws: a document has its source, and says so."""


@dataclass(frozen=True, slots=True)
class CodeBlock:
    text: str
    language: str = ""
    kind: str = "code"


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list. `first` is the number of the first item, or 0 where items have none."""

    items: tuple[tuple[Block, ...], ...]
    first: int = 0
    kind: str = "items"


@dataclass(frozen=True, slots=True)
class TermList:
    """What something is called, and what that means."""

    items: tuple[tuple[RichText, tuple[Block, ...]], ...]
    kind: str = "terms"


@dataclass(frozen=True, slots=True)
class Aside:
    """What stands apart: an admonition of some sort, what a page folds up, or a quotation, which has neither sort nor title."""

    title: RichText
    blocks: tuple[Block, ...]
    sort: str = ""
    kind: str = "aside"


@dataclass(frozen=True, slots=True)
class StatedClaim:
    """A promise in a text, with its verdict."""

    statement: RichText
    verdict: str
    holds: bool
    facts: RichText
    kind: str = "claim"


@dataclass(frozen=True, slots=True)
class OwnImage:
    """A picture of the author's, by the name of its file."""

    file: str
    alt: str
    kind: str = "image"


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its legend, both by the names of their files, and the names of its numbers."""

    file: str
    legend: str
    width: float
    height: float
    alt: str
    meaning: str
    """What the signs of the legend mean, in words."""
    key: tuple[tuple[int, str], ...] = ()
    anchor: str = ""
    kind: str = "picture"


@dataclass(frozen=True, slots=True)
class Table:
    """`widths` are shares of the page; a column of 0 is as wide as what is in it. `anchors` are those of the rows, as far as they go."""

    titles: tuple[RichText, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    anchors: tuple[str, ...] = ()
    kind: str = "table"


Block: TypeAlias = Heading | AnchorBlock | Passage | CodeBlock | ItemList | TermList | Aside | StatedClaim | OwnImage | Picture | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A page."""

    title: RichText
    anchor: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """A document in one language, with what stands on its cover."""

    locale: str
    fonts: tuple[str, ...]
    title: str
    subtitle: str
    contents: str
    """What the list of contents is called."""
    undrawn: str
    """What is said of a drawing whose source stands in its place."""
    configured: tuple[tuple[str, str], ...]
    """Option and choice, in words."""
    choices: str
    origin: tuple[str, ...]
    sections: tuple[Section, ...]


def cell(*texts: str | RichText, small: Iterable[str | RichText] = ()) -> Cell:
    """A cell of lines, of those that say something."""
    lines = (*((text, "") for text in texts), *((text, "small") for text in small))
    return tuple(Paragraph(rich_text(text) if isinstance(text, str) else text, style) for text, style in lines if text)


def strong(text: str | RichText) -> Paragraph:
    """A line that stands out."""
    return Paragraph(rich_text(text) if isinstance(text, str) else text, "strong")


def titles(*texts: str) -> tuple[RichText, ...]:
    """The titles of columns."""
    return tuple(map(rich_text, texts))
