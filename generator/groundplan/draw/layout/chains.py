"""The badges of a bundle one after the other along it, each with its middle on its own line."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from groundplan.draw.geometry import Point, Rect
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
        xs, ys = [x for x, _ in self.places], [y for _, y in self.places]
        left, top = min(xs) - across, min(ys) - along
        reach = Rect(left, top, max(xs) + across - left, max(ys) + along - top)
        found: set[int] = set()
        for near in (rect for rect in rects if rect.overlaps(reach)):
            left, right, top, bottom = near.x - across, near.right + across, near.y - along, near.bottom + along
            found.update(at for at, (x, y) in enumerate(self.places) if left < x < right and top < y < bottom)
        return found


class BeadChain:
    """The badges of one bundle, in the order in which they are read, with what each place would cost. Infinite where it is taken."""

    def __init__(self, beads: Sequence[Bead], own: int, lines: NearLines, solid: Sequence[Rect]) -> None:
        """The beads of the bundle `own`, which keep clear of what is `solid`, and of other lines where they can."""
        self.beads = beads
        self._own, self._lines = own, lines
        self._blocked: dict[tuple[float, int], set[int]] = {}
        for bead in beads:
            if _kind(bead) not in self._blocked:
                self._blocked[_kind(bead)] = bead.blocked(solid)

    @property
    def room(self) -> float:
        """How many places there are for each badge."""
        free = min((len(bead.places) - len(self._blocked[_kind(bead)]) for bead in self.beads), default=0)
        return free / max(1, len(self.beads))

    @cached_property
    def covered(self) -> Sequence[Sequence[int]]:
        """For each badge and place the other lines that it would lie on. Looked for late: most pictures are given up before."""
        known: dict[tuple[float, int], list[int]] = {}
        for bead in self.beads:
            if _kind(bead) not in known:
                blocked = self._blocked[_kind(bead)]
                known[_kind(bead)] = [0 if at in blocked else self._lines.over(bead.rect(at), self._own) for at in range(len(bead.places))]
        return [known[_kind(bead)] for bead in self.beads]

    @cached_property
    def prices(self) -> Sequence[Sequence[float]]:
        """What each place of each badge costs."""
        kinds = zip(map(_kind, self.beads), self.covered, strict=True)
        known = {kind: list(_prices(covered, self._blocked[kind])) for kind, covered in dict(kinds).items()}
        return [known[_kind(bead)] for bead in self.beads]


def _kind(bead: Bead) -> tuple[float, int]:
    """Beads of a kind have the same places, with the same room."""
    return bead.width, id(bead.places)


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
