"""The legend: each sign that a drawing uses, once, with its meaning."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from groundplan.domain.channel import Exposure, Layer
from groundplan.domain.entry import Status
from groundplan.domain.flow import Direction
from groundplan.draw.geometry import Point, Rect
from groundplan.draw.scene.bundles import bundles
from groundplan.draw.scene.scene import Box, Card, Line, Scene
from groundplan.draw.svg import arrows, parts
from groundplan.draw.svg.element import Attributes, Element
from groundplan.draw.svg.strokes import casing, level_line, stroke, tube


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

_START, _TIP, _RIGHT = 2.0, Point(48.0, 11.0), Point(1.0, 0.0)
_WAY = level_line(_START, _TIP.x, _TIP.y)
_FRAME, _TUBE = Rect(6.0, 2.0, 38.0, 18.0), 9.0


def signs(scene: Scene) -> tuple[Sign, ...]:
    """The signs that occur in `scene`."""
    found = {*_line_signs(scene), *_place_signs(scene)}
    return tuple(sign for sign in Sign if sign in found)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What a picture shows with other choices than the ones that it is drawn for.

    `absent` are its flows that these choices do not have, `signs` those of flows as they are connected with others; `phrase` says of
    a meaning that its sign occurs with other choices only.
    """

    absent: Collection[str]
    signs: Collection[Sign]
    phrase: Callable[[str], str]


def legend(scene: Scene, meaning: Callable[[Sign], str], elsewhere: Elsewhere | None = None, also: Collection[Sign] = ()) -> str:
    """An HTML list of the signs of `scene`, and of those in `also`; `meaning` says what a sign means, in the reader's language.

    Where other choices show something else, each entry has both of its texts, and names its sign: the viewer shows the one that holds.
    """
    here = {*signs(_less(scene, elsewhere.absent) if elsewhere else scene), *also}
    used = {*signs(scene), *also, *(elsewhere.signs if elsewhere else ())}
    entries = (_entry(sign, meaning(sign), elsewhere, here) for sign in Sign if sign in used)
    return str(Element("ul", {"class": "gp-legend"}, tuple(entries)))


def _entry(sign: Sign, text: str, elsewhere: Elsewhere | None, here: Collection[Sign]) -> Element:
    named: Attributes = {"class": f"gp-sign--{sign}"}
    if elsewhere is None:
        return Element("li", named, (_picture(sign), Element("span", {}, (text,))))
    told = _told(text, hidden=sign not in here), _told(elsewhere.phrase(text), hidden=sign in here)
    return Element("li", {**named, "data-sign": str(sign)}, (_picture(sign), *told))


def _told(text: str, *, hidden: bool) -> Element:
    return Element("span", {"hidden": "" if hidden else None}, (text,))


def sign_of(exposure: Exposure, layer: Layer) -> Sign:
    """The sign of a line that is connected in this way."""
    return Sign.OVERLAY if layer is Layer.OVERLAY else Sign(str(exposure))


def is_empty(scene: Scene, absent: Collection[str]) -> bool:
    """Whether nothing is left of `scene` without `absent` flows and what only those touch."""
    return not _less(scene, absent).solid


def _less(scene: Scene, absent: Collection[str]) -> Scene:
    """`scene` without lines that only `absent` flows have, and without what only those touch."""
    lines = tuple(line for line in scene.lines if line.is_seen(absent))
    gone = _stops(scene.lines) - _stops(lines)
    kept = [id_ for id_ in scene.solid if id_ not in gone]
    around = {*kept, *(box.id for id_ in kept for box in scene.enclosing(id_))}
    boxes, cards = tuple(box for box in scene.boxes if box.id in around), tuple(card for card in scene.cards if card.id in around)
    return replace(scene, lines=lines, boxes=boxes, cards=cards)


def _stops(lines: Iterable[Line]) -> set[str]:
    return {stop for line in lines for stop in line.stops}


def _line_signs(scene: Scene) -> Iterator[Sign]:
    for line in scene.lines:
        yield Sign(str(line.direction))
        yield sign_of(line.exposure, line.layer)
        if line.status is Status.PLANNED:
            yield Sign.PLANNED
        if line.tallied:
            yield Sign.TALLY
    if any(bundle.carriers for bundle in bundles(scene)):
        yield Sign.CARRIER


def _place_signs(scene: Scene) -> Iterator[Sign]:
    places: tuple[Box | Card, ...] = (*scene.boxes, *scene.cards)
    for place in places:
        guises = place.guises if isinstance(place, Card) else ()
        yield from (Sign(str(role)) for role in (place.role, *(guise.role for guise in guises)) if role is not None)
        if place.status is Status.PLANNED:
            yield Sign.PLANNED
    if any(box.viewpoint for box in scene.boxes):
        yield Sign.VIEWPOINT
    if any(box.collapsed is not None for box in scene.boxes):
        yield Sign.COLLAPSED


def picture_of(sign: Sign) -> tuple[Element, ...]:
    """What stands for a sign in a legend, 50 by 22 pixels."""
    return _drawing(sign)


def _picture(sign: Sign) -> Element:
    looks: Attributes = {"width": 50.0, "height": 22.0, "viewBox": "0 0 50 22", "aria-hidden": "true", "focusable": "false"}
    return Element("svg", looks, tuple(_drawing(sign)))


def _drawing(sign: Sign) -> tuple[Element, ...]:
    if sign in _WAYS:
        return (_line(f"gp-{sign}", *_arrow(Direction(str(sign)))),)
    if sign in _EXPOSURES:
        cased = (casing(_WAY),) if sign is Sign.PRIVATE else ()
        disc = parts.block("gp-disc", Rect(11.0, 2.0, 18.0, 18.0), 9.0), parts.words(None, Point(20.0, 15.0), "1")
        return _line("gp-internal", *cased, stroke(_WAY)), _group(f"gp-badge gp-internal gp-{sign}", *disc)
    if sign in _OWNERS:
        return (_group(f"gp-{sign}", parts.block("gp-frame", _FRAME, 5.0)),)
    return _SPECIAL[sign]


def _group(style: str, *content: Element) -> Element:
    return Element("g", {"class": style}, content)


def _line(style: str, *content: Element) -> Element:
    return _group(f"gp-line {style}", *content)


def _arrow(direction: Direction | None) -> tuple[Element, ...]:
    """A line with the head of a direction."""
    return stroke(level_line(_START, _TIP.x - arrows.shortening(direction), _TIP.y)), arrows.head(_TIP, _RIGHT, direction)


_SPECIAL = {
    Sign.OVERLAY: (_line("gp-internal", *tube(_WAY, _TUBE), stroke(_WAY)),),
    Sign.CARRIER: (
        _group("gp-outbound", *tube(level_line(12.0, 46.0, 11.0), _TUBE), arrows.wide_head(Point(2.0, 11.0), Point(-1.0, 0.0), 12.0, 10.0)),
        _line("gp-inbound", *_arrow(Direction.INBOUND)),
    ),
    Sign.TALLY: (
        _line("gp-internal", stroke(_WAY)),
        _group(
            "gp-tally gp-internal gp-private",
            *(parts.block("gp-disc", Rect(x, 2.0, 18.0, 18.0), 4.0) for x in (14.0, 10.0)),
            parts.words(None, Point(19.0, 15.0), "9"),
        ),
    ),
    Sign.PLANNED: (_group("gp-planned gp-nobody", parts.block("gp-frame", _FRAME, 5.0)),),
    Sign.VIEWPOINT: (_group("gp-viewpoint gp-customer", parts.block("gp-frame", Rect(6.0, 3.0, 38.0, 16.0), 5.0)),),
    Sign.STEP: (_line("gp-plain", *_arrow(None)),),
    Sign.COLLAPSED: (
        _group(
            "gp-nobody",
            parts.block("gp-body", Rect(11.0, 2.0, 28.0, 14.0), 4.0),
            parts.block("gp-body", Rect(6.0, 6.0, 38.0, 14.0), 5.0),
            *parts.held(Point(35.0, 17.0), 4),
        ),
    ),
}
