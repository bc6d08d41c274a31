"""The reference site in a browser: searched in every language, and read from right to left."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from projects import REFERENCE
from searching import found, sections

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from windows import Windows

pytestmark = pytest.mark.browser

QUERIES = [
    ("", "firewall", "Firewall allow-list"),
    ("", "Tailscale", "How a connection over Tailscale comes about"),
    # a noun, the noun with a particle, and the noun inside a compound
    ("ko/", "방화벽", "방화벽 허용 목록"),
    ("ko/", "방화벽은", "방화벽 허용 목록"),
    ("ko/", "목록", "방화벽 허용 목록"),
    ("ko/", "허용목록", "방화벽 허용 목록"),
    ("ko/", "네트워크에서", "BYOC 네트워크 보안"),
    ("ko/", "Tailscale", "Tailscale 연결이 수립되는 과정"),
    ("ko/", "엔지니어는", "엔지니어가 문제 해결용 접근 권한을 얻는 과정"),
    ("ja/", "ファイアウォール", "ファイアウォール許可リスト"),
    ("ja/", "リスト", "ファイアウォール許可リスト"),
    ("ja/", "許可リストの", "ファイアウォール許可リスト"),
    ("ja/", "ネットワーク", "BYOC ネットワークセキュリティ"),
    ("ja/", "Tailscale", "Tailscale 経由の接続が確立されるまでの流れ"),
]
PAGES = ["", "network-security/", "network-security/overview/", "network-security/connections/", "network-security/procedures/"]


@pytest.fixture
def requests(page: Page) -> list[str]:
    """The addresses of everything that the page loads."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


@pytest.fixture
def page(windows: Windows) -> Iterator[Page]:
    page = windows.page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(20_000)
    yield page
    windows.empty()


COUNTED = re.compile(r"\d.*(matching|일치|見つかり)|(matching|일치|見つかり).*\d|\d件|\d개")
"""What tells how much was found, in each language."""


@pytest.mark.parametrize(("home", "query", "title"), QUERIES)
def test_words_of_each_language_are_found(searching: Page, hosted_reference: str, home: str, query: str, title: str) -> None:
    if searching.url != hosted_reference + home:
        searching.goto(hosted_reference + home)
    assert title in found(searching, query, COUNTED)


def test_words_are_found_on_a_disk(page: Page, requests: list[str], reference_site: Path) -> None:
    for home, query, title in (QUERIES[0], QUERIES[3], QUERIES[9]):
        page.goto((reference_site / home / "index.html").as_uri())
        assert title in found(page, query, COUNTED)
    assert [url for url in requests if not url.startswith(("file:", "data:", "blob:"))] == []


@pytest.mark.parametrize("locale", ["", "ko/", "ja/"])
def test_pages_ask_no_other_host(page: Page, requests: list[str], hosted_reference: str, locale: str) -> None:
    for path in PAGES:
        page.goto(f"{hosted_reference}{locale}{path}")
        page.wait_for_load_state("networkidle")
    assert len(requests) > 20
    assert [url for url in requests if not url.startswith((hosted_reference, "data:", "blob:"))] == []


def test_the_search_looks_at_sentences_and_not_at_what_is_pressed(reference_site: Path) -> None:
    texts = {
        one["location"]: re.sub("<[^>]+>", "", one["text"]) for one in sections(reference_site) if "network-security" in one["location"]
    }
    assert "except that engineers can read the recorded text of past queries" in texts["network-security/guarantees/#topic-whole"]
    assert [place for place, text in texts.items() if re.search("Show in the picture|Judged|Carried by|Passes on", text)] == []
    assert [place for place, text in texts.items() if re.search(r"(?<![.\d:/-])\d{5,}", text)] == [], "numbers that run into each other"


CONSOLES = re.compile(r"^( *)```console\n(.*?)^\1```", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("path", ["guide/import", "guide/tutorial", "guide/ci"])
def test_what_is_copied_of_a_console_are_its_commands(path: str, page: Page, hosted_reference: str) -> None:
    written = (REFERENCE / "docs" / f"{path}.md").read_text(encoding="utf-8")
    consoles = [textwrap.dedent(console).splitlines() for _, console in CONSOLES.findall(written)]
    typed = ["\n".join(line.removeprefix("$ ") for line in console if line.startswith("$ ")) for console in consoles]
    assert typed
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{hosted_reference}{path}/")
    copied = []
    for button in page.locator(".highlight:has(.gp) .md-code__button").all():
        button.click()
        copied.append(page.evaluate("navigator.clipboard.readText()"))
    assert copied == typed
