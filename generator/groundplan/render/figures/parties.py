"""A picture in one column, for narrow screens: who stands outside the viewpoint, and what crosses its border on their account."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from groundplan.domain.channel import Exposure
from groundplan.domain.flow import Direction
from groundplan.draw import Scene
from groundplan.draw.scene.scene import Line


@dataclass(frozen=True, slots=True)
class Crossing:
    """A connection by its number."""

    flow: str
    number: int
    exposure: Exposure


@dataclass(frozen=True, slots=True)
class Outsider:
    """The outermost place around one end of a connection that does not hold the viewpoint."""

    name: str
    role: str
    inbound: tuple[Crossing, ...]
    outbound: tuple[Crossing, ...]


@dataclass(frozen=True, slots=True)
class PartyColumn:
    """The viewpoint, and all who connect across its border, those who come in first."""

    viewpoint: str
    outsiders: tuple[Outsider, ...]


def column(scene: Scene, locale: str, absent: Collection[str]) -> PartyColumn | None:
    """None where the picture does not show the viewpoint, or nothing that crosses its border."""
    viewpoint = next((box for box in scene.boxes if box.viewpoint), None)
    if viewpoint is None:
        return None
    around = {viewpoint.id, *(box.id for box in scene.enclosing(viewpoint.id))}
    found: dict[str, dict[Direction, set[Crossing]]] = {}
    for line in scene.lines:
        if crossings := _crossings(line, absent):
            ways = found.setdefault(_outside(scene, line, around), {Direction.INBOUND: set(), Direction.OUTBOUND: set()})
            ways[line.direction] |= crossings
    outsiders = [_outsider(scene, place, locale, ways) for place, ways in found.items()]
    outsiders.sort(key=lambda one: (not one.inbound, min(crossing.number for crossing in (*one.inbound, *one.outbound))))
    return PartyColumn(viewpoint.title[locale], tuple(outsiders)) if outsiders else None


def _crossings(line: Line, absent: Collection[str]) -> set[Crossing]:
    """The connections of a line that cross the border of the viewpoint and have a number."""
    if line.direction not in {Direction.INBOUND, Direction.OUTBOUND} or line.tallied:
        return set()
    here = (badge for badge in line.badges if badge.here and badge.flow not in absent)
    return {Crossing(badge.flow, badge.number, badge.exposure or line.exposure) for badge in here}


def _outside(scene: Scene, line: Line, around: Collection[str]) -> str:
    end = line.source if line.direction is Direction.INBOUND else line.target
    places = [end, *(box.id for box in scene.enclosing(end))]
    return [place for place in places if place not in around][-1]


def _outsider(scene: Scene, place: str, locale: str, ways: dict[Direction, set[Crossing]]) -> Outsider:
    box, card = scene.box_by_id.get(place), scene.card_by_id.get(place)
    name = box.title[locale] if box else card.name[locale] if card else place
    role = box.role if box else card.role if card else None
    inbound, outbound = (tuple(sorted(ways[way], key=lambda one: one.number)) for way in (Direction.INBOUND, Direction.OUTBOUND))
    return Outsider(name, role or "nobody", inbound, outbound)
