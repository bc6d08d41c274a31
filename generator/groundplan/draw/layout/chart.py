"""Where everything of a sequence chart stands. Measured for the widest locale, so that one layout serves all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from groundplan.draw.geometry import Point, Rect
from groundplan.draw.measure.metrics import Weight, balanced, text_width
from groundplan.draw.measure.sizes import SMALL_TYPE, TILE, fit, fit_kind
from groundplan.draw.scene.chart import Chart, Message, name_of
from groundplan.draw.scene.scene import Box, ByLocale

MARGIN = 12.0
CARD_WIDTH = 112.0
CARD_ROOM = CARD_WIDTH - 12.0
"""The pixels that a card leaves for its name."""
TILE_TOP = 9.0
NAME_TOP = TILE_TOP + TILE + 4.0
FRAME_PAD = 12.0
TITLE_TOP = 8.0
LABEL_TYPE = 12.0
LINE_PITCH = 15.0
NUMBER = 18.0
NUMBER_ROOM = NUMBER + 6.0
"""The disc with the number of a step, and the space after it."""
STOP = 3.5
"""The radius of the dot where a line passes through somebody."""

_CARD_GAP = 18.0
_FRAME_GAP = 16.0
_KIND_PITCH = SMALL_TYPE + 2.5
_ROW_PAD = 10.0
_ABOVE_LINE = 15.0
_BELOW_LINE = 12.0
_TURN = 26.0
"""How far below a line stands what turns back."""
_SIDE = 5.0
_PLATE = 5.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A leg as it is drawn: level, from one lifeline to another."""

    start: float
    end: float
    y: float


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One step. `label` is the room of its number and name; of an action it is the whole box. `badge` is None without a flow."""

    room: Rect
    label: Rect
    width: float
    """The widest that a line of the name may be."""
    stretches: tuple[Stretch, ...]
    badge: Point | None
    y: float
    """The height of its first line, or of the middle of an action."""


@dataclass(frozen=True, slots=True)
class ChartLayout:
    """Pixels from the top left corner; the same for every locale."""

    width: float
    height: float
    frames: tuple[Rect | None, ...]
    cards: Mapping[str, Rect]
    rows: tuple[ChartRow, ...]

    def lifeline(self, id_: str) -> Stretch:
        """From a participant's card down: `start` and `end` are heights here, `y` its place from the left."""
        card = self.cards[id_]
        return Stretch(card.bottom, self.height - MARGIN - FRAME_PAD / 2, card.centre.x)


def lay_out_chart(chart: Chart) -> ChartLayout:
    """The layout of `chart`."""
    title, card = title_height(chart), _card_height(chart)
    lefts = _lefts(chart)
    top = MARGIN + title
    cards = {id_: Rect(left, top, CARD_WIDTH, card) for id_, left in lefts.items()}
    width = max(lefts.values()) + CARD_WIDTH + FRAME_PAD + MARGIN
    rows = tuple(_rows(chart, {id_: rect.centre.x for id_, rect in cards.items()}, top + card + _ROW_PAD, width))
    height = rows[-1].room.bottom + FRAME_PAD + MARGIN
    frames = tuple(
        Rect(lefts[group.members[0].id] - FRAME_PAD, MARGIN, _group_width(len(group.members)), height - 2 * MARGIN) if group.frame else None
        for group in chart.groups
    )
    return ChartLayout(width, height, frames, cards, rows)


def frame_room(members: int) -> float:
    """The pixels that a frame around `members` cards leaves for its title."""
    return _group_width(members) - 2 * FRAME_PAD


def title_height(chart: Chart) -> float:
    """From the top of a frame to the cards in it: as high as the highest title in any locale."""
    framed = [(group.frame, frame_room(len(group.members))) for group in chart.groups if group.frame]
    return max((_title_height(box, tag, room) for box, room in framed for tag in box.title), default=0.0)


def name_lines(name: str, width: float) -> list[str]:
    """The lines of a step's name."""
    return balanced(name, width, LABEL_TYPE, Weight.BOLD)


def _title_height(box: Box, tag: str, room: float) -> float:
    lines, kinds = fit(box.title[tag], room).lines, fit_kind(box.subtitle[tag], room, most=2)
    return TITLE_TOP + LINE_PITCH * len(lines) + _KIND_PITCH * len(kinds) + 10.0


def _card_height(chart: Chart) -> float:
    lines = max(len(fit(text, CARD_ROOM).lines) for member in chart.participants.values() for text in name_of(member).values())
    return NAME_TOP + LINE_PITCH * lines + 11.0


def _group_width(members: int) -> float:
    return members * CARD_WIDTH + (members - 1) * _CARD_GAP + 2 * FRAME_PAD


def _lefts(chart: Chart) -> dict[str, float]:
    """Participant -> the left of its card."""
    widths = [_group_width(len(group.members)) + _FRAME_GAP for group in chart.groups]
    starts = accumulate(widths, initial=MARGIN + FRAME_PAD)
    return {
        member.id: start + index * (CARD_WIDTH + _CARD_GAP)
        for group, start in zip(chart.groups, starts, strict=False)
        for index, member in enumerate(group.members)
    }


def _rows(chart: Chart, middles: Mapping[str, float], top: float, width: float) -> Iterator[ChartRow]:
    for message in chart.messages:
        row = _action(message, middles, top, width) if len(message.stops) < 2 else _exchange(message, middles, top, width)
        yield row
        top = row.room.bottom


def _action(message: Message, middles: Mapping[str, float], top: float, width: float) -> ChartRow:
    """A box on the lifeline of who acts, or in the middle where nobody is named."""
    centre = middles[message.stops[0]] if message.stops else width / 2
    room = CARD_WIDTH + _CARD_GAP - 4.0
    size = _label_size(message.title, room - NUMBER_ROOM - 2 * _PLATE)
    box = Rect(centre - (size.width + 2 * _PLATE) / 2, top + 4.0, size.width + 2 * _PLATE, size.height + 2 * _PLATE)
    whole = Rect(MARGIN, top, width - 2 * MARGIN, box.height + 8.0 + _ROW_PAD / 2)
    return ChartRow(whole, box, room - NUMBER_ROOM - 2 * _PLATE, (), None, box.centre.y)


def _exchange(message: Message, middles: Mapping[str, float], top: float, width: float) -> ChartRow:
    """A name above the line, which turns to a lower level wherever it turns back."""
    at = [middles[id_] for id_ in message.stops]
    low, high = min(at), max(at)
    most = max(high - low - 2 * _SIDE, CARD_WIDTH) - NUMBER_ROOM
    size = _label_size(message.title, most)
    centre = _centre(sorted(middles.values()), low, high, size.width)
    y = top + _PLATE + size.height + _ABOVE_LINE
    label = Rect.around(Point(centre, top + _PLATE + size.height / 2), size.width + 2 * _PLATE, size.height + 4.0)
    stretches = tuple(_stretches(at, y))
    whole = Rect(MARGIN, top, width - 2 * MARGIN, stretches[-1].y + _BELOW_LINE + _ROW_PAD / 2 - top)
    badge = Point(_between(middles.values(), stretches, centre), y) if message.line else None
    return ChartRow(whole, label, most, stretches, badge, y)


def _stretches(at: Sequence[float], y: float) -> Iterator[Stretch]:
    right: bool | None = None
    for start, end in pairwise(at):
        y += _TURN if right is not None and (end > start) is not right else 0.0
        right = end > start
        yield Stretch(start, end, y)


def _between(lifelines: Iterable[float], stretches: Sequence[Stretch], near: float) -> float:
    """The place on the upper lines that is nearest to `near` and lies in the middle between two neighbouring lifelines."""
    level = [stretch for stretch in stretches if stretch.y == stretches[0].y]
    low = min(min(stretch.start, stretch.end) for stretch in level)
    high = max(max(stretch.start, stretch.end) for stretch in level)
    inside = sorted(x for x in lifelines if low <= x <= high)
    return min(((a + b) / 2 for a, b in pairwise(inside)), key=lambda x: (abs(x - near), x))


def _centre(lifelines: Iterable[float], low: float, high: float, width: float) -> float:
    """Above the middle of the line; between two lifelines where one such place is wide enough."""
    inside = [x for x in lifelines if low <= x <= high]
    wide = [(a + b) / 2 for a, b in pairwise(inside) if b - a - 2 * _SIDE >= width]
    middle = (low + high) / 2
    return min(wide, key=lambda x: (abs(x - middle), x), default=middle)


def _label_size(title: ByLocale, room: float) -> Rect:
    """The room of a step's number and name in the widest locale."""
    lines = [name_lines(text, room) for text in title.values()]
    widest = max(text_width(line, LABEL_TYPE, Weight.BOLD) for wrapped in lines for line in wrapped)
    return Rect(0.0, 0.0, NUMBER_ROOM + widest, max(NUMBER, LINE_PITCH * max(map(len, lines))))
