"""The way of a connection: from its initiator over what it passes to its target, in each configuration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from groundplan.derive.cases import Cases
from groundplan.derive.choose import cases
from groundplan.derive.condition import Condition
from groundplan.domain.channel import Channel
from groundplan.domain.component import Place
from groundplan.domain.flow import Flow, Hop

Way = tuple[Place, ...]
"""The initiator, what is passed in order, and the target."""


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """One initiator and one target of a flow. A flow with several ends stands for one connection for each pair of them."""

    flow: Flow
    source: Place
    target: Place
    exists: Condition
    channel: Cases[Channel]
    through: Cases[tuple[Hop, ...]]

    def ways(self) -> Iterator[tuple[Way, Condition]]:
        """Its way in each configuration in which it exists."""
        for hops, condition in self.through:
            yield (self.source, *(hop.component for hop in hops), self.target), condition

    def on_way(self) -> dict[Place, Condition]:
        """The places that it touches, with the configurations in which it does."""
        found: dict[Place, Condition] = {}
        for way, condition in self.ways():
            for place in dict.fromkeys(way):
                found[place] = found[place] | condition if place in found else condition
        return found


def pairs(flow: Flow, exists: Condition, channel: Cases[Channel]) -> tuple[Pair, ...]:
    """The connections that `flow` stands for, those of its first source first."""
    through = cases(flow.through, exists)
    ends = ((source, target) for source in flow.sources for target in flow.targets)
    return tuple(Pair(flow, source, target, exists, channel, through) for source, target in ends)
