"""Long pages are divided: terms in the order of each language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from projects import page_of

from groundplan.render.pages.contents import alphabetical
from groundplan.sites import open_site

if TYPE_CHECKING:
    from projects import Project


@pytest.mark.parametrize(
    ("names", "letters"),
    [
        (["tunnel", "Éclair", "Tailscale", "e-mail"], {"E": ["e-mail", "Éclair"], "T": ["Tailscale", "tunnel"]}),
        (["터널", "감사", "꾸러미", "API", "나라"], {"A": ["API"], "가": ["감사", "꾸러미"], "나": ["나라"], "타": ["터널"]}),
        (["ハブ", "アラート", "いろは", "ガイド", "パス", "接続", "VPC"],
         {"V": ["VPC"], "あ": ["アラート", "いろは"], "か": ["ガイド"], "は": ["パス", "ハブ"], "漢字": ["接続"]}),
        (["3DES", "Ω"], {"#": ["3DES"], "Ω": ["Ω"]}),
    ],
)  # fmt: skip
def test_names_stand_under_the_letters_of_their_language(names: list[str], letters: dict[str, list[str]]) -> None:
    found = alphabetical((name, name) for name in names)
    assert {letter.name: ids for letter, ids in found.items()} == letters
    assert [letter.name for letter in found] == list(letters)


@pytest.mark.parametrize("tag", ["en", "ko"])
def test_each_letter_of_the_glossary_can_be_read_in_its_heading(tag: str, shop: Project) -> None:
    """Names that nobody translated stand under their own letters; a lone # is a mark of Markdown."""
    shop.edit("model/shop.yaml", "name: Selling", "name: 3DES")
    site = open_site(shop.root)
    locale = next(locale for locale in site.locales if locale.tag == tag)
    headings = re.findall(r"^### (.*) \{: #letter", page_of(site, "glossary.md", site.generated()["glossary.md"], locale), re.MULTILINE)
    assert headings[:2] == ["&#35;", "B"]
    assert all(headings)


def test_a_name_in_han_stands_where_it_is_read(shop: Project) -> None:
    shop.edit("model/shop.yaml", "{name: Selling,", "{name: Selling, reading: {ko: 판매, ja: はんばい},")
    site = open_site(shop.root)
    facts = site.generated()["glossary.md"]
    korean = next(locale for locale in site.locales if locale.tag == "ko")
    assert "### 파 {: #letter" in page_of(site, "glossary.md", facts, korean)


def test_the_components_stand_below_a_heading_for_each_place_with_its_address(shop: Project) -> None:
    site = open_site(shop.root)
    page = page_of(site, "components.md", site.generated()["components.md"], site.locales[0])
    headings = re.findall(r"^(##+) (.*) \{: #boundary-([\w-]+) \}", page, re.MULTILINE)
    assert ("###", "Shop VPC", "shop-vpc") in headings or ("##", "Shop VPC", "shop-vpc") in headings
    assert len(headings) == len(re.findall(r'<section class="gp-boundary[^>]* id="place-', page))
    assert 'id="boundary-' not in page
