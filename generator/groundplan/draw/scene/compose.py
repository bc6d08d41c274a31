"""From derived facts to a scene: which boxes, cards and lines a view shows under one configuration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple, TypeAlias

from groundplan.derive.condition import Configuration
from groundplan.derive.facts import Facts
from groundplan.derive.flow_facts import FlowState
from groundplan.derive.folding import Cut, Nesting, Way
from groundplan.derive.pictures import nesting, ways
from groundplan.domain.boundary import Boundary
from groundplan.domain.channel import Exposure, Layer
from groundplan.domain.component import Component, Place
from groundplan.domain.entry import Status, Text
from groundplan.domain.flow import Direction
from groundplan.domain.party import Party, Role
from groundplan.domain.view import View
from groundplan.draw.scene.scene import Badge, Box, Card, Labels, Line, Scene

TextLabels: TypeAlias = Callable[[Text], Labels]
KindLabels: TypeAlias = Callable[[StrEnum], Labels]
_Key: TypeAlias = tuple[tuple[str, ...], Direction, Exposure, Layer, Status]


@dataclass(frozen=True, slots=True)
class Speech:
    """Names things in every locale."""

    labels: TextLabels
    kinds: KindLabels

    def subtitle(self, place: Place, owner: Party | None) -> Labels:
        """The kind of a thing, with its owner's name where `owner` is one to be told."""
        kind = self.kinds(place.kind)
        if owner is None:
            return kind
        name = self.labels(owner.name)
        return {tag: f"{kind[tag]} · {name[tag]}" for tag in kind}


def compose(
    facts: Facts, view: View, configuration: Configuration, labels: TextLabels, kinds: KindLabels, *, cut: Cut | None = None
) -> Scene:
    """What `view` shows under `configuration`: the flows that exist there and match, with all that takes part in them.

    `cut` says which boundaries are folded up; without it, those that the view's author wants so.
    """
    seen = facts.seen_from(view.viewpoint or facts.viewpoint)
    return Composer(seen, view, configuration, Speech(labels, kinds)).scene(
        cut or Cut(frozenset(boundary.id for boundary in view.collapse))
    )


class Composer:
    """Makes the scenes of one view under one configuration. There may be a thousand: what they share is looked up once."""

    def __init__(
        self,
        facts: Facts,
        view: View,
        configuration: Configuration,
        speech: Speech,
        *,
        alone: Iterable[str] = (),
        states: Iterable[FlowState] | None = None,
    ) -> None:
        """The components `alone` are shown although no flow touches them; `states` are flows to show instead of the view's."""
        self._facts, self._view, self._configuration = facts, view, configuration
        self._alone = tuple(alone)
        found = shown(facts, view, configuration) if states is None else states
        self._strokes = [_Stroke(state, way) for state in found for way in ways(state)]
        self._speech = speech
        self._nesting = nest(facts, configuration)

    def scene(self, cut: Cut) -> Scene:
        """One picture of the view."""
        strokes = self._strokes if cut.level is None else self._touching.get(cut.level, [])
        drawn = [stroke.way for stroke in strokes]
        alone = [(id_,) for id_ in self._alone if self._nesting.is_about((id_,), cut)]
        lines = tuple(_lines(zip(strokes, self._nesting.courses([*drawn, *alone], cut), strict=False), self._speech))
        seen = self._seen([*drawn, *alone], cut)
        components = [self._facts.model.components[id_] for id_ in sorted(seen & self._order.keys(), key=self._order.__getitem__)]
        boundaries = self._boundaries(components, seen, strokes)
        return Scene(
            id=self._view.id,
            boxes=tuple(self._box(boundary, boundaries, cut) for boundary in boundaries),
            cards=tuple(card_of(component, self._facts, self._configuration, self._speech) for component in components),
            lines=lines,
            direction=self._view.direction,
            level=cut.level,
            omitted=len(self._able(strokes, cut) - {badge.flow for line in lines for badge in line.badges}),
        )

    def _seen(self, ways: Iterable[Way], cut: Cut) -> set[str]:
        """What stands in the picture for the places of `ways`."""
        stops = {self._nesting.visible(place, cut.closed) for places in ways for place in places}
        return {stop for stop in stops if self._nesting.is_seen(stop, cut)}

    def _boundaries(self, components: Iterable[Component], seen: set[str], strokes: Iterable[_Stroke]) -> list[Boundary]:
        homes = [self._facts.home(component, self._configuration) for component in components]
        crossed = {boundary.id for stroke in strokes for boundary in stroke.state.crosses}
        return _boundaries(self._facts, homes, seen, crossed)

    def _able(self, strokes: Iterable[_Stroke], cut: Cut) -> set[str]:
        """The flows that would have a line if the picture had lines for all."""
        return {stroke.flow for stroke in strokes if self._nesting.stops(stroke.way, cut.closed)}

    def _box(self, boundary: Boundary, drawn: Iterable[Boundary], cut: Cut) -> Box:
        folded = self._count[boundary.id] if boundary.id in cut.closed else None
        return _box(boundary, self._facts, drawn, folded, self._speech)

    @cached_property
    def _touching(self) -> Mapping[str, list[_Stroke]]:
        """Each place -> the ways that touch it or something in it."""
        found: dict[str, list[_Stroke]] = {}
        for stroke in self._strokes:
            for place in self._nesting.reached(stroke.way):
                found.setdefault(place, []).append(stroke)
        return found

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {id_: index for index, id_ in enumerate(self._facts.model.components)}

    @cached_property
    def _count(self) -> Mapping[str, int]:
        """How many components lie in each boundary."""
        homes = (self._facts.home(component, self._configuration) for component in self._facts.model.components.values())
        return Counter(boundary.id for home in homes for boundary in home.enclosing())


def nest(facts: Facts, configuration: Configuration) -> Nesting:
    """All places in one tree, where they are under `configuration`."""
    return nesting(facts.model, facts.ground.index, configuration)


class _Stroke(NamedTuple):
    """A flow, and the way of one pair of its ends."""

    state: FlowState
    way: Way

    @property
    def flow(self) -> str:
        return self.state.flow.id


def shown(facts: Facts, view: View, configuration: Configuration) -> list[FlowState]:
    """The flows that a view shows under a configuration, in the model's order."""
    chosen = facts.shown_by(view)
    states = facts.under(configuration).flows
    return [state for id_, state in states.items() if id_ in chosen and chosen[id_].holds_in(configuration)]


def _lines(drawn: Iterable[tuple[_Stroke, Way]], speech: Speech) -> Iterator[Line]:
    """The lines of ways with their stops; flows with the same stops and looks are one."""
    grouped: dict[_Key, dict[str, FlowState]] = {}
    for stroke, stops in drawn:
        state = stroke.state
        if stops:
            key = (stops, state.direction, state.exposure, state.layer, state.flow.status)
            grouped.setdefault(key, {})[stroke.flow] = state
    for (stops, direction, exposure, layer, status), members in grouped.items():
        yield Line(
            source=stops[0],
            via=stops[1:-1],
            target=stops[-1],
            direction=direction,
            exposure=exposure,
            layer=layer,
            status=status,
            badges=tuple(Badge(number=s.number, flow=s.flow.id, title=speech.labels(s.flow.name)) for s in members.values()),
            carriers=tuple(dict.fromkeys(carrier.id for s in members.values() for carrier in s.carriers)),
            paired=any(len(s.ways) > 1 for s in members.values()),
        )


def _boundaries(facts: Facts, homes: Iterable[Boundary], seen: set[str], crossed: set[str]) -> list[Boundary]:
    """The boundaries to draw, those outside first: around what is seen, without those that no flow crosses and that add nothing."""
    direct = {boundary.id for boundary in homes}
    inner = [b for b in facts.model.boundaries.values() if b.id in seen or b.id in direct]
    around = {boundary.id: boundary for place in inner for boundary in place.enclosing()}
    kept = [b for b in around.values() if b.id in seen | crossed or not _needless(b, facts, around, direct)]
    order = {id_: index for index, id_ in enumerate(facts.model.boundaries)}
    return sorted(kept, key=lambda boundary: (len(list(boundary.enclosing())), order[boundary.id]))


def _needless(boundary: Boundary, facts: Facts, around: dict[str, Boundary], direct: Container[str]) -> bool:
    """Whether `boundary` lies in another of the same owner and holds a single boundary and nothing else that is drawn."""
    if boundary is facts.viewpoint or boundary.parent is None or boundary.owner is not boundary.parent.owner:
        return False
    children = [child for child in around.values() if child.parent is boundary]
    return len(children) == 1 and boundary.id not in direct


def _box(boundary: Boundary, facts: Facts, drawn: Iterable[Boundary], collapsed: int | None, speech: Speech) -> Box:
    ids = {other.id for other in drawn}
    parent = next((outer.id for outer in boundary.enclosing() if outer is not boundary and outer.id in ids), None)
    return Box(
        id=boundary.id,
        parent=parent,
        kind=boundary.kind,
        role=role_of(boundary.owner),
        viewpoint=boundary is facts.viewpoint,
        title=speech.labels(boundary.name),
        subtitle=speech.subtitle(boundary, boundary.owner if parent is None else None),
        status=boundary.status,
        collapsed=collapsed,
    )


def card_of(component: Component, facts: Facts, configuration: Configuration, speech: Speech) -> Card:
    """The card of a component, where it is and whose it is under `configuration`."""
    home, owner = facts.home(component, configuration), facts.owner(component, configuration)
    return Card(
        id=component.id,
        box=home.id,
        kind=component.kind,
        role=role_of(owner),
        icon=component.icon,
        name=speech.labels(component.name),
        subtitle=speech.subtitle(component, owner if owner is not home.owner else None),
        status=component.status,
    )


def role_of(party: Party | None) -> Role | None:
    """What a party is to the customer, if anybody owns the thing."""
    return party.role if party else None
