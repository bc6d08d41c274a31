"""How long pages are divided: claims by what they are about, and terms in the order of a language."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from groundplan.derive.claims import Verdict
from groundplan.derive.facts import Facts
from groundplan.domain.flow import Direction
from groundplan.render.words.words import Words

WHOLE = "whole"


class Topic(NamedTuple):
    """What claims are about: its id and its name."""

    id: str
    name: str


class Letter(NamedTuple):
    """A letter under which names stand, and where it stands among the others."""

    place: int
    name: str


def topic_of(verdict: Verdict, facts: Facts) -> str:
    """The purpose that all connections of the evidence have, or else the direction; `WHOLE` where they have neither in common."""
    purposes = {flow.purpose.id if flow.purpose else "" for flow in verdict.evidence}
    if len(purposes) == 1 and (purpose := purposes.pop()):
        return f"purpose-{purpose}"
    directions = {facts.flows[flow.id].usual_direction for flow in verdict.evidence}
    return str(directions.pop()) if len(directions) == 1 else WHOLE


def topics(facts: Facts, words: Words) -> list[Topic]:
    """What the claims of a model are about: everything, a direction, a purpose, in this order."""
    found = {topic_of(verdict, facts) for verdict in facts.verdicts.values()}
    return [topic for id_, topic in all_topics(facts, words).items() if id_ in found]


def all_topics(facts: Facts, words: Words) -> dict[str, Topic]:
    """What claims can be about, in this order, whether any is or not: by id."""
    named: dict[str, str] = {WHOLE: words.gettext("The whole system")}
    named |= {str(direction): words.label(direction) for direction in Direction}
    named |= {f"purpose-{flow.purpose.id}": words.plain(flow.purpose.name) for flow in facts.model.flows.values() if flow.purpose}
    return {id_: Topic(id_, name) for id_, name in named.items()}


def alphabetical(names: Iterable[tuple[str, str]]) -> dict[Letter, list[str]]:
    """Ids by the letters under which their names stand; `names` are pairs of id and name, as it is read where its letters do not tell."""
    by_letter: dict[Letter, list[tuple[str, str]]] = {}
    for id_, name in names:
        by_letter.setdefault(letter_of(name), []).append((_plain(name), id_))
    return {letter: [id_ for _, id_ in sorted(found)] for letter, found in sorted(by_letter.items())}


_CONSONANTS = "가가나다다라마바바사사아자자차카타파하"
"""For each initial consonant of a syllable, in the order of Unicode, the syllable under which dictionaries list it."""
_ROWS = (
    ("あ", "ぁ"),
    ("か", "か"),
    ("さ", "さ"),
    ("た", "た"),
    ("な", "な"),
    ("は", "は"),
    ("ま", "ま"),
    ("や", "ゃ"),
    ("ら", "ら"),
    ("わ", "ゎ"),
)
"""The rows of the fifty sounds, each with the first of its letters in the order of Unicode."""


def letter_of(name: str) -> Letter:
    """A to Z, 가 to 하, the rows of the fifty sounds; names in Han, whose sound is not written, follow under 漢字, and others under #."""
    first = _plain(name)[:1]
    if "a" <= first <= "z":
        return Letter(0, first.upper())
    if "가" <= first <= "힣":
        return Letter(1, _CONSONANTS[(ord(first) - ord("가")) // 588])
    if "ぁ" <= first <= "ん":
        return Letter(2, [row for row, start in _ROWS if start <= first][-1])
    if "一" <= first <= "鿿":
        return Letter(3, "漢字")
    return Letter(0, first.upper()) if first.isalpha() else Letter(-1, "#")


def _plain(name: str) -> str:
    """A name as it is sorted: without accents and case, Katakana as Hiragana."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign))
    return "".join(chr(ord(sign) - 0x60) if "ァ" <= sign <= "ヶ" else sign for sign in unicodedata.normalize("NFC", bare))
