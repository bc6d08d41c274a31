"""From derived facts to a scene: which boxes, cards and lines a view shows under one configuration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from groundplan.derive.choose import cases
from groundplan.derive.condition import Condition, Configuration
from groundplan.derive.facts import Facts
from groundplan.derive.flow_facts import FlowState
from groundplan.derive.folding import CardWay, Cut
from groundplan.derive.pictures import Turn
from groundplan.derive.stage import component_of
from groundplan.domain.boundary import Boundary
from groundplan.domain.component import Component, Place
from groundplan.domain.party import Party, Role
from groundplan.domain.view import View
from groundplan.draw.scene.lines import Stroke, TextLabels, lines_of, written_condition
from groundplan.draw.scene.scene import Box, ByLocale, Card, Guise, Scene

KindLabels: TypeAlias = Callable[[StrEnum], ByLocale]


@dataclass(frozen=True, slots=True)
class Labelling:
    """Names things in every locale."""

    labels: TextLabels
    kinds: KindLabels

    def subtitle(self, place: Place, owner: Party | None) -> ByLocale:
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
    return Composer(seen, view, configuration, Labelling(labels, kinds)).scene(
        cut or Cut(frozenset(boundary.id for boundary in view.collapse))
    )


class Composer:
    """Makes the scenes of one view, as it is under one configuration first. There may be a thousand: what they share is looked up once."""

    def __init__(
        self,
        facts: Facts,
        view: View,
        configuration: Configuration,
        labelling: Labelling,
        *,
        alone: Iterable[str] = (),
        turns: Iterable[Turn] | None = None,
    ) -> None:
        """The components that stand `alone` are shown although no flow touches them; `turns` are shown instead of the view's flows."""
        self._facts, self._view = facts, view
        self._alone = tuple(alone)
        self._stage = facts.stage(configuration)
        found = [Turn(state, state.facts.exists) for state in shown(facts, view, configuration)] if turns is None else turns
        self._strokes = [Stroke(turn, way) for turn in found for way in turn.ways(self._stage)]
        self._labelling = labelling
        self._nesting = self._stage.nesting

    def scene(self, cut: Cut) -> Scene:
        """One picture of the view."""
        strokes = self._strokes if cut.level is None else self._touching.get(cut.level, [])
        drawn = [stroke.way for stroke in strokes]
        alone = [(id_,) for id_ in self._alone if self._nesting.is_about((id_,), cut)]
        courses = zip(strokes, self._nesting.courses([*drawn, *alone], cut), strict=False)
        lines = tuple(lines_of(courses, self._labelling.labels, self._wheres, self._stage.usual))
        seen = self._seen([*drawn, *alone], cut)
        stands = sorted(seen & self._order.keys(), key=self._order.__getitem__)
        boundaries = self._boundaries(stands, seen, strokes)
        lined = {badge.flow for line in lines for badge in line.badges}
        able = self._able(strokes, cut)
        return Scene(
            id=self._view.id,
            boxes=tuple(self._box(boundary, boundaries, cut) for boundary in boundaries),
            cards=tuple(self._card(stand) for stand in stands),
            lines=lines,
            direction=self._view.direction,
            level=cut.level,
            omitted=len(able - lined),
            folded=len({stroke.flow for stroke in strokes} - able - lined),
            borders=self._borders((stroke for stroke in strokes if stroke.flow in lined), boundaries),
        )

    def _card(self, stand: str) -> Card:
        component = self._facts.model.components[component_of(stand)]
        card = card_of(component, self._facts, self._stage.configuration(stand), self._labelling)
        return replace(card, id=stand, moves=self._stage.moves(component), guises=self._guises(component, self._stage.homes[stand]))

    def _guises(self, component: Component, home: Boundary) -> tuple[Guise, ...]:
        """The looks of the card in `home`; none where its owner is always the same there."""
        space = self._facts.space
        there = next((condition for place, condition in self._facts.homes(component) if place is home), space.always)
        owners = [(owner, both) for owner, condition in cases(component.owner, space.always) if (both := condition & there)]
        return tuple(self._guise(component, home, owner, where) for owner, where in owners) if len(owners) > 1 else ()

    def _guise(self, component: Component, home: Boundary, owner: Party | None, where: Condition) -> Guise:
        subtitle = self._labelling.subtitle(component, owner if owner is not home.owner else None)
        return Guise(role=role_of(owner), subtitle=subtitle, where=written_condition(where), here=where.holds_in(self._stage.usual))

    def _seen(self, ways: Iterable[CardWay], cut: Cut) -> set[str]:
        """What stands in the picture for the places of `ways`."""
        stops = {self._nesting.visible(place, cut.closed) for places in ways for place in places}
        return {stop for stop in stops if self._nesting.is_seen(stop, cut)}

    def _boundaries(self, stands: Iterable[str], seen: set[str], strokes: Iterable[Stroke]) -> list[Boundary]:
        homes = [self._stage.homes[stand] for stand in stands]
        crossed = {boundary.id for stroke in strokes for boundary in stroke.state.crosses}
        return _boundaries(self._facts, homes, seen, crossed)

    def _borders(self, strokes: Iterable[Stroke], drawn: Iterable[Boundary]) -> tuple[ByLocale, ...]:
        crossed = (boundary for stroke in strokes for boundary in stroke.state.crosses)
        return borders_left_out(crossed, {boundary.id for boundary in drawn}, self._facts, self._labelling)

    def _able(self, strokes: Iterable[Stroke], cut: Cut) -> set[str]:
        """The flows that would have a line if the picture had lines for all."""
        return {stroke.flow for stroke in strokes if self._nesting.stops(stroke.way, cut.closed)}

    def _box(self, boundary: Boundary, drawn: Iterable[Boundary], cut: Cut) -> Box:
        folded = self._count[boundary.id] if boundary.id in cut.closed else None
        return _box(boundary, self._facts, drawn, folded, self._labelling)

    @cached_property
    def _touching(self) -> Mapping[str, list[Stroke]]:
        """Each place -> the ways that touch it or something in it."""
        found: dict[str, list[Stroke]] = {}
        for stroke in self._strokes:
            for place in self._nesting.reached(stroke.way):
                found.setdefault(place, []).append(stroke)
        return found

    @cached_property
    def _wheres(self) -> Mapping[str, Condition]:
        """Each flow of the view -> where it shows it."""
        found: dict[str, Condition] = {}
        for stroke in self._strokes:
            found[stroke.flow] = found[stroke.flow] | stroke.where if stroke.flow in found else stroke.where
        return found

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {stand: index for index, stand in enumerate(self._stage.homes)}

    @cached_property
    def _count(self) -> Mapping[str, int]:
        """How many components lie in each boundary."""
        homes = (self._stage.homes[id_] for id_ in self._facts.model.components)
        return Counter(boundary.id for home in homes for boundary in home.enclosing())


def shown(facts: Facts, view: View, configuration: Configuration) -> list[FlowState]:
    """The flows that a view shows under a configuration, in the model's order."""
    chosen = facts.shown_by(view)
    states = facts.under(configuration).flows
    return [state for id_, state in states.items() if id_ in chosen and chosen[id_].holds_in(configuration)]


def _boundaries(facts: Facts, homes: Iterable[Boundary], seen: set[str], crossed: set[str]) -> list[Boundary]:
    """The boundaries to draw, those outside first: around what is seen, without those that no flow crosses and that add nothing."""
    direct = {boundary.id for boundary in homes}
    inner = [b for b in facts.model.boundaries.values() if b.id in seen or b.id in direct]
    around = {boundary.id: boundary for place in inner for boundary in place.enclosing()}
    kept = [b for b in around.values() if b.id in seen | crossed or not _needless(b, facts, around, direct)]
    return _outermost_first(kept, facts)


def _outermost_first(boundaries: Iterable[Boundary], facts: Facts) -> list[Boundary]:
    order = {id_: index for index, id_ in enumerate(facts.model.boundaries)}
    return sorted(boundaries, key=lambda boundary: (len(list(boundary.enclosing())), order[boundary.id]))


def borders_left_out(crossed: Iterable[Boundary], drawn: Container[str], facts: Facts, labelling: Labelling) -> tuple[ByLocale, ...]:
    """What the `crossed` boundaries are called that are not `drawn`, outermost first: a picture says that it leaves them out."""
    left = {boundary for boundary in crossed if boundary.id not in drawn}
    return tuple(labelling.labels(boundary.name) for boundary in _outermost_first(left, facts))


def _needless(boundary: Boundary, facts: Facts, around: dict[str, Boundary], direct: Container[str]) -> bool:
    """Whether `boundary` lies in another of the same owner and holds a single boundary and nothing else that is drawn."""
    if boundary is facts.viewpoint or boundary.parent is None or boundary.owner is not boundary.parent.owner:
        return False
    children = [child for child in around.values() if child.parent is boundary]
    return len(children) == 1 and boundary.id not in direct


def _box(boundary: Boundary, facts: Facts, drawn: Iterable[Boundary], collapsed: int | None, labelling: Labelling) -> Box:
    ids = {other.id for other in drawn}
    parent = next((outer.id for outer in boundary.enclosing() if outer is not boundary and outer.id in ids), None)
    return Box(
        id=boundary.id,
        parent=parent,
        kind=boundary.kind,
        role=role_of(boundary.owner),
        viewpoint=boundary is facts.viewpoint,
        title=labelling.labels(boundary.name),
        subtitle=labelling.subtitle(boundary, boundary.owner if parent is None else None),
        status=boundary.status,
        collapsed=collapsed,
    )


def card_of(component: Component, facts: Facts, configuration: Configuration, labelling: Labelling) -> Card:
    """The card of a component, where it is and whose it is under `configuration`."""
    home, owner = facts.home(component, configuration), facts.owner(component, configuration)
    return Card(
        id=component.id,
        box=home.id,
        kind=component.kind,
        role=role_of(owner),
        icon=component.icon,
        name=labelling.labels(component.name),
        subtitle=labelling.subtitle(component, owner if owner is not home.owner else None),
        status=component.status,
    )


def role_of(party: Party | None) -> Role | None:
    """What a party is to the customer, if anybody owns the thing."""
    return party.role if party else None
