"""What makes a picture hard to read, counted from its geometry: nothing is drawn for it, and no browser is needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property

from groundplan.domain.channel import Exposure
from groundplan.draw import Layout, Scene
from groundplan.draw.geometry import Point, Rect, bounds, flatten
from groundplan.draw.layout.badges import rect
from groundplan.draw.layout.score import crossings, turns_back
from groundplan.draw.layout.strands import WALL, Leg, Tunnel
from groundplan.draw.measure.sizes import measure
from groundplan.draw.scene.bundles import Bundle, Strand, bundles

STEP = 3.0
ON = 3.0
"""How far the middle of a badge is from its line at most."""
STROKE, CASING = 2.0, 9.0
"""How wide lines are drawn: public and private ones."""
APART = 40.0
"""How far the ends of a tunnel and of what runs in it are from each other at most."""
PAD = 4.0
"""By how much the room of a title is larger than its text, on each side."""


@dataclass(frozen=True)
class Faults:
    """Of one picture, each told by what is concerned."""

    stray: tuple[str, ...] = ()
    """Badges that do not lie on their own line."""
    covering: tuple[str, ...] = ()
    """Badges that lie on a line or tunnel between other places."""
    crossed: tuple[str, ...] = ()
    """Titles and kinds that a line or tunnel runs over."""
    bordered: tuple[str, ...] = ()
    """Titles and kinds that stand on the border of another box, or on a card."""
    over: tuple[str, ...] = ()
    """Lines that run over a card, or a box with nothing in it, at which they do not end."""
    turns: tuple[str, ...] = ()
    """Lines that run beyond both of their ends and come back."""
    crossings: int = 0

    def told(self) -> dict[str, tuple[str, ...] | int]:
        return {field.name: found for field in fields(self) if (found := getattr(self, field.name))}


@dataclass(frozen=True)
class _Track:
    """All that is drawn along one way between two stops."""

    bundle: Bundle
    points: Sequence[tuple[Point, float]]
    """Along the middles of what is drawn, with half of its width."""

    @cached_property
    def extent(self) -> Rect:
        return bounds(Rect.around(point, 2 * half, 2 * half) for point, half in self.points)

    def over(self, area: Rect) -> bool:
        """Whether something of it lies in `area`."""
        return area.overlaps(self.extent) and any(area.distance(point) < half for point, half in self.points)


def faults(scene: Scene, layout: Layout) -> Faults:
    tracks = [_Track(bundle, list(_drawn(bundle, layout))) for bundle in bundles(scene)]
    middles = [flatten(_middle(bundle, layout), 14.0) for bundle in bundles(scene)]
    return Faults(
        stray=tuple(_stray(layout)),
        covering=tuple(_covering(scene, layout, tracks)),
        crossed=tuple(_crossed(scene, layout, tracks)),
        bordered=tuple(_bordered(scene, layout)),
        over=tuple(_over(scene, layout, tracks)),
        turns=tuple(_ends(track.bundle) for track, way in zip(tracks, middles, strict=True) if turns_back(way, scene.direction)),
        crossings=crossings(middles),
    )


def _ends(bundle: Bundle) -> str:
    return f"{bundle.tail} - {bundle.head}"


def _drawn(bundle: Bundle, layout: Layout) -> Iterator[tuple[Point, float]]:
    for strand in bundle.strands:
        leg = layout.lines[strand.line.id][strand.leg]
        half = (CASING if strand.line.exposure is Exposure.PRIVATE and not leg.inside else STROKE) / 2
        yield from ((point, half) for point in flatten(leg.spline, STEP))
        for tunnel in (tunnel for tunnel in layout.tunnels if _is_around(tunnel, strand, leg)):
            yield from ((point, tunnel.width / 2 + WALL) for point in flatten(tunnel.spline, STEP))


def _is_around(tunnel: Tunnel, strand: Strand, leg: Leg) -> bool:
    """Whether a tunnel is a line's own on this leg, or is drawn around it because its carrier is not in the picture."""
    ends = zip((tunnel.spline[0], tunnel.spline[-1]), (leg.spline[0], leg.spline[-1]), strict=True)
    return (tunnel.carrier or tunnel.lines[0]) == strand.line.id and all(one.distance(other) < APART for one, other in ends)


def _middle(bundle: Bundle, layout: Layout) -> tuple[Point, ...]:
    strand = bundle.strands[len(bundle.strands) // 2]
    return layout.lines[strand.line.id][strand.leg].spline


def _stray(layout: Layout) -> Iterator[str]:
    for spot in layout.badges:
        leg = layout.lines[spot.line][spot.leg]
        if min(point.distance(spot.centre) for point in flatten(leg.spline, 1.0)) > ON:
            yield spot.flow


def _covering(scene: Scene, layout: Layout, tracks: Sequence[_Track]) -> Iterator[str]:
    marks = {(line.id, badge.flow): (line, badge) for line in scene.lines for badge in line.marks}
    for spot in layout.badges:
        line, badge = marks[spot.line, spot.flow]
        own, area = set(list(line.legs())[spot.leg]), rect(line, badge, spot.centre).grown(-1.0)
        others = (track for track in tracks if {track.bundle.tail, track.bundle.head} != own)
        yield from (f"{spot.flow} on {_ends(track.bundle)}" for track in others if track.over(area))


def _crossed(scene: Scene, layout: Layout, tracks: Sequence[_Track]) -> Iterator[str]:
    for id_, rooms in _titles(scene, layout).items():
        yield from (f"{id_} by {_ends(track.bundle)}" for track in tracks if any(track.over(room) for room in rooms))


def _bordered(scene: Scene, layout: Layout) -> Iterator[str]:
    places = {**layout.boxes, **layout.cards}
    for id_, rooms in _titles(scene, layout).items():
        others = places.keys() - {id_, *(box.id for box in scene.enclosing(id_))}
        yield from (f"{id_} on {other}" for other in sorted(others) if any(room.overlaps(places[other]) for room in rooms))


def _titles(scene: Scene, layout: Layout) -> dict[str, list[Rect]]:
    """Each box -> the rooms of its title and its kind, as wide as the widest locale needs."""
    sizes = measure(scene)
    return {id_: [room.grown(-PAD) for room in title.rects(sizes.titles[id_], layout.boxes[id_])] for id_, title in layout.titles.items()}


def _over(scene: Scene, layout: Layout, tracks: Sequence[_Track]) -> Iterator[str]:
    places: Mapping[str, Rect] = {id_: layout.cards.get(id_) or layout.boxes[id_] for id_ in scene.solid}
    for track in tracks:
        others = places.keys() - {track.bundle.tail, track.bundle.head}
        yield from (f"{_ends(track.bundle)} over {id_}" for id_ in sorted(others) if track.over(places[id_].grown(-1.0)))
