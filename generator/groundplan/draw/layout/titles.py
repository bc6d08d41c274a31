"""Where the titles of boxes stand: top left, or further along the top edge where lines come in there."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from groundplan.draw.geometry import Point, Rect, flatten
from groundplan.draw.layout.placement import Placement
from groundplan.draw.measure.sizes import TITLE_LEFT, Sizes, TitleSize
from groundplan.draw.scene.scene import Scene

_STEP = 6.0
_TOP = 5.0
_ONE_ROW, _TWO_ROWS = 22.0, 37.0
_PAD = 4.0


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


def place(placement: Placement, scene: Scene, sizes: Sizes) -> dict[str, Title]:
    """Box -> its title, clear of lines and cards where there is room for that."""
    tracks = [flatten(way, 5.0) for way in placement.ways]
    cards = [placement.rect(id_) for id_ in scene.solid]
    return {id_: _clearest(size, placement.boxes[id_], tracks, cards) for id_, size in sizes.titles.items()}


def rects(titles: Mapping[str, Title], placement: Placement, sizes: Sizes) -> list[Rect]:
    """The room that all titles take."""
    return [rect for id_, title in titles.items() for rect in title.rects(sizes.titles[id_], placement.boxes[id_])]


def default_rects(placement: Placement, sizes: Sizes) -> list[Rect]:
    """The room that all titles take where no line is in the way."""
    return rects({id_: default_title(size, placement.boxes[id_]) for id_, size in sizes.titles.items()}, placement, sizes)


def _clearest(size: TitleSize, frame: Rect, tracks: Sequence[Sequence[Point]], cards: Sequence[Rect]) -> Title:
    band = Rect(frame.x, frame.y, frame.width, _TWO_ROWS + _TOP).grown(_PAD)
    cards = [card for card in cards if card.overlaps(band)]
    left, top, right, bottom = band.x, band.y, band.right, band.bottom
    near = sorted(point for track in tracks for point in track if left <= point[0] <= right and top <= point[1] <= bottom)
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


def _hidden(taken: Sequence[Rect], near: Sequence[Point], cards: Sequence[Rect]) -> int:
    """How much `taken` hides. The points of lines are sorted from left to right, for there may be thousands."""
    over_cards = sum(rect.overlaps(card) for rect in taken for card in cards)
    return 1000 * over_cards + sum(_points_in(rect, near) for rect in taken)


def _points_in(rect: Rect, points: Sequence[Point]) -> int:
    first = bisect_left(points, (rect.x, -math.inf))
    last = bisect_right(points, (rect.right, math.inf))
    return sum(rect.y <= y <= rect.bottom for _, y in points[first:last])
