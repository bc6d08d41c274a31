"""What follows from a model for one flow."""

from __future__ import annotations

from dataclasses import dataclass

from groundplan.derive.cases import Cases
from groundplan.derive.condition import Condition, Configuration
from groundplan.derive.openings import Openings
from groundplan.domain.boundary import Boundary
from groundplan.domain.channel import Channel, Encryption, Exposure, Layer
from groundplan.domain.data import DataClass
from groundplan.domain.flow import Direction, Flow


@dataclass(frozen=True, slots=True, eq=False)
class FlowFacts:
    """What follows from the model for one flow. `number` is its place in the model, from 1: badges and table rows show it."""

    number: int
    flow: Flow
    direction: Direction
    crosses: tuple[Boundary, ...]
    enters: tuple[DataClass, ...]
    leaves: tuple[DataClass, ...]
    exists: Condition
    channel: Cases[Channel]
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

    def under(self, configuration: Configuration) -> FlowState | None:
        """The facts under one configuration, or None where the flow does not exist."""
        channel = self.channel.value_in(configuration)
        if channel is None:
            return None
        opened = tuple(flow for flow, condition in self.openings.items() if condition.holds_in(configuration))
        return FlowState(self, channel, opened)


@dataclass(frozen=True, slots=True, eq=False)
class FlowState:
    """What holds for a flow under one configuration."""

    facts: FlowFacts
    channel: Channel
    openings: tuple[Flow, ...]

    @property
    def flow(self) -> Flow:
        return self.facts.flow

    @property
    def number(self) -> int:
        return self.facts.number

    @property
    def direction(self) -> Direction:
        return self.facts.direction

    @property
    def crosses(self) -> tuple[Boundary, ...]:
        return self.facts.crosses

    @property
    def exposure(self) -> Exposure:
        return self.channel.exposure

    @property
    def layer(self) -> Layer:
        return self.channel.layer
