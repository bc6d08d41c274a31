"""A sequence chart as SVG, with the looks of the maps."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from groundplan.domain.component import ComponentKind
from groundplan.domain.entry import Status
from groundplan.domain.party import Role
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
    Row,
    frame_room,
    lines_of,
)
from groundplan.draw.measure.metrics import Weight, text_width
from groundplan.draw.measure.shapes import outline
from groundplan.draw.measure.sizes import BADGE_HEIGHT, SMALL_TYPE, TILE, badge_width, fit, fit_kind
from groundplan.draw.scene.chart import Chart, Group, Message, Participant, name_of
from groundplan.draw.scene.scene import Box, Card
from groundplan.draw.svg import glyphs
from groundplan.draw.svg.chart_strokes import exchange, line_classes
from groundplan.draw.svg.element import attributes, number
from groundplan.draw.svg.map import Dress, standalone_css

_ICON = 26.0
_PERSON_ROUND = 26.0
_FRAME_ROUND = "12"
_PLATE_LEFT = 5.0


def step_key(id_: str) -> str:
    """By what the links of a dress name a step: nothing else of a model can be called so."""
    return f"#{id_}"


def draw_chart(chart: Chart, layout: ChartLayout, locale: str, dress: Dress) -> str:
    """The chart as an element to be put into a page that loads the drawings' style sheet."""
    return _svg(chart, layout, locale, dress, classes="gp-diagram gp-chart", before="")


def draw_chart_alone(chart: Chart, layout: ChartLayout, locale: str, dress: Dress) -> str:
    """The chart as a file of its own; `dress.icons` should hold `data:` addresses."""
    before = f'<style>{standalone_css()}</style><rect class="gp-back" width="100%" height="100%"/>'
    return _svg(chart, layout, locale, dress, classes="gp-diagram gp-chart gp-alone", before=before) + "\n"


def _svg(chart: Chart, layout: ChartLayout, locale: str, dress: Dress, *, classes: str, before: str) -> str:
    name, told = f"{dress.prefix}-{chart.id}-title", f"{dress.prefix}-{chart.id}-desc"
    head = attributes(
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "xmlns:xlink": "http://www.w3.org/1999/xlink",  # as in the maps: instant navigation stumbles over a plain `href`
            "class": classes,
            "viewBox": f"0 0 {number(layout.width)} {number(layout.height)}",
            "width": number(layout.width),
            "height": number(layout.height),
            "role": "graphics-document",
            "aria-labelledby": name,
            "aria-describedby": told if dress.description else None,
            "lang": locale,
            "data-procedure": chart.id,
        }
    )
    title = f"<title{attributes({'id': name})}>{escape(dress.title, quote=False)}</title>"
    described = f"<desc{attributes({'id': told})}>{escape(dress.description, quote=False)}</desc>" if dress.description else ""
    painter = _Painter(chart, layout, locale, dress)
    parts = [
        f"<svg{head}>{title}{described}{before}",
        "\n".join(['<g class="gp-boxes">', *painter.frames(), "</g>"]),
        "\n".join(['<g class="gp-lifelines" aria-hidden="true">', *painter.lifelines(), "</g>"]),
        "\n".join(['<g class="gp-cards">', *painter.cards(), "</g>"]),
        "\n".join(['<g class="gp-steps">', *painter.steps(), "</g>"]),
        "</svg>",
    ]
    return "\n".join(parts)


class _Painter:
    """Draws the parts of a chart in one locale."""

    def __init__(self, chart: Chart, layout: ChartLayout, locale: str, dress: Dress) -> None:
        self._chart, self._layout, self._locale, self._dress = chart, layout, locale, dress

    def frames(self) -> Iterator[str]:
        for group, rect in zip(self._chart.groups, self._layout.frames, strict=True):
            if group.frame and rect:
                yield self._frame(group, group.frame, rect)

    def lifelines(self) -> Iterator[str]:
        for id_, participant in self._chart.participants.items():
            line = self._layout.lifeline(id_)
            way = f"M{number(line.y)} {number(line.start)}V{number(line.end)}"
            yield f"<path{attributes({'class': f'gp-lifeline {_owner(participant.role)}', 'd': way})}/>"

    def cards(self) -> Iterator[str]:
        for id_, participant in self._chart.participants.items():
            yield self._card(participant, self._layout.cards[id_])

    def steps(self) -> Iterator[str]:
        for index, (message, row) in enumerate(zip(self._chart.messages, self._layout.rows, strict=True)):
            yield self._step(index, message, row)

    def _frame(self, group: Group, box: Box, rect: Rect) -> str:
        title, kind = box.title[self._locale], box.subtitle[self._locale]
        room = frame_room(len(group.members))
        fitted, x, y = fit(title, room), rect.x + FRAME_PAD, rect.y + TITLE_TOP
        lines = [_span(x, y + LINE_PITCH * at, text) for at, text in enumerate(fitted.lines, start=1)]
        below = y + LINE_PITCH * len(fitted.lines)
        kinds = [_span(x, below + (SMALL_TYPE + 2.5) * at, text) for at, text in enumerate(fit_kind(kind, room, most=2), start=1)]
        inside = f"<rect{attributes({'class': 'gp-frame', **_rect(rect), 'rx': _FRAME_ROUND})}/>"
        inside += f'<text class="gp-title {_type(fitted.type)}">{"".join(lines)}</text><text class="gp-kind">{"".join(kinds)}</text>'
        classes = ["gp-box", _owner(box.role), "gp-viewpoint" if box.viewpoint else "", _status(box.status)]
        return self._linked(box.id, {"class": _joined(classes), "data-title": box.id}, inside, self._dress.row(title, kind))

    def _card(self, participant: Participant, rect: Rect) -> str:
        name = name_of(participant)[self._locale]
        fitted = fit(name, CARD_ROOM)
        y = rect.y + NAME_TOP
        lines = [_span(rect.centre.x, y + LINE_PITCH * at - 2.5, text) for at, text in enumerate(fitted.lines, start=1)]
        key = "data-component" if isinstance(participant, Card) else "data-boundary"
        kind = f"gp-{participant.kind}" if isinstance(participant, Card) else "gp-leaf"
        inside = _outline(participant, rect) + self._tile(participant, rect)
        inside += f'<text class="gp-name gp-middle {_type(fitted.type)}">{"".join(lines)}</text>'
        classes = _joined(["gp-card", kind, _owner(participant.role), _status(participant.status)])
        told = self._dress.row(name, participant.subtitle[self._locale])
        return self._linked(participant.id, {"class": classes, key: participant.id}, inside, told)

    def _tile(self, participant: Participant, rect: Rect) -> str:
        """The icon, or the glyph of the kind, above the name."""
        tile = Rect(rect.centre.x - TILE / 2, rect.y + TILE_TOP, TILE, TILE)
        icon = participant.icon if isinstance(participant, Card) else None
        href = self._dress.icons.get(icon) if icon else None
        box = f"<rect{attributes({'class': 'gp-tile gp-branded' if href else 'gp-tile', **_rect(tile), 'rx': '8'})}/>"
        if href:
            inner = Rect.around(tile.centre, _ICON, _ICON)
            return box + f"<image{attributes({'xlink:href': href, **_rect(inner), 'aria-hidden': 'true'})}/>"
        glyph = glyphs.COMPONENTS[participant.kind] if isinstance(participant, Card) else glyphs.BOUNDARIES[participant.kind]
        moved = f"translate({number(tile.centre.x - 12.0)} {number(tile.centre.y - 12.0)})"
        return box + f'<path class="gp-glyph" transform="{moved}" d="{glyph}"/>'

    def _step(self, index: int, message: Message, row: Row) -> str:
        label = self._told(index, message)
        middles = {id_: rect.centre.x for id_, rect in self._layout.cards.items()}
        parts = [
            f"<rect{attributes({'class': 'gp-row', **_rect(row.room), 'rx': '6'})}/>",
            exchange(message, row, middles) if row.stretches else "",
            self._name(index, message, row, label),
            self._badge(message, row.badge) if row.badge else "",
        ]
        flow = message.line.id if message.line else None
        named = {"class": "gp-step", "data-step": str(index), "data-flow": flow}
        return f"<g{attributes(named)}>{''.join(parts)}</g>"

    def _told(self, index: int, message: Message) -> str:
        names = [name_of(self._chart.participants[id_])[self._locale] for id_ in message.stops]
        told = f"{index + 1}. {message.title[self._locale]}"
        return f"{told}: {' → '.join(names)}" if names else told

    def _name(self, index: int, message: Message, row: Row, told: str) -> str:
        """The number and the name of a step, on a plate that keeps the lifelines off."""
        lines = lines_of(message.title[self._locale], row.width)
        rect = row.label if not row.stretches else _narrowed(row.label, lines)
        disc = Point(rect.x + _PLATE_LEFT + NUMBER / 2, rect.centre.y)
        top = rect.centre.y - LINE_PITCH * len(lines) / 2 - 3.0
        x = rect.x + _PLATE_LEFT + NUMBER_ROOM
        spans = [_span(x, top + LINE_PITCH * at, text) for at, text in enumerate(lines, start=1)]
        plate = attributes({"class": "gp-plate" if row.stretches else "gp-action", **_rect(rect), "rx": "7"})
        inside = f"<rect{plate}/>" + _disc("gp-count", disc, NUMBER / 2)
        inside += f'<text class="gp-count-text" x="{number(disc.x)}" y="{number(disc.y + 4.0)}">{index + 1}</text>'
        inside += f'<text class="gp-name gp-type-120">{"".join(spans)}</text>'
        return self._linked(step_key(message.id), {"class": "gp-label"}, inside, told)

    def _badge(self, message: Message, centre: Point) -> str:
        assert message.line is not None
        badge = message.line.badges[0]
        rect = Rect.around(centre, badge_width(badge.number) - 2.0, BADGE_HEIGHT - 2.0)
        shape = attributes({"class": "gp-disc", **_rect(rect), "rx": number(rect.height // 2)})
        text = f'<text x="{number(centre.x)}" y="{number(centre.y + 3.9)}">{badge.number}</text>'
        told = f"{badge.number} {badge.title[self._locale]}"
        inside = f"<title>{escape(told, quote=False)}</title><rect{shape}/>{text}"
        return self._linked(badge.flow, {"class": line_classes("gp-badge", message.line), "data-flow": badge.flow}, inside, told)

    def _linked(self, id_: str, named: dict[str, str], inside: str, told: str) -> str:
        """A group, inside of a link where it has an address."""
        group = f"<g{attributes({**named, 'role': 'graphics-symbol', 'aria-label': told})}>{inside}</g>"
        href = self._dress.links.get(id_)
        return f"<a{attributes({'xlink:href': href})}>{group}</a>" if href else group


def _outline(participant: Participant, rect: Rect) -> str:
    if not isinstance(participant, Card) or participant.kind is ComponentKind.PERSON:
        round_ = _PERSON_ROUND if isinstance(participant, Card) else 12.0
        return f"<rect{attributes({'class': 'gp-body', **_rect(rect), 'rx': number(round_)})}/>"
    shape = outline(participant.kind, rect)
    behind = f'<path class="gp-body" d="{shape.behind}"/>' if shape.behind else ""
    detail = f'<path class="gp-detail" d="{shape.detail}"/>' if shape.detail else ""
    return f'{behind}<path class="gp-body" d="{shape.body}"/>{detail}'


def _narrowed(room: Rect, lines: list[str]) -> Rect:
    """The part of a label's room that it needs in one locale, in its middle."""
    width = max(text_width(line, LABEL_TYPE, Weight.BOLD) for line in lines) + NUMBER_ROOM + 2 * _PLATE_LEFT
    return Rect.around(room.centre, width, room.height)


def _disc(style: str, centre: Point, radius: float) -> str:
    return f'<circle class="{style}" cx="{number(centre.x)}" cy="{number(centre.y)}" r="{number(radius)}"/>'


def _rect(rect: Rect) -> dict[str, str]:
    return {"x": number(rect.x), "y": number(rect.y), "width": number(rect.width), "height": number(rect.height)}


def _span(x: float, y: float, text: str) -> str:
    return f'<tspan x="{number(x)}" y="{number(y)}">{escape(text)}</tspan>'


def _type(size: float) -> str:
    return f"gp-type-{round(size * 10)}"


def _owner(role: Role | None) -> str:
    return f"gp-{role}" if role else "gp-nobody"


def _status(status: Status) -> str:
    return "" if status is Status.ACTIVE else f"gp-{status}"


def _joined(classes: list[str]) -> str:
    return " ".join(filter(None, classes))
