"""The badges of a bundle one after the other along it, each with its middle on its own line."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field

from groundplan.draw.geometry import Point, Rect, bounds
from groundplan.draw.layout.near_lines import NearLines
from groundplan.draw.measure.sizes import BADGE_GAP, BADGE_HEIGHT

STEP = 4.0
"""Pixels from one place on a line to the next."""
CLEAR = 3.0
"""Pixels between a badge and a card or a title."""
_COVERED = 10.0
"""The price of lying on somebody else's line."""
_OFF_MIDDLE = 2.0
"""The price of a badge at the end of its line instead of its middle."""
_NEAR_END, _ENDING = 26.0, 4.0
"""How near to its end a badge hides the arrow there, and the price of that."""
_ROUNDED = 0.2
"""What may be lost between two places when they are rounded."""
_APART = 0.05
"""The price of a pixel between two badges of a chain."""


@dataclass(frozen=True, slots=True)
class Bead:
    """A badge that may stand at any of its `places`, the points of its line. Beads of a bundle have equally many, side by side."""

    width: float
    places: Sequence[Point]

    def rect(self, at: int) -> Rect:
        return Rect.around(self.places[at], self.width, BADGE_HEIGHT)

    def blocked(self, rects: Iterable[Rect]) -> set[int]:
        """The places at which it would be too near to one of `rects`."""
        across, along = self.width / 2 + CLEAR, BADGE_HEIGHT / 2 + CLEAR
        reach = bounds(Rect(x - across, y - along, 2 * across, 2 * along) for x, y in self.places)
        found: set[int] = set()
        for near in (rect for rect in rects if rect.overlaps(reach)):
            left, right, top, bottom = near.x - across, near.right + across, near.y - along, near.bottom + along
            found.update(at for at, (x, y) in enumerate(self.places) if left < x < right and top < y < bottom)
        return found


@dataclass(slots=True)
class BeadChain:
    """The badges of one bundle, in the order in which they are read, with what each place would cost. Infinite where it is taken."""

    beads: Sequence[Bead]
    prices: Sequence[Sequence[float]]
    covered: Sequence[Sequence[int]] = field(default_factory=list)

    @property
    def room(self) -> float:
        """How many places there are for each badge."""
        free = min((sum(price < math.inf for price in prices) for prices in self.prices), default=0)
        return free / max(1, len(self.beads))


def chain(beads: Sequence[Bead], own: int, lines: NearLines, solid: Sequence[Rect]) -> BeadChain:
    """The beads of the bundle `own`, which keep clear of what is `solid`, and of other lines where they can."""
    known: dict[tuple[float, int], tuple[list[float], list[int]]] = {}
    for bead in beads:
        key = bead.width, id(bead.places)
        if key not in known:
            blocked = bead.blocked(solid)
            covered = [0 if at in blocked else lines.over(bead.rect(at), own) for at in range(len(bead.places))]
            known[key] = list(_prices(covered, blocked)), covered
    each = [known[bead.width, id(bead.places)] for bead in beads]
    return BeadChain(beads, [prices for prices, _ in each], [covered for _, covered in each])


def _prices(covered: Sequence[int], blocked: Set[int]) -> Iterator[float]:
    last = len(covered) - 1
    half = max(1.0, last / 2)
    for at, over in enumerate(covered):
        ending = _ENDING if min(at, last - at) * STEP < _NEAR_END else 0.0
        yield math.inf if at in blocked else _COVERED * over + _OFF_MIDDLE * abs(at - half) / half + ending


def strung(links: BeadChain, taken: Sequence[Rect]) -> list[int] | None:
    """For each badge its place, all in order along the line and clear of `taken`; None if there is no room. The cheapest, by dynamic
    programming.
    """
    best: list[float] = []
    came: list[list[int]] = []
    for index, bead in enumerate(links.beads):
        blocked = bead.blocked(taken)
        prices = [math.inf if at in blocked else price for at, price in enumerate(links.prices[index])]
        if index == 0:
            best, origin = prices, [-1] * len(prices)
        else:
            best, origin = _after(links.beads[index - 1], bead, best, prices)
        came.append(origin)
    end = min(range(len(best)), key=best.__getitem__, default=-1)
    if end < 0 or best[end] == math.inf:
        return None
    places = [end]
    for origin in reversed(came[1:]):
        places.append(origin[places[-1]])
    places.reverse()
    return places if _apart([bead.rect(at) for bead, at in zip(links.beads, places, strict=True)]) else None


def _after(before: Bead, bead: Bead, best: Sequence[float], prices: Sequence[float]) -> tuple[list[float], list[int]]:
    """What it costs to stand at each place, with the badge before somewhere before it, and where that then is."""
    costs, origin = [], []
    cheapest, at_cheapest, seen = math.inf, -1, 0
    width = (before.width + bead.width) / 2
    for at, (price, place) in enumerate(zip(prices, bead.places, strict=True)):
        while seen < at and _clear(before.places[seen], place, width):
            if best[seen] - _APART * STEP * seen < cheapest:
                cheapest, at_cheapest = best[seen] - _APART * STEP * seen, seen
            seen += 1
        costs.append(price + cheapest + _APART * STEP * at)
        origin.append(at_cheapest)
    return costs, origin


def _clear(one: Point, other: Point, width: float) -> bool:
    """Whether two badges, `width` wide on average, stand apart: with a gap where they are side by side, and corner to corner without."""
    across, along = abs(one[0] - other[0]), abs(one[1] - other[1])
    if across >= width + BADGE_GAP or along >= BADGE_HEIGHT + BADGE_GAP:
        return True
    return (across >= width + _ROUNDED and along >= BADGE_HEIGHT / 2) or (along >= BADGE_HEIGHT + _ROUNDED and across >= width / 2)


def _apart(rects: Sequence[Rect]) -> bool:
    """Whether no badge touches another, as they might where a line comes back to itself."""
    return not any(one.overlaps(other) for index, one in enumerate(rects) for other in rects[index + 1 :])
