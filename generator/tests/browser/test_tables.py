"""Tables of a page in a browser: sorted by whoever presses a heading, and of the configuration that the reader chooses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from groundplan.render.pages.environment import templates_folder

from .page import box

if TYPE_CHECKING:
    from .page import Open

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


def opener(page: Page) -> Locator:
    """What opens the choices of a page."""
    return page.locator("groundplan-bar .options")


def settled(page: Page) -> None:
    """Wait until what the browser does about a change of the page is done."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


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


OPERATE, TUNNEL, REGISTRATION = "operate-cluster", "tunnel-direct-engineer", "cluster-agent-coordinates"
PRIVATE = "?with=api-access.private"


def cell(page: Page, flow: str, column: str | int) -> str:
    """What a reader sees in a cell, with single spaces. `column` is its name, or its place where cells are not named."""
    place = f"[data-label='{column}']" if isinstance(column, str) else f":nth-child({column})"
    return " ".join(page.locator(f"tr[data-flow={flow}] td{place}").inner_text().split())


class TestConfigured:
    """Tables of the reference model, whose first flow is public by default and else runs over the tunnels of 13 and others."""

    FIREWALL = "Needed in the firewall"

    def test_without_a_script_a_table_tells_the_default_and_what_else_can_be(self, open_page: Open) -> None:
        page = open_page(page={"table": "boundary"}, query=PRIVATE, java_script_enabled=False)
        assert cell(page, OPERATE, self.FIREWALL) == (
            "By default Inbound, 443/tcp "
            "With “Private over Tailscale” No rule of its own; carried by 1316 With “Direct mode” 18 With “Relayed mode” 19"
        )
        carried = "No rule of its own; carried by 1316 By default 17 With “Relayed mode” 19"
        assert cell(page, "troubleshoot-clickhouse", self.FIREWALL) == carried
        assert cell(page, "query-from-applications", self.FIREWALL) == "Inbound, 8443/tcp (HTTPS), 9440/tcp (ClickHouse)"

    def test_a_row_tells_of_the_chosen_configuration_alone(self, open_page: Open) -> None:
        page = open_page(page={"table": "boundary"}, query=PRIVATE)
        assert cell(page, OPERATE, "Class").startswith("Inbound, private Decided by")
        assert cell(page, OPERATE, self.FIREWALL) == "No rule of its own; carried by 1316 18"
        page.goto(page.url.partition("?")[0] + f"{PRIVATE}_tunnel-mode.relayed")
        assert cell(page, OPERATE, self.FIREWALL) == "No rule of its own; carried by 1316 19"
        page.locator("groundplan-bar").get_by_role("button", name="Reset").click()
        assert cell(page, OPERATE, self.FIREWALL).startswith("By default Inbound, 443/tcp With ")

    def test_a_connection_type_is_that_of_the_configuration(self, open_page: Open) -> None:
        page = open_page(query=PRIVATE)
        assert cell(page, OPERATE, 3).startswith("Tailscale Private Decided by")
        page.goto(page.url.partition("?")[0] + "?with=tunnel-mode.relayed")
        assert cell(page, OPERATE, 3).startswith("Public, IP-filtered Public Decided by")

    def test_an_opening_carries_what_goes_through_it_in_the_configuration(self, open_page: Open) -> None:
        page = open_page(page={"table": "allow_list"}, java_script_enabled=False)
        needed = cell(page, REGISTRATION, "Needed for")
        assert needed == "Registration, cluster agent Carries 345 With “Private over Tailscale” 1"
        page = open_page(page={"table": "allow_list"}, query="?with=tunnel-mode.relayed")
        assert cell(page, REGISTRATION, "Needed for") == "Registration, cluster agent Carries 345"
        page.goto(page.url.partition("?")[0] + PRIVATE)
        assert cell(page, REGISTRATION, "Needed for") == "Registration, cluster agent Carries 1345"

    def test_a_comparison_strikes_out_what_was_before(self, open_page: Open) -> None:
        page = open_page(page={"table": "boundary"}, query=f"{PRIVATE}&compare=1")
        rules = page.locator(f"tr[data-flow={OPERATE}] [data-rule]:visible")
        assert [rule.get_attribute("data-rule") for rule in rules.all()] == ["own", "carried"]
        assert [rule.evaluate("rule => getComputedStyle(rule).textDecorationLine") for rule in rules.all()] == ["line-through", "none"]


class TestFirewall:
    """The page of a firewall's rules, in which readers choose without a drawing."""

    def test_without_a_script_it_has_the_rules_and_files_of_the_defaults(self, open_page: Open) -> None:
        page = open_page(page={"table": "firewall"}, java_script_enabled=False)
        assert page.locator("tr[data-flow]:visible").count() == 13
        links = page.locator(".gp-downloads a:visible")
        assert {link.get_attribute("href") for link in links.all()} >= {
            "assets/groundplan/allow-list.txt",
            "assets/groundplan/allow-list.nft",
        }
        assert page.get_by_text("under the choices of this page").count() == 1
        assert not page.get_by_text("under the choices of this page").is_visible()

    def test_it_shows_the_rules_that_the_files_hold_under_every_choice(self, open_page: Open, folder: Path) -> None:
        page = open_page(page={"table": "firewall"})
        assert self.shown(page) == self.listed(folder, "allow-list.json")
        assert page.locator(".gp-counted").count() == 0
        page.get_by_role("radio", name="Private over Tailscale").check()
        assert self.shown(page) == self.listed(folder, "rules/api-access.private/allow-list.json")
        page.locator("groundplan-choices").get_by_role("button", name="Reset").click()
        assert self.shown(page) == self.listed(folder, "allow-list.json")

    def shown(self, page: Page) -> list[str | None]:
        return [row.get_attribute("data-flow") for row in page.locator("tr[data-flow]:visible").all()]

    def listed(self, folder: Path, name: str) -> list[str]:
        rules = json.loads((folder / "assets/groundplan" / name).read_bytes())["rules"]
        return [rule["id"].partition("/")[0] for rule in rules]

    def test_rules_of_other_choices_wait_for_the_script_and_come_without_it(self, open_page: Open) -> None:
        page = open_page(page={"table": "firewall"})
        others = page.locator("tr.gp-other")
        seen = "all => all.map(row => getComputedStyle(row).display)"
        page.locator(".gp-table--allow-list").evaluate_all("all => all.forEach(table => table.classList.remove('gp-set'))")
        others.evaluate_all("all => all.forEach(row => row.hidden = false)")
        assert set(others.evaluate_all(seen)) == {"none"}
        page.evaluate("document.getAnimations().forEach(animation => animation.finish())")
        assert set(others.evaluate_all(seen)) == {"table-row"}

    def test_a_choice_changes_the_rules_the_files_and_the_text(self, open_page: Open) -> None:
        page = open_page(page={"table": "firewall"})
        usual = page.locator(".gp-copy code").text_content()
        page.get_by_role("radio", name="Private over Tailscale").check()
        assert page.locator(f"tr[data-flow={OPERATE}]").is_hidden()
        link = page.get_by_role("link", name="allow-list.txt")
        assert link.get_attribute("href") == "assets/groundplan/rules/api-access.private/allow-list.txt"
        text = Path(page.evaluate("link => link.href", link.element_handle()).removeprefix("file://")).read_text(encoding="utf-8")
        expect(page.locator(".gp-copy code")).to_have_text(text.rstrip(), use_inner_text=False)
        assert "Private over Tailscale" in text
        page.locator("groundplan-choices").get_by_role("button", name="Reset").click()
        assert page.get_by_role("link", name="allow-list.txt").get_attribute("href") == "assets/groundplan/allow-list.txt"
        expect(page.locator(".gp-copy code")).to_have_text(usual or "?")

    def test_what_a_rule_carries_is_in_the_order_of_its_numbers(self, open_page: Open) -> None:
        """In the table as it is written, what a rule carries with some choices alone comes behind, under these."""
        page = open_page(query=PRIVATE, page={"table": "firewall"})
        carried = page.locator("tr[data-flow=cluster-agent-coordinates] .gp-carries .gp-badge:visible")
        assert carried.all_inner_texts() == ["1", "3", "4", "5"]
        page.locator("groundplan-choices").get_by_role("button", name="Reset").click()
        assert carried.all_inner_texts() == ["3", "4", "5"]
        page.get_by_role("radio", name="Private over Tailscale").check()
        assert carried.all_inner_texts() == ["1", "3", "4", "5"]

    def test_a_choice_that_needs_another_is_offered_with_it(self, open_page: Open) -> None:
        page = open_page(page={"table": "firewall"})
        assert page.get_by_role("radio", name="Disabled").is_disabled()
        page.get_by_role("radio", name="VPC peering").check()
        page.get_by_role("radio", name="Disabled").check()
        assert page.locator("tr[data-flow=query-from-elsewhere]").is_hidden()


class TestBar:
    """The bar of choices, which says what a page shows and stays in sight."""

    RELAYED = f"{PRIVATE}_tunnel-mode.relayed"

    def test_it_says_what_the_page_shows_in_its_language(self, open_page: Open) -> None:
        page = open_page(query=self.RELAYED)
        choices = "Access to the Kubernetes API server: Private over Tailscale, Path of the tunnel: Relayed mode"
        assert page.locator(".gp-configured span").inner_text() == f"Shown with: {choices}"
        page = open_page(query=PRIVATE, page={"locale": "ko"})
        assert page.locator(".gp-configured span").inner_text() == "표시된 구성: Kubernetes API 서버 접근: 프라이빗(Tailscale 경유)"

    def test_the_defaults_take_no_line_beside_a_title(self, open_page: Open) -> None:
        page = open_page(query="?with=api-access.public&only=direction.inbound")
        assert page.locator(".gp-configured").count() == 0
        assert page.locator("groundplan-bar").evaluate("bar => bar.offsetHeight") == 0
        button, title = box(opener(page)), box(page.locator("h1"))
        assert title["y"] - 10 < button["y"] < title["y"] + title["height"]
        assert page.locator(".gp-counted").is_visible()

    @pytest.mark.parametrize("width", [1360, 1024, 390])
    @pytest.mark.parametrize("query", ["", RELAYED, "?compare=tunnel-mode.relayed"])
    def test_it_stays_in_sight_and_covers_nothing_of_what_is_read_when_it_opens(self, query: str, width: int, open_page: Open) -> None:
        page = open_page(query=query, viewport={"width": width, "height": 800})
        page.evaluate("scrollTo(0, 900)")
        page.wait_for_function("() => document.querySelector('groundplan-bar').hasAttribute('stuck')")
        line = box(page.locator("groundplan-bar .line"))
        assert line["y"] == 0
        assert line["height"] < (45 if width > 390 else 90)
        mark = page.locator("h1 ~ section")
        before = box(mark)["y"]
        opener(page).click()
        menu = box(page.locator("groundplan-bar .menu"))
        assert menu["y"] == pytest.approx(line["height"], abs=1)
        assert menu["x"] + menu["width"] <= width
        settled(page)
        assert box(mark)["y"] - before == pytest.approx(menu["height"], abs=2)
        page.keyboard.press("Escape")
        settled(page)
        assert page.locator("groundplan-bar .menu").count() == 0
        assert box(mark)["y"] == pytest.approx(before, abs=2)

    @pytest.mark.parametrize("width", [1440, 1024, 768, 390])
    @pytest.mark.parametrize("locale", ["en", "ko"])
    def test_all_that_it_says_can_be_read(self, locale: str, width: int, open_page: Open) -> None:
        page = open_page(query=f"{self.RELAYED}&compare=1", viewport={"width": width, "height": 800}, page={"locale": locale})
        page.evaluate("scrollTo(0, 900)")
        page.wait_for_function("() => document.querySelector('groundplan-bar').hasAttribute('stuck')")
        cut = "said => said.scrollWidth > said.clientWidth || said.scrollHeight > said.clientHeight"
        said = page.locator(".gp-configured, .gp-configured > span")
        assert said.count() == 3
        assert not any(said.evaluate_all(f"all => all.map({cut})"))
        line, words = box(page.locator("groundplan-bar .line")), box(said.first)
        assert words["y"] >= line["y"]
        assert words["y"] + words["height"] <= line["y"] + line["height"]

    def test_a_figure_is_brought_below_it(self, open_page: Open) -> None:
        page = open_page(query=f"{PRIVATE}&at=overview.flow.{OPERATE}")
        settled(page)
        assert box(page.locator("groundplan-diagram"))["y"] >= box(page.locator("groundplan-bar .line"))["height"]

    def test_it_is_the_only_place_for_choices_but_in_full_screen(self, open_page: Open) -> None:
        page = open_page()
        assert page.get_by_role("button", name="Choices").count() == 1
        page.get_by_role("button", name="Full screen").first.click()
        page.locator("groundplan-diagram [data-menu=choices]").wait_for()
        assert page.evaluate("document.fullscreenElement !== null")

    def test_it_is_printed_where_a_choice_differs(self, open_page: Open) -> None:
        page = open_page(query="?with=private-connectivity.privatelink", page={"table": "boundary"})
        page.emulate_media(media="print")
        assert page.locator(".gp-configured").is_visible()
        assert not opener(page).is_visible()
        page.emulate_media(media="screen")
        page.locator("groundplan-bar").get_by_role("button", name="Reset").click()
        page.emulate_media(media="print")
        assert not page.locator("groundplan-bar").is_visible()

    def test_it_names_both_sides_of_a_comparison(self, open_page: Open) -> None:
        page = open_page(query="?compare=tunnel-mode.relayed")
        assert page.locator(".gp-configured span").all_inner_texts() == [
            "Shown with: the defaults",
            "Compared with: Path of the tunnel: Relayed mode",
        ]

    def test_where_the_choices_stand_in_the_page_it_comes_when_they_are_out_of_sight(self, open_page: Open) -> None:
        page = open_page(query=PRIVATE, page={"table": "firewall"})
        assert not page.locator("groundplan-bar .line").is_visible()
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        expect(page.locator("groundplan-bar .line")).to_be_visible()
        assert "Private over Tailscale" in page.locator(".gp-configured").inner_text()


class TestCounts:
    """What a page says above its tables of the rows that they show."""

    def test_an_allow_list_counts_rules(self, open_page: Open) -> None:
        page = open_page(query=PRIVATE, page={"table": "allow_list"})
        assert page.locator(".gp-counted span").all_inner_texts() == ["Rules shown: 3 of 4", "Rules shown: 8 of 9"]

    def test_a_table_without_a_match_says_so(self, open_page: Open) -> None:
        page = open_page(query="?find=zebra")
        assert page.locator(".gp-counted span").inner_text() == "No connection matches."
        assert not page.locator(".gp-table").is_visible()
        page.locator(".gp-counted").get_by_role("button", name="Reset").click()
        assert page.locator(".gp-table").is_visible()


def test_a_table_is_one_stop_and_arrows_lead_on(open_page: Open) -> None:
    page = open_page()
    links = page.locator(".gp-rows tbody").first.locator("a, summary")
    stops = "all => all.filter(link => link.tabIndex === 0).length"
    assert links.count() > 20
    assert links.evaluate_all(stops) == 1
    links.first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 2
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 2
    assert links.evaluate_all(stops) == 1


def shown(page: Page) -> list[str]:
    ids: list[str] = page.eval_on_selector_all(".gp-table tbody tr", "rows => rows.map(row => row.dataset.flow)")
    return ids


def turns(page: Page) -> str:
    return page.locator(".gp-turns span").inner_text()


def test_a_long_table_shows_some_rows_at_a_time_and_looks_through_all(open_page: Open) -> None:
    page = open_page(page={"table": "long"})
    page.wait_for_selector(".gp-turns")
    flows: list[str] = page.evaluate("() => document.querySelector('groundplan-rows').held.map(row => row.dataset.flow)")
    some = len(shown(page))
    assert 1 < some < len(flows) / 2
    assert (turns(page), shown(page)) == (f"Rows 1 to {some} of {len(flows)}", flows[:some])
    page.get_by_role("button", name="Rows after these").click()
    assert (turns(page), shown(page)) == (f"Rows {some + 1} to {2 * some} of {len(flows)}", flows[some : 2 * some])

    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert shown(page) == flows, "paper has all rows"
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert len(shown(page)) == some

    page.evaluate("id => (location.hash = `flow-${id}`)", flows[-1])
    page.wait_for_function("id => document.getElementById(`flow-${id}`)", arg=flows[-1])
    assert page.locator(f"#flow-{flows[-1]}").is_visible(), "an address of a row shows it"

    for _ in range(2):  # downwards
        page.get_by_role("button", name="No.").click()
    assert shown(page) == flows[::-1][:some], "all rows are sorted, not only those that were shown"


def test_a_long_table_follows_filters_and_choices(open_page: Open) -> None:
    page = open_page(query="?only=exposure.private&with=api-access.private&compare=1", page={"table": "long"})
    whole = open_page(query="?only=exposure.private&with=api-access.private&compare=1", page={"table": "anchored"})
    rows = "rows => rows.filter(row => !row.hidden).map(row => row.innerText)"
    page.wait_for_selector("groundplan-rows .gp-turns", state="attached")
    seen = [page.eval_on_selector_all(".gp-table tbody tr", rows)]
    while page.get_by_role("button", name="Rows after these").is_enabled():
        page.get_by_role("button", name="Rows after these").click()
        seen.append(page.eval_on_selector_all(".gp-table tbody tr", rows))
    assert len(seen) > 1
    assert [row for some in seen for row in some] == whole.eval_on_selector_all(".gp-table tbody tr", rows)
    assert page.locator(".gp-counted").inner_text() == whole.locator(".gp-counted").inner_text()
