"""What a diagram shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from groundplan.domain.boundary import Boundary
from groundplan.domain.entry import Entry
from groundplan.domain.selector import Selector


class DrawingDirection(StrEnum):
    """Where the initiators' side of a diagram points."""

    RIGHT = "right"
    LEFT = "left"
    DOWN = "down"
    UP = "up"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class View(Entry):
    """The flows that pass `show`, with the inside of the boundaries in `collapse` folded away."""

    show: Selector
    collapse: tuple[Boundary, ...] = ()
    direction: DrawingDirection = DrawingDirection.RIGHT
