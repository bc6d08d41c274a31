"""What an entry says of other entries: the names in it, and what depends on options."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, Protocol, TypeAlias, TypeVar

from groundplan.plain import JsonObject

KeyPath: TypeAlias = tuple[str | int, ...]
"""The way to a value, as in a `Route`; a plain tuple, because most values are sound and no finding needs their route."""
Schema: TypeAlias = JsonObject
RawData: TypeAlias = dict[str, "RawData"] | list["RawData"] | str | None
"""What a file says, before anybody knows what it means: every scalar is text."""

Read = TypeVar("Read")
Read_co = TypeVar("Read_co", covariant=True)
"""What a value is once it is read: its names are still text."""

PLACE = ("components", "boundaries")
"""The sections whose entries a flow may start or end at."""
ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"


@dataclass(frozen=True, slots=True)
class ChosenRecord(Generic[Read_co]):
    """A value for each choice of an option, as written; the word `else` stands for the choices that are not named."""

    option: str | None
    values: Mapping[str, Read_co | ChosenRecord[Read_co]]


ByChoice: TypeAlias = Read | ChosenRecord[Read]
"""A value as written, or one by choice."""


class Reference(NamedTuple):
    """At `steps`, an entry names `name`, which must be an id of one of `sections`."""

    steps: KeyPath
    sections: tuple[str, ...]
    name: str


class Conditioned(NamedTuple):
    """At `steps`, an entry names options with choices of them."""

    steps: KeyPath
    conditions: Mapping[str, tuple[str | None, ...]]


class Depends(NamedTuple):
    """At `steps`, a value is given for each choice of an option; `noun` is what such a value is."""

    steps: KeyPath
    chosen: ChosenRecord[object]
    noun: str


Mention: TypeAlias = Reference | Conditioned | Depends


class World(Protocol):
    """What names stand for, once all of them are known to stand for something."""

    def named(self, sections: Collection[str], name: str) -> Any:
        """The entry that is called `name` in one of `sections`."""

    def choices(self, option: str) -> Iterable[str]:
        """The choices of an option, in its order."""


class Schemas(dict[str, Schema]):
    """JSON Schemas by name, and the ids that a project already has, which editors offer."""

    def __init__(self, ids: Mapping[str, Collection[str]] | None = None) -> None:
        super().__init__()
        self._ids = ids or {}

    def id_of(self, sections: Iterable[str]) -> Schema:
        """An id of one of `sections`. Others than those that exist are accepted: they may be new."""
        known = [id_ for section in sections for id_ in self._ids.get(section, ())]
        anything: Schema = {"type": "string", "pattern": ID_PATTERN}
        return {"anyOf": [{"enum": known}, anything]} if known else anything
