"""A fingerprint of the facts around a text: when it changes, a translation of the text may have become untrue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from groundplan.derive.facts import Facts
from groundplan.domain.channel import Channel
from groundplan.domain.entry import Entry, Link, Text
from groundplan.domain.flow import Endpoint, Flow, Port
from groundplan.domain.option import Chosen, Varying
from groundplan.domain.selector import Owned

_WORDS = frozenset({"name", "description", "notes", "statement", "text", "route", "tags", "links", "id", "avoid", "reading"})
_LOOKS = frozenset({"icon", "collapse", "direction"})
"""How a picture looks makes no text untrue. (The direction of a flow is derived, and counts.)"""

_ALWAYS: Mapping[str, tuple[str, ...]] = {
    "Party": ("role",),
    "Boundary": ("kind", "parent", "owner", "manager"),
    "Component": ("kind", "boundary", "owner", "manager", "stores", "produces"),
    "DataClass": ("sensitivity", "whole"),
    "Control": ("kind",),
    "Channel": ("exposure", "encryption", "controls", "carried_by"),
    "Choice": ("requires", "excludes"),
    "Option": ("choices", "default"),
    "Flow": (
        "sources", "targets", "channel", "purpose", "through", "ports", "protocol", "carries", "returns", "controls", "when",
        "endpoints", "expect",
    ),
    "Claim": ("form", "when"),
    "Step": ("by", "to", "uses"),
    "Procedure": ("steps",),
    "Term": ("translate",),
    "View": ("show",),
    "Hop": ("component", "terminates"),
    "Expectation": ("direction", "exposure"),
    "Port": ("first", "last", "transport"),
    "Endpoint": ("kind", "value"),
    "Selector": ("clauses",),
    "Test": ("key", "values"),
    "RidesOn": ("selector",),
    "Not": ("selector",),
    "AnyOf": ("selectors",),
    "Never": ("selector",),
    "Every": ("selector", "requirement"),
    "Exists": ("selector",),
    "Contained": ("data", "within"),
    "Unreachable": ("source", "target"),
    "DrawnIn": ("view", "selector"),
    "Chosen": ("option", "by_choice"),
}  # fmt: skip
"""The fields that have counted since the first version, in their order. Others count where they are not left out, so that a new
one changes no digest. Nothing is ever added here, nor taken away: every translation of every project would be out of date.
"""

_kind: Callable[..., type] = type

DigestPart: TypeAlias = "str | int | Sequence[DigestPart] | None"
"""A value without what makes no text untrue."""
DigestTeller: TypeAlias = Callable[..., DigestPart]
"""Tells values of one kind."""


def facts_digest(entry: Entry, facts: Facts) -> str:
    """Eight hexadecimal digits that tell the facts of `entry`, without its words and looks; for a flow, its derived classes too."""
    parts = [entry.status.value, entry.audience.value, *_plain_fields(entry)]
    if isinstance(entry, Flow):
        derived = facts.flows[entry.id]
        directions = derived.direction.values()
        parts += _plain((directions[0] if len(directions) == 1 else directions, derived.exposure.values(), derived.layer.values()))
    return blake2b(repr(parts).encode(), digest_size=4).hexdigest()


def _plain(values: Iterable[object]) -> list[DigestPart]:
    """`values` with every entry replaced by its id, so that only the facts of the entry itself count."""
    return [_plainer(_kind(value))(value) for value in values]


def _plain_fields(record: object) -> list[DigestPart]:
    """The fields of `record` that always count, then those that are not left out, each with its name."""
    counted = _counted(_kind(record))
    parts = [plain(getattr(record, name)) for name, plain in counted.always]
    for name, default in counted.others:
        value = getattr(record, name)
        if value != default and not isinstance(value, Text):
            parts.append((name, _plain([value])))
    return parts


class _Counted(NamedTuple):
    """What of a kind counts: the fields that always do, each with its way to be told, and the others with what they are when left out."""

    always: tuple[tuple[str, DigestTeller], ...]
    others: tuple[tuple[str, object], ...]


@cache
def _counted(kind: type) -> _Counted:
    always = _ALWAYS.get(kind.__name__, ())
    ignored = {*_WORDS, *_LOOKS, "status", "audience"} if issubclass(kind, Entry) else set()
    others = (field for field in fields(kind) if field.name not in always and field.name not in ignored)
    return _Counted(
        tuple((name, _teller(kind.__name__, name)) for name in always), tuple((field.name, _left_out(field)) for field in others)
    )


def _left_out(field: Field[object]) -> object:
    return field.default if field.default_factory is MISSING else field.default_factory()


def _teller(kind: str, name: str) -> DigestTeller:
    """How a field that always counts is told: as it was before it could be more than it was then."""
    return _before.get((kind, name), lambda value: _plainer(_kind(value))(value))


def _channel(value: Varying[Channel]) -> DigestPart:
    return _plain_fields(value) if isinstance(value, Chosen) else [value.id]


def _ends(value: tuple[Entry, ...]) -> DigestPart:
    return value[0].id if len(value) == 1 else _plain(value)


def _places(value: tuple[Entry, ...]) -> DigestPart:
    return _plain(value)[0] if len(value) == 1 else _plain(value)


_before: Mapping[tuple[str, str], DigestTeller] = {
    ("Flow", "channel"): _channel,
    ("Flow", "sources"): _ends,
    ("Flow", "targets"): _ends,
    ("Contained", "within"): _places,
}
"""Where a field could be less in the first version than it can be now."""


@cache
def _plainer(kind: type) -> DigestTeller:
    """What `_plain` does with values of `kind`: found once, because a model holds many values of few kinds."""
    if issubclass(kind, Entry):
        return attrgetter("id")
    if issubclass(kind, Text | Link):
        return lambda _: None
    if issubclass(kind, Owned):
        return lambda owned: ("owner", owned.party.id)
    if issubclass(kind, Enum):
        return attrgetter("_value_")
    if issubclass(kind, Mapping):
        return lambda mapping: sorted(zip(map(str, mapping), _plain(mapping.values()), strict=True))
    if issubclass(kind, tuple | list):
        return _plain
    if issubclass(kind, Port | Endpoint):  # of which there are few
        return cache(_plain_fields)
    return _plain_fields if is_dataclass(kind) else str
