"""Which flows a selector selects, in which configurations. The only reading of selectors there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from groundplan.derive.carriers import carriers_first
from groundplan.derive.condition import Condition, Space
from groundplan.derive.flow_facts import FlowFacts
from groundplan.derive.index import Index
from groundplan.derive.predicates import Predicate, fixed, passes
from groundplan.domain.boundary import Boundary
from groundplan.domain.channel import Channel
from groundplan.domain.component import Component, Place
from groundplan.domain.data import DataClass
from groundplan.domain.model import Model
from groundplan.domain.selector import AnyOf, Area, Key, Not, Owned, RidesOn, Selector, Test

Reading: TypeAlias = Callable[[FlowFacts], Condition]
"""The configurations in which a flow passes; where it does not exist, this says nothing."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A selector made ready for many flows: all of `fixed` must pass and all of `varying` hold."""

    fixed: tuple[Predicate, ...]
    varying: tuple[Reading, ...]

    def conditions(self, flow: FlowFacts, within: Condition) -> Condition:
        """The configurations of `within` in which `flow` passes. Most flows fail or pass without a look at any condition."""
        for predicate in self.fixed:
            if not predicate(flow):
                return within.space.never
        return self.varied(flow, within)

    def varied(self, flow: FlowFacts, within: Condition) -> Condition:
        """The same for a flow that passes all of `fixed`."""
        for reading in self.varying:
            within &= reading(flow)
        return within


class Selection:
    """Matches the flows of one model."""

    def __init__(self, space: Space, flows: Mapping[str, FlowFacts], model: Model) -> None:
        self.space = space
        self.flows = flows
        self.index = Index(model)
        self._matching: dict[Selector, Mapping[FlowFacts, Condition]] = {}

    def select(self, selector: Selector) -> Mapping[str, Condition]:
        """Flow id -> where it matches, for the flows that match in some configuration, in the model's order."""
        return {flow.flow.id: condition for flow, condition in self.matching(selector).items()}

    def matching(self, selector: Selector) -> Mapping[FlowFacts, Condition]:
        """The flows that exist and pass `selector` in some configuration, with where they do, in the model's order."""
        if selector not in self._matching:
            compiled = self.compile(selector)
            flows: Iterable[FlowFacts] = self.flows.values()
            for predicate in compiled.fixed:
                flows = filter(predicate, flows)
            matches = ((flow, compiled.varied(flow, flow.exists)) for flow in flows)
            self._matching[selector] = {flow: condition for flow, condition in matches if condition}
        return self._matching[selector]

    def compile(self, selector: Selector) -> Compiled:
        """`selector`, ready for many flows."""
        predicates: list[Predicate] = []
        varying: list[Reading] = []
        for term in selector.terms:
            match term:
                case Test():
                    predicate = fixed(term, self.index)
                    if predicate is not None:
                        predicates.append(predicate)
                    else:
                        varying.append(self._test(term))
                case Not(inner):
                    self._add_not(self.compile(inner), predicates, varying)
                case AnyOf(selectors):
                    self._add_any([self.compile(inner) for inner in selectors], predicates, varying)
                case RidesOn(inner):
                    varying.append(self._carried(self._here_or_below(self._reading(self.compile(inner)))))
        return Compiled(tuple(predicates), tuple(varying))

    def _reading(self, compiled: Compiled) -> Reading:
        return lambda flow: compiled.conditions(flow, self.space.always)

    def _add_not(self, inner: Compiled, predicates: list[Predicate], varying: list[Reading]) -> None:
        if inner.varying:
            reading = self._reading(inner)
            varying.append(lambda flow: ~reading(flow))
        else:
            predicates.append(lambda flow: not all(predicate(flow) for predicate in inner.fixed))

    def _add_any(self, inner: list[Compiled], predicates: list[Predicate], varying: list[Reading]) -> None:
        if any(compiled.varying for compiled in inner):
            readings = [self._reading(compiled) for compiled in inner]
            varying.append(lambda flow: self.space.union(reading(flow) for reading in readings))
        else:
            predicates.append(lambda flow: any(all(predicate(flow) for predicate in compiled.fixed) for compiled in inner))

    def _test(self, test: Test) -> Reading:
        if test.key is Key.OVER:
            return self._here_or_below(self._by_channel(frozenset(channel for channel in self.index.channels if channel.id in test.values)))
        of_channel = self._by_channel(frozenset(channel for channel in self.index.channels if passes(channel, test)))
        if test.key is not Key.CONTROL:
            return of_channel
        always = self.space.always
        return lambda flow: always if any(control.id in test.values for control in flow.flow.controls) else of_channel(flow)

    def _by_channel(self, channels: frozenset[Channel]) -> Reading:
        """Where the channel of a flow is one of `channels`."""
        always, never = self.space.always, self.space.never

        def reading(flow: FlowFacts) -> Condition:
            cases = flow.channel.items
            if len(cases) == 1:  # it has this channel wherever it exists
                return always if cases[0][0] in channels else never
            return self.space.union(condition for channel, condition in cases if channel in channels)

        return reading

    def _here_or_below(self, own: Reading) -> Reading:
        """Where a flow passes, or an existing carrier of it, directly or further down."""
        known: dict[FlowFacts, Condition] = {}
        below = self._carried(known.__getitem__)

        def reading(flow: FlowFacts) -> Condition:
            for each in carriers_first(flow, self._carriers, known):
                known[each] = own(each) | below(each)
            return known[flow]

        return reading

    def _carriers(self, flow: FlowFacts) -> Iterator[FlowFacts]:
        return (self.flows[id_] for channel, _ in flow.channel for id_ in channel.carried_by)

    def _carried(self, passes: Reading) -> Reading:
        """Where some existing carrier of a flow passes."""

        def reading(flow: FlowFacts) -> Condition:
            cases = ((self.flows[id_], condition) for channel, condition in flow.channel for id_ in channel.carried_by)
            return self.space.union(condition & carrier.exists & passes(carrier) for carrier, condition in cases)

        return reading


def in_area(place: Place, area: Area) -> bool:
    """Whether `place` is `area`, lies in it, or is owned by its party."""
    match area:
        case Owned(party):
            return place.owner is party
        case Boundary():
            return place in area
        case Component():
            return place is area


def is_data(data: DataClass, id_: str) -> bool:
    """Whether `data` is the class `id_` or part of it."""
    return any(whole.id == id_ for whole in data.wholes())
