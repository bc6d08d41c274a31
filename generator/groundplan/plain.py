"""Plain data: what JSON can hold."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Plain: TypeAlias = Mapping[str, "Plain"] | Sequence["Plain"] | str | int | float | bool | None
JsonObject: TypeAlias = dict[str, Plain]
"""An object of JSON that is being written."""


def lined(value: Plain, levels: int) -> str:
    """A value as JSON, with what it holds on lines of their own down to some levels: a flow is a line."""
    if levels and value and isinstance(value, dict):
        inside = (f"{json.dumps(key, ensure_ascii=False)}: {lined(each, levels - 1)}" for key, each in value.items())
        return "{\n" + ",\n".join(inside) + "\n}"
    if levels and value and isinstance(value, list):
        return "[\n" + ",\n".join(lined(each, levels - 1) for each in value) + "\n]"
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
