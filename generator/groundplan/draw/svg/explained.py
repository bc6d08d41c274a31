"""A drawing as a file of its own that explains itself: title, configuration, legend, the key of its numbers, where it comes from.

Its looks are attributes, so that whatever shows pictures shows it as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from groundplan.draw.geometry import Point, Rect
from groundplan.draw.measure.metrics import Weight, text_width, wrap
from groundplan.draw.measure.sizes import BADGE_HEIGHT, badge_width
from groundplan.draw.scene.scene import Scene
from groundplan.draw.svg import parts
from groundplan.draw.svg.element import Attributes, Element, number
from groundplan.draw.svg.legend import Sign, picture_of, signs
from groundplan.draw.svg.looks import flat
from groundplan.draw.svg.sheet import FONTS, Dress, Sheet, stylesheet

_EDGE = 28.0
_LEAST = 760.0
"""Narrower than this, words around a drawing would break too often."""
_TITLE, _TEXT = 20.0, 12.0
_LEADING = 1.5
_SWATCH = Rect(0.0, 0.0, 50.0, 22.0)
_GAP, _BETWEEN = 10.0, 26.0
_KEY_ROOM = 34.0
"""From the left edge of a column of the key to its names."""
_KEY_COLUMN = 330.0
_CSS = """
.gp-heading { fill: var(--gp-text); font-size: 20px; font-weight: 700; }
.gp-said { fill: var(--gp-muted); font-size: 12px; }
.gp-meaning { fill: var(--gp-text); font-size: 12px; }
.gp-compared
  :is(.gp-line, .gp-badge, .gp-tally, .gp-tunnel, .gp-leader, .gp-step):not(.gp-added):not(.gp-changed):not(.gp-gone) { opacity: 0.25; }
.gp-line:is(.gp-added, .gp-changed) > .gp-stroke { stroke-width: 4px; }
.gp-line.gp-gone > .gp-stroke { stroke-dasharray: 2 5; stroke-width: 2.5px; }
.gp-badge.gp-gone > .gp-disc { fill: var(--gp-surface); stroke-dasharray: 2 3; }
.gp-badge.gp-gone text { fill: var(--gp-way); text-decoration: line-through; }
.gp-line.gp-changed > .gp-stroke { stroke-dasharray: 10 4; }
.gp-badge:is(.gp-added, .gp-changed) > .gp-disc { stroke-width: 4px; }
.gp-sign > circle { fill: var(--gp-surface); stroke: var(--gp-text); stroke-width: 1.25px; }
.gp-sign > path { fill: none; stroke: var(--gp-text); stroke-width: 1.75px; }
.gp-box.gp-clear > :is(.gp-title, .gp-kind) { stroke: none; }
.gp-rule { fill: none; stroke: var(--gp-nobody); stroke-width: 0.75px; }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is said around a drawing, in the words of one locale."""

    lines: tuple[str, ...]
    """Below the title: whose it is, and which configuration it shows."""
    meaning: Callable[[Sign], str]
    foot: str
    """Which edition of the model it was drawn from."""
    also: Collection[Sign] = ()
    """Signs that it has besides those of its scene."""


def explained(sheet: Sheet, dress: Dress, content: Iterable[Element | str], scene: Scene, around: Around) -> str:
    """The drawing with all that explains it."""
    width = max(sheet.width, _LEAST)
    said = _Stack(width, _EDGE)
    head = [*said.text("gp-heading", dress.title, _TITLE, Weight.BOLD), *(x for line in around.lines for x in said.text("gp-said", line))]
    said.gap(_GAP)
    drawn = Element("g", parts.placed(Point(_EDGE + (width - sheet.width) / 2, said.y)), tuple(content))
    said.y += sheet.height + _GAP
    below = [said.rule(), *said.legend(scene, around), *said.key(scene, sheet.locale), said.rule(), *said.text("gp-said", around.foot)]
    whole = Sheet(
        id=sheet.id,
        style=sheet.style,
        width=width + 2 * _EDGE,
        height=said.y + _EDGE - _GAP,
        locale=sheet.locale,
        marks=sheet.marks,
    )
    return still(whole, dress, *head, drawn, *below)


def still(sheet: Sheet, dress: Dress, *content: Element | str) -> str:
    """A drawing as a file of its own, on a ground of its own, whose looks are attributes."""
    root = flat(sheet.element(dress, Element("rect", {"class": "gp-back", "width": "100%", "height": "100%"}), *content), _sheet_of_rules())
    return f"{Element(root.name, {**root.attributes, 'font-family': FONTS}, root.content)}\n"


def still_legend(scene: Scene, around: Around, locale: str, width: float) -> str:
    """The legend of a scene alone, `width` pixels wide."""
    said = _Stack(width, 0.0, left=0.0)
    drawn = tuple(said.legend(scene, around))
    sheet = Sheet(id="gp-legend", style="gp-diagram", width=width, height=max(said.y, 1.0), locale=locale, marks={})
    return still(sheet, Dress(title=" · ".join(meanings(scene, around))), *drawn)


def meanings(scene: Scene, around: Around) -> list[str]:
    """What the signs of a scene mean, in the order of its legend."""
    return [around.meaning(sign) for sign in _signs(scene, around)]


def _sheet_of_rules() -> str:
    return stylesheet() + _CSS


def _signs(scene: Scene, around: Around) -> Iterator[Sign]:
    used = {*signs(scene), *around.also}
    return (sign for sign in Sign if sign in used)


class _Stack:
    """Puts things below each other within `width` pixels. `y` is where the next one begins."""

    def __init__(self, width: float, y: float, left: float = _EDGE) -> None:
        self._width, self.y, self._left = width, y, left

    def gap(self, height: float) -> None:
        self.y += height

    def text(self, style: str, text: str, size: float = _TEXT, weight: Weight = Weight.REGULAR) -> Iterator[Element]:
        for line in wrap(text, self._width, size, weight) if text else ():
            yield parts.words(style, Point(self._left, self.y + size), line)
            self.y += size * _LEADING

    def rule(self) -> Element:
        self.y += _GAP
        way = f"M{number(self._left)} {number(self.y)}H{number(self._left + self._width)}"
        self.y += _GAP
        return Element("path", {"class": "gp-rule", "d": way})

    def legend(self, scene: Scene, around: Around) -> Iterator[Element]:
        """The signs beside each other, as many in a row as there is room for."""
        x, used = 0.0, False
        for sign in _signs(scene, around):
            meaning = around.meaning(sign)
            needed = _SWATCH.width + _GAP + text_width(meaning, _TEXT)
            if x and x + needed > self._width:
                x, self.y = 0.0, self.y + _SWATCH.height + 4.0
            yield Element("g", parts.placed(Point(self._left + x, self.y)), picture_of(sign))
            yield parts.words("gp-meaning", Point(self._left + x + _SWATCH.width + _GAP, self.y + 15.0), meaning)
            x, used = x + needed + _BETWEEN, True
        if used:
            self.y += _SWATCH.height + _GAP

    def key(self, scene: Scene, locale: str) -> Iterator[Element]:
        """The number of each badge with the name of its flow, in columns that are read downwards."""
        named = sorted(_numbered(scene, locale))
        if not named:
            return
        columns = max(1, int(self._width // _KEY_COLUMN))
        column = self._width / columns
        per_column = -(-len(named) // columns)
        bottom = self.y
        for start in range(0, len(named), per_column):
            left, y = self._left + column * (start // per_column), self.y
            for number_, name, style in named[start : start + per_column]:
                lines = wrap(name, column - _KEY_ROOM - _GAP, _TEXT)
                yield from _entry(number_, style, lines, Point(left, y))
                y += max(BADGE_HEIGHT + 4.0, len(lines) * _TEXT * _LEADING + 4.0)
            bottom = max(bottom, y)
        self.y = bottom


def _numbered(scene: Scene, locale: str) -> Iterator[tuple[int, str, str]]:
    """Each number that stands on a badge of `scene`, with the name of its flow and the looks of the badge."""
    seen: set[str] = set()
    for line in (line for line in scene.lines if not line.tallied):
        for badge in line.badges:
            if badge.flow not in seen:
                seen.add(badge.flow)
                yield badge.number, badge.title[locale], f"gp-badge gp-{line.direction} gp-{badge.exposure or line.exposure}"


def _entry(number_: int, style: str, lines: Iterable[str], at: Point) -> Iterator[Element]:
    centre = Point(at.x + badge_width(number_) / 2, at.y + BADGE_HEIGHT / 2)
    looks: Attributes = {"class": style, **parts.placed(centre), "aria-hidden": "true"}
    yield Element("g", looks, parts.disc(number_))
    for index, line in enumerate(lines):
        yield parts.words("gp-meaning", Point(at.x + _KEY_ROOM, at.y + 14.0 + index * _TEXT * _LEADING), line)
