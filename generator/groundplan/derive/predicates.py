"""The keys of selectors: what each looks at.

A test becomes a predicate once for all flows: what it must know of places and data is looked up beforehand.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from groundplan.derive.flow_facts import FlowFacts
from groundplan.derive.index import Index
from groundplan.domain.boundary import Boundary
from groundplan.domain.channel import Channel
from groundplan.domain.component import Component, Place
from groundplan.domain.data import DataClass
from groundplan.domain.flow import Port
from groundplan.domain.selector import Key, Owned, Test, Value

Predicate: TypeAlias = Callable[[FlowFacts], bool]
"""Whether a flow passes, under whatever configuration it exists in."""


def fixed(test: Test, index: Index) -> Predicate | None:
    """The predicate for `test`, or None where its answer may depend on the configuration."""
    if test.key in _OF_FLOW:
        return _OF_FLOW[test.key](frozenset(test.values))
    if test.key in _OF_PLACES:
        return _OF_PLACES[test.key](index.places(value for value in test.values if isinstance(value, Component | Boundary | Owned)))
    if test.key in _OF_DATA:
        return _OF_DATA[test.key](index.data(str(value) for value in test.values))
    if test.key is Key.INSIDE:
        return _inside([index.places([value]) for value in test.values if isinstance(value, Boundary)])
    return None


def _inside(insides: list[frozenset[Place]]) -> Predicate:
    return lambda flow: any(flow.flow.source in inside and flow.flow.target in inside for inside in insides)


def _overlap(port: Port, value: Value) -> bool:
    assert isinstance(value, Port)
    return port.transport is value.transport and port.first <= value.last and value.first <= port.last


def passes(channel: Channel, test: Test) -> bool:
    """Whether a flow over `channel` passes `test`, whose key is one of channels."""
    match test.key:
        case Key.CHANNEL:
            return channel.id in test.values
        case Key.EXPOSURE:
            return channel.exposure in test.values
        case Key.LAYER:
            return channel.layer in test.values
        case Key.ENCRYPTION:
            return channel.encryption in test.values
        case Key.CONTROL:
            return any(control.id in test.values for control in channel.controls)
        case _:
            raise AssertionError(f"`{test.key}` says nothing of channels")


_OF_FLOW: dict[Key, Callable[[frozenset[Value]], Predicate]] = {
    Key.ID: lambda ids: lambda flow: flow.flow.id in ids,
    Key.THROUGH: lambda components: lambda flow: any(hop.component in components for hop in flow.flow.through),
    Key.CROSSES: lambda boundaries: lambda flow: not boundaries.isdisjoint(flow.crosses),
    Key.DIRECTION: lambda directions: lambda flow: flow.direction in directions,
    Key.PURPOSE: lambda terms: lambda flow: flow.flow.purpose is not None and flow.flow.purpose.id in terms,
    Key.PORT: lambda ports: lambda flow: any(_overlap(port, value) for port in flow.flow.ports or () for value in ports),
    Key.PROTOCOL: lambda protocols: lambda flow: flow.flow.protocol in protocols,
    Key.OWNER: lambda parties: (
        lambda flow: any(end.owner is not None and end.owner.id in parties for end in (flow.flow.source, flow.flow.target))
    ),
    Key.STATUS: lambda statuses: lambda flow: flow.flow.status in statuses,
    Key.AUDIENCE: lambda audiences: lambda flow: flow.flow.audience in audiences,
    Key.TAG: lambda tags: lambda flow: not tags.isdisjoint(flow.flow.tags),
}

_OF_PLACES: dict[Key, Callable[[frozenset[Place]], Predicate]] = {
    Key.FROM: lambda places: lambda flow: flow.flow.source in places,
    Key.TO: lambda places: lambda flow: flow.flow.target in places,
    Key.BETWEEN: lambda places: lambda flow: flow.flow.source in places or flow.flow.target in places,
}

_OF_DATA: dict[Key, Callable[[frozenset[DataClass]], Predicate]] = {
    Key.CARRIES: lambda data: lambda flow: not data.isdisjoint(flow.flow.carries) or not data.isdisjoint(flow.flow.returns),
    Key.SENDS: lambda data: lambda flow: not data.isdisjoint(flow.flow.carries),
    Key.RETURNS: lambda data: lambda flow: not data.isdisjoint(flow.flow.returns),
    Key.LEAVES: lambda data: lambda flow: not data.isdisjoint(flow.leaves),
}
