"""The glossary, and the names of purposes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from groundplan.domain.entry import Entry


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Term(Entry):
    """A word with one meaning. `translate` is false for names that stay as they are in every language.

    `avoid` lists, by locale, the renderings that must not stand for it. `reading` is, by locale, how its name is read there, where its
    letters do not tell.
    """

    translate: bool = True
    avoid: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reading: Mapping[str, str] = field(default_factory=dict)

    def read_as(self, locale: str) -> str:
        """How the name is read in `locale`, or in its language at large; empty where nobody said."""
        return self.reading.get(locale) or self.reading.get(locale.partition("-")[0], "")
