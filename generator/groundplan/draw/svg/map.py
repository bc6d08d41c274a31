"""A scene and its layout as SVG: text as text, colours by classes, every element named by its id in the model."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from groundplan.derive.stage import is_elsewhere
from groundplan.draw.geometry import Point, Rect
from groundplan.draw.layout.layout import Layout
from groundplan.draw.measure.shapes import lid_of, taken
from groundplan.draw.measure.sizes import COUNT_ROOM, STACK, TEXT_LEFT, TILE, TILE_LEFT, fit, fit_kind, fit_small, text_room
from groundplan.draw.scene.scene import Box, ByLocale, Card, Guise, Scene
from groundplan.draw.svg import glyphs, parts
from groundplan.draw.svg.differences import marked
from groundplan.draw.svg.element import Attributes, Element, lines
from groundplan.draw.svg.explained import Around, explained, still
from groundplan.draw.svg.map_lines import ABSENT, badge_elements, line_elements
from groundplan.draw.svg.notes import note_elements, size_with
from groundplan.draw.svg.sheet import Dress, Sheet
from groundplan.draw.svg.voice import Gaps, OneVoice, Voice

_BASELINE = 21.0
_KIND_BELOW = 15.0
_BELOW_LID = 3
"""Lines of text that a data store has room for in type of any size."""
_ASCENT, _ASCENT_IN_ASIA = 0.75, 0.88
"""The height of letters, as a share of their type: those of Chinese, Japanese and Korean are higher."""
_ASIA = "\u1100"
"""What comes from here on are such letters, mostly."""


def draw_map(scene: Scene, layout: Layout, locale: str, dress: Dress) -> str:
    """The drawing as an element to be put into a page that loads `stylesheet()`."""
    return str(_drawn(scene, layout, OneVoice(locale, dress)))


def draw_map_with_gaps(scene: Scene, layout: Layout, dresses: Mapping[str, Dress]) -> tuple[str, Mapping[str, list[str]]]:
    """The drawing with a gap wherever the languages of `dresses` differ, and what each of them has in the gaps, by their numbers."""
    gaps = Gaps(dresses)
    return str(_drawn(scene, layout, gaps)), gaps.words


def _drawn(scene: Scene, layout: Layout, voice: Voice) -> Element:
    sheet = _sheet(scene, layout, voice)
    dress = replace(
        voice.dress,
        title=voice.text(lambda _, dress: dress.title),
        description=voice.text(lambda _, dress: dress.description),
    )
    return sheet.element(dress, *lines(marked(_levels(scene, layout, voice), voice.dress.marks)))


def draw_map_alone(scene: Scene, layout: Layout, locale: str, dress: Dress, around: Around | None = None) -> str:
    """The drawing as a file of its own, explained by what is `around` it, if anything; `dress.icons` should hold `data:` addresses."""
    voice = OneVoice(locale, dress)
    sheet, levels = _sheet(scene, layout, voice), _levels(scene, layout, voice, clear=layout.clear_titles)
    content = [Element("g", {"class": "gp-compared"}, tuple(marked(levels, dress.marks)))] if dress.marks else [*levels]
    return explained(sheet, dress, content, scene, around) if around else still(sheet, dress, *content)


def _sheet(scene: Scene, layout: Layout, voice: Voice) -> Sheet:
    own = "-".join(filter(None, (voice.dress.prefix, scene.id, scene.level)))
    marks = {"data-view": scene.id, "data-level": scene.level}
    width, height = voice.most(lambda dress: size_with(layout.width, layout.height, dress.notes))
    return Sheet(id=own, style="gp-diagram", width=width, height=height, locale=voice.text(lambda tag, _: tag), marks=marks)


def _levels(scene: Scene, layout: Layout, voice: Voice, clear: Collection[str] = ()) -> Iterator[Element | str]:
    """What lies above what. The titles of the boxes `clear` need nothing that tells them from a line."""
    painter, absent = _Painter(scene, layout, voice, clear), voice.dress.absent
    yield parts.layer("gp-boxes", painter.boxes())
    yield parts.layer("gp-lines", line_elements(scene, layout, absent), hidden=True)
    yield parts.layer("gp-titles", painter.titles())
    yield parts.layer("gp-cards", painter.cards())
    yield parts.layer("gp-badges", badge_elements(scene, layout, voice, absent))
    yield from voice.content(lambda _, dress: note_elements(layout.width, layout.height, dress.notes))


class _Painter:
    """Draws boxes and cards."""

    def __init__(self, scene: Scene, layout: Layout, voice: Voice, clear: Collection[str]) -> None:
        self._scene, self._layout, self._voice, self._clear = scene, layout, voice, clear
        self._shown = _shown(scene, voice.dress.absent)

    def boxes(self) -> Iterator[Element]:
        leaves = {box.id for box in self._scene.leaves}
        for box in self._scene.boxes:
            rect = self._layout.boxes[box.id]
            yield self._leaf(box, rect) if box.id in leaves else self._frame(box, rect)

    def cards(self) -> Iterator[Element]:
        for card in self._scene.cards:
            for guise in card.guises or (None,):
                yield self._card(card, guise, self._layout.cards[card.id])

    def titles(self) -> Iterator[Element]:
        """The titles of boxes, above the lines that they cannot avoid."""
        for box in self._scene.boxes:
            if box.id in self._layout.titles:
                yield self._title(box)

    def _frame(self, box: Box, rect: Rect) -> Element:
        style = parts.classes(self._looks(box), self._absent(box.id))
        return Element("g", {"class": style, "data-boundary": box.id}, (parts.block("gp-frame", rect, parts.BOX_ROUND),))

    def _looks(self, box: Box) -> str:
        odd = "gp-odd" if len(list(self._scene.enclosing(box.id))) % 2 else ""
        return parts.classes("gp-box", parts.owner(box.role), odd, "gp-viewpoint" if box.viewpoint else "", parts.status(box.status))

    def _title(self, box: Box) -> Element:
        frame, place = self._layout.boxes[box.id], self._layout.titles[box.id]
        title, kind = self._voice.text(lambda tag, _: box.title[tag]), self._voice.text(lambda tag, _: box.subtitle[tag])
        start = Point(frame.x + place.x, frame.y + _BASELINE)
        named = parts.words("gp-title", start, title)
        if place.kind_right is None:
            small = parts.words("gp-kind", start.moved(0.0, _KIND_BELOW), kind)
        else:
            small = parts.words("gp-kind", Point(frame.x + place.kind_right, start.y), kind, anchor="end")
        style = parts.classes(self._looks(box), "gp-clear" if box.id in self._clear else "")
        return self._symbol(box.id, {"class": style, "data-title": box.id}, box.title, box.subtitle, (named, small))

    def _leaf(self, box: Box, rect: Rect) -> Element:
        folded = box.collapsed is not None
        stack = STACK if folded else 0.0
        body = Rect(0.0, stack, rect.width, rect.height - stack)
        kind_less = COUNT_ROOM if folded else 0.0
        content = (
            *(_behind(body, by) for by in (1.0, 0.5) if folded),
            parts.block("gp-body", body, parts.BOX_ROUND),
            *_tile(body, None, glyphs.BOUNDARIES[box.kind]),
            *self._voice.content(lambda tag, _: _name(body, box.title[tag], box.subtitle[tag], "gp-title", kind_less=kind_less)),
            *_count(body, box.collapsed),
        )
        viewpoint = "gp-viewpoint" if box.viewpoint else ""
        style = parts.classes("gp-box", "gp-leaf", parts.owner(box.role), viewpoint, parts.status(box.status))
        count = None if box.collapsed is None else str(box.collapsed)
        named = {"class": style, "data-boundary": box.id, "data-collapsed": count, **parts.placed(rect.corner)}
        return self._symbol(box.id, named, box.title, box.subtitle, content)

    def _card(self, card: Card, guise: Guise | None, rect: Rect) -> Element:
        """The card, in one of its guises if it has any."""
        role, subtitle = (guise.role, guise.subtitle) if guise else (card.role, card.subtitle)
        href = self._voice.dress.icons.get(card.icon) if card.icon else None
        shape = rect.at(parts.ORIGIN)
        room = shape._replace(width=shape.width - taken(card.kind))
        content = (
            *parts.body(card.kind, shape),
            *_tile(shape, href, glyphs.COMPONENTS[card.kind]),
            *self._voice.content(lambda tag, _: _name(room, card.name[tag], subtitle[tag], "gp-name", lid=lid_of(card.kind))),
        )
        style = parts.classes("gp-card", f"gp-{card.kind}", parts.owner(role), parts.status(card.status))
        where = {"data-in": card.box if card.moves else None, "data-where": guise.where if guise else None}
        named = {"class": style, "data-component": card.component, **where, **parts.placed(rect.corner)}
        return self._symbol(card.id, named, card.name, subtitle, content, here=guise is None or guise.here)

    def _symbol(
        self,
        id_: str,
        named: Attributes,
        name: ByLocale,
        kind: ByLocale,
        content: tuple[Element | str, ...],
        *,
        here: bool = True,
    ) -> Element:
        absent, voice = self._absent(id_) if here else ABSENT, self._voice
        told = voice.text(lambda tag, dress: dress.row(name[tag], kind[tag]))
        href = voice.text(lambda _, dress: dress.links.get(id_, ""))
        return parts.symbol(named, told, content, href or None, absent)

    def _absent(self, id_: str) -> str:
        return "" if id_ in self._shown else ABSENT


def _shown(scene: Scene, absent: Collection[str]) -> frozenset[str]:
    """The cards and boxes that a flow touches which is not absent, those that lines do not touch at all, and the boxes around them."""
    shown = {stop for line in scene.lines if line.is_seen(absent) for stop in line.stops}
    shown |= {id_ for id_ in scene.solid if not is_elsewhere(id_)} - {stop for line in scene.lines for stop in line.stops}
    return frozenset(shown | {box.id for id_ in shown for box in scene.enclosing(id_)})


def _behind(rect: Rect, by: float) -> Element:
    """A sheet behind a collapsed box: there is more in it."""
    return parts.block("gp-body", Rect(rect.x + 14.0 * by, rect.y - STACK * by, rect.width - 28.0 * by, rect.height), parts.BOX_ROUND)


def _tile(rect: Rect, href: str | None, glyph: str) -> Iterator[Element]:
    """The tile at the left."""
    return parts.tile(Point(rect.x + TILE_LEFT + TILE / 2, rect.y + (rect.height - TILE) / 2 + TILE / 2), href, glyph)


def _name(rect: Rect, name: str, kind: str, style: str, *, kind_less: float = 0.0, lid: float = 0.0) -> Iterator[Element]:
    """The lines of the name with the kind below, centred in height, clear of a lid of `lid` pixels.

    `kind_less` is the room that the kind leaves at its right.
    """
    room = text_room(rect.width)
    fitted = fit(name, room)
    kinds = fit_kind(kind, room - kind_less, most=1 if len(fitted.lines) > 2 else 2)
    if lid and len(fitted.lines) + len(kinds) > _BELOW_LID:
        fitted = fit_small(name, room)
    high = max(name, default="") >= _ASIA
    pitch = fitted.type + (2.0 if lid and high else 2.5)
    height = pitch * len(fitted.lines)
    centred = (rect.height - height - parts.SMALL_PITCH * len(kinds)) / 2 - 1.5
    ascent = _ASCENT_IN_ASIA if high else _ASCENT
    start = Point(rect.x + TEXT_LEFT, rect.y + max(centred, lid + ascent * fitted.type - pitch))
    yield parts.name(style, start, pitch, fitted)
    if kinds:
        yield parts.paragraph("gp-kind", start.moved(0.0, height), parts.SMALL_PITCH, kinds)


def _count(rect: Rect, collapsed: int | None) -> Iterator[Element]:
    """How many components are folded away."""
    if collapsed is not None:
        yield from parts.held(Point(rect.right - 10.0, rect.bottom - 12.0), collapsed)
