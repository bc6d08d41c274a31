"""Where the words of a Katakana compound meet: ネットワーク·ロード·バランサー."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def words(run: str) -> tuple[str, ...]:
    """`run` in words: as few letters as can be outside of known words, then as few words as can be."""
    best: list[tuple[int, int, tuple[str, ...]]] = [(0, 0, ())]  # for each start of `run`: letters unknown, words, the words
    for end in range(1, len(run) + 1):
        ways = [
            (unknown, count + 1, (*found, run[start:end]))
            for start, (unknown, count, found) in enumerate(best)
            if run[start:end] in _known()
        ]
        ways += [(unknown + end - start, count + 1, (*found, run[start:end])) for start, (unknown, count, found) in enumerate(best)]
        best.append(min(ways, key=lambda way: way[:2]))
    return best[-1][2]


@cache
def _known() -> frozenset[str]:
    """The words that names in architectures are commonly made of, one on each line of the table."""
    return frozenset(files(__package__).joinpath("data/katakana.txt").read_text(encoding="utf-8").split())
