"""Renderings of the pseudo-locales."""

from __future__ import annotations

import re

import pytest

from groundplan.i18n.locale.formats import Formats
from groundplan.i18n.locale.locale import direction
from groundplan.i18n.locale.pseudo import Pseudo

QPS = Pseudo("qps", ["Let's Encrypt", "AWS", "ClickHouse"])


@pytest.mark.parametrize(
    ("text", "rendering"),
    [
        ("Inbound", "⟦Îñƀööûûñð⟧"),
        ("A *short* text.", "⟦Å *šĥööŕţ* ţééẋţ.⟧"),
        ("Over `kubectl exec` now", "⟦Öṽééŕ `kubectl exec` ñööŵ⟧"),
        ("{n} of {all}", "⟦{n} ööƒ {all}⟧"),
        ("See {{ flow('pay') }}", "⟦Šéééé {{ flow('pay') }}⟧"),
        ("The [map](guide/map.md#top) here", "⟦Ţĥéé [ṁååþ](guide/map.md#top) ĥééŕéé⟧"),
        ("AWS and Let's Encrypt", "⟦AWS ååñð Let's Encrypt⟧"),
        ("AWS", "AWS"),
        ("443/tcp", "⟦443/ţçþ⟧"),
        ("<b class='x'>big</b> &amp; `a`", "⟦<b class='x'>ƀîîĝ</b> &amp; `a`⟧"),
        ("| One | `two` | a `b|c` |", "| ⟦Öñéé⟧ | `two` | ⟦åå `b|c`⟧ |"),
        ("- one\n- two", "- ⟦ööñéé⟧\n- ⟦ţŵöö⟧"),
        ("One.\n\nTwo.", "⟦Öñéé.⟧\n\n⟦Ţŵöö.⟧"),
        ("at https://example.com/x.", "⟦ååţ https://example.com/x.⟧"),
        ("", ""),
        ("10.0.0.0/8", "10.0.0.0/8"),
    ],
)
def test_words_change_and_the_rest_stays(text: str, rendering: str) -> None:
    assert QPS.rendering(text) == rendering


def test_texts_become_a_third_longer() -> None:
    text = "Every connection of the system: who opens it, by which mechanism, and what it carries."
    assert 1.25 < len(QPS.rendering(text)) / len(text) < 1.45


def test_every_letter_is_marked_and_still_legible() -> None:
    text = "The quick brown fox jumps over the lazy dog, THE QUICK BROWN FOX JUMPS OVER THE LAZY DOG"
    rendering = QPS.rendering(text)
    assert re.findall("[A-Za-z]", rendering) == []
    assert len(set(rendering)) == len(set(text)) + 2  # two brackets more, and no two letters became one


def test_words_of_the_mirrored_locale_are_turned_around_and_nothing_else() -> None:
    mirrored = Pseudo("qps-plocm", ["AWS"])
    start, end = "\u200f\u202e", "\u202c\u200f"
    assert mirrored.rendering("On AWS: `code` {n}") == f"{start}On{end} AWS: `code` {{n}}"


def test_lists_of_a_pseudo_locale_are_marked_between_their_items() -> None:
    formats = Formats("qps", "en", QPS.words)
    assert formats.list(["{0}", "b", "c"]) == "{0}, b, ååñð c"
    assert formats.choice(["a", "b"]) == "a ööŕ b"


@pytest.mark.parametrize(
    ("tag", "found"),
    [("en", "ltr"), ("ko", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("ar-XB", "rtl"), ("qps", "ltr"), ("qps-plocm", "rtl"), ("tlh", "ltr")],
)
def test_direction_of_a_locale(tag: str, found: str) -> None:
    assert direction(tag) == found
