"""How big things are: measured once for the widest locale, so that one map serves all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from groundplan.render.diagrams.metrics import SMALLEST_TYPE, Weight, balanced, breaks_words, text_width, wrap
from groundplan.render.diagrams.scene import Box, Labels, Line, Scene

NAME_TYPE = 13.0
SMALL_TYPE = SMALLEST_TYPE
BADGE_TYPE = 11.0

CARD_HEIGHT = 64.0
LEAF_EXTRA = 20.0
"""How much wider than a card a box without drawn content is."""
LEAF_HEIGHT = 68.0
TILE = 36.0
TILE_LEFT = 11.0
TEXT_LEFT = TILE_LEFT + TILE + 10.0
TEXT_RIGHT = 14.0

TITLE_HEIGHT = 30.0
TALL_TITLE_HEIGHT = 44.0
TITLE_GAP = 18.0
BOX_MARGIN = 16.0

BADGE_HEIGHT = 20.0
BADGE_GAP = 3.0
BADGES_A_ROW = 4

_CARD_WIDTHS = range(164, 213, 4)
_TYPES = (NAME_TYPE, 12.5, 12.0, 11.5, SMALLEST_TYPE)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A name as it is set: its lines and the size of its type."""

    lines: tuple[str, ...]
    type: float


@dataclass(frozen=True, slots=True)
class Sizes:
    """The sizes that a whole scene shares."""

    card_width: float

    @property
    def leaf_width(self) -> float:
        return self.card_width + LEAF_EXTRA


def measure(scene: Scene) -> Sizes:
    """The narrowest cards that hold every name in every locale in two lines of full-sized type; at most 212 pixels."""
    names = {text for card in scene.cards for text in card.name.values()}
    titles = {text for box in scene.leaves for text in box.title.values()}
    for width in _CARD_WIDTHS:
        if _all_fit(names, text_room(width)) and _all_fit(titles, text_room(width + LEAF_EXTRA)):
            return Sizes(float(width))
    return Sizes(float(_CARD_WIDTHS[-1]))


def text_room(width: float) -> float:
    """The pixels that a card of `width` leaves for its texts."""
    return width - TEXT_LEFT - TEXT_RIGHT


def fit(name: str, room: float) -> Fitted:
    """`name` in at most two lines of the largest type that allows it; else in three small ones; cut only where that fails."""
    for size in _TYPES:
        if _fits(name, room, size):
            return Fitted(tuple(balanced(name, room, size, Weight.BOLD)), size)
    lines = wrap(name, room, SMALLEST_TYPE, Weight.BOLD)
    return Fitted(tuple(lines if len(lines) <= 3 else _shortened(lines, room)), SMALLEST_TYPE)


def title_lies(title: str, subtitle: str, room: float) -> bool:
    """Whether a box's title and its kind fit side by side into `room` pixels."""
    return _inline_width(title, subtitle) <= room


def title_size(box: Box, sizes: Sizes) -> tuple[float, float]:
    """The room that a box needs for its title in any locale: beside its kind, or above it where that would be wide."""
    inline = max(_inline_width(box.title[tag], box.subtitle[tag]) for tag in box.title)
    if inline <= sizes.card_width:
        return inline, TITLE_HEIGHT
    return min(
        inline, max(sizes.card_width, *_widths(box.title, NAME_TYPE, Weight.BOLD), *_widths(box.subtitle, SMALL_TYPE))
    ), TALL_TITLE_HEIGHT


def badge_width(number: int) -> float:
    """A badge is round up to two digits, and a pill beyond."""
    return max(BADGE_HEIGHT, text_width(str(number), BADGE_TYPE, Weight.BOLD) + 8.0)


def badge_rows(line: Line) -> list[list[float]]:
    """The widths of a line's badges, in rows."""
    widths = [badge_width(badge.number) for badge in line.badges]
    return [widths[at : at + BADGES_A_ROW] for at in range(0, len(widths), BADGES_A_ROW)]


def badges_size(line: Line) -> tuple[float, float]:
    """Width and height of all badges of a line together."""
    rows = badge_rows(line)
    width = max(sum(row) + BADGE_GAP * (len(row) - 1) for row in rows)
    return width, len(rows) * (BADGE_HEIGHT + BADGE_GAP) - BADGE_GAP


def _all_fit(names: Iterable[str], room: float) -> bool:
    return all(_fits(name, room, NAME_TYPE) for name in names)


def _fits(name: str, room: float, size: float) -> bool:
    return not breaks_words(name, room, size, Weight.BOLD) and len(wrap(name, room, size, Weight.BOLD)) <= 2


def _inline_width(title: str, subtitle: str) -> float:
    gap = TITLE_GAP if subtitle else 0.0
    return text_width(title, NAME_TYPE, Weight.BOLD) + gap + text_width(subtitle, SMALL_TYPE)


def _widths(labels: Labels | Mapping[str, str], size: float, weight: Weight = Weight.REGULAR) -> list[float]:
    return [text_width(text, size, weight) for text in labels.values()]


def _shortened(lines: list[str], room: float) -> list[str]:
    last = lines[2]
    while last and text_width(last + "…", SMALLEST_TYPE, Weight.BOLD) > room:
        last = last[:-1]
    return [*lines[:2], last.rstrip() + "…"]
