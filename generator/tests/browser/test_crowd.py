"""The explorer of a crowded hall: twenty hosts, each of which connects to the next three, and one that nothing connects to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from projects import build_strictly

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HOSTS, EACH = 20, 3
MODEL = """\
project: {name: Halls, viewpoint: hall}
boundaries:
  hall: {name: Hall, kind: site}
  internet: {name: Internet, kind: internet}
channels: {inner: {name: Inner, exposure: private, encryption: tls}}
procedures:
  guarding: {name: Guarding, steps: [{id: look, name: Look around, by: guard}]}
options:
  monitored: {name: Monitoring, choices: {no: {name: Without}, yes: {name: With}}, default: no}
components:
  guard: {name: Guard, kind: person, in: hall}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("halls")
    components = [f"  host-{n}: {{name: Host {n}, kind: service, in: hall}}\n" for n in range(HOSTS)]
    pairs = [(n, (n + step) % HOSTS) for n in range(HOSTS) for step in range(1, EACH + 1)]
    flows = [f"  f-{a}-{b}: {{name: From {a} to {b}, from: host-{a}, to: host-{b}, channel: inner, ports: [443/tcp]}}\n" for a, b in pairs]
    watched = "  watch: {name: Watching, from: internet, to: host-0, channel: inner, ports: [443/tcp], when: {monitored: yes}}\n"
    (root / "model").mkdir()
    (root / "model/halls.yaml").write_text("".join([MODEL, *components, "flows:\n", *flows, watched]), encoding="utf-8")
    (root / "docs").mkdir()
    (root / "docs/index.md").write_text("# Halls\n", encoding="utf-8")
    extensions = "markdown_extensions: [attr_list, md_in_html]\n"
    (root / "mkdocs.yml").write_text(
        f"site_name: Halls\ntheme: {{name: material, font: false}}\nplugins: [search, groundplan]\n{extensions}", encoding="utf-8"
    )
    build_strictly(root, root / "site")
    return root / "site"


@pytest.fixture
def explorer(browser: Browser, site: Path) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page.set_default_timeout(20_000)
    page.goto((site / "explorer/index.html").as_uri() + "?in=_all.hall")
    page.wait_for_selector("svg[data-level=hall]")
    yield page
    page.close()


def test_a_crowded_level_stands_without_its_lines_and_says_how_many(explorer: Page) -> None:
    level = explorer.locator("svg[data-level=hall]")
    assert level.locator(".gp-card").count() == HOSTS + 1
    assert level.locator(".gp-line").count() <= 1
    assert level.locator(".gp-aside").text_content() == f"Connections that are not drawn here: {HOSTS * EACH}"


def test_a_component_opens_with_its_neighbours_and_the_trail_leads_back(explorer: Page) -> None:
    explorer.locator("[data-component=host-7]").click()
    explorer.get_by_role("button", name="See its connections alone").click()
    alone = explorer.locator("svg[data-level=host-7]")
    alone.wait_for()
    seen = {card.get_attribute("data-component") for card in alone.locator(".gp-card").all()}
    assert seen == {"host-7", *(f"host-{7 + step}" for step in (-3, -2, -1, 1, 2, 3))}
    assert alone.locator(".gp-badge").count() == 2 * EACH
    explorer.get_by_role("button", name="Hall", exact=True).click()
    explorer.wait_for_selector("svg[data-level=hall]")


def test_what_no_flow_touches_stays_in_every_configuration(explorer: Page) -> None:
    for query in ("?in=_all.hall", "?in=_all.hall&with=monitored.yes"):
        explorer.goto(explorer.url.partition("?")[0] + query)
        explorer.wait_for_selector("svg[data-level=hall]")
        assert explorer.locator("[data-component=guard]").is_visible()
