"""Nested data that other programs wrote, of which nothing is certain."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from groundplan.errors import GroundplanError
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


def json_of(path: Path, content: bytes, how: str = "") -> Plain:
    """What the JSON in `content` says. Raises GroundplanError for what is none; `how` says what writes such a file."""
    try:
        read: Plain = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        raise GroundplanError("; ".join(filter(None, (f"{path} is not JSON", how)))) from error
    return read
