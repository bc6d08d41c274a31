"""The legend: each sign that a drawing uses, once, with its meaning."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from enum import StrEnum
from html import escape

from groundplan.domain.channel import Layer
from groundplan.domain.entry import Status
from groundplan.domain.flow import Direction
from groundplan.draw.geometry import Point
from groundplan.draw.scene.bundles import bundles
from groundplan.draw.scene.scene import Box, Card, Scene
from groundplan.draw.svg import arrows
from groundplan.draw.svg.element import number


class Sign(StrEnum):
    """What a reader has to know to read a drawing."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    INTERNAL = "internal"
    EXTERNAL = "external"
    PUBLIC = "public"
    PRIVATE = "private"
    OVERLAY = "overlay"
    CARRIER = "carrier"
    TALLY = "tally"
    PLANNED = "planned"
    VIEWPOINT = "viewpoint"
    CUSTOMER = "customer"
    VENDOR = "vendor"
    PROVIDER = "provider"
    THIRD_PARTY = "third-party"
    COLLAPSED = "collapsed"
    STEP = "step"


_WAYS = frozenset({Sign.INBOUND, Sign.OUTBOUND, Sign.INTERNAL, Sign.EXTERNAL})
_EXPOSURES = frozenset({Sign.PUBLIC, Sign.PRIVATE})
_OWNERS = frozenset({Sign.CUSTOMER, Sign.VENDOR, Sign.PROVIDER, Sign.THIRD_PARTY})

_TIP, _RIGHT = Point(48.0, 11.0), Point(1.0, 0.0)
_LINE = "M2 11H48"
_STROKE = f'<path class="gp-stroke" d="{_LINE}"/>'
"""A line of any direction."""


def signs(scene: Scene) -> tuple[Sign, ...]:
    """The signs that occur in `scene`."""
    found = {*_line_signs(scene), *_place_signs(scene)}
    return tuple(sign for sign in Sign if sign in found)


def legend(
    scene: Scene,
    meaning: Callable[[Sign], str],
    absent: Collection[str] = (),
    elsewhere: Callable[[str], str] = str,
    also: Collection[Sign] = (),
) -> str:
    """An HTML list of the signs of `scene`, and of those in `also`; `meaning` says what a sign means, in the reader's language.

    `elsewhere` says of a meaning that its sign occurs only where some of the `absent` flows exist.
    """
    usual = {*(signs(_less(scene, absent)) if absent else signs(scene)), *also}
    used = {*signs(scene), *also}
    items = [(sign, meaning(sign) if sign in usual else elsewhere(meaning(sign))) for sign in Sign if sign in used]
    return f'<ul class="gp-legend">{"".join(f"<li>{_picture(sign)}<span>{escape(text)}</span></li>" for sign, text in items)}</ul>'


def _less(scene: Scene, absent: Collection[str]) -> Scene:
    """`scene` without lines that only `absent` flows have, and without what only those touch."""
    lines = tuple(line for line in scene.lines if any(badge.flow not in absent for badge in line.badges))
    gone = {stop for line in scene.lines for stop in line.stops} - {stop for line in lines for stop in line.stops}
    kept = [id_ for id_ in scene.solid if id_ not in gone]
    around = {*kept, *(box.id for id_ in kept for box in scene.enclosing(id_))}
    boxes, cards = tuple(box for box in scene.boxes if box.id in around), tuple(card for card in scene.cards if card.id in around)
    return replace(scene, lines=lines, boxes=boxes, cards=cards)


def _line_signs(scene: Scene) -> Iterator[Sign]:
    for line in scene.lines:
        yield Sign(str(line.direction))
        yield Sign.OVERLAY if line.layer is Layer.OVERLAY else Sign(str(line.exposure))
        if line.status is Status.PLANNED:
            yield Sign.PLANNED
        if line.tallied:
            yield Sign.TALLY
    if any(bundle.carriers for bundle in bundles(scene)):
        yield Sign.CARRIER


def _place_signs(scene: Scene) -> Iterator[Sign]:
    places: tuple[Box | Card, ...] = (*scene.boxes, *scene.cards)
    for place in places:
        if place.role is not None:
            yield Sign(str(place.role))
        if place.status is Status.PLANNED:
            yield Sign.PLANNED
    if any(box.viewpoint for box in scene.boxes):
        yield Sign.VIEWPOINT
    if any(box.collapsed is not None for box in scene.boxes):
        yield Sign.COLLAPSED


def _picture(sign: Sign) -> str:
    return f'<svg width="50" height="22" viewBox="0 0 50 22" aria-hidden="true" focusable="false">{_drawing(sign)}</svg>'


def _drawing(sign: Sign) -> str:
    if sign in _WAYS:
        return f'<g class="gp-line gp-{sign}">{_arrow(Direction(str(sign)))}</g>'
    if sign in _EXPOSURES:
        casing = f'<path class="gp-casing" d="{_LINE}"/>' if sign is Sign.PRIVATE else ""
        disc = '<rect class="gp-disc" x="11" y="2" width="18" height="18" rx="9"/><text x="20" y="15">1</text>'
        return f'<g class="gp-line gp-internal">{casing}{_STROKE}</g><g class="gp-badge gp-internal gp-{sign}">{disc}</g>'
    if sign in _OWNERS:
        return f'<g class="gp-{sign}"><rect class="gp-frame" x="6" y="2" width="38" height="18" rx="5"/></g>'
    return _SPECIAL[sign]


def _arrow(direction: Direction | None) -> str:
    """A line with the head of a direction."""
    end = number(_TIP.x - arrows.shortening(direction))
    return f'<path class="gp-stroke" d="M2 11H{end}"/>{arrows.head(_TIP, _RIGHT, direction)}'


_SPECIAL = {
    Sign.OVERLAY: (
        f'<g class="gp-line gp-internal"><path class="gp-wall" stroke-width="13" d="{_LINE}"/>'
        f'<path class="gp-inner" stroke-width="9" d="{_LINE}"/>{_STROKE}</g>'
    ),
    Sign.CARRIER: (
        '<g class="gp-outbound"><path class="gp-wall" stroke-width="13" d="M12 11H46"/>'
        f'<path class="gp-inner" stroke-width="9" d="M12 11H46"/>{arrows.wide_head(Point(2.0, 11.0), Point(-1.0, 0.0), 12.0, 10.0)}</g>'
        f'<g class="gp-line gp-inbound">{_arrow(Direction.INBOUND)}</g>'
    ),
    Sign.TALLY: (
        f'<g class="gp-line gp-internal">{_STROKE}</g><g class="gp-tally gp-internal gp-private">'
        '<rect class="gp-disc" x="14" y="2" width="18" height="18" rx="4"/>'
        '<rect class="gp-disc" x="10" y="2" width="18" height="18" rx="4"/><text x="19" y="15">9</text></g>'
    ),
    Sign.PLANNED: '<g class="gp-planned gp-nobody"><rect class="gp-frame" x="6" y="2" width="38" height="18" rx="5"/></g>',
    Sign.VIEWPOINT: '<g class="gp-viewpoint gp-customer"><rect class="gp-frame" x="6" y="3" width="38" height="16" rx="5"/></g>',
    Sign.STEP: f'<g class="gp-line gp-plain">{_arrow(None)}</g>',
    Sign.COLLAPSED: (
        '<g class="gp-nobody"><rect class="gp-body" x="11" y="2" width="28" height="14" rx="4"/>'
        '<rect class="gp-body" x="6" y="6" width="38" height="14" rx="5"/></g>'
    ),
}
