"""Where the badges stand: on their lines, never over a card, a title or each other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from groundplan.domain.view import DrawingDirection
from groundplan.draw.geometry import Point, Rect, Spline, bounds, flatten
from groundplan.draw.layout.placement import Placement
from groundplan.draw.measure.sizes import BADGE_GAP, BADGE_HEIGHT, mark_width
from groundplan.draw.scene.bundles import Bundle, Strand
from groundplan.draw.scene.scene import Badge, Line, Scene

_CLEAR = 3.0
_STEP = 5.0


@dataclass(frozen=True, slots=True)
class Spot:
    """One badge on one leg of its line."""

    flow: str
    line: str
    leg: int
    centre: Point
    leader: Point | None = None
    """Where a thin line leads to, for the first badge of a group that found no place on its line."""


@dataclass(frozen=True, slots=True)
class _Track:
    """The points along a line, and the rectangle around them."""

    points: Sequence[Point]
    extent: Rect

    @classmethod
    def along(cls, way: Spline) -> _Track:
        points = flatten(way, _STEP)
        return cls(points, bounds(Rect.around(point, 1.0, 1.0) for point in points))


@dataclass(frozen=True, slots=True)
class _Group:
    """The badges of all strands of a bundle, placed together."""

    index: int
    badges: tuple[tuple[Strand, Badge], ...]
    a_row: int

    def rows(self) -> list[tuple[tuple[Strand, Badge], ...]]:
        return [self.badges[at : at + self.a_row] for at in range(0, len(self.badges), self.a_row)]

    def size(self) -> tuple[float, float]:
        widths = [sum(mark_width(s.line, b) for s, b in row) + BADGE_GAP * (len(row) - 1) for row in self.rows()]
        return max(widths), len(widths) * (BADGE_HEIGHT + BADGE_GAP) - BADGE_GAP

    def spots(self, centre: Point) -> Iterator[Spot]:
        y = centre.y - self.size()[1] / 2 + BADGE_HEIGHT / 2
        for row in self.rows():
            x = centre.x - (sum(mark_width(s.line, b) for s, b in row) + BADGE_GAP * (len(row) - 1)) / 2
            for strand, badge in row:
                width = mark_width(strand.line, badge)
                yield Spot(badge.flow, strand.line.id, strand.leg, Point(x + width / 2, y))
                x += width + BADGE_GAP
            y += BADGE_HEIGHT + BADGE_GAP


def group_size(bundle: Bundle, direction: DrawingDirection) -> tuple[float, float]:
    """Width and height of all badges of a bundle."""
    return _group(0, bundle, direction).size()


def place(placement: Placement, scene: Scene, bundles: Sequence[Bundle], titles: Sequence[Rect]) -> tuple[Spot, ...]:
    """A spot for each badge on each leg of its line. Those of other lines keep off a loop, which is so short that one hides all of it."""
    tracks = [_Track.along(way) for way in placement.ways]
    solid = [placement.rect(id_) for id_ in scene.solid] + list(titles)
    groups = [_group(index, bundle, scene.direction) for index, bundle in enumerate(bundles)]
    free = {group.index: _free(group, tracks[group.index].points, solid) for group in groups}
    looping = {index: tracks[index].extent for index, bundle in enumerate(bundles) if bundle.tail == bundle.head}
    taken: list[Rect] = []
    spots: dict[int, list[Spot]] = {}
    for group in sorted(groups, key=lambda group: (len(free[group.index]), group.index)):
        centre = _best(group, free[group.index], tracks, solid, [*taken, *(looping[index] for index in looping.keys() - {group.index})])
        taken.append(Rect.around(centre, *group.size()))
        nearest = min(tracks[group.index].points, key=lambda point: point.distance(centre))
        placed = list(group.spots(centre))
        if nearest.distance(centre) > _STEP:
            placed[0] = replace(placed[0], leader=nearest)
        spots[group.index] = placed
    return tuple(spot for index in sorted(spots) for spot in spots[index])


def rect(line: Line, badge: Badge, centre: Point) -> Rect:
    """The room that a badge takes."""
    return Rect.around(centre, mark_width(line, badge), BADGE_HEIGHT)


def _group(index: int, bundle: Bundle, direction: DrawingDirection) -> _Group:
    """Rows are kept short between columns that stand side by side, for the room between those is what badges need."""
    badges = [(strand, badge) for strand in bundle.strands for badge in strand.line.marks]
    level = direction in {DrawingDirection.RIGHT, DrawingDirection.LEFT}
    a_row = max(2, math.isqrt(len(badges))) if level else 4
    return _Group(index, tuple(sorted(badges, key=lambda pair: pair[1].number)), a_row)


def _free(group: _Group, track: Sequence[Point], solid: Sequence[Rect]) -> list[Point]:
    return [point for point in track if _clear(Rect.around(point, *group.size()).grown(_CLEAR), solid)]


def _clear(wanted: Rect, taken: Sequence[Rect]) -> bool:
    return not any(wanted.overlaps(other) for other in taken)


def _best(group: _Group, free: Sequence[Point], tracks: Sequence[_Track], solid: Sequence[Rect], taken: Sequence[Rect]) -> Point:
    """The free point on the line nearest to its middle and farthest from other lines; else the nearest free place beside it."""
    size, track = group.size(), tracks[group.index].points
    open_ = [point for point in free if _clear(Rect.around(point, *size).grown(_CLEAR), taken)]
    if not open_:
        return _beside(track[len(track) // 2], size, [*solid, *taken])
    others = [other for index, other in enumerate(tracks) if index != group.index]
    order: Mapping[Point, int] = {point: index for index, point in enumerate(track)}
    half = len(track) / 2
    return min(open_, key=lambda p: (_hidden(Rect.around(p, *size).grown(_CLEAR), others), abs(order[p] - half)))


def _hidden(rect_: Rect, others: Sequence[_Track]) -> int:
    """How many other lines a badge would lie on."""
    left, top, right, bottom = rect_.x, rect_.y, rect_.right, rect_.bottom
    near = (other.points for other in others if rect_.overlaps(other.extent))
    return sum(any(left <= x <= right and top <= y <= bottom for x, y in points) for points in near)


def _beside(start: Point, size: tuple[float, float], taken: Sequence[Rect]) -> Point:
    """The nearest place to `start` that nothing takes: squares around it, outwards."""
    for ring in range(1, 2000):
        reach = ring * _STEP
        steps = range(-ring, ring + 1)
        edge = [(s * _STEP, side) for s in steps for side in (-reach, reach)] + [
            (side, s * _STEP) for s in steps for side in (-reach, reach)
        ]
        found = [p for p in (start.moved(dx, dy) for dx, dy in edge) if _clear(Rect.around(p, *size).grown(_CLEAR), taken)]
        if found:
            return min(found, key=lambda p: (p.distance(start), p))
    raise AssertionError("the plane is larger than any picture")
