"""From the engine's ways to the lines that are drawn: ends spread along the sides of cards, bundles opened into strands."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from groundplan.domain.channel import Exposure
from groundplan.domain.view import DrawingDirection
from groundplan.render.diagrams.bundles import Bundle, Strand
from groundplan.render.diagrams.geometry import Point, Spline, curves, reversed_spline
from groundplan.render.diagrams.placement import Placement
from groundplan.render.diagrams.scene import Line, Scene

LINE_PITCH = 7.0
CASING = 9.0
TUNNEL_WALL = 2.0
_CORNER = 12.0
"""How far from the corners of a card lines keep."""
_STUB = 26.0
"""How far a line leaves a card at a right angle, at least."""

_ONWARD = {
    DrawingDirection.RIGHT: Point(1, 0),
    DrawingDirection.LEFT: Point(-1, 0),
    DrawingDirection.DOWN: Point(0, 1),
    DrawingDirection.UP: Point(0, -1),
}


@dataclass(frozen=True, slots=True)
class Leg:
    """A stretch of a line from one stop to the next. `tunnel` is the inner width of the tube that it makes for overlays, or 0."""

    spline: Spline
    tunnel: float = 0.0
    inside: bool = False


def bundle_width(bundle: Bundle) -> float:
    """The pixels from the outermost strand's one side to the other's."""
    return sum(_widths(bundle))


def spread_ends(placement: Placement, scene: Scene, bundles: Sequence[Bundle], columns: Mapping[str, int]) -> Placement:
    """Lets the lines of a card leave it at right angles and side by side, in the order in which they fan out."""
    ways = list(placement.ways)
    for stop in columns:
        if stop in scene.holders:
            continue
        for onward in (True, False):
            ends = [e for e in _ends(stop, ways, bundles, columns) if e.onward is onward]
            for end, place in zip(_fanned(ends, scene.direction), _slots(ends, placement, scene, stop, onward), strict=True):
                ways[end.index] = end.moved(ways[end.index], place, _normal(scene.direction, onward))
    return replace(placement, ways=tuple(ways))


def legs(placement: Placement, scene: Scene, bundles: Sequence[Bundle]) -> dict[str, tuple[Leg, ...]]:
    """Line -> its legs from source to target."""
    found: dict[tuple[str, int], Leg] = {}
    for bundle, way in zip(bundles, placement.ways, strict=True):
        for strand, leg in _opened(bundle, way):
            found[strand.line.id, strand.leg] = leg
    return {line.id: tuple(found[line.id, leg] for leg, _ in enumerate(line.legs())) for line in scene.lines}


@dataclass(frozen=True, slots=True)
class _End:
    """An end of a bundle at a stop. `onward` tells whether it leaves the stop towards higher columns."""

    index: int
    at_tail: bool
    onward: bool
    leaving: Spline
    width: float

    def moved(self, way: Spline, place: Point, normal: Point) -> Spline:
        """`way` with this end at `place`, perpendicular to the card."""
        points = list(way if self.at_tail else reversed_spline(way))
        reach = max(_STUB, 0.45 * abs((points[3].x - place.x) * normal.x + (points[3].y - place.y) * normal.y))
        points[0], points[1] = place, place.moved(normal.x * reach, normal.y * reach)
        return tuple(points) if self.at_tail else reversed_spline(tuple(points))


def _normal(direction: DrawingDirection, onward: bool) -> Point:
    step = _ONWARD[direction]
    return step if onward else Point(-step.x, -step.y)


def _ends(stop: str, ways: Sequence[Spline], bundles: Sequence[Bundle], columns: Mapping[str, int]) -> Iterable[_End]:
    for index, bundle in enumerate(bundles):
        for at_tail, here, there in ((True, bundle.tail, bundle.head), (False, bundle.head, bundle.tail)):
            if here == stop:
                leaving = ways[index] if at_tail else reversed_spline(ways[index])
                yield _End(index, at_tail, columns[there] > columns[here], leaving, bundle_width(bundle))


def _fanned(ends: Iterable[_End], direction: DrawingDirection) -> list[_End]:
    """The ends in the order in which their lines lie further out."""
    across = 1 if _ONWARD[direction].x else 0
    return sorted(ends, key=lambda end: ([round(p[across]) for p in end.leaving[3::3]], end.index))


def _slots(ends: Sequence[_End], placement: Placement, scene: Scene, stop: str, onward: bool) -> list[Point]:
    """Where on the side of the card each end starts, for ends that are fanned already in that order."""
    rect, normal = placement.rect(stop), _normal(scene.direction, onward)
    centre = rect.centre.moved(normal.x * rect.width / 2, normal.y * rect.height / 2)
    room = (rect.height if normal.x else rect.width) - 2 * _CORNER
    widths = [end.width for end in _fanned(ends, scene.direction)]
    gap = min(10.0, (room - sum(widths)) / max(1, len(widths) - 1))
    offset = -(sum(widths) + gap * (len(widths) - 1)) / 2
    places = []
    for width in widths:
        middle = offset + width / 2
        places.append(centre.moved(0.0, middle) if normal.x else centre.moved(middle, 0.0))
        offset += width + gap
    return places


def _widths(bundle: Bundle) -> list[float]:
    tunnel = [_tunnel_width(bundle) + 2 * TUNNEL_WALL] if bundle.inside else []
    return [*tunnel, *(_strand_width(strand.line) for strand in bundle.strands if strand not in (*bundle.inside, *bundle.tunnels))]


def _strand_width(line: Line) -> float:
    return CASING + 2.0 if line.exposure is Exposure.PRIVATE else LINE_PITCH


def _tunnel_width(bundle: Bundle) -> float:
    return LINE_PITCH * len(bundle.inside) + 4.0


def _opened(bundle: Bundle, way: Spline) -> Iterable[tuple[Strand, Leg]]:
    """The strands of a bundle beside each other; overlays inside the tunnel that carries them."""
    free = [strand for strand in bundle.strands if strand not in (*bundle.inside, *bundle.tunnels)]
    offset = -bundle_width(bundle) / 2
    if bundle.inside:
        tunnel = _tunnel_width(bundle)
        middle = offset + tunnel / 2 + TUNNEL_WALL
        for strand in bundle.tunnels:
            yield strand, Leg(_run(way, strand, middle), tunnel=tunnel)
        for index, strand in enumerate(bundle.inside):
            yield strand, Leg(_run(way, strand, middle + LINE_PITCH * (index - (len(bundle.inside) - 1) / 2)), inside=True)
        offset += tunnel + 2 * TUNNEL_WALL
    for strand in free:
        width = _strand_width(strand.line)
        yield strand, Leg(_run(way, strand, offset + width / 2))
        offset += width


def _run(way: Spline, strand: Strand, offset: float) -> Spline:
    shifted = way if abs(offset) < 0.01 else _beside(way, offset)
    return shifted if strand.forward else reversed_spline(shifted)


def _beside(spline: Spline, offset: float) -> Spline:
    """The spline that runs `offset` pixels to the right of `spline`, each control point moved along the normal there."""
    points: list[Point] = []
    for curve in curves(spline):
        start, end = _normal_at(curve[:2], curve), _normal_at(curve[2:], curve)
        moved = [p.moved(n.x * offset, n.y * offset) for p, n in zip(curve, (start, start, end, end), strict=True)]
        points.extend(moved if not points else moved[1:])
    return tuple(points)


def _normal_at(tangent: Sequence[Point], curve: Sequence[Point]) -> Point:
    (a, b) = tangent if tangent[0].distance(tangent[1]) > 0.01 else (curve[0], curve[3])
    length = math.hypot(b.x - a.x, b.y - a.y) or 1.0
    return Point(-(b.y - a.y) / length, (b.x - a.x) / length)
