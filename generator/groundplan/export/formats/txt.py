"""The allow-list as plain text: to read, to put into a ticket, to compare line by line."""

from __future__ import annotations

from itertools import zip_longest
from unicodedata import east_asian_width

from groundplan.domain.flow import Direction
from groundplan.export.exported import Exported
from groundplan.export.rows import RuleRow, column_names, heading, rows

_GAP = "  "


def write(exported: Exported) -> str:
    """Lines that start with `#`, then a table for each direction; an address more takes a line more."""
    words = exported.words
    blocks = ["\n".join(f"# {line}" for line in heading(exported))]
    for direction, title in (
        (Direction.INBOUND, words.gettext("Inbound rules")),
        (Direction.OUTBOUND, words.gettext("Outbound rules")),
    ):
        found = rows(exported, direction)
        blocks.append(f"{title}\n\n{_table(exported, found) if found else words.gettext('No rule is needed.')}")
    return "\n\n".join(blocks) + "\n"


def _table(exported: Exported, found: list[RuleRow]) -> str:
    number, _, source, destination, ports, _, _, name, _, condition = column_names(exported.words)
    lines: list[tuple[str, ...]] = [(number, source, destination, ports, name, condition)]
    for row in found:
        first = ((str(row.number),), row.source, row.destination, (row.ports,), (row.name,), (row.condition,))
        lines += zip_longest(*first, fillvalue="")
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    return "\n".join(_GAP.join(_padded(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """Columns in a terminal: Chinese, Japanese and Korean letters take two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
