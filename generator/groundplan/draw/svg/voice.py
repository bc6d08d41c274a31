"""What differs between the languages of a drawing: said at once in one of them, or left open and said in all of them beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Protocol

from groundplan.draw.svg.element import Element
from groundplan.draw.svg.sheet import Dress

GAP = "\x7f"
"""Stands before and behind the number of a gap. No text of a model can hold this letter."""


class Voice(Protocol):
    """How a drawing speaks."""

    dress: Dress
    """What it takes from the page around it, in one of its languages."""

    def most(self, size: Callable[[Dress], tuple[float, float]]) -> tuple[float, float]:
        """The largest of the sizes in all languages."""

    def text(self, make: Callable[[str, Dress], str]) -> str:
        """What `make` says in a language, given its locale and its dress."""

    def content(self, make: Callable[[str, Dress], Iterable[Element]]) -> tuple[Element | str, ...]:
        """What `make` draws for a language, where its words take more or less room than others."""


class OneVoice:
    """Speaks one language."""

    def __init__(self, locale: str, dress: Dress) -> None:
        self.locale, self.dress = locale, dress

    def most(self, size: Callable[[Dress], tuple[float, float]]) -> tuple[float, float]:
        return size(self.dress)

    def text(self, make: Callable[[str, Dress], str]) -> str:
        return make(self.locale, self.dress)

    def content(self, make: Callable[[str, Dress], Iterable[Element]]) -> tuple[Element | str, ...]:
        return tuple(make(self.locale, self.dress))


class Gaps:
    """Leaves a gap wherever the languages differ, and notes what each of them has there, as SVG."""

    def __init__(self, dresses: Mapping[str, Dress]) -> None:
        self.dress = next(iter(dresses.values()))
        self.words: dict[str, list[str]] = {tag: [] for tag in dresses}
        """What each locale has in the gaps, by their numbers."""
        self._dresses = dresses
        self._known: dict[tuple[str, ...], int] = {}

    def most(self, size: Callable[[Dress], tuple[float, float]]) -> tuple[float, float]:
        return max(map(size, self._dresses.values()), key=lambda found: found[1])

    def text(self, make: Callable[[str, Dress], str]) -> str:
        said = [make(tag, dress) for tag, dress in self._dresses.items()]
        return said[0] if len(set(said)) == 1 else self._gap(tuple(map(escape, said)))

    def content(self, make: Callable[[str, Dress], Iterable[Element]]) -> tuple[Element | str, ...]:
        drawn = [tuple(make(tag, dress)) for tag, dress in self._dresses.items()]
        if all(other == drawn[0] for other in drawn[1:]):
            return drawn[0]
        return (self._gap(tuple("".join(map(str, elements)) for elements in drawn)),)

    def _gap(self, said: tuple[str, ...]) -> str:
        if said not in self._known:
            self._known[said] = len(self._known)
            for words, text in zip(self.words.values(), said, strict=True):
                words.append(text)
        return f"{GAP}{self._known[said]}{GAP}"
