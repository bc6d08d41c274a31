"""Where a line that passes columns runs through each of them: clear of cards and titles, and of other lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from groundplan.draw.geometry import Rect

_CLEAR = 9.0
"""Pixels between a line and a card, and between two lines of different bundles."""
_BEND = 24.0
_IN_CARD, _IN_LINE, _IN_TITLE, _ON_BORDER, _OUTSIDE = 1e6, 2000.0, 400.0, 60.0, 700.0


@dataclass(slots=True)
class Column:
    """What stands in the way in one column: cards, titles, borders of boxes, and the lines that run through already."""

    start: float
    end: float
    cards: list[Rect] = field(default_factory=list)
    titles: list[Rect] = field(default_factory=list)
    borders: list[float] = field(default_factory=list)
    lines: list[tuple[float, float]] = field(default_factory=list)

    def overlaps(self, rect: Rect) -> bool:
        return rect.x < self.end and self.start < rect.right

    def price(self, v: float, width: float) -> float:
        """What it costs to run `width` pixels wide through the column at `v`."""
        reach = width / 2
        cards = _near(v, self.cards, reach + _CLEAR)
        titles = _near(v, self.titles, reach + 1.0)
        borders = len([border for border in self.borders if abs(v - border) < reach + 3.0])
        lines = len([other for other, half in self.lines if abs(v - other) < reach + half + _CLEAR - 2.0])
        return _IN_CARD * cards + _IN_TITLE * titles + _ON_BORDER * borders + _IN_LINE * lines

    def openings(self, width: float) -> list[float]:
        """Where a line fits closely: beside each card, title and line."""
        reach = width / 2
        beside_cards = [v for r in self.cards for v in (r.y - reach - _CLEAR - 1, r.bottom + reach + _CLEAR + 1)]
        beside_titles = [v for r in self.titles for v in (r.y - reach - 5, r.bottom + reach + 2)]
        beside_lines = [other + sign * (half + reach + _CLEAR) for other, half in self.lines for sign in (-1, 1)]
        return [*beside_cards, *beside_titles, *beside_lines]


def columns_of(stops: Mapping[str, int], rects: Mapping[str, Rect], titles: Iterable[Rect], frames: Iterable[Rect]) -> dict[int, Column]:
    """The columns with what stands in them. All rectangles in (u, v)."""
    found: dict[int, Column] = {}
    for stop, index in stops.items():
        rect = rects[stop]
        column = found.setdefault(index, Column(rect.x, rect.right))
        column.start, column.end = min(column.start, rect.x), max(column.end, rect.right)
        if rect.width > 1.0:
            column.cards.append(rect)
    for column in found.values():
        column.titles.extend(title for title in titles if column.overlaps(title))
        column.borders.extend(v for frame in frames if column.overlaps(frame) for v in (frame.y, frame.bottom))
    return found


def choose(
    columns: Sequence[Column], ends: tuple[float, float], hints: Sequence[float], width: float, frame: tuple[float, float]
) -> list[float]:
    """For each column that a line passes on its way between `ends`, where it runs through: few bends, short, clear.

    It better stays within `frame`, the extent of the box that holds both its ends: else it would seem to cross the border of that.
    `hints` are the engine's own ways through each column. The best way is found by dynamic programming over candidates.
    """
    start, end = ends
    options = [sorted({start, end, hint, *hints, *column.openings(width)}) for column, hint in zip(columns, hints, strict=True)]
    best: dict[float, tuple[float, list[float]]] = {start: (0.0, [])}
    for column, hint, candidates in zip(columns, hints, options, strict=True):
        prices = {v: column.price(v, width) + abs(v - hint) / 8 + _leaving(v, width, frame) for v in candidates}
        best = {v: _arrive(best, v, price) for v, price in prices.items()}
    return min((cost + _turn(v, end), way) for v, (cost, way) in best.items())[1]


def take(columns: Sequence[Column], chosen: Sequence[float], width: float) -> None:
    """Marks the lanes as taken."""
    for column, v in zip(columns, chosen, strict=True):
        column.lines.append((v, width / 2))


def _arrive(best: Mapping[float, tuple[float, list[float]]], v: float, price: float) -> tuple[float, list[float]]:
    cost, before = min((cost if u == v else cost + (_BEND + abs(v - u)), u) for u, (cost, _) in best.items())
    return cost + price, [*best[before][1], v]


def _leaving(v: float, width: float, frame: tuple[float, float]) -> float:
    return 0.0 if frame[0] < v - width / 2 and v + width / 2 < frame[1] else _OUTSIDE


def _turn(before: float, after: float) -> float:
    return 0.0 if before == after else _BEND + abs(after - before)


def _near(v: float, rects: Iterable[Rect], reach: float) -> int:
    """How many of `rects` are less than `reach` from `v`."""
    return len([rect for rect in rects if rect.y - reach < v < rect.y + rect.height + reach])
