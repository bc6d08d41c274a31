"""The facts of an entry as plain values, in which other entries are references: what is compared between two models.

Words and looks are left out: they change no fact.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
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
from groundplan.domain.selector import Key, Test
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
class EntryRef:
    """An entry, by its section and id; a choice by `option.choice` in the section `choices`."""

    section: str
    id: str


Structure: TypeAlias = "tuple[Structure, ...] | EntryRef | Unordered | str | int | float | None"
"""Texts, numbers, references, and tuples of values."""


def entries(model: Model) -> Iterator[tuple[EntryRef, Entry]]:
    """Every entry that facts can speak of, in the model's order; the choices of an option after it."""
    for section, found in model.sections():
        if section in FOR_COLLEAGUES:
            continue
        for entry in found.values():
            yield EntryRef(section, entry.id), entry
            if isinstance(entry, Option):
                yield from ((EntryRef("choices", f"{entry.id}.{choice.id}"), choice) for choice in entry.choices.values())


def structure(ref: EntryRef, entry: Entry) -> dict[str, Structure]:
    """Field -> what it says, for the fields that hold facts. A choice tells its option besides."""
    found = {name: _field(entry, name) for name in factual(type(entry))}
    return {**found, "option": EntryRef("options", ref.id.partition(".")[0])} if isinstance(entry, Choice) else found


def factual(kind: type[Entry]) -> tuple[str, ...]:
    """The fields of a kind of entries that hold facts."""
    return tuple(field.name for field in fields(kind) if field.name not in _SKIPPED)


def _field(entry: Entry, name: str) -> Structure:
    match entry, name:
        case Option(), "choices":
            return tuple(EntryRef("choices", f"{entry.id}.{choice}") for choice in entry.choices)
        case Option(), "default":
            return EntryRef("choices", f"{entry.id}.{entry.default}")
        case Channel(), "carried_by":
            return tuple(EntryRef("flows", id_) for id_ in entry.carried_by)
        case Flow(expect=Mapping() as expect), "expect":
            return _set((EntryRef("boundaries", place), _plain(expected)) for place, expected in expect.items())
        case ((Flow() | Claim()), "when"):
            return _conditions(entry.when)
        case Choice(), ("requires" | "excludes"):
            return _conditions(getattr(entry, name))
        case _:
            return _plain(getattr(entry, name))


def _conditions(conditions: Mapping[str, tuple[str, ...]]) -> Structure:
    return tuple((EntryRef("options", option), _set(EntryRef("choices", f"{option}.{choice}") for choice in choices))
                 for option, choices in sorted(conditions.items()))  # fmt: skip


def _plain(value: object) -> Structure:
    match value:
        case None | Text() | Link():
            return None
        case Entry() if type(value) in _SECTIONS:
            return EntryRef(_SECTIONS[type(value)], value.id)
        case StrEnum():
            return value.value
        case Port(first, last, transport):
            return ("port", first, last, transport.value)
        case Test():
            return ("test", value.key.value, _set(_tested(value.key, item) for item in value.values))
        case Mapping():
            return tuple(sorted(((str(key), _plain(item)) for key, item in value.items()), key=repr))
        case tuple() | list() | frozenset():
            return tuple(map(_plain, value))
        case str() | int() | float():
            return value
        case _:
            return _record(value)


def _record(value: Any) -> Structure:
    """A record; one that gives a value for each choice of an option refers to them. Raises TypeError for what is none."""
    names = [field.name for field in fields(value) if field.name not in _SKIPPED or not isinstance(value, Entry)]
    if {"option", "by_choice"} <= set(names):
        by_choice = _set((EntryRef("choices", f"{value.option}.{choice}"), _plain(item)) for choice, item in value.by_choice.items())
        return (type(value).__name__, EntryRef("options", value.option), by_choice)
    return (type(value).__name__, *(_plain(getattr(value, name)) for name in names))


def _tested(key: Key, value: object) -> Structure:
    return EntryRef(ID_KEYS[key], value) if key in ID_KEYS and isinstance(value, str) else _plain(value)


@dataclass(frozen=True, slots=True)
class Unordered:
    """Values whose order says nothing."""

    items: tuple[Structure, ...]


def _set(items: Iterable[Structure]) -> Unordered:
    return Unordered(tuple(items))


def references(value: Structure, path: tuple[str | int, ...] = ()) -> Iterator[tuple[EntryRef, tuple[str | int, ...]]]:
    """The entries that a value refers to, each with where it does; the place in an unordered set says nothing."""
    match value:
        case EntryRef():
            yield value, path
        case Unordered(items):
            for item in items:
                yield from references(item, (*path, "in"))
        case tuple():
            for index, item in enumerate(value):
                yield from references(item, (*path, index))


def comparable(value: Structure, name: Callable[[EntryRef], Hashable]) -> Hashable:
    """`value` as something comparable, with `name(ref)` in place of each reference."""
    match value:
        case EntryRef():
            return name(value)
        case Unordered(items):
            return ("set", *sorted((comparable(item, name) for item in items), key=repr))
        case tuple():
            return tuple(comparable(item, name) for item in value)
        case _:
            return value
