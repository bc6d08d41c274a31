"""In the tables and lists of a site with long lists, marks that HTML can do without are left out; what they say stays."""

from __future__ import annotations

from groundplan.publish.opening import description
from groundplan.publish.plain import markdown_of
from groundplan.render.lean_parts import lean_part

ROW = (
    '<tr data-flow="a" id="flow-a"><td class="gp-number"><a href="./#flow-a">1</a></td>'
    '<td><div class="gp-name">A</div><div class="gp-ends"><a href="../c/#component-b">B</a> <span>→</span> C</div>'
    '<details class="gp-more"><summary>Details</summary><p>d</p></details></td></tr>'
)


def test_a_row_has_what_tells_something() -> None:
    assert lean_part(ROW, "ltr") == (
        "<tr data-flow=a id=flow-a><td class=gp-number><a href=#flow-a>1</a>"
        "<td><div class=gp-name>A</div><div><a href=../c/#component-b>B</a> → C</div>"
        "<details class=gp-more><summary>Details</summary><p>d</p></details>"
    )


def test_where_people_read_from_right_to_left_an_arrow_can_be_turned_round() -> None:
    assert "<div class=gp-ends><a href=../c/#component-b>B</a> <span>→</span> C</div>" in lean_part(ROW, "rtl")


def test_programs_read_the_same_of_it() -> None:
    table = f"<table><thead><tr><th>No.</th><th>Connection</th></tr></thead><tbody data-stop>{ROW}{ROW}</tbody></table>"
    read = markdown_of(table)
    assert read.count("| [1](./#flow-a) | A<br>[B](../c/#component-b) → C<br>d |") == 2
    assert markdown_of(lean_part(table, "ltr")) == read.replace("./#", "#")


def test_a_page_is_described_by_the_same_sentence() -> None:
    assert description(lean_part(f"<table>{ROW}{ROW}</table>", "ltr")) == description(f"<table>{ROW}{ROW}</table>") == "d"
