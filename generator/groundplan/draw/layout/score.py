"""How good a placement is: the less, the better."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from groundplan.domain.view import DrawingDirection
from groundplan.draw.geometry import Coordinates, Rect, bounds, trace
from groundplan.draw.layout.axes import Axes
from groundplan.draw.layout.placement import Placement
from groundplan.draw.layout.titles import reach
from groundplan.draw.scene.bundles import Bundle
from groundplan.draw.scene.scene import Scene

_APART = 4.0
_CELL = 32.0
_CROSSING = 60.0
_MERGED = 4000.0
_OVER_CARD = 400.0
_OVER_TITLE = 60.0
_TURN = 45.0
_TURNED = 20.0
"""How far beyond both of its ends a line runs that turns back."""
_WINDOW = Rect(0.0, 0.0, 1180.0, 600.0)
"""What a laptop shows of a picture at 100 %, beside a site's navigation and below a heading."""
_SHRUNK = 150.0
"""The price of a picture that must be drawn at half its size to fit."""
_ROUNDING = 1e-6
"""What sums of the same numbers may differ by."""


@dataclass(frozen=True, slots=True)
class Score:
    """The price of faults, and what a picture takes up. Without the titles, it is the least that the picture costs."""

    faults: float
    length: float
    shape: float

    @property
    def total(self) -> float:
        return self.faults + self.length / 40 + self.shape


class Judge:
    """Judges one placement with its ways, what is quick to tell first."""

    def __init__(self, placement: Placement, scene: Scene, bundles: Sequence[Bundle]) -> None:
        self._placement, self._scene, self._bundles = placement, scene, bundles
        self._tracks = [trace(way, 14.0) for way in placement.ways]
        self._extents = [_extent(track) for track in self._tracks]

    def untitled(self, merging: float, most: float = math.inf) -> Score | None:
        """Crossings, lines over cards, lines that turn back, the length of lines, and how badly the picture fits a window.

        `merging` is the price of merged boxes. None where all of it is `most` or more.
        """
        length = sum([math.hypot(ax - bx, ay - by) for track in self._tracks for (ax, ay), (bx, by) in pairwise(track)])
        faults = merging + _TURN * sum(turns_back(track, self._scene.direction) for track in self._tracks)
        found = Score(faults, length, shape(extent_of(self._placement)))
        for price in (self._over_cards, self._crossings):
            if found.total >= most:
                return None
            found = replace(found, faults=found.faults + price())
        return found if found.total < most else None

    def titled(self, found: Score, titles: Sequence[Rect]) -> float:
        """What the picture costs with its titles: those that lines run over have a price, too."""
        ways = zip(self._tracks, self._extents, map(reach, self._bundles), strict=True)
        over = sum(_touches(track, extent, title.grown(more)) for track, extent, more in ways for title in titles)
        return replace(found, faults=found.faults + _OVER_TITLE * over).total

    def _over_cards(self) -> float:
        stops = {id_: self._placement.rect(id_).grown(4.0) for id_ in self._scene.solid}
        return _OVER_CARD * sum(
            _touches(track, extent, rect)
            for track, extent, bundle in zip(self._tracks, self._extents, self._bundles, strict=True)
            for id_, rect in stops.items()
            if id_ not in (bundle.tail, bundle.head)
        )

    def _crossings(self) -> float:
        return _CROSSING * crossings(self._tracks)


def price_of_merged(placement: Placement, scene: Scene) -> float:
    return _MERGED * sum(1 for _ in merged(placement, scene))


def merged(placement: Placement, scene: Scene) -> Iterator[tuple[str, str]]:
    """Pairs of a box and something outside of it that lie over each other."""
    around = {id_: {box.id for box in scene.enclosing(id_)} for id_ in (*scene.box_by_id, *scene.card_by_id)}
    rects = {id_: placement.rect(id_) for id_ in around}
    for box in placement.boxes:
        frame = placement.boxes[box].grown(_APART / 2)
        for other, rect in rects.items():
            if frame.overlaps(rect) and other != box and box not in around[other] and other not in around[box]:
                yield box, other


def crossings(tracks: Sequence[Sequence[Coordinates]]) -> int:
    """How often tracks cross each other. Stretches are compared only with those in the same cell of a grid."""
    cells: dict[tuple[int, int], list[_Stretch]] = {}
    for index, track in enumerate(tracks):
        for number, ((px, py), (qx, qy)) in enumerate(pairwise(track)):
            stretch = (index, number, px, py, qx, qy)
            left, right = (px, qx) if px < qx else (qx, px)
            top, bottom = (py, qy) if py < qy else (qy, py)
            rows = range(int(top // _CELL), int(bottom // _CELL) + 1)
            for column in range(int(left // _CELL), int(right // _CELL) + 1):
                for row in rows:
                    cells.setdefault((column, row), []).append(stretch)
    found: set[tuple[int, int, int, int]] = set()
    for members in cells.values():
        if members[0][0] != members[-1][0]:  # not all of one track, for they come in order
            found.update(_crossing(members))
    return len(found)


_Stretch: TypeAlias = tuple[int, int, float, float, float, float]
"""Part of a track: which one, the how manieth, and from where to where."""


def _crossing(members: Sequence[_Stretch]) -> Iterator[tuple[int, int, int, int]]:
    """The pairs of stretches of different tracks that cross each other; touching is not crossing."""
    for at, (one, number, ax, ay, bx, by) in enumerate(members, 1):
        width, height = bx - ax, by - ay
        for other, its_number, cx, cy, dx, dy in members[at:]:
            if other == one or (width * (cy - ay) - height * (cx - ax)) * (width * (dy - ay) - height * (dx - ax)) >= 0:
                continue
            if ((dx - cx) * (ay - cy) - (dy - cy) * (ax - cx)) * ((dx - cx) * (by - cy) - (dy - cy) * (bx - cx)) < 0:
                yield one, number, other, its_number


def _extent(track: Sequence[Coordinates]) -> Rect:
    xs, ys = [x for x, _ in track], [y for _, y in track]
    left, top = min(xs), min(ys)
    return Rect(left, top, max(xs) - left, max(ys) - top)


def _touches(track: Sequence[Coordinates], extent: Rect, rect: Rect) -> bool:
    """Whether a track, all of which is in `extent`, comes into `rect`."""
    left, top, right, bottom = rect.x, rect.y, rect.right, rect.bottom
    if right < extent.x - _ROUNDING or extent.right + _ROUNDING < left or bottom < extent.y - _ROUNDING or extent.bottom + _ROUNDING < top:
        return False
    return any(left <= x <= right and top <= y <= bottom for x, y in track)


def turns_back(track: Sequence[Coordinates], direction: DrawingDirection) -> bool:
    """Whether a line runs beyond both of its ends, across the columns, and comes back."""
    upright = Axes(direction).upright
    along = [y for _, y in track] if upright else [x for x, _ in track]
    low, high = sorted((along[0], along[-1]))
    return min(along) < low - _TURNED or high + _TURNED < max(along)


def extent_of(placement: Placement) -> Rect:
    """The room that boxes and cards take together."""
    return bounds([*placement.boxes.values(), *placement.cards.values()])


def shape(extent: Rect) -> float:
    """Area, and a price on what must be shrunk to be seen whole, or is wider than a page even so."""
    area = extent.width * extent.height / 12000
    shrunk = max(extent.width / _WINDOW.width, extent.height / _WINDOW.height, 1.0) - 1.0
    too_wide = max(0.0, extent.width - _WINDOW.width) / 0.6
    return area + _SHRUNK * shrunk + too_wide
