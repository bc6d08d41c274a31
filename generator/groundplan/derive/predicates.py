"""The keys of selectors: what each looks at.

A test becomes a reading once for all flows: what it must know of places and data is looked up beforehand. A reading that gives
the same answer in every configuration is told apart, because most are so and most flows are told by them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias, TypeVar

from groundplan.derive.borders import Border
from groundplan.derive.cases import Cases, combined
from groundplan.derive.choose import cases
from groundplan.derive.condition import Condition
from groundplan.derive.index import Index, Region
from groundplan.derive.way import Pair
from groundplan.domain.boundary import Boundary
from groundplan.domain.channel import Channel
from groundplan.domain.component import Component, Place
from groundplan.domain.data import DataClass
from groundplan.domain.flow import BY_CHOICE, Flow, Port
from groundplan.domain.option import Chosen
from groundplan.domain.selector import Key, Owned, Test, Value

T = TypeVar("T")

Predicate: TypeAlias = Callable[[Pair], bool]
"""Whether a connection passes, under whatever configuration it exists in."""
Reading: TypeAlias = Callable[[Pair], Condition]
"""The configurations in which a connection passes; where it does not exist, this says nothing."""

DATA = (Key.CARRIES, Key.SENDS, Key.RETURNS, Key.LEAVES, Key.ENTERS)
"""The keys that look at data."""
ONLY = {
    Key.ONLY_PORT: Key.PORT,
    Key.ONLY_CARRIES: Key.CARRIES,
    Key.ONLY_SENDS: Key.SENDS,
    Key.ONLY_RETURNS: Key.RETURNS,
    Key.ONLY_LEAVES: Key.LEAVES,
    Key.ONLY_ENTERS: Key.ENTERS,
}
"""Each key that lets nothing else pass -> the key that lets pass what has this among others."""


class Keys:
    """The readings of tests, as seen from one border."""

    def __init__(self, index: Index, border: Border, crossed: Callable[[Pair], Cases[tuple[Boundary, ...]]], flows: Iterable[Flow]) -> None:
        self._index = index
        self._border = border
        self._crossed = crossed
        self._always, self._never = index.space.always, index.space.never
        self._chosen = frozenset(name for flow in flows for name in BY_CHOICE if isinstance(getattr(flow, name), Chosen))

    def predicate(self, test: Test) -> Predicate | None:
        """The predicate for `test`, or None where its answer may depend on the configuration."""
        if test.key in _OF_FLOW:
            return _OF_FLOW[test.key](frozenset(test.values))
        if test.key in _OF_PLACES:
            region = self._region(test)
            return None if region.sometimes else _OF_PLACES[test.key](region.always)
        if test.key is Key.INSIDE:
            regions = [self._index.places([value]) for value in test.values if isinstance(value, Boundary)]
            fixed = not any(region.sometimes for region in regions)
            return _inside([region.always for region in regions]) if fixed else None
        looked_at = self._looked_at(test)
        if looked_at is None or not self._is_fixed(test.key):
            return None
        values, fits = looked_at
        return lambda pair: any(fits(value) for value, _ in values(pair))

    def reading(self, test: Test) -> Reading:
        """The reading of `test`, whose answer may depend on the configuration."""
        if test.key in _OF_PLACES:
            return self._of_ends(test.key, self._region(test))
        if test.key is Key.INSIDE:
            regions = [self._index.places([value]) for value in test.values if isinstance(value, Boundary)]
            return lambda pair: self._index.space.union(region.holding(pair.source) & region.holding(pair.target) for region in regions)
        looked_at = self._looked_at(test)
        assert looked_at is not None, f"`{test.key}` is read elsewhere"
        values, fits = looked_at
        return lambda pair: self._where(values(pair), fits)

    def data_of(self, key: Key, pair: Pair) -> Cases[tuple[DataClass, ...]]:
        """The data that the key `key` looks at."""
        match key:
            case Key.CARRIES:
                return _both(pair)
            case Key.SENDS:
                return cases(pair.flow.carries, pair.exists)
            case Key.RETURNS:
                return cases(pair.flow.returns, pair.exists)
            case Key.ENTERS:
                return self._border.enters(pair)
            case _:
                return self._border.leaves(pair)

    def _is_fixed(self, key: Key) -> bool:
        """Whether what `key` looks at depends on no option, for any flow of the model."""
        return not self._chosen.intersection(_ATTRIBUTES.get(key, ())) and not (key in _OF_BORDERS and self._index.moving)

    def _where(self, values: Cases[T], fits: Callable[[T], bool]) -> Condition:
        if len(values.items) == 1:
            return self._always if fits(values.items[0][0]) else self._never
        return values.where(fits, self._never)

    def _region(self, test: Test) -> Region:
        if test.key is Key.OWNER:
            return self._index.places(Owned(party) for party in self._index.parties if party.id in test.values)
        return self._index.places(value for value in test.values if isinstance(value, Component | Boundary | Owned))

    def _of_ends(self, key: Key, region: Region) -> Reading:
        match key:
            case Key.FROM:
                return lambda pair: region.holding(pair.source)
            case Key.TO:
                return lambda pair: region.holding(pair.target)
            case _:
                return lambda pair: region.holding(pair.source) | region.holding(pair.target)

    def _looked_at(self, test: Test) -> tuple[Callable[[Pair], Cases[Any]], Callable[[Any], bool]] | None:
        """What `test` looks at, and whether a value of it passes; None for tests of channels."""
        key, values = test.key, frozenset(test.values)
        wanted = ONLY.get(key, key)
        if wanted in DATA:
            data = self._index.data(str(value) for value in values)
            return (lambda pair: self.data_of(wanted, pair)), (data.issuperset if key in ONLY else lambda sent: not data.isdisjoint(sent))
        match key:
            case Key.DIRECTION:
                return self._border.direction, values.__contains__
            case Key.CROSSES:
                return self._crossed, lambda crossed: not values.isdisjoint(crossed)
            case Key.THROUGH:
                return _passed, lambda hops: any(hop.component in values for hop in hops)
            case Key.TERMINATES:
                return _passed, lambda hops: any(hop.component in values and hop.terminates for hop in hops)
            case Key.PORT:
                return _ports, lambda ports: any(overlap(port, value) for port in ports or () for value in values)
            case Key.ONLY_PORT:
                return _ports, lambda ports: ports is None or (ports != () and not beyond(ports, values))
            case Key.PROTOCOL:
                return (lambda pair: cases(pair.flow.protocol, pair.exists)), values.__contains__
            case _:
                return None


def _passed(pair: Pair) -> Cases[Any]:
    return pair.through


def _ports(pair: Pair) -> Cases[tuple[Port, ...] | None]:
    return cases(pair.flow.ports, pair.exists)


def _both(pair: Pair) -> Cases[tuple[DataClass, ...]]:
    sent, returned = pair.flow.carries, pair.flow.returns
    if isinstance(sent, Chosen) or isinstance(returned, Chosen):
        return combined(lambda sends, returns: (*sends, *returns), cases(sent, pair.exists), cases(returned, pair.exists))
    return cases((*sent, *returned), pair.exists)


def _inside(insides: list[frozenset[Place]]) -> Predicate:
    return lambda pair: any(pair.source in inside and pair.target in inside for inside in insides)


def overlap(port: Port, value: Value) -> bool:
    """Whether two ports or ranges have a port in common."""
    assert isinstance(value, Port)
    return port.transport is value.transport and port.first <= value.last and value.first <= port.last


def beyond(ports: Iterable[Port], named: Iterable[Value]) -> list[Port]:
    """What of `ports` is not among those `named`: whole ports and ranges with a port that none of them holds."""
    known = sorted((value for value in named if isinstance(value, Port)), key=lambda value: value.first)
    return [port for port in ports if not _held(port, known)]


def _held(port: Port, named: Iterable[Port]) -> bool:
    """Whether the ranges `named`, which come in order, hold all of `port`, perhaps one after the other."""
    reached = port.first
    for value in named:
        if value.transport is port.transport and value.first <= reached <= value.last:
            if value.last >= port.last:
                return True
            reached = value.last + 1
    return False


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
    Key.ID: lambda ids: lambda pair: pair.flow.id in ids,
    Key.PURPOSE: lambda terms: lambda pair: pair.flow.purpose is not None and pair.flow.purpose.id in terms,
    Key.STATUS: lambda statuses: lambda pair: pair.flow.status in statuses,
    Key.AUDIENCE: lambda audiences: lambda pair: pair.flow.audience in audiences,
    Key.TAG: lambda tags: lambda pair: not tags.isdisjoint(pair.flow.tags),
}

_OF_PLACES: dict[Key, Callable[[frozenset[Place]], Predicate]] = {
    Key.FROM: lambda places: lambda pair: pair.source in places,
    Key.TO: lambda places: lambda pair: pair.target in places,
    Key.BETWEEN: lambda places: lambda pair: pair.source in places or pair.target in places,
    Key.OWNER: lambda places: lambda pair: pair.source in places or pair.target in places,
}

_ATTRIBUTES: dict[Key, tuple[str, ...]] = {
    **dict.fromkeys((*DATA, *ONLY), ("carries", "returns")),
    Key.THROUGH: ("through",),
    Key.TERMINATES: ("through",),
    Key.CROSSES: ("through",),
    Key.PORT: ("ports",),
    Key.ONLY_PORT: ("ports",),
    Key.PROTOCOL: ("protocol",),
}
"""The keys whose answer may depend on the configuration -> what of a flow it then depends on."""
_OF_BORDERS = frozenset({Key.DIRECTION, Key.CROSSES, Key.ENTERS, Key.LEAVES, Key.ONLY_ENTERS, Key.ONLY_LEAVES})
"""The keys whose answer depends on where components are."""
