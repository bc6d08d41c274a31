"""What somebody probably meant."""

from __future__ import annotations

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
    """A hint for a finding; empty when nothing is near."""
    close = nearest(word, candidates)
    return f"did you mean `{close}`?" if close else ""
