"""Long pages are divided: terms in the order of each language."""

import pytest

from groundplan.render.pages.contents import alphabetical


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
