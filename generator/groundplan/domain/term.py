"""The glossary, and the names of purposes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from groundplan.domain.entry import Entry


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Term(Entry):
    """A word with one meaning. `translate` is false for names that stay as they are in every language.

    `avoid` lists, by locale, the renderings that must not stand for it.
    """

    translate: bool = True
    avoid: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
