"""The room between columns: as much as the borders and badges there need, and no more."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from groundplan.draw.geometry import Point, Rect
from groundplan.draw.layout import badges, loops
from groundplan.draw.layout.axes import Axes
from groundplan.draw.layout.placement import Placement
from groundplan.draw.scene.bundles import Bundle
from groundplan.draw.scene.scene import Scene

NEAREST, _FARTHEST = 66.0, 240.0
"""Pixels between columns, at least, and at most for the sake of badges."""
_BESIDE_BADGES = 32.0
"""An arrow, and some of the line on both sides."""
_APART = 10.0
"""Between the borders of boxes that have nothing to do with each other."""
_BEND = 30.0
"""Between boxes that stand below each other: for the bends of lines, which then run straight through the row of a title."""
_GROUP_GAP = 8.0
_FILLED = 0.42
"""The share of the room between columns that badges may take."""
_CROWD = 6
"""Lines between two columns from which on they may be hard to tell apart."""
_STEEP = 0.45
"""How wide the room between columns is at least for the height of the steepest lines in it."""


@dataclass(frozen=True, slots=True)
class Wider:
    """Where columns stand further apart than they need to: wherever one of some bundles passes, by some pixels."""

    pixels: float = 0.0
    passing: tuple[Bundle, ...] = ()

    def at(self, gap: int, columns: Mapping[str, int]) -> float:
        """The pixels between the column `gap` and the one after it."""
        sides = (((columns[bundle.tail] <= gap), (columns[bundle.head] <= gap)) for bundle in self.passing)
        return self.pixels if any(one is not other for one, other in sides) else 0.0


AS_NEEDED = Wider()


def fit_gaps(
    placement: Placement, scene: Scene, bundles: Sequence[Bundle], columns: Mapping[str, int], wider: Wider = AS_NEEDED
) -> Placement:
    """The placement with its columns moved together or apart. Nothing moves along a column."""
    if not columns:
        return placement
    axes = Axes(scene.direction)
    rects = axes.turn_rects({**placement.boxes, **placement.cards})
    spans = _spans(scene, columns)
    found = loops.loops(bundles, columns, rects)
    before, after = (loops.room(found, bundles, columns, onward=onward) for onward in (False, True))
    rects = {id_: _with_loops(rect, spans[id_], before, after) if id_ in scene.holders else rect for id_, rect in rects.items()}
    edges = _column_edges(rects, columns, axes, placement)
    beside = [after.get(gap, 0.0) + before.get(gap + 1, 0.0) for gap in range(max(columns.values()))]
    lines = map(sum, zip(beside, _for_lines(rects, columns, scene, bundles), strict=True))
    borders = (need + _BEND if axes.upright else need for need in _for_borders(rects, spans, edges))
    needs = (need + wider.at(gap, columns) for gap, need in enumerate(map(max, borders, lines)))
    moved = _moved(edges, needs)
    placed = {id_: axes.back_rect(_shifted(rect, spans[id_], edges, moved)) for id_, rect in rects.items()}
    return _placed(placement, placed, _Along(edges, moved), axes)


def _placed(placement: Placement, rects: Mapping[str, Rect], along: _Along, axes: Axes) -> Placement:
    """The placement with `rects`, and with its ways and anchors moved `along` with the columns."""
    return replace(
        placement,
        boxes={id_: rects[id_] for id_ in placement.boxes},
        cards={id_: rects[id_] for id_ in placement.cards},
        ways=tuple(axes.back_spline(tuple(map(along.move, axes.turn_spline(way)))) for way in placement.ways),
        anchors={id_: axes.back(along.move(axes.turn(point))) for id_, point in placement.anchors.items()},
    )


def _with_loops(rect: Rect, span: tuple[int, int], before: Mapping[int, float], after: Mapping[int, float]) -> Rect:
    """A box with the room that the loops of its outermost columns need beside them, so that they do not cross its border."""
    left, right = before.get(span[0], 0.0), after.get(span[1], 0.0)
    return Rect(rect.x - left, rect.y, rect.width + left + right, rect.height)


def _spans(scene: Scene, columns: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """Stop or box -> the first and the last column that it has to do with."""
    spans = {stop: (column, column) for stop, column in columns.items()}
    for stop, column in columns.items():
        for box in scene.enclosing(stop):
            first, last = spans.get(box.id, (column, column))
            spans[box.id] = min(first, column), max(last, column)
    return spans


def _column_edges(rects: Mapping[str, Rect], columns: Mapping[str, int], axes: Axes, placement: Placement) -> list[tuple[float, float]]:
    """Where each column begins and ends."""
    edges: dict[int, tuple[float, float]] = {}
    for stop, column in columns.items():
        anchor = placement.anchors.get(stop)
        left, right = (rects[stop].x, rects[stop].right) if anchor is None else (axes.turn(anchor).x,) * 2
        known = edges.get(column, (left, right))
        edges[column] = min(left, known[0]), max(right, known[1])
    return [edges[column] for column in sorted(edges)]


def _for_borders(rects: Mapping[str, Rect], spans: Mapping[str, tuple[int, int]], edges: Sequence[tuple[float, float]]) -> list[float]:
    """The pixels that each gap needs for the borders and titles that jut out into it from both sides."""
    needs = []
    for gap in range(len(edges) - 1):
        before = max((rects[id_].right - edges[gap][1] for id_, span in spans.items() if span[1] == gap), default=0.0)
        after = max((edges[gap + 1][0] - rects[id_].x for id_, span in spans.items() if span[0] == gap + 1), default=0.0)
        needs.append(before + after + _APART)
    return needs


def _for_lines(rects: Mapping[str, Rect], columns: Mapping[str, int], scene: Scene, bundles: Sequence[Bundle]) -> list[float]:
    """The pixels that each gap needs for the badges of lines that have no other room."""
    needs = []
    for gap in range(max(columns.values())):
        here = [bundle for bundle in bundles if {columns[bundle.tail], columns[bundle.head]} == {gap, gap + 1}]
        extent = [rects[stop] for stop, column in columns.items() if column in {gap, gap + 1}]
        length = max(rect.bottom for rect in extent) - min(rect.y for rect in extent)
        needs.append(max(NEAREST, _for_badges(here, scene, max(length, 1.0)), _for_steep(here, rects)))
    return needs


def _for_steep(here: Sequence[Bundle], rects: Mapping[str, Rect]) -> float:
    """The pixels without which a crowd of lines would run so steeply that they could not be told apart."""
    if len(here) < _CROWD:
        return 0.0
    heights = sorted(abs(rects[bundle.tail].centre.y - rects[bundle.head].centre.y) for bundle in here)
    return min(_FARTHEST, _STEEP * heights[len(heights) * 3 // 4])


def _for_badges(here: Sequence[Bundle], scene: Scene, length: float) -> float:
    sizes = [badges.extent(bundle, scene) for bundle in here]
    widest = max((across for across, _ in sizes), default=0.0)
    crowd = sum((across + _GROUP_GAP) * (along + _GROUP_GAP) for across, along in sizes)
    return max(widest + _BESIDE_BADGES, min(_FARTHEST, crowd / (length * _FILLED)))


def _moved(edges: Sequence[tuple[float, float]], needs: Iterable[float]) -> list[tuple[float, float]]:
    """Where each column begins and ends once every gap is as wide as it needs to be."""
    moved = [edges[0]]
    for (start, end), need in zip(edges[1:], needs, strict=True):
        left = moved[-1][1] + need
        moved.append((left, left + end - start))
    return moved


def _shifted(rect: Rect, span: tuple[int, int], edges: Sequence[tuple[float, float]], moved: Sequence[tuple[float, float]]) -> Rect:
    """A rectangle whose sides keep their distance from the first and the last of its columns."""
    left = rect.x + moved[span[0]][0] - edges[span[0]][0]
    right = rect.right + moved[span[1]][1] - edges[span[1]][1]
    return Rect(left, rect.y, right - left, rect.height)


class _Along:
    """Moves points with the columns around them."""

    def __init__(self, before: Iterable[tuple[float, float]], after: Iterable[tuple[float, float]]) -> None:
        self._before, self._after = list(chain.from_iterable(before)), list(chain.from_iterable(after))

    def move(self, point: Point) -> Point:
        index = bisect_right(self._before, point.x)
        if index == 0:
            return point.moved(self._after[0] - self._before[0], 0.0)
        if index == len(self._before):
            return point.moved(self._after[-1] - self._before[-1], 0.0)
        (a, b), (c, d) = list(pairwise(self._before))[index - 1], list(pairwise(self._after))[index - 1]
        return Point(c + (point.x - a) * (d - c) / ((b - a) or 1.0), point.y)
