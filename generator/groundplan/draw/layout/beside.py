"""Where a badge stands that found no place in the row of its bundle: elsewhere on its line, or beside that with a leader."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from groundplan.draw.geometry import Point, Rect
from groundplan.draw.layout.chains import CLEAR, STEP, Bead, BeadChain
from groundplan.draw.layout.near_lines import NearLines
from groundplan.draw.measure.sizes import BADGE_HEIGHT

_ROUNDING = 0.001
"""More than what sums of pixels are off by."""
_STARTS = 3
"""How many places of a line are looked around for room."""


def another_place(row: BeadChain, index: int, taken: Sequence[Rect]) -> int | None:
    """The best of its places at which a badge lies on nothing that is `taken` and on no other line, if there is any."""
    blocked, prices = row.beads[index].blocked(taken), row.prices[index]
    free = [at for at, over in enumerate(row.covered[index]) if not over and at not in blocked and prices[at] < math.inf]
    return min(free, key=prices.__getitem__, default=None)


def beside(bead: Bead, lines: NearLines, taken: Sequence[Rect]) -> tuple[Point, Point]:
    """The nearest place to its line at which a badge lies on nothing at all, and where on its line a leader from there ends."""
    seen = [place for place in bead.places if not any(rect.holds(place) for rect in taken)] or list(bead.places)
    starts = [seen[len(seen) * part // (_STARTS + 1)] for part in range(1, _STARTS + 1)]
    for ring in range(1, 2000):
        found = [place for start in starts if (place := _at(ring, start, bead.width, lines, taken))]
        if found:
            centre = min(found, key=lambda place: (min(map(place.distance, seen)), place))
            return centre, min(seen, key=centre.distance)
    raise AssertionError("the plane is larger than any picture")


def _at(ring: int, start: Point, width: float, lines: NearLines, taken: Sequence[Rect]) -> Point | None:
    """A place on a square around `start` at which nothing is and no line runs."""
    return next((place for place in _free(start, ring, width, taken) if not lines.over(Rect.around(place, width, BADGE_HEIGHT), -1)), None)


def _free(start: Point, ring: int, width: float, taken: Sequence[Rect]) -> Iterator[Point]:
    """The places of a square around `start` that nothing takes. Of what is taken, each side looks at what reaches it alone."""
    room, reach = Rect.around(start, width, BADGE_HEIGHT).grown(CLEAR + _ROUNDING), ring * STEP
    for side in (-reach, reach):
        row, column = room.moved(0.0, side), room.moved(side, 0.0)
        level = [other for other in taken if row.y < other.bottom and other.y < row.bottom]
        upright = [other for other in taken if column.x < other.right and other.x < column.right]
        for step in range(-ring, ring + 1):
            for place, near in ((start.moved(step * STEP, side), level), (start.moved(side, step * STEP), upright)):
                around = Rect.around(place, width, BADGE_HEIGHT).grown(CLEAR)
                if not any(around.overlaps(other) for other in near):
                    yield place
