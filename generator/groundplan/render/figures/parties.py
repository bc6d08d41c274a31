"""A picture in one column, for narrow screens: who stands outside the viewpoint, and what crosses its border on their account."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from operator import attrgetter

from groundplan.domain.channel import Exposure, Layer
from groundplan.domain.flow import Direction
from groundplan.draw import Scene
from groundplan.draw.scene.scene import Line


@dataclass(frozen=True, slots=True)
class Crossing:
    """A connection by its number and its name. Where it goes so only with some choices, `where` tells with which, as a badge does;
    `here` tells whether it does in the picture as it starts."""

    flow: str
    number: int
    name: str
    direction: Direction
    exposure: Exposure
    where: str
    here: bool


@dataclass(frozen=True, slots=True)
class Conduit:
    """A connection that runs by itself, or the connections that are a tunnel, with those that run `inside` of it."""

    outside: tuple[Crossing, ...]
    inside: tuple[Crossing, ...] = ()


@dataclass(frozen=True, slots=True)
class Outsider:
    """The outermost place around one end of a connection that does not hold the viewpoint. What comes in stands first."""

    name: str
    role: str
    runs: tuple[Conduit, ...]


@dataclass(frozen=True, slots=True)
class PartyColumn:
    """The viewpoint, and all who connect across its border, those who come in first."""

    viewpoint: str
    outsiders: tuple[Outsider, ...]


@dataclass(slots=True)
class _Found:
    """What crosses the border on account of one place: each way of each connection, those in a tunnel with what may carry them."""

    plain: dict[tuple[str, str], Crossing] = field(default_factory=dict)
    carried: dict[tuple[str, str], tuple[Crossing, frozenset[str]]] = field(default_factory=dict)


def column(scene: Scene, locale: str, absent: Collection[str]) -> PartyColumn | None:
    """None where the picture does not show the viewpoint, or nothing that crosses its border."""
    viewpoint = next((box for box in scene.boxes if box.viewpoint), None)
    if viewpoint is None:
        return None
    around = {viewpoint.id, *(box.id for box in scene.enclosing(viewpoint.id))}
    found: dict[str, _Found] = {}
    for line in scene.lines:
        if line.direction in {Direction.INBOUND, Direction.OUTBOUND} and not line.tallied:
            _note(found.setdefault(_outside(scene, line, around), _Found()), line, locale, absent)
    outsiders = sorted((_outsider(scene, place, locale, each) for place, each in found.items()), key=lambda one: _rank(one.runs))
    seen = any(one.here for outsider in outsiders for one in _all(outsider.runs))
    return PartyColumn(viewpoint.title[locale], tuple(outsiders)) if seen else None


def _note(found: _Found, line: Line, locale: str, absent: Collection[str]) -> None:
    for badge in line.badges:
        exposure, here = badge.exposure or line.exposure, badge.is_seen(absent)
        one = Crossing(badge.flow, badge.number, badge.title[locale], line.direction, exposure, badge.where, here)
        key = one.flow, one.where
        if line.layer is Layer.OVERLAY:
            found.carried.setdefault(key, (one, frozenset(line.carriers)))
        else:
            found.plain.setdefault(key, one)


def _outside(scene: Scene, line: Line, around: Collection[str]) -> str:
    end = line.source if line.direction is Direction.INBOUND else line.target
    places = [end, *(box.id for box in scene.enclosing(end))]
    return [place for place in places if place not in around][-1]


def _outsider(scene: Scene, place: str, locale: str, found: _Found) -> Outsider:
    box, card = scene.box_by_id.get(place), scene.card_by_id.get(place)
    name = box.title[locale] if box else card.name[locale] if card else place
    role = box.role if box else card.role if card else None
    return Outsider(name, role or "nobody", tuple(sorted(_runs(found), key=lambda run: _rank([run]))))


def _runs(found: _Found) -> list[Conduit]:
    """Tunnels are told by what runs inside of them: what has a carrier in common here shares one."""
    plain = {flow for flow, _ in found.plain}
    tunnels: dict[frozenset[str], list[Crossing]] = {}
    for one, carriers in found.carried.values():
        here = frozenset(carriers & plain)
        shared = [known for known in tunnels if known & here or known == here]
        inside = [other for known in shared for other in tunnels.pop(known)]
        tunnels[here.union(*shared)] = [*inside, one]
    taken = frozenset[str]().union(*tunnels)
    free = [Conduit((one,)) for (flow, _), one in found.plain.items() if flow not in taken]
    return [*free, *(_tunnel(found.plain.values(), carriers, inside) for carriers, inside in tunnels.items())]


def _tunnel(plain: Iterable[Crossing], carriers: Collection[str], inside: Iterable[Crossing]) -> Conduit:
    outside = sorted((one for one in plain if one.flow in carriers), key=attrgetter("number"))
    return Conduit(tuple(outside), tuple(sorted(inside, key=attrgetter("number"))))


def _all(runs: Iterable[Conduit]) -> list[Crossing]:
    return [one for run in runs for one in (*run.outside, *run.inside)]


def _rank(runs: Iterable[Conduit]) -> tuple[bool, bool, int]:
    """What is here before what is not, and what comes in before what goes out."""
    every = _all(runs)
    shown = [one for one in every if one.here] or every
    return not any(one.here for one in every), all(one.direction is Direction.OUTBOUND for one in shown), min(one.number for one in shown)
