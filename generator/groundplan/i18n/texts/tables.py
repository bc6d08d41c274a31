"""The lines of a page that are tables, written with bars."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile, groupby

from groundplan.i18n.texts.flavour import QUOTE

_HEAD = re.compile(rf"\s*{QUOTE}(?:/{{3,}}|#|===|!!!|\?\?\?|\[!)")
"""What begins a line that may hold bars and stands above a table: the head of a block, or a heading."""
_AROUND = re.compile(rf"\s*{QUOTE}")


def rows_of_tables(lines: Sequence[str]) -> frozenset[int]:
    """The lines of each block of lines with bars in them whose second one is a table's rule."""
    rows: set[int] = set()
    for with_bars, block in groupby(range(len(lines)), key=lambda at: "|" in lines[at]):
        block_lines = list(dropwhile(lambda at: _HEAD.match(lines[at]), block))
        if with_bars and len(block_lines) > 1 and is_rule(lines[block_lines[1]]):
            rows.update(block_lines)
    return frozenset(rows)


def is_rule(line: str) -> bool:
    """Whether a line is what stands below the head of a table."""
    row = line[len(around_row(line)) :]
    return not row.strip(" \t\r:|-") and "|" in row[1:]


def around_row(line: str) -> str:
    """What stands before a row: blanks, and the marks of a quotation."""
    found = _AROUND.match(line)
    return found[0] if found else ""
