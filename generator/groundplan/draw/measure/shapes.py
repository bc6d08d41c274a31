"""The outlines of cards: a shape for each kind of component."""

from __future__ import annotations

import math
from dataclasses import dataclass

from groundplan.domain.component import ComponentKind
from groundplan.draw.geometry import Rect

_ROUND = 9.0
_LID = 5.0
_POINT = 11.0
_CUT = 13.0
_STACK = 4.0
_BARS = 8.0


@dataclass(frozen=True, slots=True)
class Outline:
    """Path data: `body` is filled and stroked, `detail` only stroked, `behind` drawn before the body."""

    body: str
    detail: str = ""
    behind: str = ""


def outline(kind: ComponentKind, rect: Rect) -> Outline:
    """The outline of a card of `kind` that fills `rect`."""
    match kind:
        case ComponentKind.PERSON:
            return Outline(_rounded(rect, rect.height / 2))
        case ComponentKind.DATASTORE:
            return _cylinder(rect)
        case ComponentKind.QUEUE:
            return _notched(rect)
        case ComponentKind.GATEWAY:
            return Outline(_pointed(rect))
        case ComponentKind.AGENT:
            return Outline(_chamfered(rect))
        case ComponentKind.JOB:
            return _stacked(rect)
        case ComponentKind.DEVICE:
            return _screen(rect)
        case ComponentKind.OTHER:
            return Outline(_rounded(rect, 2.0))
        case _:
            return Outline(_rounded(rect, _ROUND))


def inset(kind: ComponentKind, across: float, half: float) -> float:
    """How far the outline lies inside of its rectangle on a side, `across` pixels from the middle of a side `2 * half` long.

    Holds for the left and right sides, where the shapes differ; lines end there on the outline instead of before it.
    """
    off = min(abs(across), half)
    if is_straight(kind):
        return 0.0
    match kind:
        case ComponentKind.PERSON:
            return half - math.sqrt(half**2 - off**2)
        case ComponentKind.GATEWAY:
            return _POINT * off / half
        case ComponentKind.AGENT:
            return max(0.0, off - (half - _CUT))
        case _:
            return 0.0


def is_straight(kind: ComponentKind) -> bool:
    """Whether the outline's left and right sides are those of its rectangle."""
    return kind not in {ComponentKind.PERSON, ComponentKind.GATEWAY, ComponentKind.AGENT}


def lid_of(kind: ComponentKind) -> float:
    """The pixels at the top of a card that its outline takes from the texts on it."""
    return 2 * _LID + 0.75 if kind is ComponentKind.DATASTORE else 0.0


def taken(kind: ComponentKind) -> float:
    """The pixels at the right side of a card that its outline takes from the texts on it."""
    return _BARS if kind is ComponentKind.QUEUE else 0.0


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _path(*parts: str | float) -> str:
    return " ".join(part if isinstance(part, str) else _number(part) for part in parts)


def _rounded(r: Rect, radius: float) -> str:
    w, h = r.width - 2 * radius, r.height - 2 * radius
    arc = f"a{_number(radius)} {_number(radius)} 0 0 1"
    return _path(
        "M", r.x + radius, r.y, "h", w, arc, radius, radius, "v", h, arc, -radius, radius,
        "h", -w, arc, -radius, -radius, "v", -h, arc, radius, -radius, "z",
    )  # fmt: skip


def _cylinder(r: Rect) -> Outline:
    half = r.width / 2
    arc = f"a{_number(half)} {_number(_LID)} 0 0"
    top, side = r.y + _LID, r.height - 2 * _LID
    body = _path("M", r.x, top, arc, "1", r.width, 0.0, "v", side, arc, "1", -r.width, 0.0, "z")
    return Outline(body, detail=_path("M", r.x, top, arc, "0", r.width, 0.0))


def _notched(r: Rect) -> Outline:
    """A ribbon: what goes in at the notch comes out at the point."""
    middle = r.y + r.height / 2
    notch = 8.0
    body = _path("M", r.x, r.y, "H", r.right, "V", r.bottom, "H", r.x, "L", r.x + notch, middle, "z")
    bars = [_path("M", r.right - x, r.y + 9.0, "V", r.bottom - 9.0) for x in (5.0, 9.0)]
    return Outline(body, detail=" ".join(bars))


def _pointed(r: Rect) -> str:
    middle = r.y + r.height / 2
    return _path(
        "M", r.x + _POINT, r.y, "H", r.right - _POINT, "L", r.right, middle, "L", r.right - _POINT, r.bottom,
        "H", r.x + _POINT, "L", r.x, middle, "z",
    )  # fmt: skip


def _chamfered(r: Rect) -> str:
    return _path(
        "M", r.x + _CUT, r.y, "H", r.right - _CUT, "l", _CUT, _CUT, "V", r.bottom - _CUT, "l", -_CUT, _CUT,
        "H", r.x + _CUT, "l", -_CUT, -_CUT, "V", r.y + _CUT, "z",
    )  # fmt: skip


def _stacked(r: Rect) -> Outline:
    back = Rect(r.x + 2 * _STACK, r.y - _STACK, r.width - 2 * _STACK - 2.0, r.height)
    return Outline(_rounded(r, _ROUND), behind=_rounded(back, _ROUND))


def _screen(r: Rect) -> Outline:
    foot = r.bottom + 4.0
    return Outline(_rounded(r, 5.0), detail=_path("M", r.x + r.width * 0.3, foot, "H", r.x + r.width * 0.7))
