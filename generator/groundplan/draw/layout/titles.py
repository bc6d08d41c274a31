"""Where the titles of boxes stand: top left, or further along the top edge where lines come in there."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from groundplan.draw.geometry import ROUNDING, Point, Rect, RectSides, Spline, curves, trace
from groundplan.draw.layout.placement import Placement
from groundplan.draw.layout.strands import bundle_width
from groundplan.draw.measure.sizes import TITLE_LEFT, Sizes, TitleSize
from groundplan.draw.scene.bundles import Bundle
from groundplan.draw.scene.scene import Scene

_STEP = 6.0
_TOP = 5.0
_ONE_ROW, _TWO_ROWS = 22.0, 37.0
_PAD = 4.0
_THIN = 3.0
"""Half of what one thin line needs: less than a title keeps free around itself."""


@dataclass(frozen=True, slots=True)
class Title:
    """Where a box's title and kind start, from the box's top left corner. The kind stands below the title, or ends at `kind_right`."""

    x: float
    kind_right: float | None = None

    def rects(self, size: TitleSize, frame: Rect) -> list[Rect]:
        """The room that both take in the widest locale."""
        title, kind = size.title, size.kind
        left = frame.x + self.x - _PAD
        if self.kind_right is None:
            return [Rect(left, frame.y + _TOP, max(title, kind) + 2 * _PAD, _TWO_ROWS if kind else _ONE_ROW)]
        right = Rect(frame.x + self.kind_right - kind - _PAD, frame.y + _TOP, kind + 2 * _PAD, _ONE_ROW)
        return [Rect(left, frame.y + _TOP, title + 2 * _PAD, _ONE_ROW), right]


def default_title(size: TitleSize, frame: Rect) -> Title:
    """Title left and kind right, or one above the other where some locale is too wide for that."""
    return Title(TITLE_LEFT, frame.width - TITLE_LEFT if size.lies(frame.width) else None)


class _Passing(NamedTuple):
    """A point of a line, and how far the line reaches beyond a thin one there."""

    x: float
    y: float
    reach: float


def reach(bundle: Bundle) -> float:
    """By how much lines side by side, or a tunnel, reach further than one thin line."""
    return max(0.0, bundle_width(bundle) / 2 - _THIN)


def place(placement: Placement, scene: Scene, bundles: Sequence[Bundle], sizes: Sizes) -> dict[str, Title]:
    """Box -> its title, clear of lines, tunnels, cards and the boxes within where there is room for that."""
    frames = {id_: placement.boxes[id_] for id_ in sizes.titles}
    passing = sorted(_passing(placement.ways, bundles, list(map(_band, frames.values()))))
    cards = [placement.rect(id_) for id_ in scene.solid]
    within = {id_: [placement.boxes[box.id] for box in scene.boxes if box.parent == id_] for id_ in sizes.titles}
    return {id_: _clearest(size, frames[id_], passing, [*cards, *within[id_]]) for id_, size in sizes.titles.items()}


def _band(frame: Rect) -> Rect:
    """Where the title of a box may stand, and what it keeps clear of."""
    return Rect(frame.x, frame.y, frame.width, _TWO_ROWS + _TOP).grown(_PAD)


def _passing(ways: Sequence[Spline], bundles: Sequence[Bundle], bands: Sequence[Rect]) -> Iterator[_Passing]:
    """The points of all lines, without those of the curves that come near to no title."""
    sides = [band.sides for band in bands]
    for way, more in zip(ways, map(reach, bundles), strict=True):
        yield from _points(way, sides, more)


def _points(way: Spline, bands: Sequence[RectSides], more: float) -> Iterator[_Passing]:
    """The same of one line, which reaches `more` pixels beyond a thin one."""
    if _may_meet(way, bands, more):
        yield _Passing(*way[0], more)
        for curve in curves(way):
            if _may_meet(curve, bands, more):
                yield from [_Passing(x, y, more) for x, y in trace(curve, 5.0)[1:]]


def _may_meet(points: Sequence[Point], bands: Sequence[RectSides], more: float) -> bool:
    """Whether a spline, which does not leave what is between its points, may come within `more` of one of `bands`."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    more += ROUNDING
    left, right, top, bottom = min(xs) - more, max(xs) + more, min(ys) - more, max(ys) + more
    return any(west < right and left < east and north < bottom and top < south for west, east, north, south in bands)


def clear(titles: Mapping[str, Title], boxes: Mapping[str, Rect], sizes: Sizes, lines: Iterable[tuple[Spline, float]]) -> frozenset[str]:
    """The boxes to whose titles no line comes near, each of which reaches so many pixels to its sides."""
    taken = {id_: title.rects(sizes.titles[id_], boxes[id_]) for id_, title in titles.items()}
    bands = [rect.sides for rects in taken.values() for rect in rects]
    passing = sorted(point for line, wide in lines for point in _points(line, bands, wide))
    near = _Near(passing, max((point.reach for point in passing), default=0.0))
    return frozenset(id_ for id_, rects in taken.items() if not any(map(near.within, rects)))


def rects(titles: Mapping[str, Title], placement: Placement, sizes: Sizes) -> list[Rect]:
    """The room that all titles take."""
    return [rect for id_, title in titles.items() for rect in title.rects(sizes.titles[id_], placement.boxes[id_])]


def default_rects(placement: Placement, sizes: Sizes) -> list[Rect]:
    """The room that all titles take where no line is in the way."""
    return rects({id_: default_title(size, placement.boxes[id_]) for id_, size in sizes.titles.items()}, placement, sizes)


def _clearest(size: TitleSize, frame: Rect, passing: Sequence[_Passing], cards: Sequence[Rect]) -> Title:
    band = _band(frame)
    cards = [card for card in cards if card.overlaps(band)]
    near = _Near.band(passing, band)
    usual = default_title(size, frame)
    if not _hidden(usual.rects(size, frame), near, cards):
        return usual
    best, least = usual, _hidden(usual.rects(size, frame), near, cards)
    for title in sorted(_candidates(size, frame), key=lambda title: title.x):
        hidden = _hidden(title.rects(size, frame), near, cards)
        if hidden < least:
            best, least = title, hidden
        if not hidden:
            break
    return best


def _candidates(size: TitleSize, frame: Rect) -> Iterator[Title]:
    usual = default_title(size, frame)
    yield usual
    title, kind = size.title, size.kind
    end = frame.width - TITLE_LEFT - max(title, kind)
    yield from (Title(TITLE_LEFT + step * _STEP) for step in range(int(max(0.0, end - TITLE_LEFT) / _STEP) + 1))
    if usual.kind_right is not None:
        last = frame.width - TITLE_LEFT - kind - title - _PAD * 3
        yield from (Title(TITLE_LEFT + step * _STEP, usual.kind_right) for step in range(1, int(max(0.0, last - TITLE_LEFT) / _STEP)))


@dataclass(frozen=True, slots=True)
class _Near:
    """The points near a title, sorted from left to right, for there may be thousands; and the furthest that one reaches."""

    points: Sequence[_Passing]
    widest: float

    @classmethod
    def band(cls, passing: Sequence[_Passing], band: Rect) -> _Near:
        """Those of `passing` that reach into `band`."""
        top, bottom = band.y, band.bottom
        near = [point for point in passing if top - point.reach <= point.y <= bottom + point.reach]
        return cls(near, max((point.reach for point in near), default=0.0))

    def within(self, rect: Rect) -> int:
        """How many points a title would hide that fills `rect`."""
        left, right, top, bottom = rect.x, rect.right, rect.y, rect.bottom
        first = bisect_left(self.points, (left - self.widest, -math.inf))
        last = bisect_right(self.points, (right + self.widest, math.inf))
        near = self.points[first:last]
        return len([x for x, y, more in near if top - more <= y <= bottom + more and left - more <= x <= right + more])


def _hidden(taken: Sequence[Rect], near: _Near, cards: Sequence[Rect]) -> int:
    """How much `taken` hides."""
    over_cards = sum(rect.overlaps(card) for rect in taken for card in cards)
    return 1000 * over_cards + sum(near.within(rect) for rect in taken)
