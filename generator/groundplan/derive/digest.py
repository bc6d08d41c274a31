"""A fingerprint of the facts around a text: when it changes, a translation of the text may have become untrue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from hashlib import blake2b
from typing import Any

from groundplan.derive.facts import Facts
from groundplan.domain.entry import Entry, Link, Text
from groundplan.domain.flow import Flow
from groundplan.domain.selector import Owned

_WORDS = frozenset({"name", "description", "notes", "statement", "text", "route", "tags", "links", "id", "avoid"})
_LOOKS = frozenset({"icon", "collapse", "direction"})
"""How a picture looks makes no text untrue. (The direction of a flow is derived, and counts.)"""


def digest(entry: Entry, facts: Facts) -> str:
    """Eight hexadecimal digits that tell the facts of `entry`, without its words and looks; for a flow, its derived classes too."""
    kind: Any = type(entry)
    parts = [_plain(getattr(entry, name)) for name in _names(kind) if name not in _WORDS | _LOOKS]
    if isinstance(entry, Flow):
        derived = facts.flows[entry.id]
        parts += [_plain(derived.direction), _plain(derived.exposure.values()), _plain(derived.layer.values())]
    return blake2b(repr(parts).encode(), digest_size=4).hexdigest()


def _plain(value: Any) -> object:
    """`value` with every entry replaced by its id, so that only the facts of the entry itself count."""
    kind: Any = type(value)
    return _plainer(kind)(value)


@cache
def _plainer(kind: type[Any]) -> Callable[[Any], object]:
    """What `_plain` does with values of `kind`: found once, because a model holds many values of few kinds."""
    if issubclass(kind, Entry):
        return lambda entry: entry.id
    if issubclass(kind, Text | Link):
        return lambda _: None
    if issubclass(kind, Owned):
        return lambda owned: ("owner", owned.party.id)
    if issubclass(kind, Enum):
        return lambda word: word.value
    if issubclass(kind, Mapping):
        return lambda mapping: sorted((str(key), _plain(item)) for key, item in mapping.items())
    if issubclass(kind, tuple | list):
        return lambda items: [_plain(item) for item in items]
    if is_dataclass(kind):
        return lambda record: [_plain(getattr(record, name)) for name in _names(kind)]
    return str


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
