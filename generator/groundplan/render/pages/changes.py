"""What a page tells of changes: parts in the words of a locale, heaviest first."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChangedRule:
    """A rule at the border that came, went, or is wider or narrower now."""

    what: str
    source: str
    destination: str
    ports: str
    needed_for: str
    only_with: str


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """Changes of one kind: rules, or sentences with what is told of each."""

    title: str
    rules: tuple[ChangedRule, ...] = ()
    items: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class EditionChange:
    """What changed from one edition of a model to the next."""

    id: str
    title: str
    parts: tuple[ChangedPart, ...]
    cosmetic: str
    """How much changed besides that alters no fact."""
    map: str = ""
    """Where in the site it is drawn; empty where there is nothing to draw."""
