"""A fingerprint of the facts around a text: when it changes, a translation of the text may have become untrue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from hashlib import blake2b

from groundplan.derive.facts import Facts
from groundplan.domain.entry import Entry, Link, Text
from groundplan.domain.flow import Flow
from groundplan.domain.selector import Owned

_WORDS = frozenset({"name", "description", "notes", "statement", "text", "route", "tags", "links", "id"})


def digest(entry: Entry, facts: Facts) -> str:
    """Eight hexadecimal digits that tell the facts of `entry`, without its words; for a flow, its derived classes too."""
    parts: list[object] = [_plain(getattr(entry, field.name)) for field in fields(entry) if field.name not in _WORDS]
    if isinstance(entry, Flow):
        derived = facts.flows[entry.id]
        parts += [_plain(derived.direction), _plain(derived.exposure.values()), _plain(derived.layer.values())]
    return blake2b(repr(parts).encode(), digest_size=4).hexdigest()


def _plain(value: object) -> object:
    """`value` with every entry replaced by its id, so that only the facts of the entry itself count."""
    match value:
        case Entry():
            return value.id
        case Text() | Link():
            return None
        case Owned(party):
            return ("owner", party.id)
        case Enum():
            return value.value
        case Mapping():
            return sorted((str(key), _plain(item)) for key, item in value.items())
        case tuple() | list():
            return [_plain(item) for item in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            return [_plain(getattr(value, field.name)) for field in fields(value)]
        case _:
            return str(value)
