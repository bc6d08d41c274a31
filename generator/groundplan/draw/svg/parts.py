"""The parts that maps, sequence charts and legends are made of, placed in pixels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from groundplan.domain.component import ComponentKind
from groundplan.domain.entry import Status
from groundplan.domain.party import Role
from groundplan.draw.geometry import Point, Rect
from groundplan.draw.measure.metrics import Weight, text_width
from groundplan.draw.measure.shapes import outline
from groundplan.draw.measure.sizes import BADGE_HEIGHT, SMALL_TYPE, TILE, Fitted, badge_width
from groundplan.draw.svg.element import Attributes, Element, lines, number

ORIGIN = Point(0.0, 0.0)
BOX_ROUND = 12.0
SMALL_PITCH = SMALL_TYPE + 2.5
"""From one line of small type to the next."""
_ICON, _GLYPH = 26.0, 24.0
_FOUR_CARDS = "h4v3.5h-4zm6 0h4v3.5h-4zm-6 5h4v3.5h-4zm6 0h4v3.5h-4z"
_BESIDE_MIDDLE = 3.9
"""How far the letters of a badge stand below its middle."""


def classes(*names: str) -> str:
    """The names that are not empty."""
    return " ".join(filter(None, names))


def owner(role: Role | None) -> str:
    """The class that tells whose a thing is."""
    return f"gp-{role}" if role else "gp-nobody"


def status(of: Status) -> str:
    """The class of what is not simply there."""
    return "" if of is Status.ACTIVE else f"gp-{of}"


def layer(name: str, elements: Iterable[Element], *, hidden: bool = False) -> Element:
    """What is drawn at one level, each thing on a line of its own."""
    return Element("g", {"class": name, "aria-hidden": "true" if hidden else None}, lines(elements))


def area(rect: Rect) -> dict[str, float]:
    """The attributes that say where a rectangle is."""
    return {"x": rect.x, "y": rect.y, "width": rect.width, "height": rect.height}


def block(style: str, rect: Rect, round_: float) -> Element:
    """A rectangle with round corners."""
    return Element("rect", {"class": style, **area(rect), "rx": round_})


def dot(style: str, centre: Point, radius: float) -> Element:
    return Element("circle", {"class": style, "cx": centre.x, "cy": centre.y, "r": radius})


def words(style: str | None, at: Point, text: str, *, anchor: str | None = None) -> Element:
    """One line of text."""
    return Element("text", {"class": style, "x": at.x or None, "y": at.y or None, "text-anchor": anchor}, (text,))


def paragraph(style: str, at: Point, pitch: float, texts: Iterable[str]) -> Element:
    """Lines of text, the first one `pitch` pixels below `at`."""
    spans = (Element("tspan", {"x": at.x, "y": at.y + pitch * index}, (text,)) for index, text in enumerate(texts, start=1))
    return Element("text", {"class": style}, tuple(spans))


def name(style: str, at: Point, pitch: float, fitted: Fitted) -> Element:
    """The name of a thing, as it was fitted into its room."""
    return paragraph(f"{style} gp-type-{round(fitted.type * 10)}", at, pitch, fitted.lines)


def tile(centre: Point, href: str | None, glyph: str) -> Iterator[Element]:
    """The icon at `href`, or else the glyph of the kind, on a tile."""
    yield block(classes("gp-tile", "gp-branded" if href else ""), Rect.around(centre, TILE, TILE), 8.0)
    if href:
        yield Element("image", {"xlink:href": href, **area(Rect.around(centre, _ICON, _ICON)), "aria-hidden": "true"})
        return
    corner = centre.moved(-_GLYPH / 2, -_GLYPH / 2)
    yield Element("path", {"class": "gp-glyph", **placed(corner), "d": glyph})


def body(kind: ComponentKind, rect: Rect) -> Iterator[Element]:
    """The outline of a component."""
    shape = outline(kind, rect)
    for style, way in (("gp-body", shape.behind), ("gp-body", shape.body), ("gp-detail", shape.detail)):
        if way:
            yield Element("path", {"class": style, "d": way})


def placed(at: Point) -> dict[str, str]:
    """The attribute that puts a group's origin at `at`. What looks alike is then written alike wherever it stands, and packs well."""
    return {"transform": f"translate({number(at.x)} {number(at.y)})"}


def symbol(named: Attributes, told: str, content: Iterable[Element | str], href: str | None = None, absent: str = "") -> Element:
    """A thing of the model, read out as `told`, inside of a link where it has an address. `absent` is a class of the outermost."""
    style = str(named["class"]) if href else classes(str(named["class"]), absent)
    group = Element("g", {**named, "class": style, "role": "graphics-symbol", "aria-label": told}, tuple(content))
    return Element("a", {"xlink:href": href, "class": absent or None}, (group,)) if href else group


def badge(number_: int, told: str) -> tuple[Element, ...]:
    """The sign of a flow around the origin: its number on a disc, and its name for those who point at it."""
    return Element("title", {}, (told,)), *disc(number_)


def disc(number_: int) -> tuple[Element, Element]:
    """A number on a disc, around the origin."""
    rect = Rect.around(ORIGIN, badge_width(number_) - 2.0, BADGE_HEIGHT - 2.0)
    return block("gp-disc", rect, rect.height // 2), count(ORIGIN, str(number_))


def held(end: Point, number_: int) -> Iterator[Element]:
    """How many things are in something, as a figure beside small cards, which ends at `end`. On a disc it would be the number of a flow."""
    width = text_width(str(number_), SMALL_TYPE, Weight.BOLD)
    yield Element("path", {"class": "gp-cards-held", "d": f"M{number(round(end.x - width) - 14)} {number(end.y - 8.5)}{_FOUR_CARDS}"})
    yield words("gp-held", end, str(number_), anchor="end")


def count(centre: Point, text: str) -> Element:
    """A number in the middle of a disc."""
    return words(None, centre.moved(0.0, _BESIDE_MIDDLE), text)
