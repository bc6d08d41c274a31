"""The level lines of a sequence chart, in the signs of the maps: casing for private, a tube for a tunnel, an arrow at the end."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from groundplan.domain.channel import Exposure, Layer
from groundplan.domain.entry import Status
from groundplan.draw.geometry import Point
from groundplan.draw.layout.chart import STOP, Row, Stretch
from groundplan.draw.scene.chart import Message
from groundplan.draw.scene.scene import Line
from groundplan.draw.svg import arrows
from groundplan.draw.svg.element import attributes, number

_WALL, _INNER = "13", "9"


def line_classes(name: str, line: Line) -> str:
    """The classes that tell a flow's looks."""
    overlay = "gp-overlay" if line.layer is Layer.OVERLAY else ""
    status = "" if line.status is Status.ACTIVE else f"gp-{line.status}"
    return " ".join(filter(None, (name, f"gp-{line.direction}", f"gp-{line.exposure}", overlay, status)))


def exchange(message: Message, row: Row, middles: Mapping[str, float]) -> str:
    """All lines of a step."""
    tunnelled = message.tunnelled or (False,) * len(row.stretches)
    classes = line_classes("gp-line", message.line) if message.line else "gp-line gp-plain"
    parts = [
        *(_stretch(message, stretch, inside=inside) for stretch, inside in zip(row.stretches, tunnelled, strict=True)),
        *_turns(row.stretches),
        *(_dot("gp-stop", stretch.end, stretch.y) for stretch in row.stretches[:-1]),
        *(_dot("gp-actor", middles[id_], row.y) for id_ in message.actors),
    ]
    return f"<g{attributes({'class': classes, 'aria-hidden': 'true'})}>{''.join(parts)}</g>"


def _stretch(message: Message, stretch: Stretch, *, inside: bool) -> str:
    way = 1.0 if stretch.end > stretch.start else -1.0
    tip = stretch.end - way * STOP
    around = "".join(_around(message, stretch, inside=inside))
    direction = message.line.direction if message.line else None
    stroke = _path("gp-stroke", stretch.start, tip - way * arrows.shortening(direction), stretch.y)
    return around + stroke + arrows.head(Point(tip, stretch.y), Point(way, 0.0), direction)


def _around(message: Message, stretch: Stretch, *, inside: bool) -> Iterator[str]:
    if inside:
        yield _path("gp-wall", stretch.start, stretch.end, stretch.y, _WALL)
        yield _path("gp-inner", stretch.start, stretch.end, stretch.y, _INNER)
    elif message.line and message.line.exposure is Exposure.PRIVATE:
        yield _path("gp-casing", stretch.start, stretch.end, stretch.y)


def _turns(stretches: tuple[Stretch, ...]) -> Iterator[str]:
    """Where a line goes down to turn back."""
    for before, after in itertools.pairwise(stretches):
        if before.y != after.y:
            yield f'<path class="gp-stroke" d="M{number(before.end)} {number(before.y)}V{number(after.y)}"/>'


def _path(style: str, start: float, end: float, y: float, width: str | None = None) -> str:
    return f"<path{attributes({'class': style, 'd': f'M{number(start)} {number(y)}H{number(end)}', 'stroke-width': width})}/>"


def _dot(style: str, x: float, y: float) -> str:
    return f'<circle class="{style}" cx="{number(x)}" cy="{number(y)}" r="{number(STOP)}"/>'
