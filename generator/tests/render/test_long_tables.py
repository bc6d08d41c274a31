"""Long tables: what a page holds of them is bounded, and no row is lost."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup
from projects import page_of

from groundplan.publish.plain import article_of, markdown_of
from groundplan.render import long_tables
from groundplan.render.long_tables import FIRST, MOST, Shortened, cut, elements, rows_in, rows_script, with_whole_tables
from groundplan.sites import open_site

if TYPE_CHECKING:
    from projects import Project


def row(number: int, notes: str = "") -> str:
    return f'<tr data-flow="f{number}"> <td><a href="#">{number}</a>{notes}</td></tr> '


def table(*rows: str) -> str:
    head = '<table class="gp-rows"><thead data-stop><tr><th>No.</th></tr></thead>'
    return f'<div class="gp-table">{head} <tbody data-stop> {"".join(rows)}</tbody> </table><groundplan-sort></groundplan-sort></div>'


def shortened(*parts: str) -> Shortened:
    return cut(parts, "rows/{}.js".format, lambda path: f"../{path}", lambda shown, n: Markup("<p>{} of {}</p>").format(shown, n))


def test_tables_that_fit_stay_as_they_are() -> None:
    parts = ("<p>Text</p>", table(*map(row, range(100))), table(*map(row, range(100, 400))))
    assert shortened(*parts) == Shortened(parts, {})
    huge = ("<i></i>" * MOST, table(row(1)))
    assert shortened(*huge) == Shortened(huge, {}), "what is long is no table"


@pytest.mark.parametrize("notes", ["", "<table><thead></thead><tbody><tr><td>within</td></tr></tbody></table>", "<b></b>" * 500])
def test_whatever_rows_hold_a_page_stays_small_and_its_rows_are_all_there(notes: str) -> None:
    parts = (table(row(1)), table(*(row(number, notes) for number in range(3_000))), f"<details>{table(*map(row, range(900)))}</details>")
    short = shortened(*parts)
    assert [len(rows) for rows in short.rows.values()] == [3_000, 900]
    assert sum(map(elements, short.parts)) < FIRST + 1_000
    files = {name: rows_script(name, rows).decode() for name, rows in short.rows.items()}
    assert tuple(with_whole_tables(part, lambda name: rows_in(files[name])) for part in short.parts) == parts


def test_two_tables_of_one_part_are_cut_each() -> None:
    part = f"<div>{table(*map(row, range(20)))}<details>{table(*map(row, range(20, 3_000)))}</details></div>"
    short = shortened(part)
    assert re.findall(r'data-of="(.*?)"><p>(.*?)</p>', short.parts[0]) == [("rows/0.js", "480 of 2980")]
    assert len(re.findall("<tr data-flow", short.parts[0])) == 20 + 480


def test_the_table_of_the_explorer_is_not_told_once_more() -> None:
    """It has the rows of the list of connections, to which it leads."""
    explorer = table(*map(row, range(3_000))).replace('class="gp-table"', 'class="gp-table gp-table--explorer"')
    short = shortened(explorer + table(*map(row, range(3_000, 4_000))))
    first, second = short.rows
    read = with_whole_tables(short.parts[0], lambda name: short.rows[name])
    assert first in read
    assert second not in read
    assert '<tr data-flow="f2999">' not in read
    assert '<tr data-flow="f3999">' in read


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds that the shop's tables pass."""
    monkeypatch.setattr(long_tables, "MOST", 60)
    monkeypatch.setattr(long_tables, "FIRST", 40)


@pytest.mark.usefixtures("small")
def test_a_long_table_of_a_page_is_a_file_beside_it(shop: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def shown() -> tuple[str, dict[str, bytes]]:
        site = open_site(shop.root)
        locale = next(locale for locale in site.locales if locale.tag == "ko")
        page = page_of(site, "all.md", "{{ connections() }}\n\n{{ boundary() }}", locale, lambda path: f"../../{path}")
        files = {path: content for path, content in site.assets(lambda path, _: path).items() if "/rows/" in path}
        assert all(site.asset(path, lambda path, _: path) == content for path, content in files.items())
        return page, files

    page, files = shown()
    found = re.findall(r'<groundplan-rows data-src="(.*?)" data-of="(.*?)"><p class="gp-shown"><span>(.*?)</span> <a href="(.*?)">', page)
    assert [(source, name, link) for source, name, _, link in found] == [
        (f"../../assets/groundplan/rows/ko/all.{n}.js", f"assets/groundplan/rows/ko/all.{n}.js", "../../connections.md")
        for n in range(len(files))
    ]
    assert files
    assert "개" in found[0][2]
    read = markdown_of(with_whole_tables(article_of(page), lambda name: rows_in(files[name].decode())))
    monkeypatch.setattr(long_tables, "MOST", 10_000)
    shutil.rmtree(shop.root / ".cache")  # pages are kept for as long as the program is what it was
    page, files = shown()
    assert files == {}
    assert read == markdown_of(article_of(page)), "who reads without a browser gets all rows"
