"""What does not exist with the choices that a page shows looks so wherever the page names it, and is told to those who listen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from .page import Open

pytestmark = pytest.mark.browser

ABSENT = "Does not exist with these choices."
RELAYED = "?with=tunnel-mode.relayed"
DIRECT = "tunnel-direct-engineer"
"""Exists in direct mode alone; the second step of the procedure uses it."""
COMPARED = "?with=api-access.private_tunnel-mode.relayed&compare=1"
BECAME = {"operate-cluster": "Changed", "investigate-urgently": "Added", DIRECT: "Gone"}


class TestProcedures:
    def opened(self, open_page: Open, query: str = "") -> Page:
        return open_page(query=query, page={"table": "procedure"})

    def void(self, page: Page) -> list[str | None]:
        return [step.get_attribute("data-step") for step in page.locator(".gp-canvas--chart .gp-step.gp-void").all()]

    def test_a_chart_in_a_page_shows_which_steps_have_no_connection(self, open_page: Open) -> None:
        page = self.opened(open_page, RELAYED)
        assert self.void(page) == ["1"]
        step = page.locator(".gp-canvas--chart .gp-step.gp-void")
        assert ABSENT in (step.locator(".gp-badge").get_attribute("aria-label") or "")
        assert step.locator(".gp-stroke").evaluate("line => getComputedStyle(line).strokeDasharray") != "none"
        page.locator("groundplan-bar").get_by_role("button", name="Reset").click()
        assert self.void(page) == []
        assert page.locator(".gp-canvas--chart").get_by_label(ABSENT).count() == 0

    def test_its_steps_say_so_in_words(self, open_page: Open) -> None:
        page = self.opened(open_page, RELAYED)
        number = page.locator(f".gp-steps a[data-flow={DIRECT}]")
        assert number.evaluate("number => getComputedStyle(number).outlineStyle") == "dashed"
        assert number.get_attribute("aria-label") == f"17, Direct tunnel, engineer's agent. {ABSENT}"
        assert number.locator("..").inner_text().endswith(ABSENT)
        page.locator("groundplan-bar").get_by_role("button", name="Reset").click()
        assert ABSENT not in page.locator("ol.gp-steps").inner_text()
        assert number.get_attribute("aria-label") is None

    def test_it_gives_way_to_the_chart_of_other_choices_and_comes_back(self, open_page: Open) -> None:
        page = self.opened(open_page, "?with=api-access.private")
        chart = page.locator(".gp-canvas--chart > svg")
        expect(chart).to_have_attribute("aria-label", "Chart")
        page.locator("groundplan-bar").get_by_role("button", name="Reset").click()
        expect(chart).not_to_have_attribute("aria-label", "Chart")


def test_numbers_that_a_promise_was_judged_over_say_so(open_page: Open) -> None:
    page = open_page(query=RELAYED, page={"table": "promises"})
    void = page.locator(".gp-numbers > a.gp-void")
    assert [number.inner_text() for number in void.all()] == ["17", "18"]
    assert ABSENT in (void.first.get_attribute("title") or "")
    page.locator("groundplan-bar").get_by_role("button", name="Reset").click()
    assert void.count() == 0
    assert ABSENT not in (page.locator(".gp-numbers > a", has_text="17").get_attribute("title") or "")


class TestComparisons:
    """The lists around a picture say what the picture says: what came, what went and what is otherwise, by a sign and a word."""

    def told(self, page: Page, where: str) -> dict[str, str]:
        entries = page.locator(f"{where} [data-flow]:not([hidden]):has(.gp-difference)")
        return dict(entries.evaluate_all("all => all.map(one => [one.dataset.flow, one.querySelector('.gp-difference').innerText])"))

    @pytest.mark.parametrize(("where", "width"), [(".gp-key", 1440), (".gp-column", 390)])
    def test_of_choices(self, where: str, width: int, open_page: Open) -> None:
        page = open_page(query=COMPARED, viewport={"width": width, "height": 900})
        page.locator(f"{where} .gp-difference").first.wait_for(state="attached")
        told = self.told(page, where)
        assert {flow: told.get(flow) for flow in BECAME} == BECAME
        assert "cluster-agent-coordinates" not in told
        gone = page.locator(f"{where} [data-flow={DIRECT}]:not([hidden])")
        sign = "chip => getComputedStyle(chip, '::before').content.slice(1, 2)"
        assert gone.locator(".gp-difference").evaluate(sign) == "\u2212"
        assert gone.locator(".gp-badge").evaluate("badge => getComputedStyle(badge).textDecorationLine") == "line-through"
        page.locator("groundplan-bar").get_by_role("button", name="Reset").click()
        expect(page.locator(f"{where} .gp-difference")).to_have_count(0)


def test_the_panel_of_a_promise_says_so_of_what_it_was_judged_over(open_page: Open) -> None:
    page = open_page(query=f"{RELAYED}&at=overview.claim.agents-need-no-inbound-rule")
    judged = page.locator(".panel .connection")
    judged.first.wait_for()
    absent = [one.locator(".number").inner_text() for one in judged.all() if ABSENT in one.inner_text()]
    assert absent == ["17", "18"]
