"""A drawing whose looks are attributes looks like the one in a page, judged by a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from groundplan import draw as diagrams

from .page import drawn, view_of, words

if TYPE_CHECKING:
    from .page import Open

pytestmark = pytest.mark.browser

LOOKS = """(root, names) => [...root.querySelectorAll("g > :not(title, g, a)")].filter(one => !one.closest(".gp-absent")).map(one => {
  const [style, isText] = [getComputedStyle(one), Boolean(one.closest("text"))]
  const told = names.filter(name => isText || !/font|anchor/.test(name))
  return [one.localName, one.getAttribute("d") ?? one.textContent, ...told.map(name => style.getPropertyValue(name))]
})"""
NAMES = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "opacity", "font-size", "font-weight", "text-anchor"]
STROKE = 2 + NAMES.index("stroke")
SHADOW = """text => {
  const root = document.body.appendChild(document.createElement("div")).attachShadow({ mode: "open" })
  const { documentElement } = new DOMParser().parseFromString(text, "image/svg+xml")
  return root.appendChild(document.importNode(documentElement, true))
}"""


@pytest.mark.parametrize("view", ["overview", "private-access-inside"])
def test_attributes_say_what_the_style_sheet_says(view: str, open_page: Open) -> None:
    page = open_page(view, java_script_enabled=True)
    page.evaluate("document.querySelector('script').remove()")
    scene, layout = drawn(view)
    dress = diagrams.Dress(title=words("en").name(view_of(view)))
    of_page = page.evaluate_handle(SHADOW_OF_PAGE, diagrams.draw_map(scene, layout, "en", dress))
    alone = page.evaluate_handle(SHADOW, diagrams.draw_map_alone(scene, layout, "en", dress))
    expected, found = of_page.evaluate(LOOKS, NAMES), alone.evaluate(LOOKS, NAMES)
    assert len(expected) > 60
    near = [at for at, look in enumerate(found) if look[0] != "text" or look[STROKE] != "none"]
    assert [found[at] for at in near] == [expected[at] for at in near]
    assert [without_stroke(look) for look in found] == [without_stroke(look) for look in expected], (
        "a file sets off titles near lines alone"
    )


def without_stroke(look: list[str]) -> list[str]:
    return [value for at, value in enumerate(look) if look[0] != "text" or at != STROKE]


REPORT = """model/shop.yaml:41:9: error[unknown-reference]: `flows.keep-orders.to` names `databse`, which is neither a component nor a \
boundary of this model, and so nothing is known of who connects to whom, across which border, and what a firewall must allow
   |
41 |     to: databse
   |         ^^^^^^^ did you mean `database`?

1 error"""
PLACES = """text => {
  const report = document.querySelector("main").appendChild(document.createElement("pre"))
  report.className = "gp-report"
  report.textContent = text
  const places = ["databse\\n", "^^^^^^^"].map(part => {
    const range = document.createRange()
    range.setStart(report.firstChild, text.indexOf(part))
    range.setEnd(report.firstChild, text.indexOf(part) + 7)
    const { left, right, top } = range.getBoundingClientRect()
    return { left, right, top }
  })
  return { hidden: report.scrollWidth - report.clientWidth, places }
}"""


@pytest.mark.parametrize("width", [390, 1360])
def test_a_report_is_read_whole_and_marks_stand_below_what_they_mark(width: int, open_page: Open) -> None:
    found = open_page(viewport={"width": width, "height": 900}).evaluate(PLACES, REPORT)
    written, marks = found["places"]
    assert found["hidden"] == 0
    assert (marks["left"], marks["right"]) == pytest.approx((written["left"], written["right"]), abs=0.5)
    assert 0 < marks["top"] - written["top"] < 30


SHADOW_OF_PAGE = """text => {
  const { documentElement } = new DOMParser().parseFromString(text, "image/svg+xml")
  return document.body.appendChild(document.importNode(documentElement, true))
}"""
