"""The reference site on a server that lets pages do nothing but what stands in files of the site: all of it works, in every language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Response

pytestmark = [pytest.mark.browser, pytest.mark.slow]

POLICY = "default-src 'self'; script-src 'self'; style-src 'self'"
LISTEN = """addEventListener("securitypolicyviolation", event => {
  const told = JSON.parse(sessionStorage.getItem("forbidden") ?? "[]")
  sessionStorage.setItem("forbidden", JSON.stringify([...told, [event.effectiveDirective, event.blockedURI, event.sourceFile]]))
})"""


class _Strict(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def hosted(reference_site: Path) -> Iterator[str]:
    """The address of the reference site on a strict server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Strict, directory=str(reference_site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


class Watched:
    """A page, and what went wrong in it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wrong: list[str] = []
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda message: self.wrong.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("response", self._note)
        page.add_init_script(LISTEN)

    def _note(self, response: Response) -> None:
        if response.status >= 400:
            self.wrong.append(response.url)

    def forbidden(self) -> object:
        """What the policy forbade, on all pages so far."""
        return self.page.evaluate("JSON.parse(sessionStorage.getItem('forbidden') ?? '[]')")


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1360, "height": 900}, accept_downloads=True, permissions=["clipboard-write"])
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield Watched(page)
    context.close()


@pytest.mark.parametrize(("prefix", "word", "other"), [("", "tunnel", "ko"), ("ko/", "터널", "ja"), ("ja/", "トンネル", "en")])
def test_all_of_the_site_works_in_every_language(prefix: str, word: str, other: str, watched: Watched, hosted: str) -> None:
    page, home = watched.page, f"{hosted}{prefix}"
    page.goto(f"{home}network-security/overview/")
    _palette(page)
    _search(page, word)
    _diagram(page)
    _copy(page, f"{home}network-security/allow-list/")
    page.locator(".md-tabs__link").first.click()
    page.wait_for_url(home)
    page.locator(".md-select button").hover()
    page.locator(f".md-select__link[hreflang={other}]").click()
    page.wait_for_function(f"document.documentElement.lang === '{other}'")
    page.wait_for_load_state("networkidle")
    assert watched.forbidden() == []
    assert watched.wrong == []


def _palette(page: Page) -> None:
    """The other colours, which a page that is loaded later remembers."""
    page.locator("label.md-header__button[for^=__palette]:visible").click()
    scheme = page.locator("body").get_attribute("data-md-color-scheme")
    page.reload(wait_until="commit")
    page.wait_for_selector("article")
    assert page.locator("body").get_attribute("data-md-color-scheme") == scheme == "slate"


def _search(page: Page, word: str) -> None:
    box = page.locator(".md-search__input")
    box.click()
    box.fill(word)
    box.press("End")
    page.locator(".md-search-result__link").first.wait_for()
    page.keyboard.press("Escape")


def _diagram(page: Page) -> None:
    """What is found, chosen and saved."""
    diagram = page.locator("groundplan-diagram").first
    diagram.locator(".gp-badge").first.click()
    diagram.locator(".panel").wait_for()
    page.keyboard.press("Escape")
    diagram.locator(".bar .save").click()
    for form in ("SVG", "PNG"):
        with page.expect_download():
            diagram.get_by_role("button", name=form).click()


def _copy(page: Page, url: str) -> None:
    page.goto(url)
    page.locator("article details.gp-copy > summary").click()
    page.locator(".md-code__button:visible").first.click()
    page.locator(".md-dialog--active").wait_for()
    with page.expect_download():
        page.locator("article a[href$='.csv']").first.click()
