"""The badges of a bundle one after the other along it, each with its middle on its own line."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache

from groundplan.draw.geometry import Point, Rect, RectSides
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


@dataclass(frozen=True)
class Bead:
    """A badge that may stand at any of its `places`, the points of its line. Beads of a bundle have equally many, side by side."""

    width: float
    places: Sequence[Point]

    def rect(self, at: int) -> Rect:
        return Rect.around(self.places[at], self.width, BADGE_HEIGHT)

    @cached_property
    def _extent(self) -> tuple[float, float, float, float]:
        """Between which x and which y its places lie."""
        xs, ys = [x for x, _ in self.places], [y for _, y in self.places]
        return min(xs), max(xs), min(ys), max(ys)

    def near(self, rects: Iterable[Rect]) -> Iterator[RectSides]:
        """For each of `rects` that it may meet: between which x and y its middle would be too near to it."""
        across, along = self.width / 2 + CLEAR, BADGE_HEIGHT / 2 + CLEAR
        first, last, highest, lowest = self._extent
        for rect in rects:
            x, y = rect.x, rect.y
            left, right, top, bottom = x - across, x + rect.width + across, y - along, y + rect.height + along
            if left < last and first < right and top < lowest and highest < bottom:
                yield left, right, top, bottom

    def blocked(self, rects: Iterable[Rect]) -> set[int]:
        """The places at which it would be too near to one of `rects`."""
        found: set[int] = set()
        for left, right, top, bottom in self.near(rects):
            found.update([at for at, (x, y) in enumerate(self.places) if left < x < right and top < y < bottom])
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

        self._free: dict[int, bool] = {}
        """Whether a lone badge would lie on no other line, for the places at which somebody asked."""

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

    def alone(self, taken: Iterable[Rect]) -> tuple[int | None, bool]:
        """Where the only badge of a chain stands, clear of `taken` and of all other lines, and whether there is any room at all.

        The same as `strung` finds, which prices all places first: to lie on a line costs more than whatever else a place costs.
        """
        (bead,) = self.beads
        blocked, sides, any_room = self._blocked[_kind(bead)], list(bead.near(taken)), False
        for at in _cheapest_first(len(bead.places)):
            if at in blocked or _is_within(bead.places[at], sides):
                continue
            any_room = True
            if self._is_free(at):
                return at, True
        return None, any_room

    def is_hopeless(self) -> bool:
        """Whether a lone badge would have no place on its line even if it was the only one in the picture."""
        return len(self.beads) == 1 and self.alone(())[0] is None

    def _is_free(self, at: int) -> bool:
        if at not in self._free:
            self._free[at] = self._lines.hit(self.beads[0].rect(at), self._own) is None
        return self._free[at]

    @cached_property
    def prices(self) -> Sequence[Sequence[float]]:
        """What each place of each badge costs."""
        kinds = zip(map(_kind, self.beads), self.covered, strict=True)
        known = {kind: list(_prices(covered, self._blocked[kind])) for kind, covered in dict(kinds).items()}
        return [known[_kind(bead)] for bead in self.beads]


def _kind(bead: Bead) -> tuple[float, int]:
    """Beads of a kind have the same places, with the same room."""
    return bead.width, id(bead.places)


def _is_within(place: Point, sides: Iterable[RectSides]) -> bool:
    x, y = place
    for left, right, top, bottom in sides:  # noqa: SIM110 - a loop takes half of the time of `any`
        if left < x < right and top < y < bottom:
            return True
    return False


def _prices(covered: Sequence[int], blocked: Set[int]) -> Iterator[float]:
    last = len(covered) - 1
    half = max(1.0, last / 2)
    for at, over in enumerate(covered):
        ending = _ENDING if min(at, last - at) * STEP < _NEAR_END else 0.0
        yield math.inf if at in blocked else _COVERED * over + _OFF_MIDDLE * abs(at - half) / half + ending


@lru_cache(1024)
def _cheapest_first(count: int) -> Sequence[int]:
    """As many places, the cheapest first where no other line runs."""
    prices = list(_prices([0] * count, frozenset()))
    return sorted(range(count), key=prices.__getitem__)


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
