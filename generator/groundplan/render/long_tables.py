"""Long tables: a page holds their first rows, and a file beside it all of them, which the viewer shows piece by piece.

A table is cut where its rows are finished HTML, so that rows that come from the file are those that the page would have had.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import add
from typing import TypedDict

from markupsafe import Markup

from groundplan.hypertext import elements_in
from groundplan.render.figures.pictures import packed_in, packed_script
from groundplan.render.pages.links import Links
from groundplan.render.words.words import Words

MOST = 4_000
"""Elements that the rows of a page may have together; where they have more, its tables are cut."""
FIRST = 1_500
"""Elements that are left of all tables of a page together then."""
_COMMON = 20
"""What one row of so many has is told once for all of them."""
_TABLES, _EXPLORER = '<div class="gp-table', " gp-table--explorer"
_SEAM = re.compile(r'(?<=[">])|(?=["<])')
_CUT = "groundplan-rows"
"""The element that stands for the rest of a table."""
_BODY, _END, _ROW, _TABLE = "<tbody data-stop>", "</tbody>", "<tr data-flow=", "</table>"

Note = Callable[[int, int], Markup]
"""What stands below a table of which a page has so many rows, of so many."""


@dataclass(frozen=True)
class _Table:
    """A table in a part of a page: what stands before its rows, its rows, and what stands behind them, up to those of the next table."""

    before: str
    rows: tuple[str, ...]
    after: str

    @property
    def size(self) -> int:
        return sum(map(elements, self.rows))

    def fitting(self, most: int) -> int:
        """How many of its rows have at most so many elements together, one at least."""
        taken = 0
        for number, row in enumerate(self.rows):
            taken += elements(row)
            if number and taken > most:
                return number
        return len(self.rows)


@dataclass(frozen=True)
class Shortened:
    """The parts of a page as they fit into it, and the rows of each table that has been cut, by the name of its file."""

    parts: tuple[str, ...]
    rows: Mapping[str, tuple[str, ...]]


def elements(html: str) -> int:
    """How many elements finished HTML has."""
    return html.count("<") - html.count("</")


def cut(parts: Sequence[str], name: Callable[[int], str], address: Callable[[str], str], note: Note) -> Shortened:
    """The parts of a page with its tables cut where they are too long together.

    `name` is what the file of the table of a number is called, `address` where it is for the page.
    """
    if sum(map(elements, parts)) <= MOST:  # most pages
        return Shortened(tuple(parts), {})
    read = [tuple(_tables(part)) for part in parts]
    tables = [table for found in read for table in found]
    if sum(table.size for table in tables) <= MOST:
        return Shortened(tuple(parts), {})
    kept = dict(zip(map(id, tables), _shares(tables), strict=True))
    rows: dict[str, tuple[str, ...]] = {}

    def shown(table: _Table) -> str:
        count, all_ = kept[id(table)], len(table.rows)
        body, rest = "".join(table.rows[:count]), table.after
        if count < all_:
            file = name(len(rows))
            rows[file] = table.rows
            end, mark, rest = rest.partition(_TABLE)
            rest = f"{end}{mark}{_element(address(file), file, note(count, all_))}{rest}"
        return f"{table.before}{body}{rest}"

    written = ("".join(map(shown, found)) if found else part for part, found in zip(parts, read, strict=True))
    return Shortened(tuple(written), rows)


def below(words: Words, links: Links) -> Note:
    """What stands below a table that has been cut, for whoever has no script: how much of it is there, and where all is."""

    def note(shown: int, all_: int) -> Markup:
        told = words.gettext("The first {first} of {n} rows.", first=words.number(shown), n=words.number(all_))
        link = links.page("connections"), words.gettext("All connections")
        return Markup('<p class="gp-shown"><span>{}</span> <a href="{}">{}</a></p>').format(told, *link)

    return note


def _tables(part: str) -> Iterator[_Table]:
    """The tables of a part, which are all of it; none where it has no table."""
    before, *pieces = part.split(_BODY)
    for piece in pieces:
        end = piece.rfind(_END)
        first, *rows = piece[:end].split(_ROW)
        yield _Table(f"{before}{_BODY}{first}", tuple(f"{_ROW}{row}" for row in rows), piece[end:])
        before = ""


def _shares(tables: Sequence[_Table]) -> list[int]:
    """How many rows each table keeps: short ones all, and the others as many as what is left for each holds."""
    left, kept = FIRST, [0] * len(tables)
    by_size = sorted(range(len(tables)), key=lambda number: tables[number].size)
    for place, number in enumerate(by_size):
        share = left // (len(tables) - place)
        kept[number] = tables[number].fitting(share)
        left -= min(tables[number].size, share)
    return kept


def _element(address: str, name: str, note: Markup) -> Markup:
    return Markup(f'<{_CUT} data-src="{{}}" data-of="{{}}">{{}}</{_CUT}>').format(address, name, note)


def rows_script(name: str, rows: Sequence[str]) -> bytes:
    """The file: a script with the rows of a table, which loads from a disk, too."""
    return packed_script("groundplanRows", name, _packed(rows))


class PackedRows(TypedDict):
    """Rows in little room: the pieces that many have in common, and of each row the number of such a frame, and what is in its gaps."""

    frames: list[tuple[str, ...]]
    rows: list[tuple[int | str, ...]]


def _packed(rows: Sequence[str]) -> PackedRows:
    """Rows in little room: what many have in common is told once, with gaps, as `frames`; each of `rows` is the number of one of them,
    and what is in its gaps."""
    split = [_SEAM.split(row) for row in rows]
    counts = Counter(piece for pieces in split for piece in set(pieces))
    common = {piece for piece, count in counts.items() if count * _COMMON >= len(rows)}
    frames: dict[tuple[str, ...], int] = {}
    packed: list[tuple[int | str, ...]] = []
    for pieces in split:
        frame: list[str] = [""]
        gaps: list[str] = []
        for piece in pieces:
            if piece in common:
                frame[-1] += piece
            elif gaps and not frame[-1]:
                gaps[-1] += piece
            else:
                gaps.append(piece)
                frame.append("")
        packed.append((frames.setdefault(tuple(frame), len(frames)), *gaps))
    return PackedRows(frames=list(frames), rows=packed)


def with_whole_tables(html: str, rows_of: Callable[[str], Sequence[str]]) -> str:
    """A page with its long tables whole, for who reads it without a browser. `rows_of` has the rows in the file of a name.

    The explorer's, which has all rows of the list of connections once more, stays as it is: it leads to that list.
    """
    if _CUT not in html:  # most pages
        return html
    texts, at = list[str](), 0
    for element in elements_in(html, _CUT):
        name = element.opening.attribute("data-of")
        before, body, rows = html[at : element.opening.start].rpartition(_BODY)
        if _EXPLORER in before[before.rfind(_TABLES) :]:
            continue
        texts.append(f"{before}{body}{rows.partition(_ROW)[0]}{''.join(rows_of(name.value if name else ''))}{rows[rows.rfind(_END) :]}")
        at = element.end
    return "".join((*texts, html[at:]))


def rows_in(script: str) -> list[str]:
    """The rows in such a file."""
    packed = json.loads(packed_in(script.encode()) or '{"rows": []}')
    return ["".join(map(add, packed["frames"][frame], (*gaps, ""))) for frame, *gaps in packed["rows"]]
