"""Where the titles of boxes stand: top left, or further along the top edge where lines come in there."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from groundplan.draw.geometry import Point, Rect, flatten
from groundplan.draw.layout.placement import Placement
from groundplan.draw.measure.metrics import Weight, text_width
from groundplan.draw.measure.sizes import SMALL_TYPE, TITLE_LEFT, TITLE_TYPE, title_lies
from groundplan.draw.scene.scene import Box, Scene

_STEP = 6.0
_TOP = 5.0
_ONE_ROW, _TWO_ROWS = 22.0, 37.0
_PAD = 4.0


@dataclass(frozen=True, slots=True)
class Title:
    """Where a box's title and kind start, from the box's top left corner. The kind stands below the title, or ends at `kind_right`."""

    x: float
    kind_right: float | None = None

    def rects(self, box: Box, frame: Rect) -> list[Rect]:
        """The room that both take in the widest locale."""
        title, kind = _widths(box)
        left = frame.x + self.x - _PAD
        if self.kind_right is None:
            return [Rect(left, frame.y + _TOP, max(title, kind) + 2 * _PAD, _TWO_ROWS if kind else _ONE_ROW)]
        right = Rect(frame.x + self.kind_right - kind - _PAD, frame.y + _TOP, kind + 2 * _PAD, _ONE_ROW)
        return [Rect(left, frame.y + _TOP, title + 2 * _PAD, _ONE_ROW), right]


def default_title(box: Box, frame: Rect) -> Title:
    """Title left and kind right, or one above the other where some locale is too wide for that."""
    lies = all(title_lies(box.title[tag], box.subtitle[tag], frame.width) for tag in box.title)
    return Title(TITLE_LEFT, frame.width - TITLE_LEFT if lies else None)


def place(placement: Placement, scene: Scene) -> dict[str, Title]:
    """Box -> its title, clear of lines and cards where there is room for that."""
    tracks = [flatten(way, 5.0) for way in placement.ways]
    cards = [placement.rect(id_) for id_ in scene.solid]
    return {box.id: _clearest(box, placement.boxes[box.id], tracks, cards) for box in scene.boxes if box.id in scene.holders}


def rects(titles: Mapping[str, Title], placement: Placement, scene: Scene) -> list[Rect]:
    """The room that all titles take."""
    return [rect for id_, title in titles.items() for rect in title.rects(scene.box_by_id[id_], placement.boxes[id_])]


def default_rects(placement: Placement, scene: Scene) -> list[Rect]:
    """The room that all titles take where no line is in the way."""
    return rects(
        {id_: default_title(scene.box_by_id[id_], placement.boxes[id_]) for id_ in placement.boxes if id_ in scene.holders},
        placement,
        scene,
    )


def _clearest(box: Box, frame: Rect, tracks: Sequence[Sequence[Point]], cards: Sequence[Rect]) -> Title:
    band = Rect(frame.x, frame.y, frame.width, _TWO_ROWS + _TOP).grown(_PAD)
    cards = [card for card in cards if card.overlaps(band)]
    near = sorted(point for track in tracks for point in track if band.holds(point))
    usual = default_title(box, frame)
    if not _hidden(usual.rects(box, frame), near, cards):
        return usual
    best, least = usual, _hidden(usual.rects(box, frame), near, cards)
    for title in sorted(_candidates(box, frame), key=lambda title: title.x):
        hidden = _hidden(title.rects(box, frame), near, cards)
        if hidden < least:
            best, least = title, hidden
        if not hidden:
            break
    return best


def _candidates(box: Box, frame: Rect) -> Iterator[Title]:
    usual = default_title(box, frame)
    yield usual
    title, kind = _widths(box)
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


def _widths(box: Box) -> tuple[float, float]:
    title = max(text_width(text, TITLE_TYPE, Weight.BOLD) for text in box.title.values())
    return title, max(text_width(text, SMALL_TYPE) for text in box.subtitle.values())
