"""Bundles between two stops of one column, or from a stop to itself: they leave it on a side and come back on the same one.

The shorter run inside of the longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from groundplan.draw.geometry import Point, Rect, Spline
from groundplan.draw.layout.strands import bundle_width
from groundplan.draw.scene.bundles import Bundle

_NEAREST = 24.0
"""How far from its column the innermost loop runs: room for an arrow."""
_APART = 13.0
_BEND = 34.0
"""How much of a loop's height its bends take at most."""
_CLEAR = 15.0
"""Between the outermost loop and what comes next: half of a badge that stands on it."""


@dataclass(frozen=True, slots=True)
class Loop:
    """Which side of its column a bundle runs on, the far (onward) one or not, and how many pixels from it."""

    onward: bool
    reach: float


def loops(bundles: Sequence[Bundle], columns: Mapping[str, int], rects: Mapping[str, Rect]) -> dict[int, Loop]:
    """The loops among `bundles`, by index. `rects` are those of the stops, in (u, v)."""
    found: dict[int, Loop] = {}
    by_column: dict[int, list[int]] = {}
    for index, bundle in enumerate(bundles):
        if columns[bundle.tail] == columns[bundle.head]:
            by_column.setdefault(columns[bundle.tail], []).append(index)
    for column, indexes in by_column.items():
        onward = _onward(column, bundles, columns)
        found |= {index: Loop(onward, reach) for index, reach in _reaches(indexes, bundles, rects).items()}
    return found


def room(found: Mapping[int, Loop], bundles: Sequence[Bundle], columns: Mapping[str, int], *, onward: bool) -> dict[int, float]:
    """Column -> the pixels that its loops need on one side."""
    needed: dict[int, float] = {}
    for index, loop in found.items():
        if loop.onward is onward:
            column = columns[bundles[index].tail]
            reach = loop.reach + bundle_width(bundles[index]) / 2 + _CLEAR
            needed[column] = max(reach, needed.get(column, 0.0))
    return needed


def course(start: Point, end: Point, reach: float, edge: float) -> Spline:
    """The way of a loop from `start` to `end`, `reach` pixels from the `edge` of the column; before the column if that is negative."""
    far = edge + reach
    bend = min(_BEND, abs(end.y - start.y) / 2) * (1 if end.y > start.y else -1)
    before, after = Point(far, start.y + bend), Point(far, end.y - bend)
    round_ = 0.55
    return (
        start,
        Point(start.x + (far - start.x) * round_, start.y),
        Point(far, before.y - bend * round_),
        before,
        before.towards(after, 1 / 3),
        before.towards(after, 2 / 3),
        after,
        Point(far, after.y + bend * round_),
        Point(end.x + (far - end.x) * round_, end.y),
        end,
    )


def _onward(column: int, bundles: Iterable[Bundle], columns: Mapping[str, int]) -> bool:
    """Loops run where fewer other lines do."""
    before = after = 0
    for bundle in bundles:
        low, high = sorted((columns[bundle.tail], columns[bundle.head]))
        before += low < column <= high
        after += low <= column < high
    return after <= before


def _reaches(indexes: Sequence[int], bundles: Sequence[Bundle], rects: Mapping[str, Rect]) -> dict[int, float]:
    """The shortest loops are the innermost; those that overlap run beside each other."""
    spans = {index: _span(rects[bundles[index].tail], rects[bundles[index].head]) for index in indexes}
    reaches: dict[int, float] = {}
    for index in sorted(indexes, key=lambda index: (spans[index][1] - spans[index][0], index)):
        top, bottom = spans[index]
        half = bundle_width(bundles[index]) / 2
        inside = [
            reach + bundle_width(bundles[other]) / 2 + _APART + half
            for other, reach in reaches.items()
            if spans[other][0] < bottom and top < spans[other][1]
        ]
        reaches[index] = max([_NEAREST + half, *inside])
    return reaches


def _span(tail: Rect, head: Rect) -> tuple[float, float]:
    """From where to where a loop runs along its column. One from a stop to itself stays beside it."""
    if tail == head:
        return tail.y, tail.bottom
    low, high = sorted((tail.centre.y, head.centre.y))
    return low, high
