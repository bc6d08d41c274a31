"""What follows from a model for one flow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial, reduce

from groundplan.derive.borders import Border
from groundplan.derive.carriers import Carriers
from groundplan.derive.cases import Cases, combined
from groundplan.derive.choose import cases
from groundplan.derive.condition import Condition, Configuration
from groundplan.derive.crossings import Crossed
from groundplan.derive.openings import Openings
from groundplan.derive.way import Pair, Way
from groundplan.domain.channel import Channel, Encryption, Exposure, Layer
from groundplan.domain.control import Control
from groundplan.domain.data import DataClass
from groundplan.domain.flow import Direction, Endpoint, Flow, Hop, Port


@dataclass(frozen=True, eq=False)
class FlowFacts:
    """What follows from the model for one flow. `number` is its place in the model, from 1: badges and table rows show it.

    A flow with several ends has several `pairs`; where they differ, the first one's direction is told (`mixed-ends` finds it).
    """

    number: int
    flow: Flow
    exists: Condition
    channel: Cases[Channel]
    pairs: tuple[Pair, ...]
    crossed: Mapping[Pair, Cases[Crossed]] = field(repr=False)
    border: Border = field(repr=False)
    carrying: Carriers = field(repr=False)
    openings: Openings

    @property
    def exposure(self) -> Cases[Exposure]:
        return self.channel.map(lambda channel: channel.exposure)

    @property
    def layer(self) -> Cases[Layer]:
        return self.channel.map(lambda channel: channel.layer)

    @property
    def encryption(self) -> Cases[Encryption]:
        return self.channel.map(lambda channel: channel.encryption)

    @cached_property
    def direction(self) -> Cases[Direction]:
        return self.border.direction(self.pairs[0])

    @property
    def usual_direction(self) -> Direction:
        """The direction in the first configuration in which it exists; for one that never does, it is nothing to the border."""
        return next(iter(self.direction.values()), Direction.EXTERNAL)

    @cached_property
    def crosses(self) -> Cases[Crossed]:
        """The borders that any of its pairs crosses, in the order of the pairs."""
        return reduce(partial(combined, _each_once), (self.crossed[pair] for pair in self.pairs))

    @cached_property
    def enters(self) -> Cases[tuple[DataClass, ...]]:
        return self.border.enters(self.pairs[0])

    @cached_property
    def leaves(self) -> Cases[tuple[DataClass, ...]]:
        return self.border.leaves(self.pairs[0])

    @property
    def through(self) -> Cases[tuple[Hop, ...]]:
        return self.pairs[0].through

    @property
    def ports(self) -> Cases[tuple[Port, ...] | None]:
        return cases(self.flow.ports, self.exists)

    @property
    def protocol(self) -> Cases[str | None]:
        return cases(self.flow.protocol, self.exists)

    @property
    def endpoints(self) -> Cases[tuple[Endpoint, ...]]:
        return cases(self.flow.endpoints, self.exists)

    @property
    def carries(self) -> Cases[tuple[DataClass, ...]]:
        return cases(self.flow.carries, self.exists)

    @property
    def returns(self) -> Cases[tuple[DataClass, ...]]:
        return cases(self.flow.returns, self.exists)

    @cached_property
    def controls(self) -> Cases[tuple[Control, ...]]:
        """The safeguards of its channel, then its own."""
        return combined(lambda channel, own: tuple(dict.fromkeys((*channel.controls, *own))), self.channel, self.own_controls)

    @property
    def data(self) -> frozenset[DataClass]:
        """The data that it carries or returns in some configuration."""
        return frozenset(data for cases_ in (self.carries, self.returns) for items, _ in cases_ for data in items)

    @property
    def own_controls(self) -> Cases[tuple[Control, ...]]:
        return cases(self.flow.controls, self.exists)

    @cached_property
    def carriers(self) -> Mapping[Flow, Condition]:
        """The flows that carry it where it uses an overlay, with the configurations in which they do."""
        found: dict[Flow, Condition] = {}
        for pair in self.pairs:
            for carrier, condition in self.carrying.of(pair).items():
                found[carrier.flow] = found[carrier.flow] | condition if carrier.flow in found else condition
        return found

    def under(self, configuration: Configuration) -> FlowState | None:
        """The facts under one configuration, or None where the flow does not exist."""
        channel = self.channel.value_in(configuration)
        return None if channel is None else FlowState(self, configuration, channel)


def _each_once(*crossed: Crossed) -> Crossed:
    return tuple(dict.fromkeys(border for borders in crossed for border in borders))


@dataclass(frozen=True, eq=False)
class FlowState:
    """What holds for a flow under one configuration."""

    facts: FlowFacts
    configuration: Configuration
    channel: Channel

    @property
    def flow(self) -> Flow:
        return self.facts.flow

    @property
    def number(self) -> int:
        return self.facts.number

    @property
    def exposure(self) -> Exposure:
        return self.channel.exposure

    @property
    def layer(self) -> Layer:
        return self.channel.layer

    @cached_property
    def openings(self) -> tuple[Flow, ...]:
        return tuple(flow for flow, condition in self.facts.openings.items() if condition.holds_in(self.configuration))

    @cached_property
    def carriers(self) -> tuple[Flow, ...]:
        """The flows that carry it here, in the order in which its channel names them."""
        found = {flow.id: flow for flow, condition in self.facts.carriers.items() if condition.holds_in(self.configuration)}
        return tuple(found[id_] for id_ in self.channel.carried_by if id_ in found)

    @property
    def direction(self) -> Direction:
        return self.facts.direction.value_in(self.configuration) or Direction.EXTERNAL

    @property
    def crosses(self) -> Crossed:
        return self.facts.crosses.value_in(self.configuration) or ()

    @property
    def enters(self) -> tuple[DataClass, ...]:
        return self.facts.enters.value_in(self.configuration) or ()

    @property
    def leaves(self) -> tuple[DataClass, ...]:
        return self.facts.leaves.value_in(self.configuration) or ()

    @cached_property
    def through(self) -> tuple[Hop, ...]:
        return self.facts.through.value_in(self.configuration) or ()

    @property
    def ports(self) -> tuple[Port, ...] | None:
        return self.facts.ports.value_in(self.configuration)

    @property
    def protocol(self) -> str | None:
        return self.facts.protocol.value_in(self.configuration)

    @property
    def endpoints(self) -> tuple[Endpoint, ...]:
        return self.facts.endpoints.value_in(self.configuration) or ()

    @property
    def carries(self) -> tuple[DataClass, ...]:
        return self.facts.carries.value_in(self.configuration) or ()

    @property
    def returns(self) -> tuple[DataClass, ...]:
        return self.facts.returns.value_in(self.configuration) or ()

    @property
    def controls(self) -> tuple[Control, ...]:
        return self.facts.controls.value_in(self.configuration) or ()

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """The way of each of its pairs: from the initiator over what it passes here to the target."""
        passed = tuple(hop.component for hop in self.through)
        return tuple((pair.source, *passed, pair.target) for pair in self.facts.pairs)
