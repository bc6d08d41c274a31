"""Bundles opened into their lines: side by side, and overlays in a tunnel."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from groundplan.domain.channel import Exposure
from groundplan.draw.geometry import Curve, Point, Spline, curves, reversed_spline, split
from groundplan.draw.scene.bundles import Bundle, Strand
from groundplan.draw.scene.scene import Line, Scene

WALL = 2.0
"""The thickness of a tunnel's wall."""
_PITCH = 7.0
_CASED = 12.0
_HARDLY = 0.01


@dataclass(frozen=True, slots=True)
class Leg:
    """A stretch of a line from one stop to the next. `inside` tells that a tunnel is around it."""

    spline: Spline
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Tunnel:
    """A tube around overlays, `width` pixels wide inside. It is the line `carrier` itself where that is in the picture."""

    spline: Spline
    width: float
    lines: tuple[str, ...]
    carrier: str | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """All that is drawn of the lines: their legs, and the tunnels. A carrier's leg is its tunnel."""

    legs: dict[str, tuple[Leg, ...]]
    tunnels: tuple[Tunnel, ...]


def bundle_width(bundle: Bundle) -> float:
    """The pixels from one side of the bundle to the other."""
    return _tube(bundle) + sum(_width(strand.line) for strand in bundle.free)


def unbundle(scene: Scene, bundles: Sequence[Bundle], ways: Sequence[Spline]) -> Course:
    """Every line's legs from source to target, and the tunnels."""
    found: dict[tuple[str, int], Leg] = {}
    tunnels: list[Tunnel] = []
    for bundle, way in zip(bundles, ways, strict=True):
        tunnels.extend(_tunnels(bundle, way))
        for strand, leg in _legs(bundle, way):
            found[strand.line.id, strand.leg] = leg
    legs = {line.id: tuple(found[line.id, leg] for leg, _ in enumerate(line.legs())) for line in scene.lines}
    return Course(legs, tuple(tunnels))


def _width(line: Line) -> float:
    return _CASED if line.exposure is Exposure.PRIVATE else _PITCH


def _inner(bundle: Bundle) -> float:
    return _PITCH * len(bundle.inside) + 2.0


def _tube(bundle: Bundle) -> float:
    return _inner(bundle) + 2 * WALL + 2.0 if bundle.inside else 0.0


def _tunnels(bundle: Bundle, way: Spline) -> Iterator[Tunnel]:
    if not bundle.inside:
        return
    middle = (_tube(bundle) - bundle_width(bundle)) / 2
    lines = tuple(strand.line.id for strand in bundle.inside)
    for strand in bundle.carriers or (bundle.inside[0],):
        carrier = strand.line.id if strand in bundle.carriers else None
        yield Tunnel(_run(way, strand, middle), _inner(bundle), lines, carrier)


def _legs(bundle: Bundle, way: Spline) -> Iterator[tuple[Strand, Leg]]:
    for strand, offset in offsets(bundle):
        yield strand, Leg(_run(way, strand, offset), inside=strand in bundle.inside)


def offsets(bundle: Bundle) -> Iterator[tuple[Strand, float]]:
    """How far each strand runs to the right of the way: overlays and their carriers first, the others beside them."""
    tube = _tube(bundle)
    offset = -bundle_width(bundle) / 2
    for strand in bundle.carriers:
        yield strand, offset + tube / 2
    for index, strand in enumerate(bundle.inside):
        yield strand, offset + tube / 2 + _PITCH * (index - (len(bundle.inside) - 1) / 2)
    offset += tube
    for strand in bundle.free:
        yield strand, offset + _width(strand.line) / 2
        offset += _width(strand.line)


def way_of(bundle: Bundle, legs: Mapping[str, Sequence[Leg]]) -> Spline:
    """The way of a bundle whose lines have `legs`."""
    strand, offset = min(offsets(bundle), key=lambda pair: abs(pair[1]))
    leg = legs[strand.line.id][strand.leg].spline
    back = leg if strand.forward else reversed_spline(leg)
    return back if abs(offset) < _HARDLY else _beside(back, -offset)


def _run(way: Spline, strand: Strand, offset: float) -> Spline:
    shifted = way if abs(offset) < _HARDLY else _beside(way, offset)
    return shifted if strand.forward else reversed_spline(shifted)


def _beside(spline: Spline, offset: float) -> Spline:
    """The spline that runs `offset` pixels to the right of `spline`: each control point of its quarters moved along the normal there."""
    points: list[Point] = []
    for curve in (quarter for whole in curves(spline) for quarter in _quarters(whole)):
        start, end = _normal_at(curve[:2], curve), _normal_at(curve[2:], curve)
        moved = [p.moved(n.x * offset, n.y * offset) for p, n in zip(curve, (start, start, end, end), strict=True)]
        points.extend(moved if not points else moved[1:])
    return tuple(points)


def _quarters(curve: Curve) -> Iterator[Curve]:
    for half in split(curve, 0.5):
        yield from split(half, 0.5)


def _normal_at(tangent: Sequence[Point], curve: Sequence[Point]) -> Point:
    (a, b) = tangent if tangent[0].distance(tangent[1]) > 0.01 else (curve[0], curve[3])
    length = math.hypot(b.x - a.x, b.y - a.y) or 1.0
    return Point(-(b.y - a.y) / length, (b.x - a.x) / length)
