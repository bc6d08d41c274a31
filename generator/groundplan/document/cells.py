"""Blocks where only lines can stand: in the cells of tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from groundplan.document.blocks import Aside, Block, CodeBlock, Heading, ItemList, Letters, OwnImage, Paragraph, Passage, RichText, TermList


def cell_lines(block: Block) -> Iterator[Paragraph]:
    """A block as lines of a cell."""
    match block:
        case Passage(text=text):
            yield Paragraph(text)
        case Heading(text=text):
            yield Paragraph(text, "strong")
        case CodeBlock(text=letters):
            yield Paragraph((Letters(letters, ("code",)),))
        case OwnImage(alt=alt):
            yield Paragraph((Letters(alt, ("em",)),))
        case ItemList(items=items):
            bulleted = ((Letters("• "), *line.text) for line in _lines_of(chain.from_iterable(items)))
            yield from map(Paragraph, bulleted)
        case Aside(title=title, blocks=within):
            yield from (*_titled(title), *_lines_of(within))
        case TermList(items=terms):
            yield from chain.from_iterable((*_titled(name), *_lines_of(within)) for name, within in terms)


def _lines_of(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    return chain.from_iterable(map(cell_lines, blocks))


def _titled(title: RichText) -> tuple[Paragraph, ...]:
    return (Paragraph(title, "strong"),) if title else ()
