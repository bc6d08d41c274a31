"""The glossary, and the names of purposes."""

from __future__ import annotations

from dataclasses import dataclass

from groundplan.domain.entry import Entry


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Term(Entry):
    """A word with one meaning. `translate` is false for names that stay as they are in every language."""

    translate: bool = True
