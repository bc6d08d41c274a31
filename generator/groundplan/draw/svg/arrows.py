"""Arrowheads, which tell the direction without colour: filled into the viewpoint, open out of it, hollow where no border is crossed."""

from __future__ import annotations

from itertools import pairwise

from groundplan.domain.flow import Direction
from groundplan.draw.geometry import Point
from groundplan.draw.svg.element import Element, number

LENGTH, HALF = 9.0, 4.5
WIDE = "gp-wide"
"""The class of the head of a tunnel."""
_OPEN_LENGTH, _OPEN_HALF = 7.0, 5.0


def shortening(direction: Direction | None) -> float:
    """How far before the tip the stroke of a line ends, so that it does not show beside the head."""
    return 1.0 if direction is Direction.OUTBOUND else LENGTH - 2.0


def head(tip: Point, way: Point, direction: Direction | None) -> Element:
    """The head of a line that arrives at `tip` in the direction `way`, of length 1. Without a direction it is a step of its own."""
    if direction is not Direction.OUTBOUND:
        return Element("path", {"class": "gp-arrow", "d": f"{_outline(tip, way, LENGTH, HALF)}z"})
    inner = tip.moved(-way.x, -way.y)  # its stroke is as wide as the line
    return Element("path", {"class": "gp-arrow", "d": _outline(inner, way, _OPEN_LENGTH, _OPEN_HALF)})


def wide_head(tip: Point, way: Point, length: float, half: float) -> Element:
    """The head of a tunnel."""
    return Element("path", {"class": f"gp-arrow {WIDE}", "d": f"{_outline(tip, way, length, half)}z"})


def _outline(tip: Point, way: Point, length: float, half: float) -> str:
    """From one corner over the tip to the other."""
    back = tip.moved(-way.x * length, -way.y * length)
    corners = (back.moved(-way.y * half, way.x * half), tip, back.moved(way.y * half, -way.x * half))
    first = corners[0]
    to = " ".join(f"{number(b.x - a.x)} {number(b.y - a.y)}" for a, b in pairwise(corners)).replace(" -", "-")
    return f"M{number(first.x)} {number(first.y)}l{to}"
