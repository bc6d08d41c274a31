"""Where the badges stand: each on its own line, never over a card, a title or another badge, and on no other line where there is room."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from groundplan.domain.view import DrawingDirection
from groundplan.draw.geometry import Point, Rect, Spline, bounds, evenly, length_of
from groundplan.draw.layout.chains import CLEAR, STEP, Bead, BeadChain, chain, strung
from groundplan.draw.layout.near_lines import NearLines
from groundplan.draw.layout.placement import Placement
from groundplan.draw.layout.strands import Course, bundle_width
from groundplan.draw.measure.sizes import BADGE_HEIGHT, mark_width
from groundplan.draw.scene.bundles import Bundle, Strand
from groundplan.draw.scene.scene import Badge, Line, Scene

_SLACK, _SLACK_OF_LEVELS = 4.0, 9.0
"""Pixels between two badges of a line for which there should be room: lines bend, and others cross them. First pictures have a key
beside them, and thus less.
"""
_TRIES = 4
"""How often those that found no room are let choose before the others."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One badge on one leg of its line."""

    flow: str
    line: str
    leg: int
    centre: Point
    leader: Point | None = None
    """Where a thin line leads to, for a badge that found no place on its line."""


@dataclass(frozen=True, slots=True)
class Spots:
    """All badges of a picture; how many of them are beside their line, and how often one lies on another line."""

    spots: tuple[Spot, ...]
    astray: int
    covered: int


@dataclass(frozen=True, slots=True)
class _String:
    """The badges of a bundle, in the order in which they follow each other along it."""

    badges: Sequence[tuple[Strand, Badge]]
    solid: Sequence[Rect]
    """What they keep clear of: cards, titles, and the loops of others, which are so short that a badge hides all of one."""
    chain: BeadChain

    def spot(self, index: int, centre: Point, leader: Point | None = None) -> Spot:
        strand, badge = self.badges[index]
        return Spot(badge.flow, strand.line.id, strand.leg, centre, leader)


_ROUNDING = 0.001
"""More than what sums of pixels are off by."""


def extent(bundle: Bundle, scene: Scene) -> tuple[float, float]:
    """How much room all badges of a bundle take across the columns, one after the other, and along them."""
    widths = [mark_width(strand.line, badge) for strand, badge in _badges(bundle)]
    between = (_SLACK if scene.level is None else _SLACK_OF_LEVELS) * (len(widths) - 1)
    if scene.direction in {DrawingDirection.DOWN, DrawingDirection.UP}:
        return len(widths) * BADGE_HEIGHT + between, max(widths)
    return sum(widths) + between, BADGE_HEIGHT


def place(placement: Placement, scene: Scene, bundles: Sequence[Bundle], course: Course, titles: Sequence[Rect]) -> Spots:
    """A spot for each badge on each leg of its line. Those with the least room choose first; those that find none, before all others."""
    strings = _strings(placement, bundles, course, [*map(placement.rect, scene.solid), *titles])
    order = sorted(range(len(strings)), key=lambda index: (strings[index].chain.room, index))
    tries = []
    for _ in range(_TRIES):
        found, beside = _placed(strings, order)
        tries.append(found)
        again = [*beside, *(index for index in order if index not in beside)]
        if again == order:
            break
        order = again
    return min(tries, key=lambda found: (found.astray, found.covered))


def _strings(placement: Placement, bundles: Sequence[Bundle], course: Course, cards: Sequence[Rect]) -> list[_String]:
    counts = [max(2, math.ceil(length_of(way) / STEP)) for way in placement.ways]
    tracks = [evenly(way, count) for way, count in zip(placement.ways, counts, strict=True)]
    lines = NearLines(tracks, [bundle_width(bundle) / 2 for bundle in bundles])
    loops = {index: _around(tracks[index]) for index, bundle in enumerate(bundles) if bundle.tail == bundle.head}
    strings = []
    for index, bundle in enumerate(bundles):
        badges, solid = _badges(bundle), [*cards, *(loops[other] for other in loops.keys() - {index})]
        strings.append(_String(badges, solid, chain(list(_beads(badges, course, tracks[index])), index, lines, solid)))
    return strings


def _around(track: Sequence[Point]) -> Rect:
    return bounds(Rect.around(point, 1.0, 1.0) for point in track)


def rect(line: Line, badge: Badge, centre: Point) -> Rect:
    """The room that a badge takes."""
    return Rect.around(centre, mark_width(line, badge), BADGE_HEIGHT)


def _badges(bundle: Bundle) -> list[tuple[Strand, Badge]]:
    badges = [(strand, badge) for strand in bundle.strands for badge in strand.line.marks]
    return sorted(badges, key=lambda pair: pair[1].number)


def _beads(badges: Sequence[tuple[Strand, Badge]], course: Course, track: Sequence[Point]) -> Iterator[Bead]:
    """Each badge along its own line. Numbers rise from left to right, or downwards along a bundle that runs so."""
    start, end = track[0], track[-1]
    backwards = end.x < start.x if abs(end.x - start.x) > abs(end.y - start.y) else end.y < start.y
    ways: dict[Spline, list[Point]] = {}
    for strand, badge in badges:
        spline = course.legs[strand.line.id][strand.leg].spline
        if spline not in ways:
            points = evenly(spline, len(track))
            ways[spline] = points if strand.forward is not backwards else points[::-1]
        yield Bead(mark_width(strand.line, badge), ways[spline])


def _placed(strings: Sequence[_String], order: Sequence[int]) -> tuple[Spots, list[int]]:
    """The spots when bundles choose in `order`, and which of them had no room on their lines."""
    taken: list[Rect] = []
    spots: dict[int, list[Spot]] = {}
    beside: list[int] = []
    covered = 0
    for index in order:
        string = strings[index]
        links = string.chain
        places = strung(links, taken)
        if places is None:
            beside.append(index)
            spots[index] = list(_beside(string, [*string.solid, *taken]))
        else:
            covered += sum(max(0, links.covered[bead][at]) for bead, at in enumerate(places))
            spots[index] = [string.spot(bead, links.beads[bead].places[at]) for bead, at in enumerate(places)]
        taken += [Rect.around(spot.centre, bead.width, BADGE_HEIGHT) for spot, bead in zip(spots[index], links.beads, strict=True)]
    astray = sum(spot.leader is not None for index in beside for spot in spots[index])
    return Spots(tuple(spot for index in sorted(spots) for spot in spots[index]), astray, covered), beside


def _beside(string: _String, taken: Sequence[Rect]) -> Iterator[Spot]:
    """Each badge anywhere on its line; else as near to the middle of that as there is room, with a leader to it."""
    taken = list(taken)
    for index, bead in enumerate(string.chain.beads):
        places = strung(string.chain.only(index), taken)
        middle = bead.places[len(bead.places) // 2]
        centre = bead.places[places[0]] if places else _nearest(middle, bead.width, taken)
        taken.append(Rect.around(centre, bead.width, BADGE_HEIGHT))
        nearest = min(bead.places, key=lambda point: point.distance(centre))
        yield string.spot(index, centre, None if places or nearest.distance(centre) <= STEP else nearest)


def _nearest(start: Point, width: float, taken: Sequence[Rect]) -> Point:
    """The nearest place to `start` that nothing takes: squares around it, outwards."""
    for ring in range(2000):
        if found := list(_free(start, ring, width, taken)):
            return min(found, key=lambda place: (place.distance(start), place))
    raise AssertionError("the plane is larger than any picture")


def _free(start: Point, ring: int, width: float, taken: Sequence[Rect]) -> Iterator[Point]:
    """The places of a square around `start` that nothing takes. Of what is taken, each side looks at what reaches it alone."""
    room, reach = Rect.around(start, width, BADGE_HEIGHT).grown(CLEAR + _ROUNDING), ring * STEP
    for side in (-reach, reach):
        row, column = room.moved(0.0, side), room.moved(side, 0.0)
        level = [other for other in taken if row.y < other.bottom and other.y < row.bottom]
        upright = [other for other in taken if column.x < other.right and other.x < column.right]
        for step in range(-ring, ring + 1):
            for place, near in ((start.moved(step * STEP, side), level), (start.moved(side, step * STEP), upright)):
                around = Rect.around(place, width, BADGE_HEIGHT).grown(CLEAR)
                if not any(around.overlaps(other) for other in near):
                    yield place
