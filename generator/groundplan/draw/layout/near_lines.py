"""All lines of a picture, found by where they run: there may be thousands of points, and badges ask for each place on their way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from groundplan.draw.geometry import ROUNDING, Point, Rect

_CELL = 32.0
_PART = 8
"""How many points of a line are looked at together."""


class _Part(NamedTuple):
    """A few neighbours among the points of a line, and what they lie within."""

    line: int
    half: float
    left: float
    right: float
    top: float
    bottom: float
    points: Sequence[Point]


class NearLines:
    """Lines by their points, and half of the width that each is drawn in."""

    def __init__(self, tracks: Sequence[Sequence[Point]], halves: Sequence[float]) -> None:
        self.tracks = tracks
        self._cells: dict[tuple[int, int], list[_Part]] = {}
        """Column and row of a grid -> what has some of its width there."""
        self._parts: dict[tuple[int, int, int, int], Sequence[_Part]] = {}
        self._last: _Part | None = None
        """What was in the way the last time: it is in the way of the next place, too, more often than not."""
        for line, (track, half) in enumerate(zip(tracks, halves, strict=True)):
            for start in range(0, len(track), _PART):
                self._add(_part(line, half, track[start : start + _PART]))

    def _add(self, part: _Part) -> None:
        more = part.half + ROUNDING
        ends = part.left - more, part.right + more, part.top - more, part.bottom + more
        for cell in _cells(*(int(end // _CELL) for end in ends)):
            self._cells.setdefault(cell, []).append(part)

    def over(self, area: Rect, own: int) -> int:
        """How many lines other than `own` have some of their width in `area`."""
        sides = area.sides
        found = {own}
        for part in self._near(*sides):
            if part.line not in found and _reaches(part, *sides):
                found.add(part.line)
        return len(found) - 1

    def hit(self, area: Rect, own: int | None = None) -> tuple[Point, float] | None:
        """A point of some line other than `own` that has some of its width in `area`, and half of that width; None where there is none."""
        sides = area.sides
        if self._last and self._last.line != own and (point := _reaches(self._last, *sides)):
            return point, self._last.half
        for part in self._near(*sides):
            if part.line != own and (point := _reaches(part, *sides)):
                self._last = part
                return point, part.half
        return None

    def _near(self, left: float, right: float, top: float, bottom: float) -> Sequence[_Part]:
        """What has some of its width in the cells of a rectangle. Most of those that are asked for are in the cells of another one."""
        ends = int(left // _CELL), int(right // _CELL), int(top // _CELL), int(bottom // _CELL)
        if ends not in self._parts:
            self._parts[ends] = list({id(part): part for cell in _cells(*ends) for part in self._cells.get(cell, ())}.values())
        return self._parts[ends]


def _reaches(part: _Part, left: float, right: float, top: float, bottom: float) -> Point | None:
    """A point at which a line has some of its width between these, if there is one."""
    _, half, first, last, highest, lowest, points = part
    left, right, top, bottom = left - half, right + half, top - half, bottom + half
    if last <= left or right <= first or lowest <= top or bottom <= highest:
        return None
    for point in points:
        if left < point[0] < right and top < point[1] < bottom:
            return point
    return None


def _part(line: int, half: float, points: Sequence[Point]) -> _Part:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return _Part(line, half, min(xs), max(xs), min(ys), max(ys), points)


def _cells(first: int, last: int, highest: int, lowest: int) -> Iterator[tuple[int, int]]:
    """The cells of the grid from one column to another and from one row to another."""
    return product(range(first, last + 1), range(highest, lowest + 1))
