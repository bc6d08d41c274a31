"""Tables of a page in a browser: sorted by whoever presses a heading, with mouse or keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from groundplan.render.environment import templates_folder

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><title>Table</title><script src="tables.js" defer></script>
<div class="gp-table"><table><thead><tr><th>No.</th><th>Name</th><th data-unsorted>Notes</th></tr></thead>
<tbody><tr id="b"><td>2</td><td>Beta</td><td></td></tr>
<tr id="a"><td>10</td><td>alpha</td><td></td></tr><tr id="c"><td>1</td><td>Gamma</td><td></td></tr></tbody></table>
<groundplan-sort></groundplan-sort></div></html>"""


@pytest.fixture
def table(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "tables.js").write_bytes((templates_folder() / "assets/tables.js").read_bytes())
    page = browser.new_page()
    page.goto((tmp_path / "index.html").as_uri())
    yield page
    page.close()


def order(page: Page) -> list[str]:
    rows: list[str] = page.eval_on_selector_all("tbody tr", "rows => rows.map(row => row.id)")
    return rows


def test_a_heading_sorts_up_then_down_then_as_it_was(table: Page) -> None:
    heading = table.get_by_role("columnheader", name="Name")
    for said, rows in (("ascending", ["a", "b", "c"]), ("descending", ["c", "b", "a"])):
        table.get_by_role("button", name="Name").click()
        expect(heading).to_have_attribute("aria-sort", said)
        assert order(table) == rows
    table.get_by_role("button", name="Name").click()
    expect(heading).not_to_have_attribute("aria-sort", "descending")
    assert order(table) == ["b", "a", "c"]


def test_numbers_are_sorted_as_numbers_and_by_keyboard(table: Page) -> None:
    table.get_by_role("button", name="No.").focus()
    table.keyboard.press("Enter")
    assert order(table) == ["c", "b", "a"]


def test_one_column_at_a_time_says_that_it_is_sorted(table: Page) -> None:
    table.get_by_role("button", name="No.").click()
    table.get_by_role("button", name="Name").click()
    assert table.locator("th[aria-sort]").count() == 1


def test_a_column_of_sentences_is_not_sorted(table: Page) -> None:
    assert table.get_by_role("button").all_inner_texts() == ["No.", "Name"]
