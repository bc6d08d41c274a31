"""The ways of bundles: straight through columns, in one smooth bend between them, side by side at a card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from groundplan.render.diagrams import lanes
from groundplan.render.diagrams.axes import Axes
from groundplan.render.diagrams.bundles import Bundle
from groundplan.render.diagrams.geometry import Point, Rect, Spline, flatten, outside, reversed_spline
from groundplan.render.diagrams.placement import Placement
from groundplan.render.diagrams.scene import Scene
from groundplan.render.diagrams.shapes import inset
from groundplan.render.diagrams.strands import bundle_width

_CORNER = 11.0
"""How far from the corners of a card lines keep."""
_PASSING = 6.0
"""How far before and after a column a passing line is level."""
_APART = 9.0


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

    def after(self, stop: str) -> list[float]:
        """The levels that the way takes, seen from `stop`, the other end's last."""
        return [*self.levels, self.end.y] if stop == self.low else [*reversed(self.levels), self.start.y]


def route(placement: Placement, scene: Scene, bundles: Sequence[Bundle], columns: Mapping[str, int], titles: Iterable[Rect]) -> Placement:
    """The placement with ways of our own. The engine's serve as hints where a line passes columns."""
    axes = Axes(scene.direction)
    rects = axes.turn_rects({stop: placement.rect(stop) for stop in columns})
    for held in scene.holders & set(columns):
        rects[held] = Rect.around(axes.turn(placement.anchors[held]), 0.0, 0.0)
    frames = [axes.turn_rect(placement.boxes[id_]) for id_ in placement.boxes if id_ in scene.holders]
    grid = lanes.columns_of(columns, rects, map(axes.turn_rect, titles), frames)
    ways = _ways(bundles, columns, rects, grid)
    _choose_lanes(ways, [axes.turn_spline(way) for way in placement.ways])
    for stop in columns:
        for onward in (True, False):
            _spread(stop, onward, ways, rects[stop])
    for way in ways:
        _align(way, ways, rects)
    drawn = [_spline(way, scene, rects, axes) for way in ways]
    return replace(
        placement, ways=tuple(_finished(spline, way, b, scene, placement) for spline, way, b in zip(drawn, ways, bundles, strict=True))
    )


def _ways(bundles: Sequence[Bundle], columns: Mapping[str, int], rects: Mapping[str, Rect], grid: Mapping[int, lanes.Column]) -> list[_Way]:
    """The ways with their ends at the middle of the cards' sides, no lanes chosen."""
    ways = []
    for index, bundle in enumerate(bundles):
        low, high = sorted((bundle.tail, bundle.head), key=lambda stop: columns[stop])
        passed = [grid[column] for column in range(columns[low] + 1, columns[high])]
        start, end = Point(rects[low].right, rects[low].centre.y), Point(rects[high].x, rects[high].centre.y)
        ways.append(_Way(index, low, high, bundle_width(bundle), passed, [], start, end))
    return ways


def _choose_lanes(ways: Iterable[_Way], engines: Sequence[Spline]) -> None:
    """The shortest ways choose first, for they have the least choice."""
    for way in sorted(ways, key=lambda way: (len(way.passed), abs(way.start.y - way.end.y), way.index)):
        way.levels = lanes.choose(way.passed, way.start.y, way.end.y, _hints(engines[way.index], way.passed), way.width)
        lanes.take(way.passed, way.levels, way.width)


def _hints(spline: Spline, passed: Sequence[lanes.Column]) -> list[float]:
    """Where the engine's way is in the middle of each column."""
    points = flatten(spline, 10.0)
    middles = [(column.start + column.end) / 2 for column in passed]
    return [min(points, key=lambda point: abs(point.x - middle)).y for middle in middles]


def _spread(stop: str, onward: bool, ways: Sequence[_Way], rect: Rect) -> None:
    """Puts the ends on one side of a card beside each other, in the order in which they fan out."""
    here = [way for way in ways if stop == (way.low if onward else way.high)]
    fan = sorted(here, key=lambda way: (way.after(stop), way.index))
    widths = [way.width for way in fan]
    room = max(0.0, rect.height - 2 * _CORNER)
    gap = min(_APART, (room - sum(widths)) / max(1, len(fan) - 1))
    at = rect.centre.y - (sum(widths) + gap * (len(fan) - 1)) / 2
    for way in fan:
        if onward:
            way.start = Point(rect.right, at + way.width / 2)
        else:
            way.end = Point(rect.x, at + way.width / 2)
        at += way.width + gap


def _align(way: _Way, ways: Sequence[_Way], rects: Mapping[str, Rect]) -> None:
    """Makes nearly level stretches level, where an end is alone on its side and may move."""
    first, last = (way.levels[0], way.levels[-1]) if way.levels else (way.end.y, way.start.y)
    if _alone(way.low, True, ways) and _reachable(first, way, rects[way.low]):
        way.start = Point(way.start.x, first)
        last = way.levels[-1] if way.levels else first
    if _alone(way.high, False, ways) and _reachable(last, way, rects[way.high]):
        way.end = Point(way.end.x, last)


def _alone(stop: str, onward: bool, ways: Sequence[_Way]) -> bool:
    return sum(stop == (way.low if onward else way.high) for way in ways) == 1


def _reachable(level: float, way: _Way, rect: Rect) -> bool:
    return abs(level - rect.centre.y) <= max(0.0, rect.height / 2 - _CORNER - way.width / 2)


def _spline(way: _Way, scene: Scene, rects: Mapping[str, Rect], axes: Axes) -> Spline:
    start = way.start.moved(-_inset(way.low, way.start, scene, rects, axes), 0.0)
    end = way.end.moved(_inset(way.high, way.end, scene, rects, axes), 0.0)
    corners = [start]
    for column, level in zip(way.passed, way.levels, strict=True):
        corners += [Point(column.start - _PASSING, level), Point(column.end + _PASSING, level)]
    return axes.back_spline(_smooth([*_merged(corners), end]))


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
