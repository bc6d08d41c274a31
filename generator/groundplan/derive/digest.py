"""A fingerprint of the facts around a text: when it changes, a translation of the text may have become untrue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any

from groundplan.derive.facts import Facts
from groundplan.domain.entry import Entry, Link, Text
from groundplan.domain.flow import Endpoint, Flow, Port
from groundplan.domain.selector import Owned

_WORDS = frozenset({"name", "description", "notes", "statement", "text", "route", "tags", "links", "id", "avoid"})
_LOOKS = frozenset({"icon", "collapse", "direction"})
"""How a picture looks makes no text untrue. (The direction of a flow is derived, and counts.)"""

_kind: Callable[[object], Any] = type


def digest(entry: Entry, facts: Facts) -> str:
    """Eight hexadecimal digits that tell the facts of `entry`, without its words and looks; for a flow, its derived classes too."""
    parts = _plain(_facts_of(_kind(entry))(entry))
    if isinstance(entry, Flow):
        derived = facts.flows[entry.id]
        parts += _plain((derived.direction, derived.exposure.values(), derived.layer.values()))
    return blake2b(repr(parts).encode(), digest_size=4).hexdigest()


def _plain(values: Iterable[Any]) -> list[object]:
    """`values` with every entry replaced by its id, so that only the facts of the entry itself count."""
    return [_plainer(_kind(value))(value) for value in values]


@cache
def _plainer(kind: Any) -> Callable[[Any], object]:
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
        return cache(lambda record: _plain(getattr(record, name) for name in _names(_kind(record))))
    has_fields = is_dataclass(kind)
    if has_fields:
        names = _names(kind)
        return lambda record: _plain(getattr(record, name) for name in names)
    return str


@cache
def _facts_of(kind: Any) -> Callable[[Entry], tuple[Any, ...]]:
    """Gets the values of an entry's fields that are neither words nor looks; every kind has more than one."""
    return attrgetter(*(name for name in _names(kind) if name not in _WORDS | _LOOKS))


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
