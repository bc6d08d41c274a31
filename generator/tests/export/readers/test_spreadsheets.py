"""The tables as two spreadsheet readers see them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

if TYPE_CHECKING:
    from projects import Project

INBOUND = [
    ["No.", "Source", "Destination", "Ports", "Protocol", "Purpose", "Needed for", "Carries", "Only with"],
    [1, "the addresses of Shopper that you admit", "Web server", "443/tcp", "", "Selling", "Orders", "", "Always"],
]
OUTBOUND = [
    ["No.", "Source", "Destination", "Ports", "Protocol", "Purpose", "Needed for", "Carries", "Only with"],
    [3, "Web server", "api.payments.example.com\n192.0.2.0/24", "443/tcp", "", "Selling", "Payment", "", "Always"],
    [4, "Remote agent", "coordinator.example.com", "443/tcp", "", "Support", "Registration", "Administration", "Always"],
]


@pytest.fixture
def book(shop: Project, tmp_path: Path) -> Path:
    path = tmp_path / "rules.xlsx"
    assert shop.run("export", "xlsx", "--output", str(path)).code == 0
    return path


def test_openpyxl_reads_the_rules(book: Path) -> None:
    read = load_workbook(book)
    assert read.sheetnames == ["Inbound", "Outbound", "Groundplan"]
    for name, rows in (("Inbound", INBOUND), ("Outbound", OUTBOUND)):
        sheet = read[name]
        assert sheet["A1"].value == "Way to the payment service: Public internet"
        found = [[cell or "" for cell in row] for row in sheet.iter_rows(min_row=3, values_only=True)]
        assert found == rows
        assert sheet.freeze_panes == "A4"
        assert sheet.auto_filter.ref == f"A3:I{max(len(rows), 2) + 2}"
    told = [str(cell) for (cell,) in read["Groundplan"].iter_rows(values_only=True)]
    assert told[:3] == ["Firewall allow-list: Shop VPC", "Web shop", "Way to the payment service: Public internet"]
    example = "coordinator.example.com is an example: put in the addresses of Coordinator that you admit"
    assert example in told[told.index("2 of 2 guarantees proven, in 2 configurations") + 1 :]


def test_calamine_reads_the_rules(book: Path) -> None:
    read = CalamineWorkbook.from_path(book)
    for name, rows in (("Inbound", INBOUND), ("Outbound", OUTBOUND)):
        assert read.get_sheet_by_name(name).to_python()[2:] == rows


def test_names_are_no_formulas(shop: Project, tmp_path: Path) -> None:
    shop.edit("model/shop.yaml", "    name: Orders\n    purpose", '    name: "=1+1"\n    purpose')
    path = tmp_path / "rules.xlsx"
    assert shop.run("export", "xlsx", "--output", str(path)).code == 0
    cell = load_workbook(path)["Inbound"]["G4"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert "'=1+1" in shop.run("export", "csv").out


def test_a_workbook_has_the_same_bytes_each_time(shop: Project, book: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"
    shop.run("export", "xlsx", "--output", str(again))
    assert again.read_bytes() == book.read_bytes()


def test_commas_stand_for_columns_and_semicolons_for_lists(shop: Project) -> None:
    rows = list(csv.reader(io.StringIO(shop.run("export", "csv", "--all-configurations").out, newline="")))
    assert [row[:6] + row[8:10] for row in rows] == [
        ["No.", "Direction", "Source", "Destination", "Ports", "Protocol", "Carries", "Only with"],
        ["1", "Inbound", "the addresses of Shopper that you admit", "Web server", "443/tcp", "", "", "Always"],
        ["3", "Outbound", "Web server", "api.payments.example.com; 192.0.2.0/24", "443/tcp", "", "", "Always"],
        ["4", "Outbound", "Remote agent", "coordinator.example.com", "443/tcp", "", "Administration", "Always"],
        ["6", "Outbound", "Web server", "198.51.100.0/24", "443/tcp", "", "", "Way to the payment service: VPC peering"],
    ]
    assert rows[-1][7] == "Stock (Planned)"
    edition = json.loads(shop.run("export", "json").out)["provenance"]["revision"]
    assert {row[10] for row in rows} == {"Choices", "All configurations"}
    assert [bool(row[12]) for row in rows] == [True, False, True, True, True], "but for the head, those with examples"
    assert rows[3][12] == "coordinator.example.com is an example: put in the addresses of Coordinator that you admit"
    assert [row[11] for row in rows[1:]] == [edition] * 4, "each row says of which edition it is"
