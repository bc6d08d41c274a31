"""The allow-list as a workbook: a sheet for each direction, and one that says what it is of."""

from __future__ import annotations

import io
import re
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from groundplan.domain.flow import Direction
from groundplan.errors import GroundplanError
from groundplan.export.exported import Exported
from groundplan.export.rows import RuleRow, column_names, configured, heading, origin, rows

_WIDTHS = (6, 34, 34, 20, 12, 24, 38, 34, 38)
_TABLE_FROM = 2
"""Choices stand above the table, in the first row; a row is left free."""
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - the same bytes whenever it is made


def write(exported: Exported) -> bytes:
    """The workbook. Every cell but the numbers is text, so that no name is taken for a formula."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(buffer, options) as book:
        book.set_properties({"title": heading(exported)[0], "created": _CREATED})
        bold = book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
        body = book.add_format({"valign": "top", "text_wrap": True})
        for direction in (Direction.INBOUND, Direction.OUTBOUND):
            sheet = book.add_worksheet(_title(exported.words.label(direction)))
            _fill(sheet, exported, rows(exported, direction), bold, body)
        _tell(book.add_worksheet("Groundplan"), exported)
    return buffer.getvalue()


def _title(label: str) -> str:
    """`label` as the name of a sheet, which some characters and more than 31 must not be in."""
    return re.sub(r"[\[\]:*?/\\']", " ", label).strip()[:31]


def _fill(sheet: Worksheet, exported: Exported, found: list[RuleRow], bold: Format, body: Format) -> None:
    sheet.write_string(0, 0, "; ".join(configured(exported)))
    sheet.write_string(1, 0, " · ".join(origin(exported.words, exported.provenance)))
    number, _, *others = column_names(exported.words)
    for column, (title, width) in enumerate(zip((number, *others), _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(_TABLE_FROM, column, title, bold)
    for line, row in enumerate(found, start=_TABLE_FROM + 1):
        sheet.write_number(line, 0, row.number, body)
        for column, text in enumerate(_cells(row), start=1):
            if sheet.write_string(line, column, text, body):
                raise GroundplanError(f"`{row.name}` does not fit a cell of a workbook, which holds 32,767 letters; csv and json have room")
    sheet.freeze_panes(_TABLE_FROM + 1, 0)
    sheet.autofilter(_TABLE_FROM, 0, _TABLE_FROM + max(len(found), 1), len(others))
    sheet.repeat_rows(_TABLE_FROM)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _cells(row: RuleRow) -> tuple[str, ...]:
    source, destination, needed_by = ("\n".join(items) for items in (row.source, row.destination, row.needed_by))
    return (source, destination, row.ports, row.protocol, row.purpose, row.name, needed_by, row.condition)


def _tell(sheet: Worksheet, exported: Exported) -> None:
    sheet.set_column(0, 0, 90)
    for line, text in enumerate(heading(exported)):
        sheet.write_string(line, 0, text)
