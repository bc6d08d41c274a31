"""The facts of an entry as plain values, in which other entries are references: what is compared between two models.

Words and looks are left out: they change no fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import Any, TypeAlias

from groundplan.domain.boundary import Boundary
from groundplan.domain.channel import Channel
from groundplan.domain.claim import Claim
from groundplan.domain.component import Component
from groundplan.domain.control import Control
from groundplan.domain.data import DataClass
from groundplan.domain.entry import Entry, Link, Text
from groundplan.domain.flow import Flow, Port
from groundplan.domain.model import FOR_COLLEAGUES, Model
from groundplan.domain.option import Choice, Option
from groundplan.domain.party import Party
from groundplan.domain.procedure import Procedure
from groundplan.domain.selector import Test
from groundplan.domain.term import Term
from groundplan.domain.view import View
from groundplan.resolve.selectors import ID_KEYS

WORDS = ("name", "description", "notes", "statement", "text", "tags", "links", "avoid", "icon", "collapse")
_SKIPPED = frozenset({*WORDS, "id", "route", "translate"})
_SECTIONS: Mapping[type[Entry], str] = {
    Party: "parties", Boundary: "boundaries", Component: "components", DataClass: "data", Control: "controls", Channel: "channels",
    Option: "options", Choice: "choices", Flow: "flows", Claim: "claims", Procedure: "procedures", Term: "terms", View: "views",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ref:
    """An entry, by its section and id; a choice by `option.choice` in the section `choices`."""

    section: str
    id: str


Value: TypeAlias = Any
"""Texts, numbers, references, and tuples of values."""


def entries(model: Model) -> Iterator[tuple[Ref, Entry]]:
    """Every entry that facts can speak of, in the model's order; the choices of an option after it."""
    for section, found in model.sections():
        if section in FOR_COLLEAGUES:
            continue
        for entry in found.values():
            yield Ref(section, entry.id), entry
            if isinstance(entry, Option):
                yield from ((Ref("choices", f"{entry.id}.{choice.id}"), choice) for choice in entry.choices.values())


def structure(ref: Ref, entry: Entry) -> dict[str, Value]:
    """Field -> what it says, for the fields that hold facts. A choice tells its option besides."""
    found = {field.name: _field(entry, field.name) for field in fields(entry) if field.name not in _SKIPPED}
    return {**found, "option": Ref("options", ref.id.partition(".")[0])} if isinstance(entry, Choice) else found


def _field(entry: Entry, name: str) -> Value:
    match entry, name:
        case Option(), "choices":
            return tuple(Ref("choices", f"{entry.id}.{choice}") for choice in entry.choices)
        case Option(), "default":
            return Ref("choices", f"{entry.id}.{entry.default}")
        case Channel(), "carried_by":
            return tuple(Ref("flows", id_) for id_ in entry.carried_by)
        case Flow(expect=Mapping() as expect), "expect":
            return _set((Ref("boundaries", place), _plain(expected)) for place, expected in expect.items())
        case ((Flow() | Claim()), "when"):
            return _conditions(entry.when)
        case Choice(), ("requires" | "excludes"):
            return _conditions(getattr(entry, name))
        case _:
            return _plain(getattr(entry, name))


def _conditions(conditions: Mapping[str, tuple[str, ...]]) -> Value:
    return tuple((Ref("options", option), _set(Ref("choices", f"{option}.{choice}") for choice in choices))
                 for option, choices in sorted(conditions.items()))  # fmt: skip


def _plain(value: object) -> Value:
    match value:
        case None | Text() | Link():
            return None
        case Entry() if type(value) in _SECTIONS:
            return Ref(_SECTIONS[type(value)], value.id)
        case Enum():
            return value.value
        case Port(first, last, transport):
            return ("port", first, last, transport.value)
        case Test():
            return ("test", value.key.value, _set(_tested(value.key, item) for item in value.values))
        case Mapping():
            return tuple(sorted(((str(key), _plain(item)) for key, item in value.items()), key=repr))
        case tuple() | list() | frozenset():
            return tuple(map(_plain, value))
        case _ if is_dataclass(value):
            return _record(value)
        case _:
            return value


def _record(value: Any) -> Value:
    """A record; one that gives a value for each choice of an option refers to them."""
    names = [field.name for field in fields(value) if field.name not in _SKIPPED or not isinstance(value, Entry)]
    if {"option", "by_choice"} <= set(names):
        by_choice = _set((Ref("choices", f"{value.option}.{choice}"), _plain(item)) for choice, item in value.by_choice.items())
        return (type(value).__name__, Ref("options", value.option), by_choice)
    return (type(value).__name__, *(_plain(getattr(value, name)) for name in names))


def _tested(key: Any, value: object) -> Value:
    return Ref(ID_KEYS[key], value) if key in ID_KEYS and isinstance(value, str) else _plain(value)


@dataclass(frozen=True, slots=True)
class Unordered:
    """Values whose order says nothing."""

    items: tuple[Value, ...]


def _set(items: Iterator[Value] | Any) -> Unordered:
    return Unordered(tuple(items))


def references(value: Value, path: tuple[object, ...] = ()) -> Iterator[tuple[Ref, tuple[object, ...]]]:
    """The entries that a value refers to, each with where it does; the place in an unordered set says nothing."""
    match value:
        case Ref():
            yield value, path
        case Unordered(items):
            for item in items:
                yield from references(item, (*path, "in"))
        case tuple():
            for index, item in enumerate(value):
                yield from references(item, (*path, index))


def mapped(value: Value, name: Any) -> Value:
    """`value` as something comparable, with `name(ref)` in place of each reference."""
    match value:
        case Ref():
            return name(value)
        case Unordered(items):
            return ("set", *sorted((mapped(item, name) for item in items), key=repr))
        case tuple():
            return tuple(mapped(item, name) for item in value)
        case _:
            return value
