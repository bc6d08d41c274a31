"""Plain data: what JSON can hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Plain: TypeAlias = Mapping[str, "Plain"] | Sequence["Plain"] | str | int | float | bool | None
JsonObject: TypeAlias = dict[str, Plain]
"""An object of JSON that is being written."""
