"""The reference site in the mirrored pseudo-locale, as a browser lays it out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PAGES = ["overview", "connections", "boundaries", "allow-list", "guarantees", "procedures", "components", "glossary", "explorer"]
EDGE = "element => { const box = element.getBoundingClientRect(); return [box.left, box.right] }"


@pytest.fixture(params=[1440, 390], scope="module")
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": request.param, "height": 900})
    page.set_default_timeout(20_000)
    yield page
    page.close()


def opened(page: Page, site: Path, locale: str, name: str) -> None:
    page.goto((site / locale / "network-security" / name / "index.html").as_uri())


def edges(page: Page, selector: str) -> tuple[float, float]:
    left, right = page.locator(selector).first.evaluate(EDGE)
    return left, right


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("locale", ["qps", "qps-plocm"])
def test_no_page_is_wider_than_its_window(page: Page, pseudo_site: Path, locale: str, name: str) -> None:
    opened(page, pseudo_site, locale, name)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_page_is_mirrored_and_its_map_is_not(page: Page, pseudo_site: Path) -> None:
    opened(page, pseudo_site, "qps-plocm", "connections")
    assert page.locator("article").evaluate("element => getComputedStyle(element).direction") == "rtl"
    title, article = edges(page, "article h1"), edges(page, "article")
    assert title[1] == pytest.approx(article[1], abs=40)
    text = page.locator("article h1").evaluate(
        "h1 => { const range = document.createRange(); range.selectNodeContents(h1.firstChild); return range.getBoundingClientRect().left }"
    )
    assert text > article[0] + 100, "the heading begins at the right"
    opened(page, pseudo_site, "qps-plocm", "overview")
    assert page.locator("svg.gp-diagram").first.evaluate("element => getComputedStyle(element).direction") == "ltr"


def test_tables_run_from_right_to_left_and_ports_do_not(page: Page, pseudo_site: Path) -> None:
    opened(page, pseudo_site, "qps-plocm", "allow-list")
    if page.viewport_size and page.viewport_size["width"] > 1000:
        first, second = edges(page, ".gp-rows thead th:nth-child(1)"), edges(page, ".gp-rows thead th:nth-child(2)")
        assert first[0] >= second[1] - 1
    ports = page.locator("td bdi[dir=ltr]", has_text="443/tcp").first
    assert ports.evaluate("element => getComputedStyle(element).direction") == "ltr"


def test_an_arrow_between_two_names_points_at_the_second(page: Page, pseudo_site: Path) -> None:
    opened(page, pseudo_site, "qps-plocm", "connections")
    arrow = page.locator(".gp-ends .gp-arrow").first
    assert arrow.evaluate("element => getComputedStyle(element).transform") == "matrix(-1, 0, 0, 1, 0, 0)"
    opened(page, pseudo_site, "qps", "connections")
    assert page.locator(".gp-ends .gp-arrow").first.evaluate("element => getComputedStyle(element).transform") == "none"
