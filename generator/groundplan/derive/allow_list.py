"""The allow-list: what a firewall at the viewpoint's border must admit, from where to where.

A rule for each place at which a flow with an opening crosses the border. The page's table, the viewer and every export read this.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TypeAlias

from groundplan.derive.condition import Condition
from groundplan.derive.facts import Facts
from groundplan.domain.boundary import Boundary, BoundaryKind
from groundplan.domain.component import Place
from groundplan.domain.flow import Direction, Endpoint, EndpointKind, Flow, Port
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


Address: TypeAlias = Endpoint | Own | FillIn
"""One of the addresses at an end of a rule."""

ANYWHERE = (Endpoint(EndpointKind.CIDR, "0.0.0.0/0"), Endpoint(EndpointKind.CIDR, "::/0"))
"""The addresses of the internet as a whole."""


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule of the allow-list. Neither end is ever empty."""

    flow: Flow
    """The flow that needs the opening; overlays need the openings of what carries them."""
    number: int
    """That of the flow."""
    leg: int
    """Which of the places at which the flow crosses the border this is, from 0."""
    direction: Direction
    """Inbound or outbound at this place."""
    source: tuple[Address, ...]
    destination: tuple[Address, ...]
    near: Place
    """The place at the border, inside of it."""
    far: Place
    """The place at the border, outside of it."""
    condition: Condition
    """The configurations in which the rule is needed."""
    needed_by: Mapping[Flow, Condition]
    """The flows that need it, in the model's order; its own flow is one of them unless a selector has left that out."""

    @property
    def id(self) -> str:
        """The flow's id; where one flow needs several rules, those after the first are told apart by a number."""
        return f"{self.flow.id}/{self.leg + 1}" if self.leg else self.flow.id

    @property
    def ports(self) -> tuple[Port, ...] | None:
        """As in the flow: None where they are not stated, empty where they are unknown."""
        return self.flow.ports

    @property
    def purpose(self) -> Term | None:
        return self.flow.purpose


def allow_list(facts: Facts, only: Mapping[str, Condition] | None = None, within: Condition | None = None) -> tuple[Rule, ...]:
    """The rules that flows need in some configuration of `within` (of all, if left out), in the model's order.

    `only` are the flows that count (id -> where), all of them if left out. A rule's condition is not narrowed to `within`.
    """
    within = within or facts.space.always
    needs = _needs(facts, only)
    rules: list[Rule] = []
    for flow_facts in facts.flows.values():
        needed_by = {flow: condition for flow, condition in needs.get(flow_facts.flow, {}).items() if condition & within}
        if needed_by:
            condition = facts.space.union(needs[flow_facts.flow].values())
            rules += _rules(flow_facts.flow, flow_facts.number, facts.viewpoint, condition, needed_by)
    return tuple(rules)


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


def _rules(flow: Flow, number: int, viewpoint: Boundary, condition: Condition, needed_by: Mapping[Flow, Condition]) -> Iterator[Rule]:
    legs = list(_legs(flow, viewpoint))
    for index, (direction, near, far) in enumerate(legs):
        inside: tuple[Address, ...] = (Own(near),)
        outside = _outside(flow, far, viewpoint, named=_is_named(flow, viewpoint, index, len(legs)))
        source, destination = (outside, inside) if direction is Direction.INBOUND else (inside, outside)
        yield Rule(flow, number, index, direction, source, destination, near, far, condition, needed_by)


def way(flow: Flow) -> tuple[Place, ...]:
    """The places of a flow, from its initiator over what it passes to its target."""
    return (flow.source, *(hop.component for hop in flow.through), flow.target)


def _legs(flow: Flow, viewpoint: Boundary) -> Iterator[tuple[Direction, Place, Place]]:
    """Where `flow` crosses the border: which way, from or to which place inside, to or from which place outside."""
    for here, there in pairwise(way(flow)):
        match here in viewpoint, there in viewpoint:
            case True, False:
                yield Direction.OUTBOUND, here, there
            case False, True:
                yield Direction.INBOUND, there, here


def _is_named(flow: Flow, viewpoint: Boundary, leg: int, legs: int) -> bool:
    """Whether the flow's endpoints name what lies outside at `leg`: its outer end, or, where both are inside, all that it passes."""
    match flow.source in viewpoint, flow.target in viewpoint:
        case False, True:
            return leg == 0
        case True, True:
            return True
        case _:
            return leg == legs - 1


def _outside(flow: Flow, place: Place, viewpoint: Boundary, *, named: bool) -> tuple[Address, ...]:
    if named and flow.endpoints:
        return flow.endpoints
    if isinstance(place, Boundary) and place.kind is BoundaryKind.INTERNET:
        return ANYWHERE
    return (FillIn(place, _decider(place, viewpoint)),)


def _decider(place: Place, viewpoint: Boundary) -> Decider:
    if place.owner is None:
        return Decider.NOBODY
    return Decider.READER if place.owner is viewpoint.owner else Decider.OWNER
