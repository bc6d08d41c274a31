"""How often a browser styles what stands in a page, and what it is told of its colours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from windows import Windows

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TAKEN = "() => [...document.querySelectorAll('groundplan-diagram')].every(diagram => diagram.hasAttribute('live'))"
"""Whether the viewer has taken all pictures."""
THEME_ALONE = "Object.defineProperty(HTMLHeadElement.prototype, 'appendChild', { get: () => Node.prototype.appendChild, set: () => {} })"
"""Lets the theme add to the head whatever it wants to."""


@pytest.fixture
def page(windows: Windows) -> Iterator[Page]:
    yield windows.page(viewport={"width": 1440, "height": 900})
    windows.empty()


def styled(browser: Browser, page: Page, address: str) -> float:
    """How many elements the browser styles until a page stands, for each that it has then."""
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    page.goto(address)
    page.wait_for_function(TAKEN)
    page.evaluate("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    events = json.loads(browser.stop_tracing())["traceEvents"]
    times = [event["args"]["elementCount"] for event in events if event["name"] == "UpdateLayoutTree" and "elementCount" in event["args"]]
    assert times
    return sum(times) / page.locator("*").count()


def test_a_page_is_styled_little_more_than_once(browser: Browser, page: Page, reference_site: Path) -> None:
    """What is added is styled, and what it changes. The theme would have all of it styled twice more, or once if both come at once."""
    address = (reference_site / "network-security/index.html").as_uri()
    ours = styled(browser, page, address)
    assert ours < 2.2
    page.add_init_script(THEME_ALONE)
    assert styled(browser, page, address) > ours + 0.5, "what the theme does is not seen"


def test_the_browser_knows_whether_a_page_is_dark(page: Page, reference_site: Path) -> None:
    """It draws its own parts, such as scroll bars, in the colours of the page, whatever those of the system are."""
    known = "() => getComputedStyle(document.documentElement).colorScheme"
    page.emulate_media(color_scheme="dark")
    page.goto((reference_site / "network-security/connections/index.html").as_uri())
    page.wait_for_function(f"() => ({known})() === 'dark'")
    page.locator("[data-md-component=palette] label:visible").click()
    page.wait_for_function(f"() => ({known})() !== 'dark' && document.body.dataset.mdColorScheme === 'default'")
    page.reload()
    page.wait_for_function(f"() => ({known})() !== 'dark' && document.body.dataset.mdColorScheme === 'default'")
    page.locator("[data-md-component=palette] label:visible").click()
    page.wait_for_function(f"() => ({known})() === 'dark' && document.body.dataset.mdColorScheme === 'slate'")
