"""The page on network security on paper, and what is folded on it: nothing is lost that a screen shows, or that somebody looks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from windows import Windows

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGE = {"": "BYOC network security", "ja/": "BYOC ネットワークセキュリティ"}
"""Folder of a language -> the title of the page."""
HEADINGS = "() => [...document.querySelectorAll('.md-content :is(h2, h3, h4)')].map(one => one.firstChild.textContent.trim())"
_FOLDED = (
    "td > .gp-more > :not(summary, div), td > .gp-more > div > a, :not(td) > .gp-more > div, .gp-inside td:nth-child(2) > div:first-child"
)
FOLDED = f"() => [...document.querySelectorAll('{_FOLDED}')].map(one => one.textContent)"
SENTENCE = "more => [...more.querySelectorAll('p')].map(one => one.textContent.trim()).find(text => text.length > 40)"


@dataclass(frozen=True)
class Printed:
    """The page in a language as it is when it has been opened, and what Chromium prints of it on A4."""

    title: str
    url: str
    headings: list[str]
    folded: list[str]
    sentence: str
    """Something that is folded up, though not the first of it."""
    open: int
    """How many of the parts that can be folded up are not."""
    document: Any


@pytest.fixture(params=PAGE, scope="module")
def printed(request: pytest.FixtureRequest, windows: Windows, hosted_reference: str) -> Iterator[Printed]:
    import pypdfium2

    page = windows.page()
    page.goto(f"{hosted_reference}{request.param}network-security/", wait_until="networkidle")
    page.wait_for_function("() => document.querySelectorAll('groundplan-diagram[live]').length === 5")
    page.evaluate("() => new Promise(requestAnimationFrame)")
    more = page.locator(".gp-more[open]").count()
    told = page.evaluate(HEADINGS), page.evaluate(FOLDED), page.locator(".gp-table .gp-more").first.evaluate(SENTENCE), more
    document = pypdfium2.PdfDocument(page.pdf(format="A4"))
    url = page.url
    windows.empty()
    yield Printed(PAGE[request.param], url, *told, document)
    document.close()


@pytest.fixture
def page(windows: Windows) -> Iterator[Page]:
    yield windows.page()
    windows.empty()


def letters(text: str) -> str:
    return re.sub(r"\s|[\u2010-\u2015-]", "", text)


def filled(sheet: Any) -> float:
    """How much of the height between head and foot a sheet uses."""
    picture = sheet.render(scale=0.25, grayscale=True).to_pil()
    width, height = picture.size
    between = picture.crop((0, height * 18 // 297, width, height * 281 // 297)).point(lambda shade: 255 if shade < 250 else 0)
    box = between.getbbox()
    return float(box[3] / between.size[1]) if box else 0.0


def test_paper_wastes_no_sheet_and_each_says_where_it_belongs(printed: Printed) -> None:
    title, document = printed.title, printed.document
    texts = [sheet.get_textpage().get_text_range() for sheet in document]
    assert 10 < len(texts) <= 20
    assert [filled(sheet) < 0.5 for sheet in document][:-1] == [False] * (len(texts) - 1)
    for number, text in enumerate(texts, 1):
        assert "Groundplan" in text
        assert title in text
        assert "Groundplan 0." in text, "the edition"
        assert f"{number} / {len(texts)}" in text
    headings = {letters(heading) for heading in printed.headings}
    assert len(headings) > 15
    last = [letters(_content(text)[-1]) for text in texts]
    assert [line for line in last if line in headings] == []
    whole = letters("".join(texts))
    assert len(printed.folded) > 20
    assert [text for text in printed.folded if letters(text)[:40] not in whole and letters(text)[-20:] not in whole] == []


SHEETS = ["guarantees", "connections", "boundaries", "allow-list", "components", "procedures", "explorer", "changes"]


@pytest.mark.parametrize("language", ["", "ko/", "ja/"])
@pytest.mark.parametrize("name", SHEETS)
def test_each_page_is_printed_without_half_empty_sheets_and_lone_headings(
    name: str, language: str, page: Page, hosted_reference: str
) -> None:
    import pypdfium2

    page.goto(f"{hosted_reference}{language}network-security/{name}/", wait_until="networkidle")
    page.wait_for_function("() => !document.querySelector('groundplan-diagram:not([live])')")
    headings = {letters(heading) for heading in page.evaluate(HEADINGS)}
    title = page.locator("h1").evaluate("heading => heading.firstChild.textContent.trim()")
    document = pypdfium2.PdfDocument(page.pdf(format="A4"))
    texts = [sheet.get_textpage().get_text_range() for sheet in document]
    assert [filled(sheet) < 0.5 for sheet in document][:-1] == [False] * (len(texts) - 1)
    document.close()
    assert 0 < len(texts) < 9
    parts = [("Groundplan", title, f"{number} / {len(texts)}") for number in range(1, len(texts) + 1)]
    assert [part for text, told in zip(texts, parts, strict=True) for part in told if part not in text] == []
    assert [line for text in texts for line in [letters(_content(text)[-1])] if line in headings] == []


def texts_of(page: Page, address: str) -> list[str]:
    """What stands on each sheet that a page is printed on."""
    import pypdfium2

    page.goto(address, wait_until="networkidle")
    page.wait_for_function("() => !document.querySelector('groundplan-diagram:not([live])')")
    document = pypdfium2.PdfDocument(page.pdf(format="A4"))
    texts = [sheet.get_textpage().get_text_range() for sheet in document]
    document.close()
    return texts


def test_a_card_stays_whole_and_nothing_is_cut_off_on_the_first_page(page: Page, hosted_reference: str) -> None:
    texts = texts_of(page, hosted_reference)
    assert [("Keep it true" in text, "Check in CI" in text) for text in texts] == [(False, False), (True, True)]
    assert "The rows of tables, the queries of clients and their" in texts[1]


def test_what_is_counted_stands_above_its_map(page: Page, hosted_reference: str) -> None:
    texts = texts_of(page, f"{hosted_reference}network-security/changes/")
    counted = [text for text in texts if "Added" in text and "Since 2026.1" in text.partition("Added")[2]]
    assert len(counted) == 1
    assert "Borders crossed but not drawn here" in counted[0], "what the map says of itself"


def test_rules_are_not_printed_twice(page: Page, hosted_reference: str) -> None:
    page.goto(f"{hosted_reference}network-security/allow-list/")
    page.locator(".gp-copy > summary").click()
    assert page.locator(".gp-copy pre").is_visible()
    page.emulate_media(media="print")
    assert not page.locator(".gp-copy").is_visible()
    page.emulate_media(media="screen")


def _content(text: str) -> list[str]:
    """The lines of a sheet without its head and foot, wherever the reader of the file puts them."""
    lines = [line for line in text.splitlines() if line.strip()]
    return [line for line in lines if "Groundplan" not in line and not re.fullmatch(r"\d+ / \d+", line) and line not in PAGE.values()]


def test_what_is_folded_opens_to_whoever_looks_for_it(printed: Printed, windows: Windows) -> None:
    """Chromium finds with the means of its search in a page what an address names as text, and opens what holds it."""
    assert printed.sentence
    assert printed.open == 0
    page = windows.page()
    page.goto(f"{printed.url}#:~:text={_quoted(printed.sentence)}")
    page.locator(".gp-table .gp-more[open]").wait_for()
    assert printed.sentence in page.locator(".gp-table .gp-more[open]").inner_text()
    assert page.evaluate("scrollY") > 1000
    windows.empty()


def _quoted(text: str) -> str:
    from urllib.parse import quote

    return quote(text).replace("-", "%2D").replace(",", "%2C")


def test_what_is_folded_opens_without_a_script(windows: Windows, hosted_reference: str) -> None:
    page = windows.page(java_script_enabled=False)
    page.goto(f"{hosted_reference}ja/network-security/")
    more = page.locator(".gp-table .gp-more").first
    assert not more.locator("p").first.is_visible()
    more.locator("summary").click()
    assert more.locator("p").first.is_visible()
    windows.empty()
