"""The ways of bundles: straight through columns, in one smooth bend between them, side by side at a card."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from groundplan.draw.geometry import Point, Rect, Spline, outside, reversed_spline, trace
from groundplan.draw.layout import lanes, loops
from groundplan.draw.layout.axes import Axes
from groundplan.draw.layout.placement import Placement
from groundplan.draw.layout.strands import bundle_width
from groundplan.draw.measure.shapes import inset
from groundplan.draw.scene.bundles import Bundle
from groundplan.draw.scene.scene import Scene

_CORNER = 11.0
"""How far from the corners of a card lines keep."""
_PASSING = 6.0
"""How far before and after a column a passing line is level."""
_APART, _CLOSEST = 9.0, 3.0
"""Pixels between lines that end at one side of a card: as a rule, and where there are many."""
_OPEN = 6.0
"""How much further apart than others the two ends of a line are that returns."""
_NEAR, _CLEAR = 30.0, 8.0
"""How near a title is in the way of lines to a card, and how far from it they then keep."""


@dataclass(slots=True)
class _Way:
    """A bundle's way from its stop in the lower column, `low`, to the one in the higher, `high`. All in (u, v)."""

    index: int
    low: str
    high: str
    width: float
    passed: list[lanes.Column]
    levels: list[float]
    start: Point
    end: Point
    loop: loops.Loop | None = None

    def ends_at(self, stop: str, *, onward: bool) -> bool:
        """Whether the way touches the far (onward) or the near side of `stop`."""
        if self.loop:
            return stop in {self.low, self.high} and self.loop.onward is onward
        return stop == (self.low if onward else self.high)

    @property
    def returns(self) -> bool:
        """Whether it comes back to where it began."""
        return self.low == self.high

    def fan(self, stop: str) -> tuple[int, list[float]]:
        """Where the way belongs among all that touch one side of `stop`: loops outside of the others, and the shortest outermost."""
        if self.returns:
            return 3, []
        if self.loop:
            return (2, [-self.end.y]) if stop == self.low else (0, [-self.start.y])
        return 1, self.after(stop)

    def put(self, stop: str, at: Point) -> None:
        """Moves the end at `stop`."""
        if stop == self.low:
            self.start = at
        else:
            self.end = at

    def after(self, stop: str) -> list[float]:
        """The levels that the way takes, seen from `stop`, the other end's last."""
        return [*self.levels, self.end.y] if stop == self.low else [*reversed(self.levels), self.start.y]


def route(placement: Placement, scene: Scene, bundles: Sequence[Bundle], columns: Mapping[str, int], titles: Iterable[Rect]) -> Placement:
    """The placement with ways of our own. The engine's serve as hints where a line passes columns."""
    axes = Axes(scene.direction)
    rects = _rects(placement, scene, columns, axes)
    frames = [axes.turn_rect(placement.boxes[id_]) for id_ in placement.boxes if id_ in scene.holders]
    named = [axes.turn_rect(title) for title in titles]
    grid = lanes.columns_of(columns, rects, named, frames)
    ways = _ways(bundles, columns, rects, grid, loops.loops(bundles, columns, rects))
    extents = [_frame(bundle, scene, placement, axes) for bundle in bundles]
    _choose_lanes(ways, [axes.turn_spline(way) for way in placement.ways], extents)
    over = named if axes.upright else ()
    ends = _ends(ways)
    for (stop, onward), here in ends.items():
        _spread(stop, onward, here, rects[stop], over)
    for way in ways:
        _align(way, ends, rects, over)
    drawn = [_spline(way, scene, rects, axes, over) for way in ways]
    return replace(
        placement, ways=tuple(_finished(spline, way, b, scene, placement) for spline, way, b in zip(drawn, ways, bundles, strict=True))
    )


def _rects(placement: Placement, scene: Scene, columns: Iterable[str], axes: Axes) -> dict[str, Rect]:
    """The stops in (u, v); of a box with drawn content, the place inside of it where lines are tied."""
    rects = axes.turn_rects({stop: placement.rect(stop) for stop in columns})
    return rects | {held: Rect.around(axes.turn(placement.anchors[held]), 0.0, 0.0) for held in scene.holders & rects.keys()}


def _ways(
    bundles: Sequence[Bundle],
    columns: Mapping[str, int],
    rects: Mapping[str, Rect],
    grid: Mapping[int, lanes.Column],
    looping: Mapping[int, loops.Loop],
) -> list[_Way]:
    """The ways with their ends at the middle of the cards' sides, no lanes chosen. The lower end of a loop is the upper one."""
    ways = []
    for index, bundle in enumerate(bundles):
        low, high = sorted((bundle.tail, bundle.head), key=lambda stop: (columns[stop], rects[stop].centre.y))
        passed = [grid[column] for column in range(columns[low] + 1, columns[high])]
        loop = looping.get(index)
        start = Point(rects[low].right if loop is None or loop.onward else rects[low].x, rects[low].centre.y)
        end = Point(rects[high].right if loop and loop.onward else rects[high].x, rects[high].centre.y)
        ways.append(_Way(index, low, high, bundle_width(bundle), passed, [], start, end, loop))
    return ways


def _ends(ways: Iterable[_Way]) -> dict[tuple[str, bool], list[_Way]]:
    """Stop, and whether it is its far side -> the ways that touch it there."""
    found: dict[tuple[str, bool], list[_Way]] = {}
    for way in ways:
        for stop in dict.fromkeys((way.low, way.high)):
            for onward in (True, False):
                if way.ends_at(stop, onward=onward):
                    found.setdefault((stop, onward), []).append(way)
    return found


def _frame(bundle: Bundle, scene: Scene, placement: Placement, axes: Axes) -> tuple[float, float]:
    """The extent along the columns of the innermost box that holds both ends of a bundle; all of the plane where none does."""
    around = {box.id for box in scene.enclosing(bundle.head)}
    for box in scene.enclosing(bundle.tail):
        if box.id in around:
            rect = axes.turn_rect(placement.boxes[box.id])
            return rect.y, rect.bottom
    return -math.inf, math.inf


def _choose_lanes(ways: Iterable[_Way], engines: Sequence[Spline], frames: Sequence[tuple[float, float]]) -> None:
    """The shortest ways choose first, for they have the least choice."""
    for way in sorted((way for way in ways if way.passed), key=lambda way: (len(way.passed), abs(way.start.y - way.end.y), way.index)):
        hints = _hints(engines[way.index], way.passed)
        way.levels = lanes.choose(way.passed, (way.start.y, way.end.y), hints, way.width, frames[way.index])
        lanes.take(way.passed, way.levels, way.width)


def _hints(spline: Spline, passed: Sequence[lanes.Column]) -> list[float]:
    """Where the engine's way is in the middle of each column."""
    points = trace(spline, 10.0)
    middles = [(column.start + column.end) / 2 for column in passed]
    return [min(points, key=lambda point: abs(point[0] - middle))[1] for middle in middles]


def _spread(stop: str, onward: bool, here: Sequence[_Way], rect: Rect, titles: Sequence[Rect]) -> None:
    """Puts the ends `here`, on one side of a card, beside each other, in the order in which they fan out, and clear of `titles`."""
    fan = [way for way in sorted(here, key=lambda way: (way.fan(stop), way.index)) for _ in range(2 if way.returns else 1)]
    room = max(0.0, rect.height - 2 * _CORNER)
    widths = _widths(fan, room)
    gap = min(_APART, (room - sum(widths)) / max(1, len(fan) - 1))
    taken = sum(widths) + gap * (len(fan) - 1)
    at = rect.centre.y - taken / 2
    clear = max((title.bottom + _CLEAR for title in titles if _is_over(title, rect, onward)), default=at)
    at = max(at, min(clear, rect.bottom - _CORNER - taken))
    for index, (way, width) in enumerate(zip(fan, widths, strict=True)):
        back = way in fan[:index]
        place = Point(rect.right if onward else rect.x, at + (width - way.width / 2 if back else way.width / 2))
        if back:
            way.end = place
        else:
            way.put(stop, place)
        at += width + gap


def _widths(fan: Sequence[_Way], room: float) -> list[float]:
    """The pixels that each end takes of a side. A way that returns is held open, so that its badge does not hide it."""
    free = room - sum(way.width for way in fan) - _CLOSEST * len(fan)
    opening = max(0.0, min(_OPEN, free / max(1, sum(way.returns for way in fan))))
    return [way.width + opening if way.returns else way.width for way in fan]


def _is_over(title: Rect, rect: Rect, onward: bool) -> bool:
    """Whether a title stands so near to one side of a card that lines which end there may run through it."""
    away = title.x - rect.right if onward else rect.x - title.right
    return 0.0 <= away < _NEAR and title.y < rect.bottom and rect.y < title.bottom


def _align(way: _Way, ends: Mapping[tuple[str, bool], Sequence[_Way]], rects: Mapping[str, Rect], titles: Sequence[Rect]) -> None:
    """Makes nearly level stretches level, where an end is alone on its side and may move, and no title is in its way."""
    if way.loop:
        return
    first, last = (way.levels[0], way.levels[-1]) if way.levels else (way.end.y, way.start.y)
    if len(ends[way.low, True]) == 1 and _reachable(first, way, rects[way.low], titles, onward=True):
        way.start = Point(way.start.x, first)
        last = way.levels[-1] if way.levels else first
    if len(ends[way.high, False]) == 1 and _reachable(last, way, rects[way.high], titles, onward=False):
        way.end = Point(way.end.x, last)


def _reachable(level: float, way: _Way, rect: Rect, titles: Sequence[Rect], *, onward: bool) -> bool:
    half = way.width / 2
    clear = not any(_is_over(title, rect, onward) and title.y - half < level < title.bottom + half for title in titles)
    return clear and abs(level - rect.centre.y) <= max(0.0, rect.height / 2 - _CORNER - half)


def _spline(way: _Way, scene: Scene, rects: Mapping[str, Rect], axes: Axes, titles: Sequence[Rect]) -> Spline:
    before, after = _inset(way.low, way.start, scene, rects, axes), _inset(way.high, way.end, scene, rects, axes)
    if way.loop:
        side = 1 if way.loop.onward else -1
        ends = way.start.moved(-side * before, 0.0), way.end.moved(-side * after, 0.0)
        return axes.back_spline(loops.course(*ends, side * way.loop.reach, way.start.x))
    start, end = way.start.moved(-before, 0.0), way.end.moved(after, 0.0)
    corners = [start, *_past_titles(start, rects[way.low], titles, onward=True)]
    for column, level in zip(way.passed, way.levels, strict=True):
        corners += [Point(column.start - _PASSING, level), Point(column.end + _PASSING, level)]
    corners += _past_titles(end, rects[way.high], titles, onward=False)
    return axes.back_spline(_smooth([*_merged(corners), end]))


def _past_titles(end: Point, rect: Rect, titles: Sequence[Rect], *, onward: bool) -> list[Point]:
    """Where a line that ends below a title is level already, so that it does not run along the title."""
    over = [title for title in titles if _is_over(title, rect, onward)]
    if not over:
        return []
    return [Point(max(title.right for title in over) + _PASSING if onward else min(title.x for title in over) - _PASSING, end.y)]


def _inset(stop: str, place: Point, scene: Scene, rects: Mapping[str, Rect], axes: Axes) -> float:
    if axes.upright or stop not in scene.card_by_id:
        return 0.0
    rect = rects[stop]
    return inset(scene.card_by_id[stop].kind, place.y - rect.centre.y, rect.height / 2)


def _merged(corners: Sequence[Point]) -> list[Point]:
    """The corners without those in the middle of a level stretch."""
    kept = list(corners[:1])
    for index, corner in enumerate(corners[1:], start=1):
        level = kept[-1].y == corner.y and index + 1 < len(corners) and corners[index + 1].y == corner.y
        if not level:
            kept.append(corner)
    return kept


def _smooth(corners: Sequence[Point]) -> Spline:
    """One bend between every two corners, level at both."""
    points = [corners[0]]
    for a, b in pairwise(corners):
        reach = (b.x - a.x) * (0.34 if a.y == b.y else 0.5)
        points += [Point(a.x + reach, a.y), Point(b.x - reach, b.y), b]
    return tuple(points)


def _finished(spline: Spline, way: _Way, bundle: Bundle, scene: Scene, placement: Placement) -> Spline:
    """The way from tail to head; an end at a box with drawn content stops at its border."""
    turned = spline if way.low == bundle.tail else reversed_spline(spline)
    if bundle.tail in scene.holders:
        turned = outside(turned, placement.boxes[bundle.tail])
    if bundle.head in scene.holders:
        turned = reversed_spline(outside(reversed_spline(turned), placement.boxes[bundle.head]))
    return turned
