"""What a document is made of: sections of headings, texts, pictures and tables. The template sets them, whatever they say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a cell. `style` is `strong`, `small` or nothing."""

    text: str
    style: str = ""


Cell: TypeAlias = tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    kind: str = "heading"


@dataclass(frozen=True, slots=True)
class Passage:
    text: str
    kind: str = "prose"


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
    kind: str = "picture"


@dataclass(frozen=True, slots=True)
class Table:
    """`widths` are shares of the page; a column of 0 is as wide as what is in it."""

    titles: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class StepList:
    """Numbered steps: what each is called, and what it says."""

    items: tuple[tuple[str, str], ...]
    kind: str = "steps"


Block: TypeAlias = Heading | Passage | Picture | Table | StepList


@dataclass(frozen=True, slots=True)
class Section:
    title: str
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
    configured: tuple[tuple[str, str], ...]
    """Option and choice, in words."""
    choices: str
    origin: tuple[str, ...]
    sections: tuple[Section, ...]


def cell(*texts: str, small: Iterable[str] = ()) -> Cell:
    """A cell of lines, of those that say something."""
    return (*(Paragraph(text) for text in texts if text), *(Paragraph(text, "small") for text in small if text))
