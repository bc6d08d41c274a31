"""What a search finds: the sections that it looks at, and its box in a browser."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, NotRequired, TypedDict

from groundplan.render.figures.pictures import packed_in

if TYPE_CHECKING:
    from playwright.sync_api import Page


class Section(TypedDict):
    """A section of a page, as the search knows it."""

    location: str
    title: str
    text: str
    tags: NotRequired[list[str]]


def sections(site: Path, prefix: str = "") -> list[Section]:
    """What the search of one locale of a built site looks at."""
    found: list[Section] = json.loads(packed_in((site / prefix / "search/search_index.json").read_bytes()) or "")
    return found


ANSWERED = re.compile("matching|일치|見つかり")
"""What tells that the search is done, in each language."""


def found(page: Page, query: str, answered: re.Pattern[str] = ANSWERED) -> list[str]:
    """Type a query; the titles of the pages and sections that the search box lists once it says what is `answered`."""
    box, told = page.locator(".md-search__input"), page.locator(".md-search-result__meta", has_text=answered)
    box.click()
    if box.input_value():  # what was found before goes first
        box.fill("")
        box.press("End")  # Material listens to keys
        told.wait_for(state="hidden")
        page.wait_for_function("() => !document.querySelector('.md-search-result__article')")
    box.fill(query)
    box.press("End")
    told.wait_for()
    return [title.strip() for title in page.locator(".md-search-result__article :is(h1, h2)").all_text_contents()]
