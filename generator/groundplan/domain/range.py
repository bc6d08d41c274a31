"""A range of whole numbers, as addresses and ports have them."""

from __future__ import annotations

from typing import TypeAlias

Range: TypeAlias = tuple[int, int]
"""From the first to the last, both included."""

NONE: Range = (0, 0)
"""Stands where there is nothing to count: the address of a place, the port of ICMP."""
