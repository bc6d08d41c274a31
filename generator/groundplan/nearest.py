"""What somebody probably meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

_LONGEST = 200
"""How many letters a word may have that somebody meant to write otherwise: comparing takes time for each pair of them."""


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate most like `word`, or None when none is near."""
    if len(word) > _LONGEST:
        return None
    ordered = sorted(candidate for candidate in set(candidates) if len(candidate) <= _LONGEST)
    close = get_close_matches(word, ordered, n=1, cutoff=0.7)
    if close:
        return close[0]
    swapped = sorted(word)  # in a short word, two letters that changed places weigh too much for difflib
    return next((candidate for candidate in ordered if sorted(candidate) == swapped), None)


def near(word: str, candidates: Iterable[str], most: int = 3) -> str:
    """A hint that names the few candidates that are least unlike `word`, the nearest first; empty without candidates."""
    close = get_close_matches(word, sorted(set(candidates)), n=most, cutoff=0)
    return f"the nearest are {', '.join(f'`{name}`' for name in close)}" if close else ""


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """A hint for a finding; empty when nothing is near, and each letter is the one that it looks like."""
    return meant_hint(word, nearest(word, candidates))


def meant_hint(word: str, meant: str | None) -> str:
    """The same where it is known what was meant, if anything."""
    return " ".join(filter(None, (f"did you mean `{meant}`?" if meant else "", disguised(word))))


_QUOTES = {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'"}
_WIDE, _WIDTH = range(0xFF01, 0xFF5F), 0xFEE0
"""Wide forms of the signs and letters of ASCII, and how far they are from these."""


def looks_like(letter: str) -> str | None:
    """The sign of ASCII that a letter can be taken for; nothing, where nobody sees it; None for any other."""
    if letter.isascii():
        return None
    if ord(letter) in _WIDE:
        return chr(ord(letter) - _WIDTH)
    category = unicodedata.category(letter)
    return "" if category == "Cf" else " " if category == "Zs" else _QUOTES.get(letter)


def disguised(word: str) -> str:
    """Which letter of a word, which ASCII is enough for, is another one than it looks like; empty where none is."""
    for letter in word:
        sign, script = looks_like(letter), unicodedata.name(letter, "").partition(" ")[0]
        if sign is not None or (script in {"CYRILLIC", "GREEK"} and any(other.isascii() and other.isalpha() for other in word)):
            return f"there is {told_letter(letter)} in it"
    return ""


def told_letter(letter: str) -> str:
    """A letter that cannot be told from another one, or not be seen, in words."""
    name = unicodedata.name(letter, "letter").lower()
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name} (U+{ord(letter):04X})"
