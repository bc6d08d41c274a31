"""Where the badges stand: each on its own line, never over a card, a title or another badge, and on no other line where there is room."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from groundplan.domain.view import DrawingDirection
from groundplan.draw.geometry import Point, Rect, Spline, bounds, evenly, length_of
from groundplan.draw.layout.beside import another_place, beside
from groundplan.draw.layout.chains import STEP, Bead, BeadChain, strung
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
class _String:
    """The badges of a bundle, in the order in which they follow each other along it."""

    badges: Sequence[tuple[Strand, Badge]]
    solid: Sequence[Rect]
    """What they keep clear of: cards, titles, and the loops of others, which are so short that a badge hides all of one."""
    chain: BeadChain

    def spot(self, index: int, centre: Point, leader: Point | None = None) -> Spot:
        strand, badge = self.badges[index]
        return Spot(badge.flow, strand.line.id, strand.leg, centre, leader)


@dataclass(frozen=True, slots=True)
class Spots:
    """All badges of a picture that have a place on their line, and those that have none, or only where another line runs."""

    strings: Sequence[_String]
    lines: NearLines
    placed: Mapping[tuple[int, int], Point]
    """The badges by their bundle and their place in its row."""
    astray: Sequence[tuple[int, int]]

    def settled(self) -> tuple[Spot, ...]:
        """All badges: those that have no place on their line stand beside it, with a leader."""
        found: dict[tuple[int, int], tuple[Point, Point | None]] = {key: (centre, None) for key, centre in self.placed.items()}
        for index, bead in self.astray:
            string = self.strings[index]
            taken = [*string.solid, *(self._rect(key, centre) for key, (centre, _) in found.items())]
            found[index, bead] = beside(string.chain.beads[bead], self.lines, taken)
        return tuple(self.strings[index].spot(bead, *found[index, bead]) for index, bead in sorted(found))

    def _rect(self, key: tuple[int, int], centre: Point) -> Rect:
        index, bead = key
        return Rect.around(centre, self.strings[index].chain.beads[bead].width, BADGE_HEIGHT)


def extent(bundle: Bundle, scene: Scene) -> tuple[float, float]:
    """How much room all badges of a bundle take across the columns, one after the other, and along them."""
    widths = [mark_width(strand.line, badge) for strand, badge in _badges(bundle)]
    between = (_SLACK if scene.level is None else _SLACK_OF_LEVELS) * (len(widths) - 1)
    if scene.direction in {DrawingDirection.DOWN, DrawingDirection.UP}:
        return len(widths) * BADGE_HEIGHT + between, max(widths)
    return sum(widths) + between, BADGE_HEIGHT


def place(
    placement: Placement, scene: Scene, bundles: Sequence[Bundle], course: Course, titles: Sequence[Rect], *, most: float
) -> Spots | None:
    """A spot for each badge on each leg of its line. Those with the least room choose first; those that find none, before all others.

    None where more than `most` badges have no place on their line.
    """
    lines = NearLines(*_tracks(placement, bundles))
    strings = _strings(lines, bundles, placement.ways, course, [*map(placement.rect, scene.solid), *titles])
    order = sorted(range(len(strings)), key=lambda index: (strings[index].chain.room, index))
    hopeless = sum(string.chain.is_hopeless() for string in strings)
    if hopeless > most:
        return None
    tries = []
    for _ in range(_TRIES):
        found, apart = _placed(strings, order, lines, most)
        if found:
            tries.append(found)
            if len(found.astray) == hopeless:
                break
        again = [*apart, *(index for index in order if index not in apart)]
        if again == order:
            break
        order = again
    return min(tries, key=lambda found: len(found.astray), default=None)


def _tracks(placement: Placement, bundles: Sequence[Bundle]) -> tuple[list[list[Point]], list[float]]:
    """The points of each way, `STEP` apart, and half of its width."""
    counts = [max(2, math.ceil(length_of(way) / STEP)) for way in placement.ways]
    tracks = [evenly(way, count) for way, count in zip(placement.ways, counts, strict=True)]
    return tracks, [bundle_width(bundle) / 2 for bundle in bundles]


def _strings(lines: NearLines, bundles: Sequence[Bundle], ways: Sequence[Spline], course: Course, cards: Sequence[Rect]) -> list[_String]:
    tracks = lines.tracks
    loops = {index: _around(tracks[index]) for index, bundle in enumerate(bundles) if bundle.tail == bundle.head}
    strings = []
    for index, bundle in enumerate(bundles):
        badges, solid = _badges(bundle), [*cards, *(loops[other] for other in loops.keys() - {index})]
        strings.append(_String(badges, solid, BeadChain(list(_beads(badges, course, ways[index], tracks[index])), index, lines, solid)))
    return strings


def _around(track: Sequence[Point]) -> Rect:
    return bounds(Rect.around(point, 1.0, 1.0) for point in track)


def rect(line: Line, badge: Badge, centre: Point) -> Rect:
    """The room that a badge takes."""
    return Rect.around(centre, mark_width(line, badge), BADGE_HEIGHT)


def _badges(bundle: Bundle) -> list[tuple[Strand, Badge]]:
    badges = [(strand, badge) for strand in bundle.strands for badge in strand.line.marks]
    return sorted(badges, key=lambda pair: pair[1].number)


def _beads(badges: Sequence[tuple[Strand, Badge]], course: Course, way: Spline, track: Sequence[Point]) -> Iterator[Bead]:
    """Each badge along its own line; the bundle's `way` has the points `track`. Numbers rise from left to right, or downwards along a
    bundle that runs so.
    """
    start, end = track[0], track[-1]
    backwards = end.x < start.x if abs(end.x - start.x) > abs(end.y - start.y) else end.y < start.y
    ways: dict[Spline, Sequence[Point]] = {}
    for strand, badge in badges:
        spline = course.legs[strand.line.id][strand.leg].spline
        if spline not in ways:
            points = track if spline == way else evenly(spline, len(track))
            ways[spline] = points if strand.forward is not backwards else points[::-1]
        yield Bead(mark_width(strand.line, badge), ways[spline])


def _placed(strings: Sequence[_String], order: Sequence[int], lines: NearLines, most: float) -> tuple[Spots | None, list[int]]:
    """The spots when bundles choose in `order`, and which of them had no room for all of their badges in a row.

    It ends as soon as more than `most` badges have no place on their line.
    """
    taken: list[Rect] = []
    placed: dict[tuple[int, int], Point] = {}
    astray: list[tuple[int, int]] = []
    apart: list[int] = []
    for index in order:
        row = strings[index].chain
        found, together = _row(row, taken)
        if not together:
            apart.append(index)
        astray += [(index, bead) for bead in range(len(row.beads)) if bead not in found]
        if len(astray) > most:
            return None, apart
        placed |= {(index, bead): row.beads[bead].places[at] for bead, at in found.items()}
    return Spots(strings, lines, placed, tuple(astray)), apart


def _row(row: BeadChain, taken: list[Rect]) -> tuple[dict[int, int], bool]:
    """Where those of the badges of a bundle stand that have a place, which is `taken` then; and whether they had room in a row."""
    if len(row.beads) == 1:
        at, room = row.alone(taken)
        if at is not None:
            taken.append(row.beads[0].rect(at))
        return ({} if at is None else {0: at}), room
    places = strung(row, taken)
    found = {bead: at for bead, at in enumerate(places or ()) if row.covered[bead][at] <= 0}
    taken += [row.beads[bead].rect(at) for bead, at in found.items()]
    for bead in range(len(row.beads)):
        if bead not in found and (at := another_place(row, bead, taken)) is not None:
            found[bead] = at
            taken.append(row.beads[bead].rect(at))
    return found, places is not None
