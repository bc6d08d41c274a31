"""The allow-list as comma-separated values (RFC 4180), with a header row."""

from __future__ import annotations

import csv
import io

from groundplan.export.exported import Exported
from groundplan.export.rows import RuleRow, column_names, configured, edition, rows

_FORMULA = ("=", "+", "-", "@")
"""Spreadsheets take a cell that starts so for a formula, whoever wrote it."""


def write(exported: Exported) -> str:
    """A row for each rule; addresses and carried connections are separated by semicolons. Each says what it is of."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    around = (guarded_cell("; ".join(configured(exported))), guarded_cell(edition(exported)))
    words = exported.words
    writer.writerow((*column_names(words), words.gettext("Choices"), words.gettext("Model"), words.gettext("Examples")))
    writer.writerows((*_cells(row), *around, guarded_cell("; ".join(row.examples))) for row in rows(exported))
    return buffer.getvalue()


def _cells(row: RuleRow) -> list[str]:
    source, destination, needed_by = ("; ".join(items) for items in (row.source, row.destination, row.needed_by))
    texts = (row.direction, source, destination, row.ports, row.protocol, row.purpose, row.name, needed_by, row.condition)
    return [str(row.number), *map(guarded_cell, texts)]


def guarded_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
