"""How big things are: measured once for the widest locale, so that one map serves all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from groundplan.draw.measure.metrics import SMALLEST_TYPE, Weight, balanced, breaks_words, keeps_words, text_width, wrap
from groundplan.draw.measure.shapes import taken
from groundplan.draw.scene.scene import Badge, Box, Line, Scene

TITLE_TYPE = 13.0
NAME_TYPE = 12.5
SMALL_TYPE = SMALLEST_TYPE
BADGE_TYPE = 11.0

CARD_HEIGHT = 64.0
LEAF_EXTRA = 16.0
"""How much wider than a card a box without drawn content is."""
LEAF_HEIGHT = 70.0
STACK = 8.0
"""How far the sheets behind a collapsed box rise above it."""
TILE = 34.0
TILE_LEFT = 11.0
TEXT_LEFT = TILE_LEFT + TILE + 9.0
TEXT_RIGHT = 11.0
COUNT_ROOM = 34.0

BOX_MARGIN = 14.0
TITLE_LEFT = 14.0
TITLE_HEIGHT = 36.0
TALL_TITLE_HEIGHT = 50.0
"""From the top of a box to what is in it: title and kind side by side, or one above the other."""
TITLE_GAP = 18.0

BADGE_HEIGHT = 20.0
BADGE_GAP = 3.0

_KEPT = 1 << 15
"""Texts whose measures are remembered: the same ones stand in many pictures."""
_CARD_WIDTHS = range(160, 185, 4)
_SETTINGS = ((2, NAME_TYPE), (2, 12.0), (3, 12.0), (2, 11.5), (3, 11.5), (3, SMALLEST_TYPE))
"""How a name may be set, the best first: at most so many lines of such type."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A name as it is set: its lines and the size of its type."""

    lines: tuple[str, ...]
    type: float


@dataclass(frozen=True, slots=True)
class TitleSize:
    """The widths of a box's title and kind in the widest locale, and the most that both take in one line."""

    title: float
    kind: float
    inline: float

    def lies(self, width: float) -> bool:
        """Whether title and kind fit side by side into a box of `width`, in every locale."""
        return self.inline <= width - 2 * TITLE_LEFT


@dataclass(frozen=True, slots=True)
class Sizes:
    """The sizes that the texts of a scene need: one for all cards, and one for the title of each box with drawn content."""

    card_width: float
    titles: Mapping[str, TitleSize]

    @property
    def leaf_width(self) -> float:
        return self.card_width + LEAF_EXTRA


def measure(scene: Scene) -> Sizes:
    """The narrowest cards that hold every name in every locale in two lines of full-sized type, up to a limit."""
    rooms = [(text, -taken(card.kind)) for card in scene.cards for text in card.name.values()]
    rooms += [(text, LEAF_EXTRA) for box in scene.leaves for text in box.title.values()]
    fitting = (width for width in _CARD_WIDTHS if all(_fits(text, text_room(width + extra), NAME_TYPE) for text, extra in rooms))
    titles = {box.id: _title(box) for box in scene.boxes if box.id in scene.holders}
    return Sizes(float(next(fitting, _CARD_WIDTHS[-1])), titles)


def text_room(width: float) -> float:
    """The pixels that a card of `width` leaves for its texts."""
    return width - TEXT_LEFT - TEXT_RIGHT


def leaf_height(box: Box) -> float:
    """The height of a box without drawn content, with its sheets if it is collapsed."""
    return LEAF_HEIGHT if box.collapsed is None else LEAF_HEIGHT + STACK


@lru_cache(_KEPT)
def fit(name: str, room: float) -> Fitted:
    """`name` in two lines of full-sized type; else smaller, or in three lines; words are cut, and the end left out, only at last."""
    fitting = [size for most, size in _SETTINGS if _fits(name, room, size, most)]
    whole = [size for size in fitting if keeps_words(name, room, size, Weight.BOLD)]
    for size in (whole or fitting)[:1]:
        return Fitted(tuple(balanced(name, room, size, Weight.BOLD)), size)
    lines = wrap(name, room, SMALLEST_TYPE, Weight.BOLD)
    return Fitted(tuple(lines if len(lines) <= 3 else _shortened(lines, room)), SMALLEST_TYPE)


@lru_cache(_KEPT)
def fit_small(name: str, room: float) -> Fitted:
    """`name` in the smallest type, for cards that have no height to spare."""
    lines = balanced(name, room, SMALLEST_TYPE, Weight.BOLD)
    return Fitted(tuple(lines if len(lines) <= 3 else _shortened(lines, room)), SMALLEST_TYPE)


@lru_cache(_KEPT)
def fit_kind(kind: str, room: float, most: int) -> tuple[str, ...]:
    """The small type below a name, in at most `most` lines: kind and owner each on its own where one line is too short."""
    if text_width(kind, SMALL_TYPE) <= room:
        return (kind,) if kind else ()
    first, separator, second = kind.partition(" · ")
    lines = [first, second] if separator and text_width(second, SMALL_TYPE) <= room else wrap(kind, room, SMALL_TYPE)
    return tuple(lines[:most])


def title_size(box: Box, sizes: Sizes) -> tuple[float, float]:
    """The width that a box needs for its title in any locale, and the height: kind beside title, or below where that is too wide."""
    size = sizes.titles[box.id]
    if size.inline <= sizes.card_width:
        return size.inline, TITLE_HEIGHT
    return max(size.title, size.kind), TALL_TITLE_HEIGHT


@cache
def badge_width(number: int) -> float:
    """A badge is round up to two digits, and a pill beyond."""
    return max(BADGE_HEIGHT, text_width(str(number), BADGE_TYPE, Weight.BOLD) + 8.0)


@cache
def tally_width(count: int) -> float:
    """The chip that tells how many flows a line stands for."""
    return max(26.0, text_width(str(count), BADGE_TYPE, Weight.BOLD) + 14.0)


def mark_width(line: Line, badge: Badge) -> float:
    """The width of a badge on its line, or of the count in its place."""
    return tally_width(len(line.badges)) if line.tallied else badge_width(badge.number)


@lru_cache(_KEPT)
def _fits(name: str, room: float, size: float, most: int = 2) -> bool:
    return not breaks_words(name, room, size, Weight.BOLD) and len(wrap(name, room, size, Weight.BOLD)) <= most


def _title(box: Box) -> TitleSize:
    widths = [_title_widths(box.title[tag], box.subtitle[tag]) for tag in box.title]
    return TitleSize(*(max(each) for each in zip(*widths, strict=True)))


@lru_cache(_KEPT)
def _title_widths(title: str, kind: str) -> tuple[float, float, float]:
    """Of the title, of the kind, and of both beside each other."""
    wide, small = text_width(title, TITLE_TYPE, Weight.BOLD), text_width(kind, SMALL_TYPE)
    return wide, small, wide + (TITLE_GAP if kind else 0.0) + small


def _shortened(lines: list[str], room: float) -> list[str]:
    last = lines[2]
    while last and text_width(last + "…", SMALLEST_TYPE, Weight.BOLD) > room:
        last = last[:-1]
    return [*lines[:2], last.rstrip() + "…"]
