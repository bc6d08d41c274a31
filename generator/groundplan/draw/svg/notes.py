"""What a drawing says of itself, below everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from groundplan.draw.geometry import Point
from groundplan.draw.measure.metrics import wrap
from groundplan.draw.svg import parts
from groundplan.draw.svg.element import Element

_TYPE = 12.0
_PITCH = 16.0
_LEFT, _RISE = 14.0, 12.0
"""From the left edge, and from the foot of the last line to the lower edge."""
_LEAST = 420.0
"""Narrower than this, sentences would break too often."""


def size_with(width: float, height: float, notes: Iterable[str]) -> tuple[float, float]:
    """The size of a drawing of `width` and `height` with its notes."""
    lines = len(_lines(width, notes))
    return (max(width, _LEAST), height + _PITCH * lines + _RISE) if lines else (width, height)


def note_elements(width: float, height: float, notes: Iterable[str]) -> Iterator[Element]:
    """The notes below a drawing of `width` and `height`."""
    for index, line in enumerate(_lines(width, notes)):
        yield parts.words("gp-aside", Point(_LEFT, height + _PITCH * index + _TYPE), line)


def _lines(width: float, notes: Iterable[str]) -> list[str]:
    room = max(width, _LEAST) - 2 * _LEFT
    return [line for note in notes for line in wrap(note, room, _TYPE)]
