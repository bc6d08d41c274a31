"""What a reader does: switch the language, follow links, search; on a web server and from a disk."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from searching import found

if TYPE_CHECKING:
    from building import Journal
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def switch(page: Page, language: str) -> None:
    page.locator(".md-select button").hover()
    page.locator(".md-select__link", has_text=language).click()


def language(page: Page) -> str | None:
    return page.locator("html").get_attribute("lang")


def test_switch_keeps_page_section_and_choices(page: Page, hosted: str) -> None:
    page.goto(f"{hosted}connections/?api-access=private#direct")
    switch(page, "한국어")
    page.wait_for_url(f"{hosted}ko/connections/?api-access=private#direct")
    assert language(page) == "ko"
    assert page.locator("#direct").inner_text() == "직접 터널"


def test_switch_goes_home_where_the_page_is_not_published(page: Page, hosted: str) -> None:
    page.goto(f"{hosted}guide/start/#first")
    switch(page, "日本語")
    page.wait_for_url(f"{hosted}ja/")


def test_switch_goes_to_the_first_page_of_the_section_that_the_locale_has(page: Page, hosted: str) -> None:
    page.goto(f"{hosted}deep/only/")
    switch(page, "한국어")
    page.wait_for_url(f"{hosted}ko/deep/nested/")


def test_instant_navigation_stays_in_the_language_and_loads_no_document(page: Page, journal: Journal, hosted: str) -> None:
    page.goto(f"{hosted}ko/")
    with page.expect_request("**/ko/search/pages.xml"):
        page.reload()
    journal.loads = 0
    page.locator("article a", has_text="Connections").click()
    page.wait_for_url(f"{hosted}ko/connections/#direct")
    page.locator("h1", has_text="연결").wait_for()
    assert journal.loads == 0
    assert language(page) == "ko"


def test_instant_navigation_comes_back_to_a_page_and_its_section(page: Page, journal: Journal, hosted: str) -> None:
    page.goto(f"{hosted}connections/")
    page.wait_for_load_state("networkidle")
    page.locator(".md-header__button.md-logo").click()
    page.wait_for_url(hosted)
    page.wait_for_load_state("networkidle")
    journal.loads = 0
    page.locator("article a", has_text="Connections").click()
    page.wait_for_url(f"{hosted}connections/#direct")
    page.locator("h1", has_text="Connections").wait_for()
    page.wait_for_load_state("networkidle")
    assert journal.loads == 0
    assert page.url == f"{hosted}connections/#direct"


def test_switch_after_instant_navigation_knows_the_new_page(page: Page, journal: Journal, hosted: str) -> None:
    page.goto(hosted)
    page.wait_for_load_state("networkidle")
    journal.loads = 0
    page.locator(".md-tabs__link", has_text="Security").click()
    page.wait_for_url(f"{hosted}connections/")
    assert journal.loads == 0
    switch(page, "日本語")
    page.wait_for_url(f"{hosted}ja/connections/")
    page.wait_for_load_state("networkidle")
    assert journal.loads == 1
    assert language(page) == "ja"
    page.go_back()
    page.wait_for_url(f"{hosted}connections/")
    assert language(page) == "en"


def test_link_to_a_page_of_another_language_loads_its_document(page: Page, hosted: str) -> None:
    page.goto(f"{hosted}ko/connections/")
    page.wait_for_load_state("networkidle")
    page.locator("article a", has_text="guide").click()
    page.wait_for_url(f"{hosted}guide/start/#first")
    assert language(page) == "en"


def test_nothing_fails_and_nothing_comes_from_elsewhere(page: Page, journal: Journal, hosted: str) -> None:
    for path in ("", "connections/", "ko/connections/", "ja/deep/nested/"):
        page.goto(hosted + path)
        found(page, "tunnel")
        page.wait_for_load_state("networkidle")
    assert journal.errors == []
    assert [url for url in journal.requests if not url.startswith((hosted, "data:", "blob:"))] == []


@pytest.mark.parametrize(
    ("path", "query", "titles"),
    [
        ("", "tunnel", ["Connections", "Direct tunnel"]),
        ("", "tunnels", ["Connections", "Direct tunnel"]),
        ("", "tail", ["Connections"]),
        ("", "unnel", []),
        ("", "scraper", ["Connections", "Direct tunnel"]),
        ("", "welcome plan", ["Home"]),
        ("", "allow-list", ["Start", "First"]),
        ("", "10.0.0.0/8", ["Start", "First"]),
        ("", "0.0.0.0", []),
        ("", "c++", ["Start", "First"]),
        ("", "a|b", ["Start", "First"]),
        ("", '"the allow-list"', ["Start", "First"]),
        ("", "* [ ( \\ ^", []),
        ("", "begin tunnel", ["Connections", "Direct tunnel", "Start", "First"]),
        ("ko/", "네트워크", ["연결"]),
        ("ko/", "네트워크를", ["연결"]),
        ("ko/", "네트워크는", ["연결"]),
        ("ko/", "보안", ["연결"]),
        ("ko/", "보안 정책", ["연결"]),
        ("ko/", "감사 로그에", ["연결", "직접 터널"]),
        ("ko/", "tailscale", ["연결"]),
        ("ko/", "welcome", []),
        ("ja/", "ネットワーク", ["接続"]),
        ("ja/", "認証", ["接続"]),
        ("ja/", "管理基盤", ["接続"]),
        ("ja/", "認証情報の管理", ["接続"]),
        ("ja/", "監査ログ", ["接続", "直接トンネル"]),
        ("ja/", "ＴＡＩＬＳＣＡＬＥ", ["接続"]),
        ("ja/", "네트워크", []),
    ],
)
def test_search(searching: Page, hosted: str, path: str, query: str, titles: list[str]) -> None:
    if searching.url != hosted + path:
        searching.goto(hosted + path)
    assert found(searching, query) == titles


def test_search_result_leads_to_the_page_in_the_same_language(page: Page, hosted: str) -> None:
    page.goto(f"{hosted}ko/deep/nested/")
    found(page, "터널은")
    page.locator(".md-search-result__link", has_text="직접 터널").click()
    page.wait_for_url(re.compile(f"{re.escape(hosted)}ko/connections/.*#direct"))


def test_search_marks_what_it_found(page: Page, hosted: str) -> None:
    page.goto(f"{hosted}ko/")
    found(page, "보안")
    assert page.locator(".md-search-result mark").all_inner_texts() == ["보안"]


def test_site_opened_from_a_disk(page: Page, journal: Journal, built: Path) -> None:
    page.goto((built / "ko" / "index.html").as_uri())
    assert found(page, "보안") == ["연결"]
    page.locator(".md-search-result__link").first.click()
    page.wait_for_url(re.compile(r"/site/ko/connections/index\.html"))
    switch(page, "English")
    page.wait_for_url(re.compile(r"/site/connections/index\.html"))
    assert found(page, "tunnel") == ["Connections", "Direct tunnel"]
    assert journal.errors == []
    assert [url for url in journal.requests if not url.startswith(("file:", "data:", "blob:"))] == []


def test_link_in_a_drawing_opened_from_a_disk(page: Page, built: Path) -> None:
    page.goto((built / "ko" / "index.html").as_uri())
    link = '<svg xmlns="http://www.w3.org/2000/svg"><a href="connections/#direct"><text y="20">길</text></a></svg>'
    page.evaluate("link => document.querySelector('article').insertAdjacentHTML('beforeend', link)", link)
    page.locator("article svg a").click()
    page.wait_for_url(re.compile(r"/site/ko/connections/index\.html#direct"))


def test_missing_page_speaks_the_language_of_its_address(page: Page, hosted: str) -> None:
    page.goto(f"{hosted}ko/no/such/page")
    assert page.locator("section[lang=ko] h1").inner_text() == "페이지를 찾을 수 없습니다"
    assert page.locator("article section:visible").count() == 1
    assert (language(page), page.title()) == ("ko", "페이지를 찾을 수 없습니다")
    page.locator("section[lang=ko] a").click()
    page.wait_for_url(f"{hosted}ko/")
