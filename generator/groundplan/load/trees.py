"""Nested data that other programs wrote, of which nothing is certain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from groundplan.plain import Plain

JsonTree: TypeAlias = Mapping[str, Plain]


def tree(value: object) -> JsonTree:
    """A mapping; an empty one where it is something else."""
    return value if isinstance(value, Mapping) else {}


def trees(value: object) -> list[JsonTree]:
    """The items of a list, as mappings."""
    return [tree(each) for each in value] if isinstance(value, list) else []


def array(value: object) -> list[object]:
    """The items of a list; none where it is something else."""
    return value if isinstance(value, list) else []
