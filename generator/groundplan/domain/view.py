"""What a diagram shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    """The flows that pass `show`, with the inside of the boundaries in `collapse` folded away.

    It starts with the `choices`; options that are left out have their defaults. `viewpoint` is the border that its colours speak of.
    """

    show: Selector
    collapse: tuple[Boundary, ...] = ()
    direction: DrawingDirection = DrawingDirection.RIGHT
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    viewpoint: Boundary | None = None
