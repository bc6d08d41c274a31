"""Diagrams in a browser, used as readers use them. What they show is told by the reference model (`model/*.yaml`)."""

from __future__ import annotations

import gzip
import re
from base64 import b64encode
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
from axe import COLOURS, violations
from playwright.sync_api import expect

from groundplan.render.viewer.bundle import bundle

from .page import POLICY, box, write_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from .page import Open

pytestmark = pytest.mark.browser

PHONE: Any = {"has_touch": True, "is_mobile": True, "viewport": {"width": 390, "height": 800}}
OPERATE, INVESTIGATE, QUERIES = "operate-cluster", "investigate-urgently", "query-from-applications"


def badge(page: Page, flow: str) -> Locator:
    return page.locator(f".gp-badges a:has([data-flow={flow}])").first


def row(page: Page, flow: str) -> Locator:
    return page.locator(f"tr[data-flow={flow}]")


def card(page: Page, component: str) -> Locator:
    return page.locator(f"[data-component={component}]")


def opacity(locator: Locator) -> float:
    return float(locator.evaluate("element => getComputedStyle(element).opacity"))


def scale(page: Page) -> float:
    return float(page.locator(".gp-diagram").first.evaluate("svg => new DOMMatrix(getComputedStyle(svg).transform).a"))


def scale_is(page: Page, wanted: str) -> None:
    """Wait until the scale of the drawing is as wanted, such as `> 0.5`."""
    page.wait_for_function(f"() => new DOMMatrix(getComputedStyle(document.querySelector('.gp-diagram')).transform).a {wanted}")


def place(page: Page) -> tuple[float, float]:
    matrix = page.locator(".gp-diagram").first.evaluate("svg => getComputedStyle(svg).transform")
    x, y = re.findall(r"-?[\d.]+", matrix)[-2:]
    return float(x), float(y)


VISIBLE = "rows => rows.filter(row => row.checkVisibility({ visibilityProperty: true })).map(row => row.dataset.flow)"
FACTS = "facts => facts.map(fact => ['dt', 'dd'].map(part => fact.querySelector(part).innerText))"


def facts_told(page: Page) -> dict[str, str]:
    """What the panel says, once it is there."""
    page.locator(".panel .fact").first.wait_for()
    return dict(page.locator(".panel .fact").evaluate_all(FACTS))


def seen_rows(page: Page) -> list[str]:
    rows: list[str] = page.locator("tr[data-flow]").evaluate_all(VISIBLE)
    return rows


OPENER = {"choices": "groundplan-bar [aria-expanded]", "filters": "[data-menu=filters]"}
"""What opens a menu."""


def choose(page: Page, *choices: str) -> None:
    page.get_by_role("button", name="Choices").first.click()
    for choice in choices:
        page.get_by_role("radio", name=choice).first.check()


def test_the_bundle_is_small() -> None:
    assert len(gzip.compress(bundle()["viewer.js"])) <= 40_000


def test_without_a_script_the_drawing_and_its_links_stay(open_page: Open, folder: Path) -> None:
    (folder / "connections.html").write_text("<title>Connections</title>")
    page = open_page(java_script_enabled=False)
    assert card(page, "kubernetes-api").is_visible()
    assert page.get_by_role("button").count() == 0
    assert len(seen_rows(page)) > 20
    badge(page, QUERIES).click()
    page.wait_for_url("**/connections.html#flow-query-from-applications")


def test_nothing_is_fetched_but_what_stands_beside_the_page(open_page: Open) -> None:
    page = open_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url.rpartition("/")[2]))
    page.reload()
    page_and_styles = ["diagram.css", "facts.overview.en.js", "groundplan.css", "overview-connections-en-default.html", "page.css"]
    first = [*page_and_styles, "tables.js", "viewer.js"]
    assert sorted(requests) == first
    badge(page, QUERIES).hover()
    tip = page.locator(".tip")
    tip.wait_for()
    said = "7 Client queries, application VPC · Inbound · Public · 8443/tcp (HTTPS), 9440/tcp (ClickHouse)"
    assert tip.locator("p").all_inner_texts() == [said, "Client applications → Istio ingress"]
    assert sorted(requests) == sorted([*first, "viewer.extras.js"])
    badge(page, QUERIES).click()
    page.locator(".panel .text").wait_for()
    assert sorted(requests) == sorted([*first, "viewer.extras.js", "told.en.js"])


class TestMoving:
    def test_the_whole_drawing_is_seen_first(self, open_page: Open) -> None:
        page = open_page()
        canvas, drawing = box(page.locator(".gp-canvas")), box(page.locator(".gp-diagram"))
        assert drawing["x"] >= canvas["x"]
        assert drawing["x"] + drawing["width"] <= canvas["x"] + canvas["width"] + 1

    def test_a_wheel_scrolls_the_page_and_zooms_with_ctrl(self, open_page: Open) -> None:
        page = open_page()
        page.mouse.move(600, 500)
        before = scale(page)
        page.mouse.wheel(0, 60)
        page.wait_for_function("() => scrollY > 0")
        assert scale(page) == before
        assert page.get_by_text("Hold Ctrl and scroll to zoom").is_visible()
        page.keyboard.down("Control")
        page.mouse.wheel(0, -300)
        scale_is(page, f"> {before}")

    def test_the_mouse_drags_and_does_not_click_when_it_has(self, open_page: Open) -> None:
        page = open_page()
        for _ in range(3):
            page.get_by_role("button", name="Zoom in").click()
        before = place(page)
        page.mouse.move(700, 600)
        page.mouse.down()
        page.mouse.move(640, 570, steps=4)
        page.mouse.up()
        assert place(page) == pytest.approx((before[0] - 60, before[1] - 30), abs=1)
        assert page.locator(".panel").count() == 0

    def fingers(self, page: Page) -> Callable[..., None]:
        """Puts fingers on the drawing, moves them, lifts them. Places are counted from its upper left corner."""
        client = page.context.new_cdp_session(page)
        canvas = page.locator(".gp-canvas").first
        canvas.evaluate("canvas => canvas.scrollIntoView({ block: 'start' })")
        corner = box(canvas)

        def touch(kind: str, *points: tuple[int, int]) -> None:
            fingers = [{"x": x + corner["x"], "y": y + corner["y"], "id": finger} for finger, (x, y) in enumerate(points)]
            client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})

        return touch

    def drag(self, page: Page, *way: tuple[int, int]) -> None:
        touch = self.fingers(page)
        touch("touchStart", way[0])
        for point in way[1:]:
            touch("touchMove", point)
        touch("touchEnd")

    def test_two_fingers_zoom(self, open_page: Open) -> None:
        page = open_page(**PHONE)
        touch, before = self.fingers(page), scale(page)
        touch("touchStart", (180, 350), (200, 350))
        for spread in (20, 40, 60, 80):
            touch("touchMove", (180 - spread, 350), (200 + spread, 350))
        touch("touchEnd")
        assert scale(page) > 2 * before

    def test_one_finger_scrolls_the_page_until_the_drawing_was_moved(self, open_page: Open) -> None:
        page = open_page(**PHONE)
        before = place(page)
        self.drag(page, (200, 400), (200, 380), (200, 350), (200, 300))
        page.wait_for_function("() => document.querySelector('.gp-canvas').getBoundingClientRect().top < -20")
        assert place(page) == before
        page = open_page(**PHONE)
        self.drag(page, (200, 400), (220, 400), (250, 398), (280, 400))
        assert place(page)[0] > before[0], "the page does not go there"
        page = open_page(**PHONE)
        page.get_by_role("button", name="Zoom in").click()
        before = place(page)
        self.drag(page, (200, 400), (200, 380), (200, 350), (200, 340))
        assert place(page)[1] < before[1]

    def test_one_finger_that_can_move_nothing_is_told_of_two(self, open_page: Open) -> None:
        page = open_page(**PHONE)
        page.get_by_role("button", name="Show the whole diagram").click()
        before = place(page)
        self.drag(page, (200, 420), (180, 420), (150, 420), (120, 420))
        assert place(page) == before
        assert page.get_by_text("Use two fingers to move the diagram").is_visible()

    def test_a_tap_comes_close_where_all_is_small(self, open_page: Open) -> None:
        page = open_page(**PHONE)
        page.get_by_role("button", name="Show the whole diagram").click()
        canvas = box(page.locator(".gp-canvas"))
        page.touchscreen.tap(canvas["x"] + 8, canvas["y"] + 8)
        assert scale(page) == pytest.approx(0.9)

    def test_a_phone_starts_at_the_viewpoint_where_it_can_be_read(self, open_page: Open) -> None:
        page = open_page(**PHONE)
        assert scale(page) == 0.8
        frame, canvas = box(page.locator("[data-boundary=byoc-vpc] > .gp-frame")), box(page.locator(".gp-canvas"))
        assert canvas["x"] <= frame["x"] < canvas["x"] + 40
        assert canvas["y"] <= frame["y"] < canvas["y"] + canvas["height"] / 2

    def test_a_drawing_that_fits_the_page_is_seen_at_its_own_size(self, open_page: Open) -> None:
        page = open_page("aws-service-endpoints", viewport={"width": 1440, "height": 1000})
        assert scale(page) == 1
        canvas, drawing = box(page.locator(".gp-canvas")), box(page.locator(".gp-diagram"))
        assert canvas["height"] == pytest.approx(drawing["height"], abs=1)

    def test_a_notch_of_a_wheel_is_a_small_step(self, open_page: Open) -> None:
        page = open_page()
        before = scale(page)
        page.mouse.move(600, 500)
        page.keyboard.down("Control")
        page.mouse.wheel(0, -120)
        scale_is(page, f"> {before * 1.2}")
        assert scale(page) < before * 1.3

    def test_steps_that_come_fast_add_up(self, open_page: Open) -> None:
        page = open_page(reduced_motion="no-preference")
        before = scale(page)
        page.evaluate("""() => {
          const canvas = document.querySelector(".gp-canvas")
          for (let times = 0; times < 4; times++) canvas.dispatchEvent(new KeyboardEvent("keydown", { key: "+" }))
        }""")
        scale_is(page, f"> {before * 1.3**4 - 0.001}")

    def test_keys_move_zoom_and_fit(self, open_page: Open) -> None:
        page = open_page()
        page.locator(".gp-canvas").focus()
        whole = scale(page)
        for key in ("+", "+", "+", "+"):
            page.keyboard.press(key)
        assert scale(page) == pytest.approx(whole * 1.3**4, abs=1e-4)
        before = place(page)
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowDown")
        assert place(page) == pytest.approx((before[0] - 80, before[1] - 80), abs=0.1)
        page.keyboard.press("0")
        assert scale(page) == pytest.approx(whole, abs=1e-4)

    def test_keys_leave_a_picture_that_fits_where_it_is_and_move_the_page(self, open_page: Open) -> None:
        page = open_page()
        page.locator(".gp-canvas").focus()
        before = place(page)
        for key in ("ArrowRight", "ArrowLeft", "ArrowUp"):
            page.keyboard.press(key)
            assert place(page) == before
        page.keyboard.press("ArrowDown")
        page.wait_for_function("() => scrollY > 0")
        assert place(page) == before

    def test_full_screen_shows_all_and_lets_the_wheel_zoom(self, open_page: Open) -> None:
        page = open_page()
        page.get_by_role("button", name="Full screen").click()
        page.wait_for_function("() => document.fullscreenElement?.localName === 'groundplan-diagram'")
        page.get_by_role("button", name="Leave full screen").wait_for()
        before = scale(page)
        page.mouse.move(600, 500)
        page.mouse.wheel(0, -300)
        scale_is(page, f"> {before}")
        page.get_by_role("button", name="Leave full screen").click()
        page.wait_for_function("() => !document.fullscreenElement")


class TestLighting:
    def test_a_row_lights_its_flow_up_and_dims_the_rest(self, open_page: Open) -> None:
        page = open_page()
        row(page, QUERIES).hover()
        assert opacity(page.locator(f"svg .gp-badge[data-flow={QUERIES}]").first) == 1
        assert opacity(card(page, "ingress-load-balancer")) == 1
        assert opacity(page.locator("svg .gp-badge[data-flow=send-alerts]").first) < 0.3
        assert opacity(page.locator("[data-boundary=aws-services]")) < 0.3

    def test_a_badge_lights_its_row_up(self, open_page: Open) -> None:
        page = open_page()
        plain = row(page, QUERIES).locator("td").first.evaluate("cell => getComputedStyle(cell).backgroundColor")
        badge(page, QUERIES).hover()
        lit = row(page, QUERIES).locator("td").first.evaluate("cell => getComputedStyle(cell).backgroundColor")
        assert lit != plain
        page.mouse.move(5, 5)
        assert opacity(page.locator("svg .gp-badge[data-flow=send-alerts]").first) == 1


class TestFacts:
    def test_a_click_shows_all_facts_of_a_flow(self, open_page: Open) -> None:
        page = open_page()
        badge(page, QUERIES).click()
        panel = page.get_by_role("region", name="7 Client queries, application VPC")
        panel.locator(".fact", has_text="reach nothing that the customer does not own").wait_for()
        told = facts_told(page)
        assert told["Direction"] == "Inbound"
        assert told["Exposure"] == "Public"
        assert told["Through"] == "Network load balancer"
        assert told["Connection type"] == "Public, IP-filtered"
        assert told["Ports"] == "8443/tcp (HTTPS), 9440/tcp (ClickHouse)"
        assert told["Sends"] == "Queries"
        assert told["Controls"] == "IP allow list"
        assert "VPC peering" in told["With other choices"]
        assert "reach nothing that the customer does not own" in told["Evidence for"]
        entry = panel.get_by_role("link", name="Go to its entry").get_attribute("href")
        assert (entry or "").endswith("/connections.html#flow-query-from-applications")

    def test_escape_closes_and_gives_the_focus_back(self, open_page: Open) -> None:
        page = open_page()
        badge(page, QUERIES).focus()
        page.keyboard.press("Enter")
        panel = page.locator(".panel")
        panel.wait_for()
        assert page.evaluate("document.activeElement.shadowRoot.activeElement.id") == "subject"
        page.keyboard.press("Escape")
        assert panel.count() == 0
        assert page.evaluate("document.activeElement.querySelector('[data-flow]').dataset.flow") == QUERIES

    def test_what_takes_part_is_not_hidden_by_its_facts(self, open_page: Open) -> None:
        page = open_page()
        badge(page, QUERIES).click()
        page.locator(".panel").wait_for()
        page.wait_for_function("""() => {
          const panel = document.querySelector("groundplan-diagram").shadowRoot.querySelector(".panel").getBoundingClientRect()
          return document.querySelector("[data-boundary=ingress-namespace]").getBoundingClientRect().right <= panel.left
        }""")
        target, panel = box(page.locator("[data-boundary=ingress-namespace]")), box(page.locator(".panel"))
        assert target["x"] + target["width"] <= panel["x"]

    def test_their_name_is_in_sight_wherever_the_page_is(self, open_page: Open) -> None:
        page = open_page(viewport={"width": 1360, "height": 500})
        page.evaluate("""() => {
          const header = Object.assign(document.createElement("header"), { className: "md-header" })
          Object.assign(header.style, { background: "white", height: "48px", position: "sticky", top: 0, zIndex: 4 })
          document.body.prepend(header)
          scrollTo(0, 500)
        }""")
        badge(page, "cluster-agent-coordinates").click()
        for found in (page.locator("#subject"), page.get_by_role("button", name="Close")):
            at = box(found)
            assert 48 <= at["y"] <= 500 - at["height"]

    def test_the_drawing_goes_back_when_they_are_closed(self, open_page: Open) -> None:
        page = open_page(viewport={"width": 900, "height": 1000})
        before = (scale(page), place(page))
        boxes = page.locator(":is(.gp-card, .gp-leaf):visible").all()
        last = max(boxes, key=lambda found: box(found)["x"])
        last.click()
        assert box(last)["x"] + box(last)["width"] < box(page.locator(".panel"))["x"]
        assert place(page) != before[1]
        page.get_by_role("button", name="Close").click()
        assert (scale(page), place(page)) == before

    def test_they_lie_at_the_lower_edge_of_a_phone(self, open_page: Open) -> None:
        page = open_page(**PHONE)
        card(page, "ingress-load-balancer").tap()
        page.locator(".panel .text").wait_for()
        panel, tapped = box(page.locator(".panel")), box(card(page, "ingress-load-balancer"))
        assert panel["y"] + panel["height"] == pytest.approx(800, abs=1)
        assert panel["height"] <= 400
        assert tapped["y"] + tapped["height"] < panel["y"]

    def test_from_a_component_to_its_connections(self, open_page: Open) -> None:
        page = open_page()
        card(page, "kubernetes-api").click()
        panel = page.locator(".panel")
        assert "Troubleshooting, Kubernetes API server" in panel.inner_text()
        panel.get_by_role("button", name="Day-to-day operations, Kubernetes API server", exact=True).click()
        assert panel.get_by_role("heading").inner_text() == "1 Day-to-day operations, Kubernetes API server"

    @pytest.mark.parametrize(("locale", "around", "within"), [("en", "Inside", "Holds"), ("ko", "상위 경계", "안에 있는 항목")])
    def test_what_is_around_a_place_is_told_from_what_is_in_it(self, open_page: Open, locale: str, around: str, within: str) -> None:
        page = open_page(page={"locale": locale})
        page.locator("[data-boundary=ingress-namespace]").click()
        page.locator(".panel .fact", has_text=within).wait_for()
        told = facts_told(page)
        assert {"en": "EKS cluster", "ko": "EKS 클러스터"}[locale] in told[around]
        assert "cert-manager" in told[within]

    def test_names_are_in_the_language_of_the_page(self, open_page: Open) -> None:
        page = open_page(page={"locale": "ko"})
        card(page, "kubernetes-api").click()
        assert page.locator(".panel").get_by_role("heading").inner_text() == "Kubernetes API 서버"
        assert "일상 운영(Kubernetes API 서버)" in page.locator(".panel").inner_text()

    def test_the_keyboard_does_not_lead_behind_the_header(self, open_page: Open) -> None:
        page = open_page("private-network", viewport={"width": 1360, "height": 500})
        page.evaluate("""() => {
          const header = Object.assign(document.createElement("header"), { className: "md-header" })
          Object.assign(header.style, { background: "white", height: "48px", position: "sticky", top: 0, zIndex: 4 })
          document.body.prepend(header)
        }""")
        page.locator(".gp-canvas").focus()
        page.keyboard.press("Enter")
        for _ in range(8):
            page.keyboard.press("ArrowDown")
            at = box(page.locator("a:focus"))
            assert 48 <= at["y"] <= 500 - at["height"]

    def test_a_link_is_followed_with_ctrl(self, open_page: Open, folder: Path) -> None:
        (folder / "connections.html").write_text("<title>Connections</title>")
        page = open_page()
        with page.context.expect_page() as opened:
            badge(page, QUERIES).click(modifiers=["Control"])
        expect(opened.value).to_have_url(re.compile("connections.html#flow-query-from-applications$"))  # it is blank at first


class TestFiltering:
    @pytest.mark.parametrize("width", [1440, 1024, 390])
    def test_a_menu_covers_nothing_of_the_map(self, width: int, open_page: Open) -> None:
        page = open_page(**(PHONE if width == 390 else {"viewport": {"width": width, "height": 900}}))
        before = box(page.locator(".gp-canvas"))
        for menu in ("filters", "forms"):
            page.locator(f"[data-menu={menu}]").click()
            opened, canvas = box(page.locator(".menu")), box(page.locator(".gp-canvas"))
            assert opened["y"] + opened["height"] <= canvas["y"]
            assert (canvas["width"], canvas["height"]) == (before["width"], before["height"])
        button, menu_ = box(page.locator("[data-menu=forms]")), box(page.get_by_role("button", name="PNG"))
        bar = box(page.locator(".bar"))
        assert abs(opened["y"] - bar["y"] - bar["height"]) < 4, "a menu opens below its bar"
        assert width == 390 or abs(menu_["x"] + menu_["width"] - button["x"] - button["width"]) < 100, "and at its button"
        places = "bar => [...bar.querySelectorAll('button, select')].map(one => one.getBoundingClientRect().toJSON())"
        tools = page.locator(".bar").evaluate(places)
        assert len(tools) > 6
        page.get_by_role("searchbox").fill("nothing of the kind")
        assert page.locator(".outcome").inner_text() == "Nothing found"
        assert page.locator(".bar").evaluate(places) == tools, "what is said of a search moves no button"

    def test_facets_count_and_leave_rows_and_flows_out(self, open_page: Open) -> None:
        page = open_page()
        page.get_by_role("button", name="Filter").click()
        inbound = page.locator("label", has_text="Inbound")
        assert inbound.locator(".count").inner_text() == "6"
        inbound.get_by_role("checkbox").check()
        page.locator("label", has_text="Private").get_by_role("checkbox").first.check()
        assert seen_rows(page) == ["troubleshoot-clickhouse", "troubleshoot-kubernetes", "read-metrics"]
        assert opacity(badge(page, QUERIES)) < 0.3
        assert opacity(badge(page, "read-metrics")) == 1
        assert page.get_by_role("status").inner_text() == "Connections that match: 3 of 16"
        assert page.url.endswith("?only=direction.inbound_exposure.private")

    def test_all_comes_back(self, open_page: Open) -> None:
        page = open_page(query="?find=alerts")
        assert seen_rows(page) == ["send-alerts", "raise-alerts"]
        page.locator(".gp-counted").get_by_role("button", name="Reset").click()
        assert len(seen_rows(page)) > 20
        assert page.get_by_role("searchbox").input_value() == ""
        assert "?" not in page.url

    def test_an_address_with_a_filter_shows_what_matches(self, open_page: Open) -> None:
        page = open_page(query="?only=direction.outbound")
        assert opacity(page.locator(".gp-line[data-flow=send-alerts]")) == 1
        assert opacity(badge(page, "send-alerts")) == 1
        assert opacity(badge(page, OPERATE)) < 0.3

    def test_what_a_choice_would_bring_is_announced(self, open_page: Open) -> None:
        page = open_page(query="?find=tunnel-relayed")
        before = box(page.get_by_role("button", name="Filter"))
        assert page.locator(".matches").inner_text() == "0/16"
        assert page.locator(".outcome").inner_text() == "Only with other choices: 1"
        page.get_by_role("searchbox").fill("nothing of the kind")
        assert page.locator(".outcome").inner_text() == "Nothing found"
        assert box(page.get_by_role("button", name="Filter")) == before, "what is said of a search moves no button"
        assert "Nothing found" in page.get_by_role("status").inner_text()


class TestFolded:
    """What is in a folded box has no line of its own; the box stands for it."""

    def test_facets_count_it_as_the_table_does(self, open_page: Open) -> None:
        page = open_page("_all", page={"table": "connections"})
        page.get_by_role("button", name="Filter").click()
        internal = page.locator("label", has_text="Internal")
        internal.get_by_role("checkbox").check()
        count = internal.locator(".count").inner_text()
        assert page.locator(".matches").inner_text() == f"{count}/35"
        assert len(seen_rows(page)) == int(count)
        assert "keep-metrics" in seen_rows(page)

    def test_a_search_finds_components_and_boundaries_and_what_holds_them(self, open_page: Open) -> None:
        page = open_page("_all", query="?find=thanos")
        found = page.locator(".gp-found .gp-leaf")
        assert found.get_attribute("data-boundary") == "eks-cluster"
        assert opacity(found.locator("xpath=..")) == 1
        assert opacity(page.locator("a:has(> [data-boundary=vendor-vpc])")) < 0.3
        assert page.get_by_role("status").inner_text() == "Connections that match: 1 of 35 Places found: Thanos"
        page.get_by_role("searchbox").fill("eks cluster")
        assert page.locator(".gp-found.gp-box, .gp-found > .gp-box").first.get_attribute("data-boundary") == "eks-cluster"
        page.get_by_role("searchbox").fill("Alert receiver")
        assert found.get_attribute("data-boundary") == "vendor-vpc"

    @pytest.mark.parametrize(("at", "told"), [("place.thanos", "Metrics, storage"), ("flow.keep-metrics", "Thanos")])
    def test_an_address_leads_to_what_is_in_it(self, open_page: Open, at: str, told: str) -> None:
        page = open_page("_all", query=f"?at=_all.{at}")
        assert told in page.locator(".panel").inner_text()
        assert page.locator(".gp-lit > .gp-leaf").get_attribute("data-boundary") == "eks-cluster"
        page.get_by_role("button", name="Close").click()
        assert (
            page.evaluate("document.activeElement.dataset.opens ?? document.activeElement.firstElementChild.dataset.boundary")
            == "eks-cluster"
        )


class TestChoosing:
    def test_a_choice_changes_drawing_and_tables(self, open_page: Open) -> None:
        page = open_page()
        assert badge(page, OPERATE).is_visible()
        assert not badge(page, INVESTIGATE).is_visible()
        assert row(page, INVESTIGATE).is_visible()
        choose(page, "Private over Tailscale")
        assert badge(page, INVESTIGATE).is_visible()
        line = page.locator(f".gp-line[data-flow={OPERATE}]:not(.gp-absent)")
        assert "gp-private" in str(line.get_attribute("class"))
        assert line.get_attribute("data-via") == "tailscale-namespace", "the way that it takes with this choice"
        assert line.locator(".gp-stroke").first.is_visible()
        assert page.locator(f".gp-line[data-flow={OPERATE}].gp-absent").count() == 1, "the way that it takes with the other"
        assert row(page, OPERATE).locator(".gp-type:visible").inner_text().startswith("Tailscale")
        assert not row(page, "tunnel-relayed-cluster").is_visible()
        badge(page, OPERATE).click()
        assert page.locator(".panel .chip.private").first.is_visible()

    def test_the_address_shows_the_same_again(self, open_page: Open) -> None:
        page = open_page()
        choose(page, "Private over Tailscale", "VPC peering")
        assert page.url.endswith("?with=api-access.private_private-connectivity.vpc-peering")
        page.reload()
        assert badge(page, INVESTIGATE).is_visible()
        assert "gp-private" in str(page.locator(f".gp-line[data-flow={QUERIES}]").get_attribute("class"))

    def test_what_the_model_forbids_cannot_be_chosen(self, open_page: Open) -> None:
        page = open_page()
        page.get_by_role("button", name="Choices").click()
        disabled = page.get_by_role("radio", name="Disabled")
        assert disabled.is_disabled()
        assert page.get_by_text("Disabled: Not together with the other choices").is_visible()
        page.get_by_role("radio", name="AWS PrivateLink").check()
        disabled.check()
        assert page.get_by_role("radio", name="None").is_disabled()
        assert not badge(page, "query-from-elsewhere").is_visible()

    def test_an_allow_list_follows_the_openings(self, open_page: Open) -> None:
        page = open_page(page={"table": "allow_list"})
        assert row(page, OPERATE).is_visible()
        page.get_by_role("radio", name="Private over Tailscale").check()
        assert not row(page, OPERATE).is_visible()
        assert row(page, INVESTIGATE).is_visible()

    def test_a_classification_is_that_of_the_configuration(self, open_page: Open) -> None:
        page = open_page(page={"table": "boundary"})
        label = row(page, OPERATE).locator(".gp-class")
        assert label.inner_text() == "Inbound, public or private (public by default)"
        choose(page, "Private over Tailscale")
        assert label.inner_text() == "Inbound, private"
        page.get_by_role("button", name="Reset").first.click()
        assert label.inner_text() == "Inbound, public or private (public by default)"

    def test_a_configuration_goes_along_to_other_pages(self, open_page: Open, folder: Path) -> None:
        page = open_page()
        choose(page, "Private over Tailscale")
        page.goto(write_page(folder, ["control-plane"]).as_uri())
        assert page.url.endswith("?with=api-access.private")
        assert badge(page, INVESTIGATE).is_visible()
        page.locator("groundplan-bar").get_by_role("button", name="Reset").click()
        page.goto(write_page(folder, ["overview"]).as_uri())
        assert "?" not in page.url

    def test_what_an_address_asks_for_comes_before_what_was_chosen_elsewhere(self, open_page: Open, folder: Path) -> None:
        page = open_page(query="?with=api-access.private")
        page.goto(write_page(folder, ["overview"]).as_uri() + "?with=tunnel-mode.relayed")
        assert not badge(page, INVESTIGATE).is_visible()


class TestTelling:
    """The text alternative, and the names of what is drawn, follow what is seen."""

    def told(self, page: Page) -> dict[str | None, str]:
        if not page.locator(".gp-told").evaluate("told => told.open"):
            page.evaluate("""() => new Promise(done => {
              const told = document.querySelector(".gp-told")
              told.addEventListener("toggle", done)
              told.open = true
            })""")
        return dict(page.locator(".gp-told li[data-flow]:visible").evaluate_all("all => all.map(one => [one.dataset.flow, one.innerText])"))

    def test_the_words_are_those_of_the_configuration(self, open_page: Open) -> None:
        page = open_page()
        told = self.told(page)
        assert told[OPERATE].endswith("Inbound, public.")
        assert INVESTIGATE not in told
        choose(page, "Private over Tailscale")
        told = self.told(page)
        assert told[OPERATE].endswith("Inbound, private. It runs inside a tunnel.")
        assert INVESTIGATE in told
        assert page.locator(".gp-told li[data-place=internet]").is_visible()
        page.get_by_role("radio", name="VPC peering").check()
        page.get_by_role("radio", name="Disabled").first.check()
        assert not page.locator(".gp-told li[data-place=internet]").is_visible()

    def test_without_a_script_the_default_is_told(self, open_page: Open) -> None:
        page = open_page(java_script_enabled=False)
        page.locator(".gp-told > summary").click()
        told = page.locator(f".gp-told li[data-flow={OPERATE}]:visible").inner_text()
        assert told.endswith("Inbound, public.")
        assert "Only with" in page.locator(f".gp-told li[data-flow={INVESTIGATE}]").inner_text()

    def test_a_comparison_says_what_becomes_of_each(self, open_page: Open) -> None:
        page = open_page(query="?with=api-access.private_tunnel-mode.relayed&compare=1")
        told = self.told(page)
        assert told["tunnel-direct-engineer"].endswith("Gone.")
        assert told[INVESTIGATE].endswith("Added.")

    def test_the_way_of_the_choice_is_told(self, open_page: Open) -> None:
        assert "through Private access" in self.told(open_page(query="?with=api-access.private"))[OPERATE]
        assert "through" not in self.told(open_page(query="?with=api-access.public"))[OPERATE]

    def test_a_level_has_words_of_its_own(self, open_page: Open) -> None:
        page = open_page(query="?in=overview.clickhouse-namespace")
        page.locator(".trail").wait_for()
        assert self.told(page) == {}
        words = page.locator(".gp-told").inner_text()
        assert "Overview: ClickHouse service" in words
        assert "9. Billing scraper: Billing scraper → " in words

    def test_badges_tell_direction_exposure_and_status(self, open_page: Open) -> None:
        page = open_page()
        assert str(badge(page, OPERATE).get_attribute("aria-label")).endswith("→ Kubernetes API server. Inbound, public")
        choose(page, "Private over Tailscale")
        assert str(badge(page, OPERATE).get_attribute("aria-label")).endswith("→ Kubernetes API server. Inbound, private")
        page = open_page("observability", page={"locale": "ko"})
        assert str(badge(page, "collect-logs").get_attribute("aria-label")).endswith("내부, 프라이빗. 예정")
        card(page, "loghouse").click()
        assert page.locator(".panel .chip").first.inner_text() == "예정"


class TestComparing:
    def compared(self, page: Page) -> list[str]:
        marks = page.locator(".marks li")
        return [" ".join(mark.inner_text().split()) for mark in marks.all()]

    def test_a_comparison_starts_from_the_defaults(self, open_page: Open) -> None:
        page = open_page(query="?with=api-access.private_tunnel-mode.relayed")
        page.get_by_role("button", name="Choices").click()
        page.get_by_role("checkbox", name="Compare with another configuration").check()
        assert self.compared(page) == ["2 Added", "2 Gone", "4 Changed", "Compared with: the defaults"]
        assert badge(page, "tunnel-direct-engineer").is_visible()
        assert page.url.endswith("&compare=1")

    def test_any_two_configurations_can_be_compared(self, open_page: Open) -> None:
        page = open_page(query="?with=api-access.private_tunnel-mode.relayed&compare=1")
        page.get_by_role("button", name="Choices").click()
        page.get_by_role("radiogroup", name="Path of the tunnel, Before").get_by_role("radio", name="Relayed mode").check()
        assert self.compared(page) == ["1 Added", "0 Gone", "1 Changed", "Compared with: Relayed mode"]
        assert page.url.endswith("?with=api-access.private_tunnel-mode.relayed&compare=tunnel-mode.relayed")
        page.reload()
        assert self.compared(page)[0] == "1 Added"

    def test_swapping_turns_what_came_into_what_went(self, open_page: Open) -> None:
        page = open_page(query="?with=api-access.private&compare=1")
        assert self.compared(page)[:2] == ["1 Added", "0 Gone"]
        page.get_by_role("button", name="Choices").click()
        page.get_by_role("button", name="Swap").click()
        assert self.compared(page)[:2] == ["0 Added", "1 Gone"]
        assert page.url.endswith("?compare=api-access.private")

    def test_marks_differ_in_more_than_colour(self, open_page: Open) -> None:
        page = open_page(query="?with=api-access.private_tunnel-mode.relayed&compare=1")
        signs = [
            page.locator(f".gp-badge.gp-{kind}[data-flow] > .gp-sign path").first.get_attribute("d")
            for kind in ("added", "gone", "changed")
        ]
        assert len(set(signs)) == 3
        assert [path.get_attribute("d") for path in page.locator(".marks .sign path").all()] == signs

    def test_facts_say_what_has_changed(self, open_page: Open) -> None:
        page = open_page(query=f"?with=api-access.private&compare=1&at=overview.flow.{OPERATE}")
        told = {fact: value.split() for fact, value in facts_told(page).items()}
        assert told["Exposure"] == ["Before", "Public", "Now", "Private"]
        assert told["Connection type"] == ["Before", "Public,", "IP-filtered", "Now", "Tailscale"]
        assert told["Needed in the firewall"][:3] == ["Before", "1", "Now"]
        assert page.locator(".panel .chip").first.inner_text() == "Changed"

    def test_tables_say_what_becomes_of_each_row(self, open_page: Open) -> None:
        page = open_page(query="?with=api-access.private_tunnel-mode.relayed&compare=1")
        assert row(page, INVESTIGATE).locator(".gp-difference").inner_text() == "Added"
        assert row(page, "tunnel-direct-engineer").locator(".gp-difference").inner_text() == "Gone"
        assert row(page, OPERATE).locator(".gp-difference").inner_text() == "Changed"
        assert row(page, QUERIES).locator(".gp-difference").count() == 0
        assert "Added: 4 · Gone: 2 · Changed: 5" in page.locator(".gp-counted").inner_text()

    def test_an_allow_list_tells_of_openings_only(self, open_page: Open) -> None:
        page = open_page(query="?with=api-access.private&compare=1", page={"table": "allow_list"})
        assert row(page, OPERATE).locator(".gp-difference").inner_text() == "Gone"
        assert row(page, INVESTIGATE).locator(".gp-difference").inner_text() == "Added"


class TestOpening:
    """The overview folds the service up; the page has pictures of it and of what is around it."""

    def opened(self, page: Page) -> str | None:
        return page.locator(".gp-canvas > .gp-diagram").get_attribute("data-level")

    def enter(self, page: Page, name: str = "Look inside: ClickHouse service") -> None:
        page.get_by_role("button", name=name).click()
        page.locator(".trail").wait_for()

    def test_a_button_opens_a_folded_box(self, open_page: Open) -> None:
        page = open_page()
        assert not card(page, "clickhouse-server").is_visible()
        self.enter(page)
        assert self.opened(page) == "clickhouse-namespace"
        assert card(page, "clickhouse-server").is_visible()
        assert page.url.endswith("?in=overview.clickhouse-namespace")
        trail = [item.inner_text() for item in page.get_by_role("navigation", name="Levels of the diagram").get_by_role("listitem").all()]
        assert trail == ["Overview", "Customer AWS account", "Customer BYOC VPC", "ClickHouse service"]
        assert page.get_by_role("status").inner_text() == "ClickHouse service. Connections shown: 3 of 3"
        assert page.get_by_role("group", name="Overview: ClickHouse service").evaluate("canvas => canvas === document.activeElement")

    def test_two_clicks_open_it(self, open_page: Open) -> None:
        page = open_page()
        page.locator(".gp-leaf[data-boundary=clickhouse-namespace]").dblclick()
        page.locator(".trail").wait_for()
        assert self.opened(page) == "clickhouse-namespace"
        assert page.locator(".panel").count() == 0

    def test_its_facts_offer_to_look_inside(self, open_page: Open) -> None:
        page = open_page(query="?at=overview.place.clickhouse-namespace")
        page.locator(".panel").get_by_role("button", name="Look inside").click()
        page.locator(".trail").wait_for()
        assert self.opened(page) == "clickhouse-namespace"

    def test_keys_lead_in_and_out_again(self, open_page: Open) -> None:
        page = open_page()
        page.get_by_role("button", name="Look inside: ClickHouse service").focus()
        page.keyboard.press("Enter")
        page.locator(".trail").wait_for()
        page.keyboard.press("Escape")
        page.wait_for_function("() => document.querySelector('.gp-canvas > svg').dataset.level == undefined")
        assert page.locator(".trail").count() == 0
        assert "?" not in page.url

    def test_what_was_left_has_the_focus(self, open_page: Open) -> None:
        page = open_page()
        self.enter(page)
        page.locator(".trail").get_by_role("button", name="Overview").click()
        page.wait_for_function("() => document.activeElement.dataset.opens === 'clickhouse-namespace'")

    def test_the_browser_goes_back_and_an_address_leads_in(self, open_page: Open) -> None:
        page = open_page(viewport={"width": 1360, "height": 500})
        page.evaluate("scrollTo(0, 300)")
        self.enter(page)
        assert page.evaluate("history.state.y") > 0, "the theme scrolls back to there"
        page.reload()
        page.locator(".trail").wait_for()
        assert self.opened(page) == "clickhouse-namespace"
        page.go_back()
        page.wait_for_function("() => !document.querySelector('.gp-canvas > svg').dataset.level")

    def test_the_focus_stays_in_the_diagram_on_the_way_back(self, open_page: Open) -> None:
        page = open_page()
        page.get_by_role("button", name="Look inside: ClickHouse service").press("Enter")
        page.locator(".trail").wait_for()
        page.locator(".gp-canvas a").first.focus()
        page.go_back()
        page.wait_for_function("() => document.activeElement.dataset.opens === 'clickhouse-namespace'")

    def test_the_focus_is_found_again_when_the_page_was_replaced(self, open_page: Open) -> None:
        page = open_page()
        page.get_by_role("button", name="Look inside: ClickHouse service").focus()
        page.evaluate("() => { const main = document.querySelector('main'); main.replaceWith(main.cloneNode(true)) }")
        page.wait_for_function("() => document.activeElement.dataset.opens === 'clickhouse-namespace'")

    def test_configuration_filters_and_selection_go_along(self, open_page: Open) -> None:
        page = open_page(query="?with=api-access.private&only=direction.outbound&at=overview.flow.send-service-state")
        self.enter(page)
        assert page.url.endswith(
            "?with=api-access.private&only=direction.outbound&in=overview.clickhouse-namespace&at=overview.flow.send-service-state"
        )
        assert page.locator(".panel").is_visible()
        assert opacity(page.locator("g.gp-badge[data-flow=troubleshoot-clickhouse]").first) < 0.3

    def test_what_cannot_be_had_is_said(self, browser: Browser, folder: Path) -> None:
        page = browser.new_page()
        page.goto(write_page(folder, ["overview"]).as_uri())
        page.get_by_role("button", name="Look inside: AWS regional services").click()
        alert = page.get_by_role("alert")
        assert "Could not be loaded: AWS regional services" in alert.inner_text()
        assert self.opened(page) is None
        assert "in=" not in page.url
        script = folder / "pictures/overview.aws-services.js"
        drawing = (folder / "pictures/overview.clickhouse-namespace.js").read_text(encoding="utf-8")
        script.write_text(drawing.replace("overview.clickhouse-namespace", "overview.aws-services"), encoding="utf-8")
        alert.get_by_role("button", name="Try again").click()
        page.locator(".trail").wait_for()
        script.unlink()
        assert alert.count() == 0
        page.close()

    def test_links_in_it_lead_where_they_should(self, open_page: Open) -> None:
        page = open_page()
        self.enter(page)
        links = page.locator(".gp-canvas a").evaluate_all("links => links.map(link => link.href.baseVal)")
        assert {link.rpartition("/")[0] for link in links} == {page.url.rpartition("/")[0]}

    def test_axe_finds_nothing(self, open_page: Open) -> None:
        page = open_page(query="?in=overview.clickhouse-namespace&at=overview.place.byoc-vpc&compare=1&with=api-access.private")
        page.locator(".trail").wait_for()
        assert violations(page) == []


class TestWalking:
    def test_steps_light_up_what_they_use(self, open_page: Open) -> None:
        page = open_page("private-network")
        page.get_by_role("combobox", name="Walk through").select_option(label="How a connection over Tailscale comes about")
        player = page.get_by_role("region", name="How a connection over Tailscale comes about")
        assert "Step 1 of 3" in player.inner_text()
        assert player.get_by_role("button", name="Previous step").is_disabled()
        lit = page.locator(".gp-badge.gp-lit")
        assert {x.get_attribute("data-flow") for x in lit.all()} == {"cluster-agent-coordinates"}
        player.get_by_role("button", name="Next step").click()
        assert "Choice of the path" in player.inner_text()
        assert {x.get_attribute("data-flow") for x in lit.all()} == {"tunnel-direct-engineer"}
        assert page.url.endswith("?step=private-network.tailscale-connection.2")
        player.get_by_role("button", name="Close").click()
        assert player.count() == 0

    def test_both_ends_of_a_step_light_up(self, open_page: Open) -> None:
        page = open_page("private-network", query="?step=private-network.traffic-flow.4")
        assert opacity(card(page, "engineer-tailscale-agent").locator(".gp-body").first) == 1
        lit = page.locator(".gp-cards > .gp-lit [data-component]")
        assert {x.get_attribute("data-component") for x in lit.all()} == {"engineer-tailscale-agent", "nginx"}

    def test_what_is_lit_and_what_is_told_come_into_sight(self, open_page: Open) -> None:
        page = open_page("private-network", viewport={"width": 1360, "height": 600})
        page.get_by_role("combobox", name="Walk through").select_option(label="How a connection over Tailscale comes about")
        for found in (page.locator(".gp-badge.gp-lit").first, page.get_by_role("button", name="Next step")):
            at = box(found)
            assert 0 <= at["y"] <= 600 - at["height"]
        assert box(page.locator(".gp-badge.gp-lit").first)["y"] < box(page.locator(".player"))["y"]

    def test_it_plays_by_itself_to_the_end(self, open_page: Open) -> None:
        page = open_page("private-network", query="?step=private-network.tailscale-connection.1", timezone_id="UTC")
        page.clock.install()  # in a window that no other test has
        page.get_by_role("button", name="Play").click()
        page.clock.run_for(4_100)
        assert "Step 2 of 3" in page.locator(".player").inner_text()
        page.clock.run_for(8_100)
        assert "Step 3 of 3" in page.locator(".player").inner_text()
        assert page.get_by_role("button", name="Play").is_visible()


class TestCharts:
    QUERY = "?step=private-network.tailscale-connection.1"

    def lit(self, page: Page) -> list[str | None]:
        return [step.get_attribute("data-step") for step in page.locator(".gp-step.gp-lit").all()]

    def test_the_player_shows_the_procedure_as_a_chart(self, open_page: Open) -> None:
        page = open_page("private-network", query=self.QUERY)
        page.get_by_role("button", name="Sequence chart").click()
        page.locator(".gp-chart").wait_for()
        assert page.url.endswith("&chart=1")
        assert not page.locator(".gp-canvas").is_visible()
        assert self.lit(page) == ["0"]
        page.get_by_role("button", name="Next step").click()
        page.get_by_role("button", name="Next step").click()
        assert self.lit(page) == ["2"]
        step, frame = box(page.locator(".gp-step.gp-lit")), box(page.locator(".gp-score"))
        assert frame["y"] <= step["y"] <= frame["y"] + frame["height"] - step["height"]
        assert page.get_by_role("button", name="Zoom in").is_disabled()

    def test_a_step_without_its_connection_says_so(self, open_page: Open) -> None:
        page = open_page("private-network", query="?with=tunnel-mode.relayed&step=private-network.tailscale-connection.2&chart=1")
        page.locator(".gp-chart").wait_for()
        assert "Does not exist with these choices." in page.locator(".player").inner_text()
        assert [step.get_attribute("data-step") for step in page.locator(".gp-step.gp-void").all()] == ["1"]

    def test_a_click_goes_to_its_step(self, open_page: Open) -> None:
        page = open_page("private-network", query=f"{self.QUERY}&chart=1")
        page.locator(".gp-step[data-step='1']").click(force=True)
        assert "Step 2 of 3" in page.locator(".player").inner_text()
        assert page.url.endswith("?step=private-network.tailscale-connection.2&chart=1")

    def test_the_map_comes_back_with_the_step(self, open_page: Open) -> None:
        page = open_page("private-network", query=f"{self.QUERY}&chart=1")
        page.locator(".gp-chart").wait_for()
        page.get_by_role("button", name="Sequence chart").click()
        page.mouse.move(0, 0)  # what comes to lie under the pointer would be lit
        assert page.locator(".gp-canvas").is_visible()
        assert page.locator(".gp-chart").count() == 0
        assert page.locator(".gp-badge.gp-lit").get_attribute("data-flow") == "cluster-agent-coordinates"

    def test_axe_finds_nothing(self, open_page: Open) -> None:
        page = open_page("private-network", query=f"{self.QUERY}&chart=1")
        page.locator(".gp-chart").wait_for()
        assert violations(page) == []


class TestMinimap:
    def close_up(self, page: Page) -> Locator:
        for _ in range(3):
            page.get_by_role("button", name="Zoom in").click()
        minimap = page.locator(".minimap")
        minimap.wait_for()
        return minimap

    def test_it_comes_when_a_part_of_a_large_drawing_is_seen(self, open_page: Open) -> None:
        page = open_page()
        assert page.locator(".minimap").count() == 0
        minimap = self.close_up(page)
        assert minimap.get_attribute("aria-hidden") == "true"
        assert minimap.locator("canvas").evaluate(
            "canvas => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(Boolean)"
        )
        page.get_by_role("button", name="Show the whole diagram").click()
        assert not minimap.is_visible()

    def test_its_frame_is_dragged_to_another_part(self, open_page: Open) -> None:
        page = open_page()
        minimap = self.close_up(page)
        before = place(page)
        edges = box(minimap)
        page.mouse.move(edges["x"] + edges["width"] / 2, edges["y"] + edges["height"] / 2)
        page.mouse.down()
        page.mouse.move(edges["x"] + 20, edges["y"] + 20, steps=4)
        page.mouse.up()
        after = place(page)
        assert after[0] > before[0]
        assert after[1] > before[1]
        frame = box(minimap.locator(".frame"))
        assert frame["x"] < edges["x"] + 20 < frame["x"] + frame["width"]

    @pytest.mark.parametrize(("width", "height"), [(390, 800), (768, 1024), (1024, 500)])
    def test_a_small_window_has_no_room_for_it(self, width: int, height: int, open_page: Open) -> None:
        page = open_page(viewport={"width": width, "height": height})
        for _ in range(3):
            page.get_by_role("button", name="Zoom in").click()
        assert page.locator(".minimap").count() == 0


BESIDE = """canvas => {
  const { left, right } = canvas.getBoundingClientRect()
  const boxes = [...canvas.querySelectorAll(".gp-card, .gp-leaf, .gp-box")].map(one => [one, one.getBoundingClientRect()])
  return [boxes.length, boxes.filter(([, box]) => box.left < left || box.right > right).map(([one]) => one.textContent)]
}"""
"""How many cards and boxes a drawing has, and which of them stand in part beside what is seen of it."""


@pytest.mark.parametrize(("width", "height"), [(768, 1024), (720, 450), (650, 900)])
def test_a_narrow_window_shows_who_takes_part_before_it_shows_large_letters(width: int, height: int, open_page: Open) -> None:
    count, beside = open_page(viewport={"width": width, "height": height}).locator(".gp-canvas").evaluate(BESIDE)
    assert count > 10
    assert beside == []


DIFFERENT = """async addresses => {
  const images = await Promise.all(addresses.map(async address => createImageBitmap(await (await fetch(address)).blob())))
  const [width, height] = ["width", "height"].map(side => Math.min(...images.map(image => image[side])))
  const [one, other] = images.map(image => {
    const context = new OffscreenCanvas(width, height).getContext("2d")
    context.drawImage(image, 0, 0)
    return context.getImageData(0, 0, width, height).data
  })
  let different = 0
  for (let at = 0; at < one.length; at += 4) if ([0, 1, 2].some(part => Math.abs(one[at + part] - other[at + part]) > 40)) different++
  return [one.length / 4, different]
}"""
"""How many pixels a picture has, and how many of them look otherwise in another one."""


LEGEND = """<ul class="gp-legend">
<li data-sign="inbound"><svg viewBox="0 0 50 22"><path d="M2 11H40"/></svg><span>Comes in</span></li>
<li data-sign="planned"><svg viewBox="0 0 50 22"><path d="M2 11H40"/></svg><span>Is planned</span></li></ul>"""


class TestSaving:
    def saved(self, page: Page, form: str) -> tuple[str, bytes]:
        page.get_by_role("button", name="Download").click()
        with page.expect_download() as download:
            page.get_by_role("button", name=form).click()
        return download.value.suggested_filename, download.value.path().read_bytes()

    def test_a_drawing_is_saved_as_it_is_seen(self, open_page: Open) -> None:
        page = open_page(query=f"?with=api-access.private&at=overview.flow.{INVESTIGATE}")
        page.locator("figure").evaluate("(figure, legend) => figure.insertAdjacentHTML('beforeend', legend)", LEGEND)
        name, content = self.saved(page, "SVG")
        assert name == "ClickHouse-BYOC-on-AWS_overview_api-access.private_en.svg"
        svg = ElementTree.fromstring(content)
        badges = {element.get("data-flow"): element for element in svg.iter() if element.get("data-flow")}
        assert INVESTIGATE in badges
        assert "tunnel-relayed-cluster" not in badges, "what does not exist is left out"
        assert badges[INVESTIGATE].get("opacity") is None
        assert float(badges[QUERIES].get("opacity") or 1) < 0.3
        said = [element.text for element in svg.iter("{http://www.w3.org/2000/svg}text")]
        choices = "Access to the Kubernetes API server: Private over Tailscale"
        assert {"Overview", "ClickHouse BYOC on AWS"} <= {*said}, "its title"
        assert any(line and line.startswith(choices) for line in said), "its choices"
        assert {"Comes in", "Is planned"} & {*said} == {"Comes in"}, "its signs, and no others"
        assert {"6", "Urgent investigation, Kubernetes API server"} <= {*said}, "its numbers"
        assert said[-1] == "Model v1.0 of 2026-01-31", "its edition"
        text = content.decode()
        assert "class=" not in text
        assert "Look inside" not in text
        assert "var(" not in text
        assert "file:" not in text

    def test_of_a_comparison_its_key_says_what_became_of_each_number(self, open_page: Open) -> None:
        page = open_page(query="?with=api-access.private_tunnel-mode.relayed&compare=1")
        _, content = self.saved(page, "SVG")
        said = {element.text for element in ElementTree.fromstring(content).iter("{http://www.w3.org/2000/svg}text")}
        became = {"Urgent investigation, Kubernetes API server · + Added", "Direct tunnel, engineer's agent · \u2212 Gone"}
        assert became <= said
        assert "Alerts" in said

    def test_a_picture_in_pixels_is_twice_as_fine(self, open_page: Open) -> None:
        page = open_page(query="?in=overview.clickhouse-namespace", page={"locale": "ko"})
        page.locator(".trail").wait_for()
        page.get_by_role("button", name="다운로드").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="PNG").click()
        assert download.value.suggested_filename.endswith("_overview_clickhouse-namespace_ko.png")
        content = download.value.path().read_bytes()
        width = page.locator(".gp-canvas > svg").evaluate("svg => svg.viewBox.baseVal.width") + 2 * 28
        assert content[:8] == b"\x89PNG\r\n\x1a\n"
        assert int.from_bytes(content[16:20]) == round(2 * width)

    def test_a_picture_in_pixels_looks_like_the_drawing(self, open_page: Open, browser: Browser, folder: Path) -> None:
        """It is painted shape by shape. A browser that may do anything draws the file of the drawing all at once."""
        page = open_page(query="?at=overview.flow.send-alerts&with=api-access.private&compare=1", color_scheme="dark")
        page.locator(".panel").wait_for()
        _, painted = self.saved(page, "PNG")
        page.get_by_role("button", name="Download").click()  # closes the menu
        _, drawing = self.saved(page, "SVG")
        (folder / "drawing.svg").write_bytes(drawing)
        judge = browser.new_page(device_scale_factor=2)
        judge.goto((folder / "drawing.svg").as_uri())
        drawn = judge.locator("svg").first.screenshot()
        judge.goto("about:blank")
        addresses = [f"data:image/png;base64,{b64encode(content).decode()}" for content in (painted, drawn)]
        pixels, different = judge.evaluate(DIFFERENT, addresses)
        judge.close()
        assert pixels > 1_000_000
        assert different / pixels < 0.02, "letters have other edges"


class TestPreferring:
    def test_more_contrast_dims_less(self, open_page: Open) -> None:
        page = open_page(contrast="more")
        row(page, QUERIES).hover()
        assert opacity(page.locator("svg .gp-badge[data-flow=send-alerts]").first) == pytest.approx(0.4)

    def test_forced_colours_still_tell_what_is_chosen(self, open_page: Open) -> None:
        page = open_page(forced_colors="active")
        page.get_by_role("button", name="Choices").click()
        look = "label => getComputedStyle(label).backgroundColor"
        chosen = page.locator("label.choice:has(:checked)").first.evaluate(look)
        other = page.locator("label.choice:not(:has(:checked))").first.evaluate(look)
        assert chosen != other

    def test_forced_colours_tell_public_from_private_in_the_key_as_on_the_map(self, open_page: Open) -> None:
        page = open_page(forced_colors="active")
        fill = "one => getComputedStyle(one)[one instanceof SVGElement ? 'fill' : 'backgroundColor'].replace('rgba(0, 0, 0, 0)', 'empty')"
        ink, paper = "rgb(0, 0, 0)", {"rgb(255, 255, 255)", "empty"}
        for flow, public in ((QUERIES, True), ("troubleshoot-clickhouse", False)):
            looks = {
                page.locator(f".gp-key li[data-flow={flow}] .gp-badge").evaluate(fill),
                badge(page, flow).locator(".gp-disc").evaluate(fill),
            }
            assert looks <= ({ink} if public else paper)

    @pytest.mark.parametrize("width", [390, 360, 320])
    def test_no_tool_stands_alone_in_a_row_on_a_phone(self, width: int, open_page: Open) -> None:
        page = open_page(**{**PHONE, "viewport": {"width": width, "height": 800}})
        tops = page.locator(".bar > :is(.tool, .find)").evaluate_all("all => all.map(one => Math.round(one.getBoundingClientRect().top))")
        rows = [tops.count(top) for top in sorted(set(tops))]
        assert rows == [2, 7]
        assert width < 390 or min(box(tool)["width"] for tool in page.locator(".bar > .tool").all()) >= 44

    def test_a_strict_policy_is_kept_on_a_server_too(self, browser: Browser, folder: Path) -> None:
        page = browser.new_page(viewport={"width": 1360, "height": 1000})
        broken: list[str] = []
        page.on("console", lambda message: broken.append(message.text) if message.type in {"error", "warning"} else None)
        page.route(
            "http://plan.test/**",
            lambda route: route.fulfill(
                path=folder / route.request.url[17:].partition("?")[0], headers={"Content-Security-Policy": POLICY}
            ),
        )
        page.goto(f"http://plan.test/{write_page(folder, ['overview']).name}?with=api-access.private&compare=1")
        for _ in range(3):
            page.get_by_role("button", name="Zoom in").click()
        page.locator(".minimap").wait_for()
        page.get_by_role("button", name="Show the whole diagram").click()
        page.get_by_role("button", name="Look inside: ClickHouse service").click()
        page.locator(".trail").wait_for()
        page.get_by_role("button", name="Download").click()
        for form in ("SVG", "PNG"):
            with page.expect_download():
                page.get_by_role("button", name=form).click()
        page.close()
        assert broken == []


class TestReaching:
    def test_every_element_of_the_drawing_is_reached_by_keyboard(self, open_page: Open) -> None:
        page = open_page("control-plane")
        page.locator(".gp-canvas").focus()
        reached = set()
        page.keyboard.press("Enter")
        for _ in range(page.locator(".gp-diagram a:not([aria-hidden]):visible").count()):
            name = page.locator("a:focus").evaluate("link => (link.ariaLabel ? link : link.firstElementChild).ariaLabel")
            reached.add(name)
            page.keyboard.press("ArrowRight")
        assert "Kubernetes API server, Service" in reached
        assert any(str(name).startswith("1 Day-to-day operations") for name in reached)
        assert not any(str(name).startswith("6 ") for name in reached), "what does not exist is not reached"

    def test_focus_brings_what_is_outside_into_sight(self, open_page: Open) -> None:
        page = open_page()
        for _ in range(4):
            page.get_by_role("button", name="Zoom in").click()
        page.locator(".gp-canvas").focus()
        page.keyboard.press("Enter")
        inner, outer = box(page.locator("a:focus")), box(page.locator(".gp-canvas"))
        assert outer["x"] <= inner["x"] <= outer["x"] + outer["width"]
        assert outer["y"] <= inner["y"] <= outer["y"] + outer["height"]

    @pytest.mark.parametrize("locale", ["en", "ko"])
    def test_axe_finds_nothing(self, open_page: Open, locale: str) -> None:
        """In the dark, only what looks at colours."""
        query = f"?with=api-access.private&compare=1&at=overview.flow.{OPERATE}&only=direction.inbound"
        page = open_page(query=query, page={"locale": locale})
        for menu in ("", "choices", "filters"):
            if menu:
                page.locator(OPENER[menu]).click()
            assert violations(page, tools=bool(menu)) == []
            page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
            assert violations(page, *COLOURS, tools=bool(menu)) == []
            page.evaluate("document.body.dataset.mdColorScheme = 'default'")

    def test_axe_finds_nothing_in_a_walk_on_a_phone(self, open_page: Open) -> None:
        page = open_page(query="?step=overview.tailscale-connection.2", viewport={"width": 390, "height": 800})
        assert violations(page) == []

    def test_who_wants_no_motion_gets_none(self, open_page: Open) -> None:
        page = open_page(reduced_motion="reduce")
        before = scale(page)
        page.get_by_role("button", name="Zoom in").click()
        assert scale(page) == pytest.approx(before * 1.4, abs=1e-4)

    def test_motion_is_short(self, open_page: Open) -> None:
        page = open_page(reduced_motion="no-preference")
        before = scale(page)
        page.get_by_role("button", name="Zoom in").click()
        scale_is(page, f"> {before * 1.399}")

    def test_print_shows_the_whole_drawing_without_tools(self, open_page: Open) -> None:
        page = open_page(query=f"?at=overview.flow.{OPERATE}")
        page.emulate_media(media="print")
        assert page.locator(".gp-diagram").evaluate("svg => getComputedStyle(svg).transform") == "none"
        assert not page.locator(".bar").is_visible()
        assert not page.locator(".panel").is_visible()


def test_a_diagram_works_again_after_the_page_was_replaced(open_page: Open) -> None:
    """As Material's instant navigation does: the content goes, and comes again as new elements."""
    page = open_page()
    page.evaluate("""() => {
      const html = document.body.innerHTML.replaceAll(/ style="[^"]*"/g, "")
      history.pushState({}, "", "?with=api-access.private")
      document.body.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes)
    }""")
    assert page.get_by_role("button", name="Zoom in").count() == 1
    assert badge(page, INVESTIGATE).is_visible()
    row(page, QUERIES).hover()
    assert opacity(page.locator("[data-boundary=aws-services]")) < 0.3
