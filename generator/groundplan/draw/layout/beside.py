"""Where a badge stands that found no place in the row of its bundle: elsewhere on its line, or beside that with a leader."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from groundplan.draw.geometry import ROUNDING, Point, Rect, RectSides
from groundplan.draw.layout.chains import CLEAR, STEP, Bead, BeadChain
from groundplan.draw.layout.near_lines import NearLines
from groundplan.draw.measure.sizes import BADGE_HEIGHT

_STARTS = 3
"""How many places of a line are looked around for room."""


def another_place(row: BeadChain, index: int, taken: Sequence[Rect]) -> int | None:
    """The best of its places at which a badge lies on nothing that is `taken` and on no other line, if there is any."""
    blocked, prices = row.beads[index].blocked(taken), row.prices[index]
    free = [at for at, over in enumerate(row.covered[index]) if not over and at not in blocked and prices[at] < math.inf]
    return min(free, key=prices.__getitem__, default=None)


def beside(bead: Bead, lines: NearLines, taken: Iterable[Rect]) -> tuple[Point, Point]:
    """The nearest place to its line at which a badge lies on nothing at all, and where on its line a leader from there ends."""
    sides = [rect.sides for rect in taken]
    seen = [place for place in bead.places if not _is_held(place, sides)] or list(bead.places)
    starts = [seen[len(seen) * part // (_STARTS + 1)] for part in range(1, _STARTS + 1)]
    for ring in range(1, 2000):
        found = [place for start in starts if (place := _at(ring, start, bead.width, lines, sides))]
        if found:
            centre = min(found, key=lambda place: (min(map(place.distance, seen)), place))
            return centre, min(seen, key=centre.distance)
    raise AssertionError("the plane is larger than any picture")


def _is_held(place: Point, sides: Iterable[RectSides]) -> bool:
    x, y = place
    return any(left <= x <= right and top <= y <= bottom for left, right, top, bottom in sides)


def _at(ring: int, start: Point, width: float, lines: NearLines, taken: Sequence[RectSides]) -> Point | None:
    """A place on a square around `start` at which nothing is and no line runs."""
    for side in (-ring * STEP, ring * STEP):
        level = _Side(start.x, start.y + side, width, lines, taken, upright=False)
        upright = _Side(start.y, start.x + side, width, lines, taken, upright=True)
        at_level = level.first(-ring, ring)
        at_upright = upright.first(-ring, ring if at_level is None else at_level - 1)
        if at_upright is not None:
            return upright.place(at_upright)
        if at_level is not None:
            return level.place(at_level)
    return None


class _Side:
    """One side of a square, along which places are tried from step to step."""

    def __init__(self, middle: float, across: float, width: float, lines: NearLines, taken: Sequence[RectSides], *, upright: bool) -> None:
        """It runs to both sides of `middle`, at `across` of the other axis. Of what is `taken`, it looks at what it meets alone."""
        self._middle, self._across, self._width, self._lines, self._upright = middle, across, width, lines, upright
        self._size = BADGE_HEIGHT if upright else width
        start, end = _ends(across, width if upright else BADGE_HEIGHT)
        if upright:
            self._taken = [(top, bottom) for left, right, top, bottom in taken if start < right and left < end]
        else:
            self._taken = [(left, right) for left, right, top, bottom in taken if start < bottom and top < end]

    def place(self, step: int) -> Point:
        along = self._middle + step * STEP
        return Point(self._across, along) if self._upright else Point(along, self._across)

    def first(self, step: int, last: int) -> int | None:
        """The first step up to the `last` one at which a badge is free. What is in its way is in its way until the badge has passed it."""
        while step <= last:
            passed = self._passed(step)
            if passed is None:
                return step
            step = max(step + 1, math.ceil((passed - ROUNDING - self._middle) / STEP))
        return None

    def _passed(self, step: int) -> float | None:
        """Where the middle of a badge has passed what is in its way; None where nothing is."""
        start, end = _ends(self._middle + step * STEP, self._size)
        for before, after in self._taken:
            if start < after and before < end:
                return after + self._size / 2 + CLEAR
        hit = self._lines.hit(Rect.around(self.place(step), self._width, BADGE_HEIGHT))
        if hit is None:
            return None
        point, half = hit
        return (point.y if self._upright else point.x) + self._size / 2 + half


def _ends(middle: float, size: float) -> tuple[float, float]:
    """From where to where a badge reaches, and what it keeps clear of."""
    start = middle - size / 2 - CLEAR
    return start, start + (size + 2 * CLEAR)
