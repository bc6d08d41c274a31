"""What a reader meets in the first window of a page: the numbers of `docs/contributing/decisions/0067-first-window.md`, in a browser."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
from constructs import Construct, covering
from projects import REFERENCE

if TYPE_CHECKING:
    from playwright.sync_api import Page, Response
    from windows import Windows

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MEASURE = (REFERENCE / "generator/benchmarks/look.js").read_text(encoding="utf-8")
SWEEP = (REFERENCE / "generator/benchmarks/sight.js").read_text(encoding="utf-8")
SHIFT = """
window.shift = 0
new PerformanceObserver(list => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value })
  .observe({ type: "layout-shift", buffered: true })
"""
MAIN = ["network-security", "ko/network-security", "ja/network-security"]
OTHERS = [
    "",
    "network-security/changes",
    "network-security/overview",
    "network-security/explorer",
    "network-security/connections",
    "network-security/guarantees",
]
NARROW = ["network-security", "network-security/explorer", "network-security/allow-list", "ja/network-security/allow-list"]
HIGHEST = 12_500
"""Pixels of the page on network security at most, which was 23,214 high in English."""
HEAVIEST = {"network-security": 191_500, "ko/network-security": 197_000, "ja/network-security": 199_500}
"""Bytes of its first load at most, compressed, which were 538,000 in English; 200,000 must do in each language."""
STOPS = {"network-security": 160, "network-security/guarantees": 40, "network-security/overview": 70, "network-security/connections": 25}
"""Stops of the Tab key in the content of a page at most; there were 375, 226, 115 and 53."""
HEADINGS = "() => [...document.querySelectorAll('h1, h2')].map(one => (one.firstChild?.textContent ?? '').trim())"
FIGURES = """() => [...document.querySelectorAll(".gp-figure:has(groundplan-diagram)")].map(figure => ({
  numbers: [...new Set([...figure.querySelectorAll(".gp-canvas .gp-badge:not(.gp-tally, .gp-absent *)")]
    .filter(badge => badge.checkVisibility()).map(badge => badge.querySelector("text").textContent))].sort(),
  named: [...figure.querySelectorAll(".gp-key .gp-badge:not(.gp-badge--other)")].map(badge => badge.textContent).sort(),
}))"""
REST = """key => ({
  others: [...key.querySelectorAll("[data-key=other] li")].map(item => item.innerText.replace(/\\s+/g, " ").trim()),
  missing: [...key.querySelectorAll(".gp-key__missing .gp-badge")].map(badge => `${badge.textContent} ${badge.title}`),
})"""
COLUMN = """column => [...column.querySelectorAll("li")].map(party => [
  party.querySelector(".gp-column__name").innerText,
  ...[...party.querySelectorAll(".gp-column__way")].filter(way => way.checkVisibility()).map(way => {
    const arrows = ["::before", "::after"].map(side => getComputedStyle(way, side).content.replaceAll('"', ""))
    const arrow = arrows.find(arrow => "←→".includes(arrow))
    const tunnel = way.closest(".gp-column__inside")?.previousElementSibling.querySelector(".gp-badge").textContent
    return `${arrow} ${way.innerText.replace(/\\s+/g, " ").trim()}${tunnel ? ` in ${tunnel}` : ""}`
  }),
])"""


IN_WINDOWS = pytest.mark.parametrize("page", ["browser_with_windows"], indirect=True)
"""What readers see while a page is made is judged in the browser that shows it to them, which knows none of its files yet."""
WINDOW: Any = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"}


@pytest.fixture
def page(request: pytest.FixtureRequest) -> Iterator[Page]:
    kind = getattr(request, "param", "windows")
    place = request.getfixturevalue(kind)
    page = place.new_page(**WINDOW) if kind == "browser_with_windows" else place.page(**WINDOW)
    page.add_init_script(SHIFT)
    page.set_default_timeout(20_000)
    yield page
    if kind == "browser_with_windows":
        page.close()
    else:
        place.empty()


def measured(page: Page, address: str, *, pictures: bool = False) -> dict[str, Any]:
    page.goto(address)
    page.wait_for_timeout(400)
    page.evaluate("() => new Promise(requestAnimationFrame)")  # what follows from sizes is done with the next frame
    found: dict[str, Any] = page.evaluate(MEASURE, {"pictures": pictures})
    return found


def on_disk(site: Path, path: str, query: str = "") -> str:
    return (site / path / "index.html").as_uri() + query


def sent(answer: Response) -> int:
    """Bytes as a server sends them that compresses text."""
    body = answer.body()
    return min(len(body), len(gzip.compress(body, mtime=0)))


@IN_WINDOWS
@pytest.mark.parametrize("path", MAIN)
def test_the_first_window_shows_who_connects_to_whom(path: str, page: Page, hosted_reference: str) -> None:
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - the browser marks what it is given
    found = measured(page, f"{hosted_reference}{path}/", pictures=True)
    page.wait_for_load_state("networkidle")
    assert len(answers) > 20
    assert sum(map(sent, answers)) < HEAVIEST[path]
    assert found["seen"] > 0.95
    assert found["shift"] < 0.05
    assert found["crossed"] == []
    assert found["height"] <= HIGHEST
    assert found["stops"] < STOPS["network-security"]
    assert found["small"] == []
    figures = page.evaluate(FIGURES)
    assert len(figures) == 5
    assert [figure["named"] for figure in figures] == [figure["numbers"] for figure in figures]
    assert page.locator("groundplan-diagram > .gp-canvas > svg :is(a, [tabindex='0']):not([tabindex='-1'])").count() == 0


WHOLE = [
    ("", (1440, 900), 0.95),
    ("ja", (1440, 900), 0.95),
    ("network-security/explorer", (1440, 900), 0.95),
    ("", (1024, 768), 0.75),
    ("network-security/explorer", (1024, 768), 0.8),
    ("ko/network-security/explorer", (1024, 768), 0.8),
]
"""Page, size of the window, and how much of the first picture it shows at least."""


@pytest.mark.parametrize(("path", "size", "least"), WHOLE)
def test_the_first_window_shows_its_picture_whole_or_nearly_so(
    path: str, size: tuple[int, int], least: float, page: Page, reference_site: Path
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    assert measured(page, on_disk(reference_site, path))["seen"] > least


@IN_WINDOWS
@pytest.mark.parametrize("path", OTHERS)
def test_nothing_jumps_and_no_heading_says_the_title_again(path: str, page: Page, reference_site: Path) -> None:
    found = measured(page, on_disk(reference_site, path))
    assert found["shift"] < 0.05
    assert found["stops"] < STOPS.get(path, 100)
    headings = page.evaluate(HEADINGS)
    assert headings
    assert len(headings) == len(set(headings))


@IN_WINDOWS
@pytest.mark.parametrize("width", [768, 700])
@pytest.mark.parametrize("path", NARROW)
def test_nothing_jumps_in_a_window_that_is_little_wider_than_a_phone(path: str, width: int, page: Page, reference_site: Path) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert measured(page, on_disk(reference_site, path))["shift"] < 0.01


CHOSEN = "?with=api-access.private"
ASKED = [
    ("network-security", CHOSEN, 1440),
    ("network-security/connections", CHOSEN, 1440),
    ("network-security/boundaries", CHOSEN, 1440),
    ("ko/network-security/allow-list", f"{CHOSEN}_tunnel-mode.relayed", 1440),
    ("network-security/allow-list", f"{CHOSEN}&compare=1", 1440),
    ("network-security/allow-list", CHOSEN, 390),
    ("ja/network-security", CHOSEN, 390),
    ("network-security/changes", CHOSEN, 1440),
    *(("network-security", f"{CHOSEN}_tunnel-mode.relayed&compare=1", width) for width in (1440, 1024, 768, 390)),
]


@IN_WINDOWS
@pytest.mark.parametrize(("path", "query", "width"), ASKED)
def test_an_address_that_carries_choices_jumps_no_more_than_one_without(
    path: str, query: str, width: int, page: Page, reference_site: Path
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    found = measured(page, on_disk(reference_site, path, query))
    assert page.locator(".gp-configured").inner_text(), "the page says what it shows"
    assert found["shift"] < 0.03
    assert all(row.is_visible() for row in page.locator(".gp-table tbody tr:not([hidden])").all()[:3])


FOR_CUSTOMERS = re.compile(r"^((ko|ja)/)?(network-security/.*)?index\.html$")


@pytest.mark.parametrize("part", range(2))
def test_what_fingers_press_is_large_enough(
    part: int, pages: dict[str, frozenset[Construct]], windows: Windows, reference_site: Path
) -> None:
    """On the few pages that together hold what any is built of, in all languages."""
    chosen = covering({path: built_of for path, built_of in pages.items() if FOR_CUSTOMERS.match(path)})
    assert len(chosen) > 9
    page = windows.page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    small = {}
    for path in chosen[part::2]:
        page.goto((reference_site / path).as_uri())
        page.wait_for_function("() => !document.querySelector('groundplan-diagram:not([live])')")
        small[path] = page.evaluate(MEASURE, {"pictures": False})["small"]
    windows.empty()
    assert len(small) > 4
    assert {name: found for name, found in small.items() if found} == {}


NAMES = """root => [...root.querySelectorAll(".gp-key [data-key]:not([data-key=other]) li")]
  .map(item => item.textContent.replace(/\\s+/g, " ").trim()).sort()"""
KEYS = [("", 1440, "light"), ("ko/", 1440, "dark"), ("ja/", 1440, "dark"), ("ja/", 1024, "light"), ("ko/", 390, "light")]


@pytest.mark.parametrize(("language", "width", "scheme"), KEYS)
def test_a_picture_that_is_saved_has_the_key_of_its_page(
    language: str, width: int, scheme: str, windows: Windows, reference_site: Path
) -> None:
    page = windows.page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(on_disk(reference_site, f"{language}network-security"))
    page.wait_for_selector("groundplan-diagram[live]")
    named = page.locator(".gp-figure").first.evaluate(NAMES)
    assert len(named) > 12
    page.locator("[data-menu=forms]").first.click()
    with page.expect_download() as download:
        page.get_by_role("button", name="SVG").first.click()
    texts = [one.text or "" for one in ElementTree.parse(download.value.path()).getroot().iter("{http://www.w3.org/2000/svg}text")]
    windows.empty()
    told = "".join("".join(texts).split())
    assert [name for name in named if "".join(name.split()) not in told] == []


def test_every_page_has_a_description_of_its_own(reference_site: Path) -> None:
    pages = sorted((reference_site / "network-security").rglob("index.html"))
    assert len(pages) > 8
    told = [re.findall(r'<meta name="description" content="([^"]+)">', path.read_text(encoding="utf-8")) for path in pages]
    assert [len(found) for found in told] == [1] * len(pages)
    assert len({found[0] for found in told}) == len(pages)


def test_a_link_leads_to_the_figure_below_the_header_and_nothing_covers_what_it_is_about(page: Page, reference_site: Path) -> None:
    page.goto((reference_site / "network-security/index.html").as_uri() + "?at=control-plane.flow.troubleshoot-clickhouse")
    panel = page.locator(".panel").bounding_box()
    figure = page.locator("groundplan-diagram", has=page.locator("svg[data-view=control-plane]"))
    assert panel
    page.wait_for_function("() => scrollY > 0")
    top = figure.bounding_box()
    assert top
    assert 48 <= top["y"] < 120
    for lit in figure.locator(".gp-card.gp-lit, .gp-badge.gp-lit").all():
        box = lit.bounding_box()
        assert box
        assert box["x"] + box["width"] <= panel["x"] + 1


def test_the_number_of_a_rule_that_changed_leads_to_the_map_of_both_editions(page: Page, reference_site: Path) -> None:
    page.goto((reference_site / "network-security/changes/index.html").as_uri())
    page.wait_for_selector("groundplan-diagram[live]")
    counts = page.locator("groundplan-diagram .marks").all_inner_texts()
    assert [text.split("\n") for text in counts] == [
        ["0 Added", "0 Gone", "2 Changed", "Since 2026.1"],
        ["1 Added", "1 Gone", "2 Changed", "From 2025.4 to 2026.1"],
    ]
    page.locator(".gp-badge[data-show='flow.push-metrics']").first.click()
    said = page.locator(".panel").inner_text()
    assert said.startswith("36 Metrics, sent to the dashboards")
    assert "Outbound, gone: Prometheus → metrics.example.com, 443/tcp" in said
    assert page.url.endswith("?at=_since-2025-4.flow.push-metrics")
    assert (page.locator(".panel .entry").get_attribute("href") or "").endswith("/changes/index.html#since-2025-4")
    number = page.locator("svg[data-view=_since-2025-4] .gp-badge[data-flow=push-metrics] text").first
    assert number.evaluate("text => getComputedStyle(text).fill") != "rgb(255, 255, 255)", "it stands on the ground of the picture"


def test_what_changed_is_shown_with_the_choices_of_the_one_bar(page: Page, reference_site: Path) -> None:
    page.goto(on_disk(reference_site, "ko/network-security/changes", CHOSEN))
    page.wait_for_selector("groundplan-diagram[live]")
    bar = page.locator("groundplan-bar")
    assert bar.count() == 1
    assert page.locator("groundplan-diagram [data-menu=filters]").count() == 2
    assert page.locator("groundplan-diagram [data-menu=choices]").count() == 0, "in no map, since the page has a bar for them"
    private = page.locator(".gp-key .gp-badge--inbound.gp-badge--private", has_text=re.compile("^1$"))
    private.first.wait_for()
    bar.locator(".reset").click()
    private.first.wait_for(state="detached")


@pytest.mark.parametrize(("width", "height", "ways"), [(1440, 900, ["click"]), (390, 844, ["address", "open"])])
def test_all_that_is_opened_is_seen_clear_of_panel_and_header(
    width: int, height: int, ways: list[str], page: Page, reference_site: Path
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto((reference_site / "network-security/explorer/index.html").as_uri())
    page.wait_for_timeout(400)
    found = page.evaluate(SWEEP, {"ways": ways})
    assert found["count"] > 60
    assert found["faults"] == []


def test_a_panel_that_gives_its_picture_more_room_covers_nothing_of_what_it_is_about(page: Page, reference_site: Path) -> None:
    page.goto((reference_site / "network-security/overview/index.html").as_uri())
    page.wait_for_timeout(400)
    found = page.evaluate(SWEEP, {"ways": ["click"], "views": ["private-access-inside"]})
    assert found["count"] > 30
    assert found["faults"] == []


def test_a_step_inside_of_a_folded_box_leads_into_it(page: Page, reference_site: Path) -> None:
    page.goto((reference_site / "network-security/explorer/index.html").as_uri() + "?step=_all.troubleshooting-access.4")
    page.locator(".player").get_by_role("button", name="Look inside: EKS cluster").click()
    page.locator("svg[data-level=eks-cluster] .gp-line.gp-lit[data-flow=accept-certificate]").wait_for()
    assert page.locator(".player .plain").count() == 0


def test_a_claim_is_shown_in_the_picture_of_its_page(page: Page, reference_site: Path) -> None:
    page.goto((reference_site / "network-security/index.html").as_uri())
    page.locator("[data-claim=crossings-encrypted] .gp-show").click()
    page.locator(".panel h2", has_text="Every connection that crosses the border").wait_for()
    assert page.url.endswith("?at=overview.claim.crossings-encrypted")


def test_links_to_english_pages_say_so(page: Page, reference_site: Path) -> None:
    page.goto((reference_site / "ko/index.html").as_uri())
    links = page.locator(".grid.cards a").evaluate_all("links => links.map(link => [link.pathname, link.hreflang])")
    english = [path for path, _ in links if "/ko/" not in path.removeprefix(str(reference_site))]
    assert english
    assert [path for path, language in links if language == "en"] == english


@IN_WINDOWS
def test_the_bar_of_choices_keeps_no_room_that_it_does_not_take(page: Page, reference_site: Path) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    found = measured(page, on_disk(reference_site, "ko/network-security/allow-list"))
    assert found["shift"] < 0.05
    bar = page.locator(".gp-choosing")
    before = bar.evaluate("bar => bar.offsetHeight")
    assert bar.evaluate("bar => { bar.style.setProperty('--gp-pairs', 8); return bar.offsetHeight }") == before


def test_a_key_tells_of_the_numbers_that_a_reader_looks_for_in_vain(page: Page, reference_site: Path) -> None:
    page.goto((reference_site / "network-security/index.html").as_uri())
    page.wait_for_selector("groundplan-diagram[live]")
    key = page.locator(".gp-key").first
    missing = ["2 Day-to-day operations, AWS API", "14 Registration, engineer's agent", "15 Registration, control plane agent"]
    assert key.evaluate(REST) == {
        "others": ["6 Urgent investigation, Kubernetes API server", "19 Relayed tunnel, cluster agent"],
        "missing": missing,
    }
    page.goto((reference_site / "network-security/index.html").as_uri() + "?with=tunnel-mode.relayed")
    page.locator(".gp-key").first.locator("[data-key=other] li, .gp-key__group:last-of-type li", has_text="17").wait_for()
    relayed = key.evaluate("key => [...key.querySelectorAll('.gp-badge--other')].map(badge => badge.textContent)")
    assert relayed == ["6", "17", "18", "2", "14", "15"]


CLASSES = """(root, selector) => [...root.querySelectorAll(selector)].filter(badge => badge.checkVisibility())
  .map(badge => [...badge.classList, badge.textContent])
  .map(words => words.filter(word => /^gp-badge--(inbound|outbound|public|private)$|^[0-9]+$/.test(word)).join(" ")).sort()"""
ALIKE = f"""() => {{
  const figure = document.querySelector(".gp-figure:has(.gp-column)")
  const [column, key] = [".gp-column .gp-badge", ".gp-key__group:has(.gp-class--inbound, .gp-class--outbound) .gp-badge"]
    .map(selector => ({CLASSES})(figure, selector))
  return column.length && JSON.stringify(column) === JSON.stringify(key)
}}"""
HELD = "all => all.filter(one => getComputedStyle(one).visibility === 'hidden').map(one => one.className)"
CONFIGURATIONS = [
    "",
    "api-access.private",
    "api-access.private_tunnel-mode.relayed",
    "private-connectivity.vpc-peering",
    "private-connectivity.privatelink_public-ingress.disabled",
    "api-access.private_private-connectivity.privatelink_tunnel-mode.relayed",
]


def test_a_phone_shows_the_numbers_of_the_key_with_every_choice(page: Page, reference_site: Path) -> None:
    """The key follows what the picture shows; the column above it must not say otherwise."""
    page.set_viewport_size({"width": 390, "height": 844})
    seen = set()
    for choices in CONFIGURATIONS:
        page.goto(on_disk(reference_site, "network-security", f"?with={choices}" if choices else ""))
        page.wait_for_function("() => document.querySelector('groundplan-diagram[live]') !== null")
        page.wait_for_function(f"({ALIKE})")  # the key is written anew by a script that comes for it
        hidden = page.locator(".gp-column, .gp-column ~ *").evaluate_all(HELD)
        assert hidden == [], "nothing waits for the script any more"
        seen.add(str(page.locator(".gp-column").first.evaluate(f"column => ({CLASSES})(column, '.gp-badge')")))
    assert len(seen) > 3


def test_a_phone_shows_first_who_connects_to_whom_by_name_and_through_which_tunnel(page: Page, reference_site: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((reference_site / "network-security/index.html").as_uri())
    column = page.locator(".gp-column").first
    assert column.evaluate(COLUMN) == [
        [
            "ClickHouse AWS account",
            "→ 1 Day-to-day operations, Kubernetes API server",
            "← 18 Direct tunnel, control plane agent",
            "→ 5 Metrics, central dashboards in 18",
            "← 10 Alerts",
        ],
        [
            "ClickHouse corporate network",
            "← 17 Direct tunnel, engineer's agent",
            "→ 3 Troubleshooting, ClickHouse service in 17",
            "→ 4 Troubleshooting, Kubernetes API server in 17",
        ],
        ["Customer application VPC", "→ 7 Client queries, application VPC"],
        ["Internet", "→ 8 Client queries, public ingress"],
        ["AWS regional services", "← 9 Billing scraper", "← 11 Service state"],
        ["Let's Encrypt service", "← 12 Certificate issuance"],
        ["Tailscale service", "← 13 Registration, cluster agent", "← 16 Path discovery and standby, cluster agent"],
    ]
    assert column.evaluate("column => column.scrollWidth <= column.clientWidth")
    assert page.locator(".gp-column__signs").first.inner_text().split() == (
        ["→", "Inbound", "←", "Outbound", "1", "Public", "1", "Private", "Private,", "through", "a", "tunnel"]
    )
    box = column.bounding_box()
    assert box
    assert box["y"] < 370
