"""What a page tells of changes: parts in the words of a locale, heaviest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from groundplan.domain.channel import Exposure
from groundplan.domain.flow import Direction
from groundplan.domain.view import View


@dataclass(frozen=True, slots=True)
class ChangedEnd:
    """A place by its name, or an address as firewalls write it."""

    text: str
    is_address: bool = False


@dataclass(frozen=True, slots=True)
class ChangedRule:
    """A rule at the border that came, went, or is wider or narrower now."""

    what: str
    source: tuple[ChangedEnd, ...]
    destination: tuple[ChangedEnd, ...]
    ports: str
    only_with: str
    flows: tuple[tuple[str, str], ...] = ()
    """The connections that it is needed for: their ids and their names."""


@dataclass(frozen=True, slots=True)
class ChangedItem:
    """A sentence, what is told of it in lines, and the connection that it is about, if any."""

    text: str
    told: tuple[str, ...] = ()
    flow: str = ""


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """Changes of one kind: rules, or sentences with what is told of each."""

    title: str
    rules: tuple[ChangedRule, ...] = ()
    items: tuple[ChangedItem, ...] = ()


@dataclass(frozen=True, slots=True)
class EditionChange:
    """What changed from one edition of a model to the next."""

    id: str
    title: str
    parts: tuple[ChangedPart, ...]
    cosmetic: str
    """How much changed besides that alters no fact."""
    map: View | None = None
    """What draws it; None where there is nothing to draw."""
    badges: Mapping[str, tuple[int, Direction, Exposure]] = field(default_factory=dict)
    """The number of each connection on the map, with the looks of its badge."""
