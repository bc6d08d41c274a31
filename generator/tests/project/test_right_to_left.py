"""The reference site in the mirrored pseudo-locale, as a browser lays it out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from windows import Windows

pytestmark = pytest.mark.browser

PAGES = ["overview", "connections", "boundaries", "allow-list", "guarantees", "procedures", "components", "glossary", "explorer"]
EDGE = "element => { const box = element.getBoundingClientRect(); return [box.left, box.right] }"


WIDTHS = [390, 1440]


@pytest.fixture(scope="module")
def page(windows: Windows) -> Iterator[Page]:
    page = windows.page()
    page.set_default_timeout(20_000)
    yield page
    windows.empty()


def opened(page: Page, site: Path, locale: str, name: str, width: int) -> None:
    """Open a page in a window of a width of `WIDTHS`: in the first one, which then grows."""
    page.set_viewport_size({"width": width, "height": 900})
    if width == WIDTHS[0]:
        page.goto((site / locale / "network-security" / name / "index.html").as_uri())
    page.wait_for_function("() => document.getAnimations().every(({ playState }) => playState === 'finished')")


def edges(page: Page, selector: str) -> tuple[float, float]:
    left, right = page.locator(selector).first.evaluate(EDGE)
    return left, right


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("locale", ["qps", "qps-plocm"])
def test_no_page_is_wider_than_its_window(page: Page, pseudo_site: Path, locale: str, name: str) -> None:
    for width in WIDTHS:
        opened(page, pseudo_site, locale, name, width)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width


def test_a_page_is_mirrored_and_its_map_is_not(page: Page, pseudo_site: Path) -> None:
    for width in WIDTHS:
        opened(page, pseudo_site, "qps-plocm", "connections", width)
        assert page.locator("article").evaluate("element => getComputedStyle(element).direction") == "rtl"
        title, article = edges(page, "article h1"), edges(page, "article")
        assert title[1] == pytest.approx(article[1], abs=40)
        text = page.locator("article h1").evaluate(
            "h1 => { const all = document.createRange(); all.selectNodeContents(h1.firstChild); return all.getBoundingClientRect().left }"
        )
        assert text > article[0] + 100, "the heading begins at the right"
    for width in WIDTHS:
        opened(page, pseudo_site, "qps-plocm", "overview", width)
        assert page.locator("svg.gp-diagram").first.evaluate("element => getComputedStyle(element).direction") == "ltr"


def test_tables_run_from_right_to_left_and_ports_do_not(page: Page, pseudo_site: Path) -> None:
    for width in WIDTHS:
        opened(page, pseudo_site, "qps-plocm", "allow-list", width)
        if width > 1000:
            first, second = edges(page, ".gp-rows thead th:nth-child(1)"), edges(page, ".gp-rows thead th:nth-child(2)")
            assert first[0] >= second[1] - 1
        ports = page.locator("td bdi[dir=ltr]", has_text="443/tcp").first
        assert ports.evaluate("element => getComputedStyle(element).direction") == "ltr"


def test_an_arrow_between_two_names_points_at_the_second(page: Page, pseudo_site: Path) -> None:
    arrow = page.locator(".gp-ends > span", has_text="→").first
    for width in WIDTHS:
        opened(page, pseudo_site, "qps-plocm", "connections", width)
        assert arrow.evaluate("element => getComputedStyle(element).transform") == "matrix(-1, 0, 0, 1, 0, 0)"
    for width in WIDTHS:
        opened(page, pseudo_site, "qps", "connections", width)
        assert arrow.evaluate("element => getComputedStyle(element).transform") == "none"
