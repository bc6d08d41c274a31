"""The pages of the reference site as a browser lays them out: on screens of all widths, on paper, and for those who do not see them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe import COLOURS, violations
from constructs import Construct, constructs, covering

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from windows import Windows

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
    range.selectNodeContents(node)
    if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size < 2) continue // all of it is in one line
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


HANGING = r"""() => {
  const found = []
  for (const box of document.querySelectorAll(".md-typeset :is(div, section, p, li, td, th, dd, pre, figure, details)")) {
    const { overflow, display } = getComputedStyle(box)
    if (!box.checkVisibility() || box.closest("svg, .gp-canvas") || overflow !== "visible" || display === "contents") continue
    for (const inner of box.children) {
      const { position, display } = getComputedStyle(inner)
      if (!inner.checkVisibility() || !inner.getClientRects().length || position !== "static" || display === "inline") continue
      const over = Math.round(inner.getBoundingClientRect().bottom - box.getBoundingClientRect().bottom)
      if (over > 3) found.push(`${inner.tagName}.${inner.className} hangs ${over} pixels out of ${box.tagName}.${box.className}`)
    }
  }
  return [...new Set(found)]
}"""
"""What is longer than what it stands in, and so lies over what comes after that."""
COVERED = r"""() => {
  const found = new Set()
  const range = document.createRange()
  const written = (row) => {
    const texts = []
    const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.data.trim() || !node.parentElement.checkVisibility()) continue
      range.selectNodeContents(node)
      for (const box of range.getClientRects()) texts.push({ box, node })
    }
    return texts
  }
  for (const row of document.querySelectorAll(".gp-rows tbody tr")) {
    let texts
    for (const placed of row.querySelectorAll("*")) {
      if (getComputedStyle(placed).position !== "absolute" || !placed.checkVisibility()) continue
      const own = placed.getBoundingClientRect()
      for (const { box, node } of (texts ??= written(row))) {
        if (placed.contains(node)) continue
        const wide = Math.min(own.right, box.right) - Math.max(own.left, box.left)
        const tall = Math.min(own.bottom, box.bottom) - Math.max(own.top, box.top)
        if (wide > 1 && tall > 4) found.add(`${placed.tagName} "${placed.innerText.trim()}" lies over "${node.data.trim()}"`)
      }
    }
  }
  return [...found]
}"""
"""What is put into the corner of a row and lies over its text."""
OVERLAID = r"""() => {
  const parts = [...document.querySelectorAll(".gp-figure :is(summary, ul.gp-legend > li, .gp-key__title, .gp-key li > a, .gp-small)")]
  const seen = parts.filter(one => one.checkVisibility() && !one.closest(".gp-column")).map(one => [one, one.getBoundingClientRect()])
  const found = []
  for (const [at, [one, box]] of seen.entries()) {
    for (const [other, second] of seen.slice(at + 1)) {
      const wide = Math.min(box.right, second.right) - Math.max(box.left, second.left)
      const tall = Math.min(box.bottom, second.bottom) - Math.max(box.top, second.top)
      if (wide > 1 && tall > 1) found.push(`"${one.innerText.trim()}" lies over "${other.innerText.trim()}"`)
    }
  }
  return found
}"""
"""What stands below and beside a picture on top of each other."""
PROVOKED = {
    "network-security/guarantees": (".gp-claim .gp-facts { height: 0; }", HANGING),
    "network-security/connections": (".gp-table--connections td > .gp-more > summary { inset-inline-end: 40% !important; }", COVERED),
    "network-security/changes": (".gp-below--folded { display: grid !important; } .gp-below--folded > * { grid-area: 1 / 1; }", OVERLAID),
}
"""Page -> a style that breaks it, and what must find that."""
PAGES = [
    "",
    "network-security",
    *(f"network-security/{name}" for name in (*TABLES, "overview", "guarantees", "components", "changes", "glossary", "procedures")),
]


@pytest.fixture
def page(windows: Windows) -> Iterator[Page]:
    page = windows.page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page.set_default_timeout(20_000)
    yield page
    windows.empty()


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


@pytest.mark.parametrize("part", range(2))
def test_nothing_hangs_out_of_what_it_stands_in_or_covers_a_text(part: int, page: Page, reference_site: Path) -> None:
    hanging, provoked = {}, {}
    for path in PAGES[part::2]:
        opened(page, reference_site, path)
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            hanging[path, width] = [told for look in (HANGING, COVERED, OVERLAID) for told in page.evaluate(look)]
        page.set_viewport_size({"width": 1440, "height": 900})
        if path in PROVOKED:
            style, look = PROVOKED[path]
            page.add_style_tag(content=style)
            provoked[path] = page.evaluate(look)
    assert {where: found for where, found in hanging.items() if found} == {}
    assert len(hanging) == 2 * len(PAGES[part::2]) >= 10
    assert sorted(provoked) == sorted({*PAGES[part::2]} & {*PROVOKED})
    assert all(provoked.values()), "what hangs is found, and what lies over a text"


LIT = """async () => {
  const entries = [...document.querySelectorAll(".md-nav--secondary a.md-nav__link")]
  const links = entries.filter(one => one.hash && one.pathname === location.pathname)
  const lit = () => [...document.querySelectorAll(".md-nav--secondary a.md-nav__link--active")].at(-1)?.hash
  const told = []
  for (const link of links.filter(one => one.checkVisibility())) {
    link.click()
    for (let frame = 0; frame < 30 && lit() !== link.hash; frame++) await new Promise(requestAnimationFrame)
    if (scrollY + innerHeight < document.body.scrollHeight - 1) told.push([link.hash, lit()])
  }
  return told
}"""
"""Each entry of the table of contents, and the one that is lit when it was pressed; but for those that a page ends too soon for."""


WITH_CONTENTS = [("network-security", ""), ("ja/network-security", "?with=api-access.private"), ("guide/tutorial", "")]


@pytest.mark.parametrize(("path", "query"), WITH_CONTENTS)
def test_the_table_of_contents_lights_what_was_pressed(path: str, query: str, page: Page, hosted_reference: str) -> None:
    page.goto(f"{hosted_reference}{path}/{query}", wait_until="networkidle")
    told = page.evaluate(LIT)
    assert len(told) > 4
    assert [pair for pair in told if pair[0] != pair[1]] == []


STRAY = """() => {
  const range = document.createRange()
  const stray = []
  for (const link of document.querySelectorAll(".gp-rows :is(a:not(.gp-badge, .gp-number a), .gp-class)")) {
    const node = link.firstChild
    if (!link.checkVisibility() || !(node instanceof Text) || node.length < 3) continue
    const top = at => { range.setStart(node, at); range.setEnd(node, at + 1); return Math.round(range.getClientRects()[0]?.top) }
    if (/\\p{Script=Katakana}/u.test(node.data.at(-2)) && top(node.length - 1) > top(node.length - 2)) stray.push(node.data)
  }
  return stray
}"""
"""Names whose last kana stands in a line of its own."""


@pytest.mark.parametrize("name", TABLES)
def test_no_kana_is_left_over_for_a_line_of_its_own(name: str, page: Page, reference_site: Path) -> None:
    opened(page, reference_site, f"ja/network-security/{name}")
    assert page.locator(".gp-rows a").count() > 20
    assert page.evaluate(STRAY) == []


GROUPS = """() => [...document.querySelectorAll(".gp-group")].filter(group => group.checkVisibility()).map(group => {
  const { top, bottom } = group.getBoundingClientRect()
  const beside = [...group.parentElement.querySelectorAll(".gp-group")].filter(other => other !== group)
  return [group.innerText, bottom - top < 30, beside.every(other => other.getBoundingClientRect().top !== top)]
})"""
"""What is needed under one choice, whether it stands in one line, and whether it has that line to itself."""


def test_what_a_choice_needs_has_a_line(page: Page, reference_site: Path) -> None:
    opened(page, reference_site, "network-security/boundaries")
    groups = page.evaluate(GROUPS)
    assert len(groups) > 8
    assert [group for group in groups if group[1:] != [True, True]] == []


COLUMNS = """() => [...document.querySelectorAll("dl.gp-terms")].map(list => {
  const [lefts, widths] = ["left", "width"].map(side => [...list.children].map(term => Math.round(term.getBoundingClientRect()[side])))
  return [lefts, new Set(widths).size, widths[0]]
})"""


@pytest.mark.parametrize("language", ["", "ja/"])
def test_all_letters_of_the_glossary_have_the_same_columns(language: str, page: Page, reference_site: Path) -> None:
    opened(page, reference_site, f"{language}network-security/glossary")
    lists = page.evaluate(COLUMNS)
    assert len(lists) > 8
    longest = max((lefts for lefts, *_ in lists), key=len)
    assert {width for _, sizes, width in lists if sizes == 1} == {lists[0][2]}
    assert [lefts for lefts, *_ in lists if lefts[:4] != longest[: len(lefts[:4])]] == []


def test_nothing_sticks_out_of_a_page_without_script(windows: Windows, reference_site: Path) -> None:
    page = windows.page(java_script_enabled=False)
    widths = []
    for width in (1440, 768, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for path in ("", "network-security", "ja/network-security/allow-list"):
            opened(page, reference_site, path)
            widths.append((width, page.evaluate("document.documentElement.scrollWidth")))
    windows.empty()
    assert len(widths) == 9
    assert [pair for pair in widths if pair[1] > pair[0]] == []


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


THIN = (Path(__file__).parent / "thin.js").read_text(encoding="utf-8")
PARTS = 4
"""Into how many parts the pages go, so that workers can share them."""


def test_few_pages_hold_all_that_any_page_is_built_of(pages: dict[str, frozenset[Construct]]) -> None:
    chosen = covering(pages)
    assert len(pages) > 100
    assert len(chosen) < 40
    assert {path.partition("/")[0] for path in chosen} >= {"contributing", "guide", "ja", "ko", "network-security", "reference"}
    held = frozenset().union(*(pages[path] for path in chosen))
    assert [path for path, found in pages.items() if found - held] == []


def test_a_page_that_is_built_otherwise_is_among_them() -> None:
    plain = "<main><p class=a>one</p><ul><li>two</li></ul></main>"
    others = {
        "more": "<main><p class=a>three</p></main>",
        "class": "<main><p class='a b'>one</p></main>",
        "attribute": "<main><p class=a aria-label=one>one</p></main>",
        "language": "<main><p class=a lang=ko>one</p></main>",
        "around": "<main><div><p class=a>one</p></div></main>",
        "taller": "<main><p class='a gp-fits-500'>one</p></main>",
        "svg": "<main><svg><path d=M0/><g><path d=M1/></g></svg></main>",
    }
    pages = {name: constructs(html) for name, html in {"plain": plain, **others}.items()}
    assert sorted(covering(pages)) == ["around", "attribute", "class", "language", "plain", "svg"]


@pytest.mark.parametrize("part", range(PARTS))
def test_axe_finds_nothing(part: int, page: Page, pages: dict[str, frozenset[Construct]], hosted_reference: str) -> None:
    """In the dark, only what looks at colours."""
    chosen = covering(pages)[part::PARTS]
    assert chosen
    found, colours = {}, {}
    for path in chosen:
        page.emulate_media(color_scheme="light")
        page.goto(hosted_reference + path)
        page.wait_for_function(SETTLED)
        assert page.evaluate(THIN)["lost"] == [], path
        found[path] = violations(page)
        page.emulate_media(color_scheme="dark")
        page.evaluate("document.body.dataset.mdColorScheme = 'slate'")  # as the theme does where a reader asks for it
        page.wait_for_function(SETTLED)
        colours[path] = violations(page, *COLOURS)
    assert {path: told for path, told in found.items() if told} == {}
    assert {path: told for path, told in colours.items() if told} == {}
