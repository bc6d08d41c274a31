"""Which choices decide what a reader is told of connections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from groundplan.derive.choose import cases
from groundplan.derive.condition import Condition
from groundplan.derive.facts import Facts
from groundplan.derive.flow_facts import FlowFacts
from groundplan.domain.component import Component


class Deciding:
    """Knows of each connection which options decide whether it exists, and how it and what it touches are."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._known: dict[str, frozenset[str]] = {}

    def of(self, flows: Iterable[str]) -> tuple[str, ...]:
        """The options that decide about any of `flows`, in the model's order. What the model does not have, decides nothing."""
        if not self._facts.model.options:
            return ()
        found = frozenset[str]().union(*(self._of(id_) for id_ in flows if id_ in self._facts.flows))
        return tuple(option for option in self._facts.model.options if option in found)

    def _of(self, id_: str) -> frozenset[str]:
        if id_ not in self._known:
            conditions = set(self._conditions(self._facts.flows[id_]))
            self._known[id_] = frozenset(option for one in conditions if not one.everywhere for cube in one.cubes() for option in cube)
        return self._known[id_]

    def _conditions(self, facts: FlowFacts) -> Iterator[Condition]:
        yield facts.exists
        yield from facts.openings.values()
        yield from facts.carriers.values()
        facets = (facts.channel, facts.direction, facts.through, facts.crosses, facts.ports, facts.protocol, facts.carries, facts.returns)
        for values in (*facets, facts.enters, facts.leaves, facts.own_controls, facts.endpoints):
            yield from (condition for _, condition in values)
        for place in {place for pair in facts.pairs for place in pair.on_way()}:
            if isinstance(place, Component):
                yield from (condition for _, condition in self._facts.homes(place))
                yield from (condition for _, condition in cases(place.owner, self._facts.space.always))
