"""The level lines of a sequence chart, in the signs of the maps: casing for private, a tube for a tunnel, an arrow at the end."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from groundplan.domain.channel import Exposure
from groundplan.draw.geometry import Point
from groundplan.draw.layout.chart import STOP, ChartRow, Stretch
from groundplan.draw.scene.chart import Message
from groundplan.draw.svg import arrows
from groundplan.draw.svg.element import Element
from groundplan.draw.svg.parts import dot
from groundplan.draw.svg.strokes import casing, level_line, line_classes, stroke, tube, upright

_TUBE = 9.0


def step_lines(message: Message, row: ChartRow, middles: Mapping[str, float]) -> Element:
    """All lines of a step."""
    tunnelled = message.tunnelled or (False,) * len(row.stretches)
    drawn = (
        *(part for stretch, inside in zip(row.stretches, tunnelled, strict=True) for part in _stretch(message, stretch, inside=inside)),
        *_turns(row.stretches),
        *(dot("gp-stop", Point(stretch.end, stretch.y), STOP) for stretch in row.stretches[:-1]),
        *(dot("gp-actor", Point(middles[id_], row.y), STOP) for id_ in message.actors),
    )
    style = line_classes("gp-line", message.line) if message.line else "gp-line gp-plain"
    return Element("g", {"class": style, "aria-hidden": "true"}, drawn)


def _stretch(message: Message, stretch: Stretch, *, inside: bool) -> Iterator[Element]:
    way = 1.0 if stretch.end > stretch.start else -1.0
    tip = stretch.end - way * STOP
    direction = message.line.direction if message.line else None
    yield from _around(message, level_line(stretch.start, stretch.end, stretch.y), inside=inside)
    yield stroke(level_line(stretch.start, tip - way * arrows.shortening(direction), stretch.y))
    yield arrows.head(Point(tip, stretch.y), Point(way, 0.0), direction)


def _around(message: Message, way: str, *, inside: bool) -> Iterator[Element]:
    if inside:
        yield from tube(way, _TUBE)
    elif message.line and message.line.exposure is Exposure.PRIVATE:
        yield casing(way)


def _turns(stretches: tuple[Stretch, ...]) -> Iterator[Element]:
    """Where a line goes down to turn back."""
    for before, after in itertools.pairwise(stretches):
        if before.y != after.y:
            yield stroke(upright(before.end, before.y, after.y))
