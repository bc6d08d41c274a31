"""Drawing directions made one: `u` runs from column to column, `v` along a column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from groundplan.domain.view import DrawingDirection
from groundplan.draw.geometry import Point, Rect, Spline


@dataclass(frozen=True, slots=True)
class Axes:
    """Turns places of a drawing so that columns follow each other from left to right, and back."""

    direction: DrawingDirection

    @property
    def upright(self) -> bool:
        """Whether columns are rows of the picture."""
        return self.direction in {DrawingDirection.DOWN, DrawingDirection.UP}

    @property
    def _sign(self) -> int:
        return -1 if self.direction in {DrawingDirection.LEFT, DrawingDirection.UP} else 1

    def turn(self, point: Point) -> Point:
        """`point` of the drawing as (u, v)."""
        if self.direction is DrawingDirection.RIGHT:
            return point
        u, v = (point.y, point.x) if self.upright else (point.x, point.y)
        return Point(self._sign * u, v)

    def back(self, point: Point) -> Point:
        """(u, v) as a point of the drawing."""
        if self.direction is DrawingDirection.RIGHT:
            return point
        u, v = self._sign * point.x, point.y
        return Point(v, u) if self.upright else Point(u, v)

    def turn_rect(self, rect: Rect) -> Rect:
        centre = self.turn(rect.centre)
        return Rect.around(centre, *((rect.height, rect.width) if self.upright else (rect.width, rect.height)))

    def turn_rects(self, rects: Mapping[str, Rect]) -> dict[str, Rect]:
        return {id_: self.turn_rect(rect) for id_, rect in rects.items()}

    def back_rect(self, rect: Rect) -> Rect:
        centre = self.back(rect.centre)
        return Rect.around(centre, *((rect.height, rect.width) if self.upright else (rect.width, rect.height)))

    def turn_spline(self, spline: Spline) -> Spline:
        return spline if self.direction is DrawingDirection.RIGHT else tuple(self.turn(point) for point in spline)

    def back_spline(self, spline: Spline) -> Spline:
        return spline if self.direction is DrawingDirection.RIGHT else tuple(self.back(point) for point in spline)
