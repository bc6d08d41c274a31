"""Lists, shares and conditions as each language writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from projects import page_of

from groundplan.i18n.locale.formats import Formats
from groundplan.i18n.speech import speech
from groundplan.render.words.words import Words
from groundplan.sites import open_site

if TYPE_CHECKING:
    from projects import Project


@pytest.mark.parametrize(
    ("tag", "listed", "chosen", "share"),
    [
        ("en", "a, b, and c", "a or b", "71%"),
        ("ko", "a, b 및 c", "a 또는 b", "71%"),
        ("ja", "a、b、c", "aまたはb", "71%"),
        ("de", "a, b und c", "a oder b", "71\xa0%"),
        ("tlh", "a, b, and c", "a or b", "71%"),
    ],
)
def test_lists_and_shares_are_written_as_the_language_does(tag: str, listed: str, chosen: str, share: str) -> None:
    formats = Formats(tag, "en")
    assert (formats.list("abc"), formats.choice("ab").replace(" または ", "または"), formats.percent(0.71)) == (listed, chosen, share)


@pytest.mark.parametrize(
    ("tag", "told"),
    [
        ("en", "a and b; or c; or d"),
        ("ko", "a and b, 또는 c, 또는 d"),
        ("ja", "a and b、または c、または d"),
        ("xx", "a and b; or c; or d"),
    ],
)
def test_alternatives_are_told_as_the_language_does(tag: str, told: str) -> None:
    words = Words(speech(tag, "en", {}, {}, ()), "en")
    assert words.either(["a and b", "c", "d"]) == told
    assert words.either(["a and b"]) == "a and b"


def test_the_name_of_a_choice_is_escaped_once(shop: Project) -> None:
    shop.edit("model/shop.yaml", "peering: {name: VPC peering, description: Costs extra.}", 'peering: {name: "R&D <peering>"}')
    site = open_site(shop.root)
    page = page_of(site, "any.md", "{{ connections() }}", site.locales[0], str)
    assert "With “R&amp;D &lt;peering&gt;”" in page
    assert "&amp;amp;" not in page
    assert "<peering>" not in page
