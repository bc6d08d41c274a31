"""The allow-list: what a firewall at the viewpoint's border must admit, from where to where.

Rules for the places at which a flow with an opening crosses the border, in the configurations in which it does; what differs
by choice are rules of their own. The page's table and every export read this.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import TypeAlias

from groundplan.derive.cases import Cases, combined, unioned
from groundplan.derive.choose import cases
from groundplan.derive.condition import Condition
from groundplan.derive.facts import Facts
from groundplan.derive.flow_facts import FlowFacts
from groundplan.derive.way import Pair, Way
from groundplan.domain.boundary import Boundary, BoundaryKind
from groundplan.domain.component import Place
from groundplan.domain.flow import Direction, Endpoint, EndpointKind, Flow, OpenedBy, Port
from groundplan.domain.party import Party
from groundplan.domain.term import Term


class Decider(StrEnum):
    """Who says which addresses a place has, where the model does not."""

    READER = "reader"
    """The owner of the viewpoint, for whom the allow-list is."""
    OWNER = "owner"
    """Another party, which owns the place."""
    NOBODY = "nobody"
    """The place has no owner, either."""


@dataclass(frozen=True, slots=True)
class Own:
    """A place inside the border: whoever reads the allow-list knows its address."""

    place: Place


@dataclass(frozen=True, slots=True)
class FillIn:
    """A place outside the border whose addresses the model does not name."""

    place: Place
    decider: Decider
    owner: Party | None


Address: TypeAlias = Endpoint | Own | FillIn
"""One of the addresses at an end of a rule."""

ANYWHERE = (Endpoint(EndpointKind.CIDR, "0.0.0.0/0"), Endpoint(EndpointKind.CIDR, "::/0"))
"""The addresses of the internet as a whole."""

Outside: TypeAlias = tuple[Place, tuple[Address, ...]]
"""A place at the border, outside of it, with the addresses by which it is named."""


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule of the allow-list. Neither end is ever empty."""

    flow: Flow
    """The flow that needs the opening; overlays need the openings of what carries them."""
    number: int
    """That of the flow."""
    index: int
    """Which of the flow's rules this is, from 0."""
    direction: Direction
    """Inbound or outbound at this place."""
    near: tuple[Place, ...]
    """The places at the border, inside of it: several where the flow has several ends."""
    far: tuple[Outside, ...]
    """The places at the border, outside of it."""
    ports: tuple[Port, ...] | None
    """None where they are not stated, empty where they are unknown."""
    protocol: str | None
    condition: Condition
    """The configurations in which the rule is needed."""
    needed_by: Mapping[Flow, Condition]
    """The flows that need it, in the model's order; its own flow is one of them unless a selector has left that out."""

    @property
    def id(self) -> str:
        """The flow's id; where one flow needs several rules, those after the first are told apart by a number."""
        return f"{self.flow.id}/{self.index + 1}" if self.index else self.flow.id

    @property
    def inside(self) -> tuple[Address, ...]:
        """The addresses inside."""
        return tuple(map(Own, self.near))

    @property
    def outside(self) -> tuple[Address, ...]:
        """The addresses outside, each once."""
        return tuple(dict.fromkeys(address for _, addresses in self.far for address in addresses))

    @property
    def source(self) -> tuple[Address, ...]:
        return self.outside if self.direction is Direction.INBOUND else self.inside

    @property
    def destination(self) -> tuple[Address, ...]:
        return self.inside if self.direction is Direction.INBOUND else self.outside

    @property
    def riders(self) -> Mapping[Flow, Condition]:
        """The flows that need it besides its own, which it carries."""
        return {flow: condition for flow, condition in self.needed_by.items() if flow is not self.flow}

    @property
    def purpose(self) -> Term | None:
        return self.flow.purpose


def allow_list(facts: Facts, only: Mapping[str, Condition] | None = None, within: Condition | None = None) -> tuple[Rule, ...]:
    """The rules that flows need in some configuration of `within` (of all, if left out), in the model's order.

    `only` are the flows that count (id -> where), all of them if left out. A rule is needed by those flows that need it somewhere in
    `within`; its condition and theirs are not narrowed to that.
    """
    needs = _needs(facts, only)
    found = (rule for flow in facts.flows.values() if flow.flow in needs for rule in _rules(flow, facts, needs[flow.flow]))
    return tuple(found if within is None else (_seen(rule, within) for rule in found if rule.condition & within))


def _seen(rule: Rule, within: Condition) -> Rule:
    needed_by = {flow: condition for flow, condition in rule.needed_by.items() if condition & within}
    return rule if len(needed_by) == len(rule.needed_by) else replace(rule, needed_by=needed_by)


def deciding(rules: Iterable[Rule], facts: Facts) -> tuple[str, ...]:
    """The options that decide which of `rules` are needed, in the model's order."""
    named = {option for rule in rules if not rule.condition.everywhere for cube in rule.condition.cubes() for option in cube}
    return tuple(option for option in facts.model.options if option in named)


def _needs(facts: Facts, only: Mapping[str, Condition] | None) -> dict[Flow, dict[Flow, Condition]]:
    """Each flow that is opened, with the flows that need this, and where."""
    needs: dict[Flow, dict[Flow, Condition]] = {}
    for id_ in facts.flows if only is None else only:
        flow = facts.flows[id_]
        for opening, condition in flow.openings.items():
            needed = condition if only is None else condition & only[id_]
            if needed:
                needs.setdefault(opening, {})[flow.flow] = needed
    return needs


@dataclass(frozen=True, slots=True)
class _Crossing:
    """Where one pair of ends crosses the border: what rules are made of."""

    direction: Direction
    near: Place
    outside: Outside
    ports: tuple[Port, ...] | None
    protocol: str | None


def _rules(flow: FlowFacts, facts: Facts, needed_by: Mapping[Flow, Condition]) -> Iterator[Rule]:
    """The rules of one flow; what is alike but for its ends is one."""
    needed = facts.space.union(needed_by.values())
    alike: dict[Hashable, list[tuple[_Crossing, Condition]]] = {}
    for crossing, condition in _crossings(flow, facts, needed):
        key = (crossing.direction, crossing.ports, crossing.protocol, condition.settled)
        alike.setdefault(key, []).append((crossing, condition))
    index = 0
    for several in alike.values():
        crossing, condition = several[0]
        for near, far in _rectangles([(each.near, each.outside) for each, _ in several]):
            here = {by: where & condition for by, where in needed_by.items() if where & condition}
            ends = (crossing.direction, near, far, crossing.ports, crossing.protocol)
            yield Rule(flow.flow, flow.number, index, *ends, condition, here)
            index += 1


def _rectangles(joined: list[tuple[Place, Outside]]) -> Iterator[tuple[tuple[Place, ...], tuple[Outside, ...]]]:
    """Places inside by places outside, such that each of the one is joined with each of the other."""
    inside: dict[Outside, dict[Place, None]] = {}
    for near, outside in joined:
        inside.setdefault(outside, {})[near] = None
    far: dict[tuple[Place, ...], list[Outside]] = {}
    for outside, nears in inside.items():
        far.setdefault(tuple(nears), []).append(outside)
    yield from ((nears, tuple(outsides)) for nears, outsides in far.items())


def _crossings(flow: FlowFacts, facts: Facts, needed: Condition) -> Cases[_Crossing]:
    return unioned(
        combined(
            lambda outside, ports, protocol, direction=direction, near=near: _Crossing(direction, near, outside, ports, protocol),
            outside,
            flow.ports,
            flow.protocol,
        )
        for pair in flow.pairs
        for way, condition in pair.ways()
        for direction, near, outside in _legs(flow, pair, way, condition & needed, facts)
    )


def _legs(flow: FlowFacts, pair: Pair, way: Way, condition: Condition, facts: Facts) -> Iterator[tuple[Direction, Place, Cases[Outside]]]:
    """Where a way crosses the border: which way, from or to which place inside, to or from what outside."""
    inside = facts.ground.index.places([facts.viewpoint]).holding
    names = _named_ends(pair, facts)
    within = inside(pair.source) & inside(pair.target) & names.between
    for at, (here, there) in enumerate(pairwise(way)):
        inwards, outwards = condition & ~inside(here) & inside(there), condition & inside(here) & ~inside(there)
        if inwards:
            first = inside(pair.target) & _all_outside(way[: at + 1], inside, condition) & names.source
            direction = Direction.OUTBOUND if pair.flow.opened_by is OpenedBy.BOTH else Direction.INBOUND
            yield direction, there, _outside(flow, here, inwards, first | within, facts)
        if outwards:
            last = _all_outside(way[at + 1 :], inside, condition) & names.target
            yield Direction.OUTBOUND, here, _outside(flow, there, outwards, last | within, facts)


@dataclass(frozen=True, slots=True)
class _Named:
    """What the endpoints of a flow name, in which configurations: they are written for the border of the model's viewpoint."""

    source: Condition
    target: Condition
    between: Condition
    """What the flow passes between two ends inside."""


def _named_ends(pair: Pair, facts: Facts) -> _Named:
    inside = facts.ground.index.places([facts.model.project.viewpoint]).holding
    here, there = inside(pair.source), inside(pair.target)
    return _Named(~here & there, ~there, here & there)


def _all_outside(places: Way, inside: Callable[[Place], Condition], within: Condition) -> Condition:
    for place in places:
        within &= ~inside(place)
    return within


def _outside(flow: FlowFacts, place: Place, condition: Condition, named: Condition, facts: Facts) -> Cases[Outside]:
    """What is outside at the border: the flow's endpoints where they name it, which is its outer end or, between two ends
    inside, whatever it passes.
    """
    endpoints = Cases(tuple((value, where & condition & named) for value, where in flow.endpoints if where & condition & named))
    stated = endpoints.where(bool, facts.space.never)
    found: list[Cases[Outside]] = [Cases(tuple(((place, value), where) for value, where in endpoints if value))]
    if condition & ~stated:
        found.append(_unnamed(place, condition & ~stated, facts.viewpoint))
    return unioned(found)


def _unnamed(place: Place, condition: Condition, viewpoint: Boundary) -> Cases[Outside]:
    if isinstance(place, Boundary) and place.kind is BoundaryKind.INTERNET:
        return Cases((((place, ANYWHERE), condition),))
    return asked_of(place, condition, viewpoint).map(lambda asked: (place, (asked,)))


def asked_of(place: Place, within: Condition, viewpoint: Boundary) -> Cases[FillIn]:
    """The addresses of a place outside, as somebody has to say them."""
    owners: Cases[Party | None] = cases(place.owner, within)
    return owners.map(lambda owner: FillIn(place, _decider(owner, viewpoint), owner))


def _decider(owner: Party | None, viewpoint: Boundary) -> Decider:
    if owner is None:
        return Decider.NOBODY
    return Decider.READER if owner is viewpoint.owner else Decider.OWNER


def tied(named: Iterable[str], facts: Facts) -> int:
    """How many options there are among those `named` and those that decide, be it through others, which of their choices are allowed."""
    options = facts.model.options.values()
    pairs = {
        frozenset((option.id, other))
        for option in options
        for choice in option.choices.values()
        for other in (*choice.requires, *choice.excludes)
    }
    found, before = set(named), -1
    while len(found) > before:
        before = len(found)
        found |= {option for pair in pairs if pair & found for option in pair}
    return len(found)
