"""Which flows a selector selects, in which configurations. The only reading of selectors there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from groundplan.derive.condition import Condition, Space
from groundplan.derive.flow_facts import FlowFacts
from groundplan.domain.boundary import Boundary
from groundplan.domain.channel import Channel
from groundplan.domain.component import Component, Place
from groundplan.domain.data import DataClass
from groundplan.domain.flow import Port
from groundplan.domain.selector import AnyOf, Area, Key, Not, Owned, RidesOn, Selector, Term, Test, Value


class Selection:
    """Matches flows of one model; what selectors say of carriers is worked out once."""

    def __init__(self, space: Space, flows: Mapping[str, FlowFacts]) -> None:
        self.space = space
        self.flows = flows
        self._always = space.always
        self._never = space.never
        self._over: dict[tuple[str, str], Condition] = {}

    def select(self, selector: Selector) -> Mapping[str, Condition]:
        """Flow id -> where it matches, for the flows that match in some configuration, in the model's order."""
        matches = ((id_, self.matches(selector, flow)) for id_, flow in self.flows.items())
        return {id_: condition for id_, condition in matches if condition}

    def matches(self, selector: Selector, flow: FlowFacts) -> Condition:
        """The configurations in which `flow` exists and passes `selector`."""
        return flow.exists & self.passes(selector, flow)

    def passes(self, selector: Selector, flow: FlowFacts) -> Condition:
        """The configurations in which `flow` passes `selector`; where it does not exist, this says nothing."""
        result = self._always
        for term in selector.terms:
            result &= self._term(term, flow)
            if result.node == self._never.node:
                return result
        return result

    def _term(self, term: Term, flow: FlowFacts) -> Condition:
        match term:
            case Test(key, values):
                return self._test(key, values, flow)
            case Not(selector):
                return ~self.passes(selector, flow)
            case AnyOf(selectors):
                result = self._never
                for selector in selectors:
                    result |= self.passes(selector, flow)
                return result
            case RidesOn(selector):
                return self._rides_on(selector, flow)

    def _test(self, key: Key, values: tuple[Value, ...], flow: FlowFacts) -> Condition:
        static = _STATIC.get(key)
        if static is not None:
            return self._always if any(static(flow, value) for value in values) else self._never
        if key is Key.OVER:
            result = self._never
            for value in values:
                result |= self._is_over(str(value), flow)
            return result
        of_channel = _OF_CHANNEL[key]
        return self._where(flow, lambda channel: any(of_channel(channel, flow, value) for value in values))

    def _where(self, flow: FlowFacts, test: Callable[[Channel], bool]) -> Condition:
        result = self._never
        for channel, condition in flow.channel:
            if test(channel):
                result |= condition
        return result

    def _is_over(self, channel_id: str, flow: FlowFacts) -> Condition:
        """Where the channel of `flow` is `channel_id`, or an overlay with an existing carrier that is over it."""
        key = (channel_id, flow.flow.id)
        if key not in self._over:
            result = self._never
            for channel, condition in flow.channel:
                if channel.id == channel_id:
                    result |= condition
                    continue
                for carrier in channel.carried_by:
                    result |= condition & self._is_over(channel_id, self.flows[carrier])
            self._over[key] = result
        return self._over[key]

    def _rides_on(self, selector: Selector, flow: FlowFacts) -> Condition:
        result = self._never
        for channel, condition in flow.channel:
            for carrier_id in channel.carried_by:
                carrier = self.flows[carrier_id]
                result |= condition & (self.matches(selector, carrier) | self._rides_on(selector, carrier))
        return result


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


def _at(place: Place, value: Value) -> bool:
    assert not isinstance(value, str | Port)
    return in_area(place, value)


def _has(data: tuple[DataClass, ...], value: Value) -> bool:
    return any(is_data(item, str(value)) for item in data)


def _inside(flow: FlowFacts, value: Value) -> bool:
    return _at(flow.flow.source, value) and _at(flow.flow.target, value)


def _has_port(flow: FlowFacts, value: Value) -> bool:
    assert isinstance(value, Port)
    return any(
        port.transport is value.transport and port.first <= value.last and value.first <= port.last for port in flow.flow.ports or ()
    )


def _owned_by(flow: FlowFacts, value: Value) -> bool:
    return any(place.owner is not None and place.owner.id == value for place in (flow.flow.source, flow.flow.target))


def _has_control(channel: Channel, flow: FlowFacts, value: Value) -> bool:
    return any(control.id == value for control in (*channel.controls, *flow.flow.controls))


_STATIC: dict[Key, Callable[[FlowFacts, Value], bool]] = {
    Key.ID: lambda flow, value: flow.flow.id == value,
    Key.FROM: lambda flow, value: _at(flow.flow.source, value),
    Key.TO: lambda flow, value: _at(flow.flow.target, value),
    Key.BETWEEN: lambda flow, value: _at(flow.flow.source, value) or _at(flow.flow.target, value),
    Key.THROUGH: lambda flow, value: any(hop.component is value for hop in flow.flow.through),
    Key.INSIDE: _inside,
    Key.CROSSES: lambda flow, value: value in flow.crosses,
    Key.DIRECTION: lambda flow, value: flow.direction == value,
    Key.PURPOSE: lambda flow, value: flow.flow.purpose is not None and flow.flow.purpose.id == value,
    Key.CARRIES: lambda flow, value: _has(flow.flow.carries, value) or _has(flow.flow.returns, value),
    Key.SENDS: lambda flow, value: _has(flow.flow.carries, value),
    Key.RETURNS: lambda flow, value: _has(flow.flow.returns, value),
    Key.LEAVES: lambda flow, value: _has(flow.leaves, value),
    Key.PORT: _has_port,
    Key.PROTOCOL: lambda flow, value: flow.flow.protocol == value,
    Key.OWNER: _owned_by,
    Key.STATUS: lambda flow, value: flow.flow.status == value,
    Key.AUDIENCE: lambda flow, value: flow.flow.audience == value,
    Key.TAG: lambda flow, value: value in flow.flow.tags,
}

_OF_CHANNEL: dict[Key, Callable[[Channel, FlowFacts, Value], bool]] = {
    Key.CHANNEL: lambda channel, _, value: channel.id == value,
    Key.EXPOSURE: lambda channel, _, value: channel.exposure == value,
    Key.LAYER: lambda channel, _, value: channel.layer == value,
    Key.ENCRYPTION: lambda channel, _, value: channel.encryption == value,
    Key.CONTROL: _has_control,
}
