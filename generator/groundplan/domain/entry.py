"""What every entry of a model has."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from groundplan.diagnostics import Route


class Status(StrEnum):
    """Whether a thing exists today."""

    ACTIVE = "active"
    PLANNED = "planned"
    DEPRECATED = "deprecated"


class Audience(StrEnum):
    """Who may read of a thing."""

    PUBLIC = "public"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Text:
    """A translatable text: its place in the model, which is the context of its translations, and its source wording."""

    route: Route
    source: str
    made: bool = False
    """Whether it is made of an id, as the name of an entry that nobody has named."""

    def __str__(self) -> str:
        return self.source


@dataclass(frozen=True, slots=True)
class Link:
    """A named address outside the documentation."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Entry:
    """An entry of the model. Entries are compared by identity: an id is unique within its kind."""

    id: str
    route: Route
    name: Text
    description: Text | None = None
    notes: Text | None = None
    status: Status = Status.ACTIVE
    audience: Audience = Audience.PUBLIC
    tags: tuple[str, ...] = ()
    links: tuple[Link, ...] = field(default=())
