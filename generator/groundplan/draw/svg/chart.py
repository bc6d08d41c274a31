"""A sequence chart as SVG, with the looks of the maps."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.domain.component import ComponentKind
from groundplan.draw.geometry import Point, Rect
from groundplan.draw.layout.chart import (
    CARD_ROOM,
    FRAME_PAD,
    LABEL_TYPE,
    LINE_PITCH,
    NAME_TOP,
    NUMBER,
    NUMBER_ROOM,
    TILE_TOP,
    TITLE_TOP,
    ChartLayout,
    ChartRow,
    frame_room,
    name_lines,
)
from groundplan.draw.measure.sizes import TILE, Fitted, fit, fit_kind
from groundplan.draw.scene.chart import Chart, Group, Message, Participant, name_of
from groundplan.draw.scene.scene import Box, Card
from groundplan.draw.svg import glyphs, parts
from groundplan.draw.svg.chart_lines import step_lines
from groundplan.draw.svg.element import Attributes, Element
from groundplan.draw.svg.explained import Around, explained, still
from groundplan.draw.svg.face import face_width
from groundplan.draw.svg.notes import note_elements, size_with
from groundplan.draw.svg.sheet import Dress, Sheet
from groundplan.draw.svg.strokes import line_classes, stroke, upright

_PERSON_ROUND = 26.0
_PLATE_LEFT = 5.0


def step_key(id_: str) -> str:
    """By what the links of a dress name a step: nothing else of a model can be called so."""
    return f"#{id_}"


def draw_chart(chart: Chart, layout: ChartLayout, locale: str, dress: Dress) -> str:
    """The chart as an element to be put into a page that loads the drawings' style sheet."""
    return _sheet(chart, layout, locale, dress).drawn(dress, *_levels(chart, layout, locale, dress))


def draw_chart_alone(chart: Chart, layout: ChartLayout, locale: str, dress: Dress, around: Around | None = None) -> str:
    """The chart as a file of its own, like a map; `dress.icons` should hold `data:` addresses."""
    sheet, levels = _sheet(chart, layout, locale, dress), _levels(chart, layout, locale, dress)
    return explained(sheet, dress, levels, chart.scene, around) if around else still(sheet, dress, *levels)


def _sheet(chart: Chart, layout: ChartLayout, locale: str, dress: Dress) -> Sheet:
    width, height = size_with(layout.width, layout.height, dress.notes)
    return Sheet(
        id=f"{dress.prefix}-{chart.id}",
        style="gp-diagram gp-chart",
        width=width,
        height=height,
        locale=locale,
        marks={"data-procedure": chart.id},
    )


def _levels(chart: Chart, layout: ChartLayout, locale: str, dress: Dress) -> Iterator[Element]:
    """What lies above what."""
    painter = _Painter(chart, layout, locale, dress)
    yield parts.layer("gp-boxes", painter.frames())
    yield parts.layer("gp-lifelines", painter.lifelines(), hidden=True)
    yield parts.layer("gp-cards", painter.cards())
    yield parts.layer("gp-steps", painter.steps())
    yield from note_elements(layout.width, layout.height, dress.notes)


class _Painter:
    """Draws the parts of a chart in one locale."""

    def __init__(self, chart: Chart, layout: ChartLayout, locale: str, dress: Dress) -> None:
        self._chart, self._layout, self._locale, self._dress = chart, layout, locale, dress

    def frames(self) -> Iterator[Element]:
        for group, rect in zip(self._chart.groups, self._layout.frames, strict=True):
            if group.frame and rect:
                yield self._frame(group, group.frame, rect)

    def lifelines(self) -> Iterator[Element]:
        for id_, participant in self._chart.participants.items():
            line = self._layout.lifeline(id_)
            yield stroke(upright(line.y, line.start, line.end), f"gp-lifeline {parts.owner(participant.role)}")

    def cards(self) -> Iterator[Element]:
        for id_, participant in self._chart.participants.items():
            yield self._card(participant, self._layout.cards[id_])

    def steps(self) -> Iterator[Element]:
        for index, (message, row) in enumerate(zip(self._chart.messages, self._layout.rows, strict=True)):
            yield self._step(index, message, row)

    def _frame(self, group: Group, box: Box, rect: Rect) -> Element:
        title, kind = box.title[self._locale], box.subtitle[self._locale]
        room = frame_room(len(group.members))
        fitted, start = fit(title, room), Point(rect.x + FRAME_PAD, rect.y + TITLE_TOP)
        below = start.moved(0.0, LINE_PITCH * len(fitted.lines))
        content = (
            parts.block("gp-frame", rect, parts.BOX_ROUND),
            parts.name("gp-title", start, LINE_PITCH, fitted),
            parts.paragraph("gp-kind", below, parts.SMALL_PITCH, fit_kind(kind, room, most=2)),
        )
        viewpoint = "gp-viewpoint" if box.viewpoint else ""
        style = parts.classes("gp-box", parts.owner(box.role), viewpoint, parts.status(box.status))
        return self._symbol(box.id, {"class": style, "data-title": box.id}, self._dress.row(title, kind), *content)

    def _card(self, participant: Participant, rect: Rect) -> Element:
        name = name_of(participant)[self._locale]
        corner, shape = rect.corner, rect.at(parts.ORIGIN)
        start = Point(shape.centre.x, NAME_TOP - 2.5)
        named = parts.name("gp-name gp-middle", start, LINE_PITCH, fit(name, CARD_ROOM))
        key = "data-component" if isinstance(participant, Card) else "data-boundary"
        kind = f"gp-{participant.kind}" if isinstance(participant, Card) else "gp-leaf"
        style = parts.classes("gp-card", kind, parts.owner(participant.role), parts.status(participant.status))
        told = self._dress.row(name, participant.subtitle[self._locale])
        content = (*_body(participant, shape), *self._tile(participant, shape), named)
        return self._symbol(participant.id, {"class": style, key: participant.id, **parts.placed(corner)}, told, *content)

    def _tile(self, participant: Participant, rect: Rect) -> Iterator[Element]:
        """The tile above the name."""
        icon = participant.icon if isinstance(participant, Card) else None
        glyph = glyphs.COMPONENTS[participant.kind] if isinstance(participant, Card) else glyphs.BOUNDARIES[participant.kind]
        centre = Point(rect.centre.x, rect.y + TILE_TOP + TILE / 2)
        return parts.tile(centre, self._dress.icons.get(icon) if icon else None, glyph)

    def _step(self, index: int, message: Message, row: ChartRow) -> Element:
        middles = {id_: rect.centre.x for id_, rect in self._layout.cards.items()}
        content = (
            parts.block("gp-row", row.room, 6.0),
            *((step_lines(message, row, middles),) if row.stretches else ()),
            self._name(index, message, row),
            *((self._badge(message, row.badge),) if row.badge else ()),
        )
        flow = message.line.id if message.line else None
        return Element("g", {"class": "gp-step", "data-step": str(index), "data-flow": flow}, content)

    def _told(self, index: int, message: Message) -> str:
        names = [name_of(self._chart.participants[id_])[self._locale] for id_ in message.stops]
        told = f"{index + 1}. {message.title[self._locale]}"
        return f"{told}: {' → '.join(names)}" if names else told

    def _name(self, index: int, message: Message, row: ChartRow) -> Element:
        """The number and the name of a step, on a plate that keeps the lifelines off."""
        lines = name_lines(message.title[self._locale], row.width)
        rect = _narrowed(row.label, lines)
        disc = Point(rect.x + _PLATE_LEFT + NUMBER / 2, rect.centre.y)
        start = Point(rect.x + _PLATE_LEFT + NUMBER_ROOM, rect.centre.y - LINE_PITCH * len(lines) / 2 - 3.0)
        content = (
            parts.block("gp-plate" if row.stretches else "gp-action", rect, 7.0),
            parts.dot("gp-count", disc, NUMBER / 2),
            parts.words("gp-count-text", disc.moved(0.0, 4.0), str(index + 1)),
            parts.name("gp-name", start, LINE_PITCH, Fitted(tuple(lines), LABEL_TYPE)),
        )
        return self._symbol(step_key(message.id), {"class": "gp-label"}, self._told(index, message), *content)

    def _badge(self, message: Message, centre: Point) -> Element:
        assert message.line is not None
        badge = message.line.badges[0]
        told = f"{badge.number} {badge.title[self._locale]}"
        looks = {"class": line_classes("gp-badge", message.line), "data-flow": badge.flow}
        return self._symbol(badge.flow, {**looks, **parts.placed(centre)}, told, *parts.badge(badge.number, told))

    def _symbol(self, id_: str, named: Attributes, told: str, *content: Element) -> Element:
        return parts.symbol(named, told, content, self._dress.links.get(id_))


def _body(participant: Participant, rect: Rect) -> Iterator[Element]:
    if isinstance(participant, Card) and participant.kind is not ComponentKind.PERSON:
        yield from parts.body(participant.kind, rect)
    else:
        yield parts.block("gp-body", rect, _PERSON_ROUND if isinstance(participant, Card) else parts.BOX_ROUND)


def _narrowed(room: Rect, lines: list[str]) -> Rect:
    """The part of a label's room that its words take in one locale, in its middle: a plate that is wider would hide what is beside them."""
    width = max(face_width(line, LABEL_TYPE) for line in lines) + NUMBER_ROOM + 2 * _PLATE_LEFT
    return Rect.around(room.centre, width, room.height)
