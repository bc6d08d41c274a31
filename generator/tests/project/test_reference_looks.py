"""The pages of the reference site as a browser lays them out: on screens of all widths, on paper, and for those who do not see them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from projects import REFERENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TABLES = ["connections", "boundaries", "allow-list", "explorer"]
PAPER = 688
"""What A4 leaves between its margins, in pixels."""
CUT = r"""() => {
  const cut = []
  const walker = document.createTreeWalker(document.querySelector(".gp-table"), NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest("code, details:not([open]) > :not(summary)")) continue
    for (const { 0: word, index } of node.data.matchAll(/\p{Script=Latin}{2,}|\d+(\/(tcp|udp))?/gu)) {
      range.setStart(node, index)
      range.setEnd(node, index + word.length)
      const lines = new Set([...range.getClientRects()].filter(({ width }) => width).map(({ top }) => Math.round(top)))
      if (lines.size > 1) cut.push(word)
    }
  }
  return cut
}"""
"""The words of a table that go on in another line."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


def opened(page: Page, site: Path, path: str, query: str = "") -> Page:
    page.goto((site / path / "index.html").as_uri() + query)
    return page


def test_tables_cut_no_words(page: Page, reference_site: Path) -> None:
    cut = {}
    for locale in ("", "ko/"):
        for name in TABLES:
            opened(page, reference_site, f"{locale}network-security/{name}")
            for width, media in ((1440, "screen"), (820, "screen"), (390, "screen"), (PAPER, "print")):
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(media=media)  # type: ignore[arg-type]
                cut[f"{locale}{name} {width}"] = page.evaluate(CUT)
    assert {where: words for where, words in cut.items() if words} == {}


def test_the_number_of_a_column_stays_in_one_line(page: Page, reference_site: Path) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    opened(page, reference_site, "ja/network-security/connections")
    assert page.locator("th.gp-number").first.evaluate("heading => heading.getBoundingClientRect().height") < 45


class TestPaper:
    def test_maps_are_whole_and_nothing_is_dimmed(self, page: Page, reference_site: Path) -> None:
        opened(page, reference_site, "network-security/explorer", "?at=_all.flow.send-alerts&only=direction.outbound")
        page.set_viewport_size({"width": PAPER, "height": 1000})
        page.emulate_media(media="print")
        opacity = "all => [...new Set(all.map(one => getComputedStyle(one).opacity))]"
        assert page.locator(".gp-canvas .gp-badge").evaluate_all(opacity) == ["1"]
        box = page.locator(".gp-canvas > svg").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["width"] <= PAPER
        shadow = page.locator("groundplan-diagram").evaluate(
            "diagram => [...diagram.shadowRoot.querySelectorAll('.bar, .panel')].map(one => getComputedStyle(one).display)"
        )
        assert shadow == ["none", "none"]

    def test_a_dark_page_is_printed_on_white(self, page: Page, reference_site: Path) -> None:
        page.emulate_media(media="print", color_scheme="dark")
        opened(page, reference_site, "network-security/overview")
        surface = "element => getComputedStyle(element).getPropertyValue('--gp-surface')"
        assert [page.locator(name).first.evaluate(surface) for name in (".gp-diagram", ".gp-legend")] == ["#ffffff", "#ffffff"]

    def test_headings_stay_with_what_follows(self, page: Page, reference_site: Path) -> None:
        opened(page, reference_site, "network-security/overview")
        page.emulate_media(media="print")
        kept = page.locator(".gp-figure").first.evaluate(
            """figure => [figure.previousElementSibling, figure.previousElementSibling.previousElementSibling]
              .map(before => [before.localName, getComputedStyle(before).breakAfter])"""
        )
        assert kept == [["p", "avoid"], ["h2", "avoid"]]
        opened(page, reference_site, "network-security/connections")
        assert page.locator("tr[data-flow]").first.evaluate("row => getComputedStyle(row).breakInside") == "avoid"


class TestExplorer:
    def test_the_number_of_a_row_leads_to_the_map_and_the_name_to_the_entry(self, page: Page, reference_site: Path) -> None:
        page.set_viewport_size({"width": 1200, "height": 800})
        opened(page, reference_site, "network-security/explorer")
        row = page.locator("tr[data-flow=collect-logs]")
        row.locator(".gp-number a").click()
        page.wait_for_url("**/explorer/index.html?at=_all.flow.collect-logs")
        assert row.locator("a.gp-name").inner_text() in page.locator("groundplan-diagram .panel h2").inner_text()
        assert page.locator("groundplan-diagram").evaluate("diagram => diagram.getBoundingClientRect().top") < 400
        row.locator("a.gp-name").click()
        page.wait_for_url("**/connections/**#flow-collect-logs")

    def test_the_table_stands_beside_the_map_where_there_is_room(self, page: Page, reference_site: Path) -> None:
        opened(page, reference_site, "network-security/explorer")
        for width, beside in ((1600, True), (1440, False)):
            page.set_viewport_size({"width": width, "height": 900})
            figure, table = page.locator(".gp-explorer > .gp-figure").bounding_box(), page.locator(".gp-table").bounding_box()
            assert figure
            assert table
            assert (table["x"] >= figure["x"] + figure["width"]) == beside


SETTLED = """() => document.getAnimations().every(({ playState }) => playState === "finished")
  && [...document.querySelectorAll("pre > code")].every(code => code.scrollWidth <= code.clientWidth || code.tabIndex === 0)"""
"""Whether the theme has changed its colours and made what scrolls reachable by keyboard."""


GROUPS = {
    "home": [".", "network-security", "network-security/*"],
    "guide": ["guide/*", "reference/*"],
    "contributing": ["contributing/**"],
    "ko": ["ko", "ko/**"],
    "ja": ["ja", "ja/**"],
}
"""The pages of the site in parts that take about as long, so that workers can share them."""


def pages_of(site: Path, patterns: list[str]) -> list[str]:
    found = {file.relative_to(site).as_posix() for pattern in patterns for file in site.glob(f"{pattern}/index.html")}
    assert len(found) >= len(patterns)
    return sorted(found)


def test_the_parts_are_all_pages(reference_site: Path) -> None:
    assert pages_of(reference_site, [pattern for group in GROUPS.values() for pattern in group]) == pages_of(reference_site, ["**"])


@pytest.mark.parametrize(
    ("scheme", "pages"),
    [
        *(pytest.param("light", pages, id=name) for name, pages in GROUPS.items()),
        ("dark", [".", "network-security/*"]),
        ("dark", ["reference/*"]),
    ],
)
def test_axe_finds_nothing_on_any_page(page: Page, reference_site: Path, hosted_reference: str, scheme: str, pages: list[str]) -> None:
    """In the dark, a page of each kind in one language: the colours of the others are the same."""
    source = (REFERENCE / "generator/viewer/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
    axe = re.sub(r"\A/\*.*?\*/", "", source, flags=re.DOTALL) + ";0"
    rules = {} if scheme == "light" else {"runOnly": ["color-contrast", "link-in-text-block"]}  # all others see no colours
    options = {**rules, "preload": False, "resultTypes": ["violations", "incomplete"], "selectors": False}
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    found = {}
    for path in pages_of(reference_site, pages):
        page.goto(hosted_reference + path)
        page.wait_for_function(SETTLED)
        page.evaluate(axe)
        result: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
        unsure = [one for one in result["incomplete"] if one["id"] == "aria-prohibited-attr"]
        told = [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in (*result["violations"], *unsure)]
        if told:
            found[path] = told
    assert found == {}
