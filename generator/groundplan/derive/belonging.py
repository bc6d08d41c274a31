"""Which carriers of an overlay belong to a flow: a session needs the tunnel of its own agents, and not those of everybody else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from groundplan.derive.condition import Condition
from groundplan.derive.flow_facts import FlowFacts
from groundplan.domain.channel import Channel
from groundplan.domain.component import Component
from groundplan.domain.flow import Flow


class Belonging:
    """Looks up what all flows over a channel have in common once."""

    def __init__(self, flows: Mapping[str, FlowFacts]) -> None:
        self._flows = flows
        self._members: dict[str, frozenset[str]] = {}

    def carriers(self, flow: FlowFacts) -> Iterator[tuple[Flow, Condition]]:
        """The flows that carry `flow` directly, with where they do, in the order of its channels."""
        found: dict[str, Condition] = {}
        for channel, condition in flow.channel:
            for carrier in self._of(flow, channel):
                carries = condition & carrier.exists
                found[carrier.flow.id] = found[carrier.flow.id] | carries if carrier.flow.id in found else carries
        return ((self._flows[id_].flow, condition) for id_, condition in found.items() if condition)

    def _of(self, flow: FlowFacts, channel: Channel) -> list[FlowFacts]:
        """Those of `channel` whose ends, as far as members of the overlay, lie on the way of `flow`; all of them where none does."""
        way, members = _way(flow.flow), self._of_overlay(channel)
        carriers = [self._flows[id_] for id_ in channel.carried_by]
        ends = [{carrier.flow.source.id, carrier.flow.target.id} & members for carrier in carriers]
        return [carrier for carrier, known in zip(carriers, ends, strict=True) if known and known <= way] or carriers

    def _of_overlay(self, channel: Channel) -> frozenset[str]:
        """The components on the way of some flow that may take `channel`."""
        if channel.id not in self._members:
            taking = (flow.flow for flow in self._flows.values() if any(other is channel for other, _ in flow.channel))
            self._members[channel.id] = frozenset(_components(taking))
        return self._members[channel.id]


def _way(flow: Flow) -> frozenset[str]:
    return frozenset((flow.source.id, *(hop.component.id for hop in flow.through), flow.target.id))


def _components(flows: Iterable[Flow]) -> Iterator[str]:
    for flow in flows:
        for place in (flow.source, *(hop.component for hop in flow.through), flow.target):
            if isinstance(place, Component):
                yield place.id
