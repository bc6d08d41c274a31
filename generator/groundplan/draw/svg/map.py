"""A scene and its layout as SVG: text as text, colours by classes, every element named by its id in the model."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from importlib.resources import files

from groundplan.domain.entry import Status
from groundplan.domain.party import Role
from groundplan.draw.geometry import Rect
from groundplan.draw.layout.layout import Layout
from groundplan.draw.measure.metrics import Weight, text_width
from groundplan.draw.measure.shapes import outline, taken
from groundplan.draw.measure.sizes import COUNT_ROOM, SMALL_TYPE, STACK, TEXT_LEFT, TILE, TILE_LEFT, fit, fit_kind, text_room
from groundplan.draw.scene.scene import Box, Card, Scene
from groundplan.draw.svg import glyphs
from groundplan.draw.svg.element import attributes, number
from groundplan.draw.svg.strokes import ABSENT, badge_elements, line_elements

_ICON = 26.0
_BOX_ROUND = 12.0
_BASELINE = 21.0
_NOTE_LEFT, _NOTE_RISE = 14.0, 12.0
_FONTS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK KR", "Malgun Gothic", "Hiragino Sans", sans-serif'


@dataclass(frozen=True, slots=True, kw_only=True)
class Dress:
    """What a drawing takes from the page around it.

    `icons`: the address of each icon that the scene names. `links` and `flow_links`: the address of each component and boundary,
    and of each flow, that has one; a flow may have the id of a component. `absent`: the flows that are in the picture for other
    configurations and not shown in this one, with all that nothing else touches. `prefix` keeps element ids apart when a page
    holds several drawings.
    """

    title: str
    description: str = ""
    icons: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    flow_links: Mapping[str, str] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()
    prefix: str = "gp"
    row: Callable[[str, str], str] = "{}, {}".format
    """Sets a kind behind a name, as the language of the drawing does it."""
    note: str = ""
    """What the drawing says of itself below everything, in one line; scenes that omit lines have room for it."""


def draw(scene: Scene, layout: Layout, locale: str, dress: Dress) -> str:
    """The drawing as an element to be put into a page that loads `stylesheet()`."""
    return _svg(scene, layout, locale, dress, classes="gp-diagram", before="")


def draw_alone(scene: Scene, layout: Layout, locale: str, dress: Dress) -> str:
    """The drawing as a file of its own, light or dark as its viewer prefers; `dress.icons` should hold `data:` addresses."""
    before = f'<style>{standalone_css()}</style><rect class="gp-back" width="100%" height="100%"/>'
    return _svg(scene, layout, locale, dress, classes="gp-diagram gp-alone", before=before) + "\n"


def stylesheet() -> str:
    """The rules that drawings in pages need, once for a whole site."""
    return files(__package__).joinpath("diagram.css").read_text(encoding="utf-8")


def standalone_css() -> str:
    """The rules within a drawing that is a file of its own."""
    css = stylesheet()
    start = css.index('[data-md-color-scheme="slate"]')
    dark = css[css.index("{", start) + 1 : css.index("}", start)]
    return f"{css}@media (prefers-color-scheme: dark) {{ .gp-alone {{{dark}}} }}\n.gp-alone {{ --gp-font: {_FONTS}; }}\n"


def _svg(scene: Scene, layout: Layout, locale: str, dress: Dress, *, classes: str, before: str) -> str:
    own = "-".join(filter(None, (dress.prefix, scene.id, scene.level)))
    name, told = f"{own}-title", f"{own}-desc"
    described = f"<desc id={attributes_value(told)}>{escape(dress.description, quote=False)}</desc>" if dress.description else ""
    head = attributes(
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "xmlns:xlink": "http://www.w3.org/1999/xlink",  # Material's instant navigation stumbles over links with a plain `href`
            "class": classes,
            "viewBox": f"0 0 {number(layout.width)} {number(layout.height)}",
            "width": number(layout.width),
            "height": number(layout.height),
            "role": "graphics-document",
            "aria-roledescription": None,
            "aria-labelledby": name,
            "aria-describedby": told if dress.description else None,
            "lang": locale,
            "data-view": scene.id,
            "data-level": scene.level,
        }
    )
    painter = _Painter(scene, layout, locale, dress)
    parts = [
        f"<svg{head}><title id={attributes_value(name)}>{escape(dress.title, quote=False)}</title>{described}{before}",
        _group("gp-boxes", painter.boxes()),
        _group("gp-lines", line_elements(scene, layout, dress.absent), hidden=True),
        _group("gp-titles", painter.titles()),
        _group("gp-cards", painter.cards()),
        _group("gp-badges", badge_elements(scene, layout, locale, dress.flow_links, dress.absent)),
        *painter.note(),
        "</svg>",
    ]
    return "\n".join(parts)


def attributes_value(text: str) -> str:
    """`text` as an attribute's quoted value."""
    return f'"{escape(text)}"'


def _group(name: str, elements: Iterable[str], *, hidden: bool = False) -> str:
    aria = ' aria-hidden="true"' if hidden else ""
    return "\n".join([f'<g class="{name}"{aria}>', *elements, "</g>"])


class _Painter:
    """Draws boxes and cards in one locale."""

    def __init__(self, scene: Scene, layout: Layout, locale: str, dress: Dress) -> None:
        self._scene, self._layout, self._locale, self._dress = scene, layout, locale, dress
        self._shown = _shown(scene, dress.absent)

    def boxes(self) -> Iterator[str]:
        leaves = {box.id for box in self._scene.leaves}
        for box in self._scene.boxes:
            rect = self._layout.boxes[box.id]
            yield self._leaf(box, rect) if box.id in leaves else self._frame(box, rect)

    def cards(self) -> Iterator[str]:
        for card in self._scene.cards:
            yield self._card(card, self._layout.cards[card.id])

    def titles(self) -> Iterator[str]:
        """The titles of boxes, above the lines that they cannot avoid."""
        for box in self._scene.boxes:
            if box.id in self._layout.titles:
                yield self._title(box)

    def note(self) -> Iterator[str]:
        """What the drawing says of itself, below everything."""
        if self._dress.note:
            place = attributes({"class": "gp-note", "x": number(_NOTE_LEFT), "y": number(self._layout.height - _NOTE_RISE)})
            yield f"<text{place}>{escape(self._dress.note, quote=False)}</text>"

    def _frame(self, box: Box, rect: Rect) -> str:
        shape = attributes({"class": "gp-frame", **_rect(rect), "rx": number(_BOX_ROUND)})
        looks = " ".join(filter(None, (self._looks(box), self._absent(box.id))))
        return f"<g{attributes({'class': looks, 'data-boundary': box.id})}><rect{shape}/></g>"

    def _looks(self, box: Box) -> str:
        odd = len(list(self._scene.enclosing(box.id))) % 2
        looks = ["gp-box", _owner(box.role), "gp-odd" if odd else "", "gp-viewpoint" if box.viewpoint else "", _status(box.status)]
        return " ".join(filter(None, looks))

    def _title(self, box: Box) -> str:
        frame, place = self._layout.boxes[box.id], self._layout.titles[box.id]
        title, kind = box.title[self._locale], box.subtitle[self._locale]
        x, y = frame.x + place.x, frame.y + _BASELINE
        text = _text("gp-title", x, y, title)
        if place.kind_right is None:
            text += _text("gp-kind", x, y + 15.0, kind)
        else:
            text += _text("gp-kind", frame.x + place.kind_right, y, kind, anchor="end")
        return self._element(box.id, "data-title", [self._looks(box)], text, self._dress.row(title, kind))

    def _leaf(self, box: Box, rect: Rect) -> str:
        folded = box.collapsed is not None
        body = Rect(rect.x, rect.y + STACK, rect.width, rect.height - STACK) if folded else rect
        looks = ["gp-box", "gp-leaf", _owner(box.role), "gp-viewpoint" if box.viewpoint else "", _status(box.status)]
        title, kind = box.title[self._locale], box.subtitle[self._locale]
        sheets = "".join(_sheet(body, by) for by in (1.0, 0.5)) if folded else ""
        shape = attributes({"class": "gp-body", **_rect(body), "rx": number(_BOX_ROUND)})
        inside = f"{sheets}<rect{shape}/>" + _tile(body, None, glyphs.BOUNDARIES[box.kind])
        inside += _name(body, title, kind, "gp-title", kind_less=COUNT_ROOM if folded else 0.0) + _count(body, box.collapsed)
        return self._element(box.id, "data-boundary", looks, inside, self._dress.row(title, kind), collapsed=box.collapsed)

    def _card(self, card: Card, rect: Rect) -> str:
        shape = outline(card.kind, rect)
        href = self._dress.icons.get(card.icon) if card.icon else None
        parts = [
            f'<path class="gp-body" d="{shape.behind}"/>' if shape.behind else "",
            f'<path class="gp-body" d="{shape.body}"/>',
            f'<path class="gp-detail" d="{shape.detail}"/>' if shape.detail else "",
            _tile(rect, href, glyphs.COMPONENTS[card.kind]),
        ]
        name, kind = card.name[self._locale], card.subtitle[self._locale]
        parts.append(_name(replace(rect, width=rect.width - taken(card.kind)), name, kind, "gp-name"))
        classes = ["gp-card", f"gp-{card.kind}", _owner(card.role), _status(card.status)]
        return self._element(card.id, "data-component", classes, "".join(parts), self._dress.row(name, kind))

    def _element(self, id_: str, key: str, classes: list[str], inside: str, name: str, *, collapsed: int | None = None) -> str:
        """A group for one thing of the model, inside of a link where it has an address."""
        href, absent = self._dress.links.get(id_), self._absent(id_)
        named = attributes(
            {
                "class": " ".join(filter(None, classes if href else [*classes, absent])),
                key: id_,
                "data-collapsed": None if collapsed is None else str(collapsed),
                "role": "graphics-symbol",
                "aria-label": name,
            }
        )
        group = f"<g{named}>{inside}</g>"
        return f"<a{attributes({'xlink:href': href, 'class': absent or None})}>{group}</a>" if href else group

    def _absent(self, id_: str) -> str:
        return "" if id_ in self._shown else ABSENT


def _shown(scene: Scene, absent: Collection[str]) -> frozenset[str]:
    """The cards and boxes that a flow touches which is not absent, those that lines do not touch at all, and the boxes around them."""
    shown = {stop for line in scene.lines if any(badge.flow not in absent for badge in line.badges) for stop in line.stops}
    shown |= set(scene.solid) - {stop for line in scene.lines for stop in line.stops}
    return frozenset(shown | {box.id for id_ in shown for box in scene.enclosing(id_)})


def _owner(role: Role | None) -> str:
    return f"gp-{role}" if role else "gp-nobody"


def _status(status: Status) -> str:
    return "" if status is Status.ACTIVE else f"gp-{status}"


def _rect(rect: Rect) -> dict[str, str]:
    return {"x": number(rect.x), "y": number(rect.y), "width": number(rect.width), "height": number(rect.height)}


def _sheet(rect: Rect, by: float) -> str:
    """A sheet behind a collapsed box: there is more in it."""
    sheet = Rect(rect.x + 14.0 * by, rect.y - STACK * by, rect.width - 28.0 * by, rect.height)
    return f"<rect{attributes({'class': 'gp-body', **_rect(sheet), 'rx': number(_BOX_ROUND)})}/>"


def _tile(rect: Rect, href: str | None, glyph: str) -> str:
    """The icon, or the glyph of the kind, on a tile at the left."""
    tile = Rect(rect.x + TILE_LEFT, rect.y + (rect.height - TILE) / 2, TILE, TILE)
    inner = Rect.around(tile.centre, _ICON, _ICON)
    branded = " gp-branded" if href else ""
    box = f"<rect{attributes({'class': f'gp-tile{branded}', **_rect(tile), 'rx': '8'})}/>"
    if href:
        return box + f"<image{attributes({'xlink:href': href, **_rect(inner), 'aria-hidden': 'true'})}/>"
    corner = Rect.around(tile.centre, 24.0, 24.0)
    return box + f'<path class="gp-glyph" transform="translate({number(corner.x)} {number(corner.y)})" d="{glyph}"/>'


def _name(rect: Rect, name: str, kind: str, style: str, *, kind_less: float = 0.0) -> str:
    """The lines of the name with the kind below, centred in height. `kind_less` is the room that the kind leaves at its right."""
    room = text_room(rect.width)
    fitted = fit(name, room)
    kinds = fit_kind(kind, room - kind_less, most=1 if len(fitted.lines) > 2 else 2)
    pitch, small = fitted.type + 2.5, SMALL_TYPE + 2.5
    x, y = rect.x + TEXT_LEFT, rect.y + (rect.height - pitch * len(fitted.lines) - small * len(kinds)) / 2 - 1.5
    lines = [_line(x, y + pitch * index, line) for index, line in enumerate(fitted.lines, start=1)]
    below = y + pitch * len(fitted.lines)
    small_lines = [_line(x, below + small * index, line) for index, line in enumerate(kinds, start=1)]
    named = f'<text class="{style} gp-type-{round(fitted.type * 10)}">{"".join(lines)}</text>'
    return named + (f'<text class="gp-kind">{"".join(small_lines)}</text>' if kinds else "")


def _line(x: float, y: float, text: str) -> str:
    return f'<tspan x="{number(x)}" y="{number(y)}">{escape(text)}</tspan>'


def _text(style: str, x: float, y: float, text: str, *, anchor: str | None = None) -> str:
    placed = attributes({"class": style, "x": number(x), "y": number(y), "text-anchor": anchor})
    return f"<text{placed}>{escape(text)}</text>"


def _count(rect: Rect, collapsed: int | None) -> str:
    """How many components are folded away."""
    if collapsed is None:
        return ""
    width = max(24.0, text_width(str(collapsed), SMALL_TYPE, Weight.BOLD) + 12.0)
    chip = Rect(rect.right - width - 8.0, rect.bottom - 25.0, width, 17.0)
    shape = attributes({"class": "gp-count", **_rect(chip), "rx": "8"})
    return f"<rect{shape}/>" + _text("gp-count-text", chip.centre.x, chip.centre.y + 4.0, str(collapsed))
