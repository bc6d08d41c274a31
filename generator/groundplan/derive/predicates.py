"""The keys of selectors: what each looks at.

A test becomes a reading once for all flows: what it must know of places and data is looked up beforehand. A reading that gives
the same answer in every configuration is told apart, because most are so and most flows are told by them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeAlias, TypeVar

from groundplan.derive.borders import Border
from groundplan.derive.cases import Cases, combined
from groundplan.derive.choose import cases
from groundplan.derive.condition import Condition, Space
from groundplan.derive.index import Index, Region
from groundplan.derive.way import Pair
from groundplan.domain.boundary import Boundary
from groundplan.domain.channel import Channel
from groundplan.domain.component import Component, Place
from groundplan.domain.data import DataClass
from groundplan.domain.flow import BY_CHOICE, Flow, Hop, Port
from groundplan.domain.option import Chosen
from groundplan.domain.selector import Key, Owned, Test, TestValue

T = TypeVar("T")

Predicate: TypeAlias = Callable[[Pair], bool]
"""Whether a connection passes, under whatever configuration it exists in."""
FlowTest: TypeAlias = Callable[[Pair], Condition]
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


class Look(Protocol):
    """A test of a connection that is told by one thing of it."""

    def predicate(self) -> Predicate:
        """Where that thing is the same in every configuration."""

    def reading(self, space: Space) -> FlowTest:
        """Where it may differ."""


@dataclass(frozen=True, slots=True)
class Looked(Generic[T]):
    """What a test looks at in a connection, and whether a value of it passes."""

    values: Callable[[Pair], Cases[T]]
    fits: Callable[[T], bool]

    def predicate(self) -> Predicate:
        values, fits = self.values, self.fits
        return lambda pair: any(fits(value) for value, _ in values(pair))

    def reading(self, space: Space) -> FlowTest:
        values, fits, always, never = self.values, self.fits, space.always, space.never

        def reading(pair: Pair) -> Condition:
            found = values(pair)
            if len(found.items) == 1:  # it has this value wherever it exists
                return always if fits(found.items[0][0]) else never
            return found.where(fits, never)

        return reading


class Keys:
    """The readings of tests, as seen from one border."""

    def __init__(self, index: Index, border: Border, crossed: Callable[[Pair], Cases[tuple[Boundary, ...]]], flows: Iterable[Flow]) -> None:
        self._index = index
        self.border = border
        self.crossed = crossed
        self._chosen = frozenset(name for flow in flows for name in BY_CHOICE if isinstance(getattr(flow, name), Chosen))

    def predicate(self, test: Test) -> Predicate | None:
        """The predicate for `test`, or None where its answer may depend on the configuration."""
        if test.key in _OF_FLOW:
            return _OF_FLOW[test.key](frozenset(test.values))
        if test.key in _OF_PLACES:
            region = self._region(test)
            return None if region.sometimes else _OF_PLACES[test.key](region.always)
        if test.key is Key.INSIDE:
            regions = self._insides(test)
            return None if any(region.sometimes for region in regions) else _inside([region.always for region in regions])
        return self._look(test).predicate() if self._is_fixed(test.key) else None

    def reading(self, test: Test) -> FlowTest:
        """The reading of `test`, whose answer may depend on the configuration."""
        if test.key in _OF_PLACES:
            return self._of_ends(test.key, self._region(test))
        if test.key is Key.INSIDE:
            regions = self._insides(test)
            return lambda pair: self._index.space.union(region.holding(pair.source) & region.holding(pair.target) for region in regions)
        return self._look(test).reading(self._index.space)

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
                return self.border.enters(pair)
            case _:
                return self.border.leaves(pair)

    def _is_fixed(self, key: Key) -> bool:
        """Whether what `key` looks at depends on no option, for any flow of the model."""
        return not self._chosen.intersection(_ATTRIBUTES.get(key, ())) and not (key in _OF_BORDERS and self._index.moving)

    def _region(self, test: Test) -> Region:
        if test.key is Key.OWNER:
            return self._index.places(Owned(party) for party in self._index.parties if party.id in test.values)
        return self._index.places(value for value in test.values if isinstance(value, Component | Boundary | Owned))

    def _insides(self, test: Test) -> list[Region]:
        return [self._index.places([value]) for value in test.values if isinstance(value, Boundary)]

    def _of_ends(self, key: Key, region: Region) -> FlowTest:
        match key:
            case Key.FROM:
                return lambda pair: region.holding(pair.source)
            case Key.TO:
                return lambda pair: region.holding(pair.target)
            case _:
                return lambda pair: region.holding(pair.source) | region.holding(pair.target)

    def _look(self, test: Test) -> Look:
        """What a test of a connection itself looks at, and whether it passes."""
        key, values = test.key, frozenset(test.values)
        among = ONLY.get(key, key)
        if among not in DATA:
            return _LOOKS[key](self, values)
        data = self._index.data(str(value) for value in values)
        fits: Callable[[tuple[DataClass, ...]], bool] = data.issuperset if key in ONLY else lambda sent: not data.isdisjoint(sent)
        return Looked(lambda pair: self.data_of(among, pair), fits)


def _passed(pair: Pair) -> Cases[tuple[Hop, ...]]:
    return pair.through


def _protocol(pair: Pair) -> Cases[str | None]:
    return cases(pair.flow.protocol, pair.exists)


def _ports(pair: Pair) -> Cases[tuple[Port, ...] | None]:
    return cases(pair.flow.ports, pair.exists)


def _both(pair: Pair) -> Cases[tuple[DataClass, ...]]:
    sent, returned = pair.flow.carries, pair.flow.returns
    if isinstance(sent, Chosen) or isinstance(returned, Chosen):
        return combined(lambda sends, returns: (*sends, *returns), cases(sent, pair.exists), cases(returned, pair.exists))
    return cases((*sent, *returned), pair.exists)


def _inside(insides: list[frozenset[Place]]) -> Predicate:
    return lambda pair: any(pair.source in inside and pair.target in inside for inside in insides)


def overlap(port: Port, value: TestValue) -> bool:
    """Whether two ports or ranges have a port in common."""
    assert isinstance(value, Port)
    return port.transport is value.transport and port.first <= value.last and value.first <= port.last


def beyond(ports: Iterable[Port], named: Iterable[TestValue]) -> list[Port]:
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


_LOOKS: dict[Key, Callable[[Keys, frozenset[TestValue]], Look]] = {
    Key.DIRECTION: lambda keys, values: Looked(keys.border.direction, values.__contains__),
    Key.CROSSES: lambda keys, values: Looked(keys.crossed, lambda crossed: not values.isdisjoint(crossed)),
    Key.THROUGH: lambda _, values: Looked(_passed, lambda hops: any(hop.component in values for hop in hops)),
    Key.TERMINATES: lambda _, values: Looked(_passed, lambda hops: any(hop.component in values and hop.terminates for hop in hops)),
    Key.PORT: lambda _, values: Looked(_ports, lambda ports: any(overlap(port, value) for port in ports or () for value in values)),
    Key.ONLY_PORT: lambda _, values: Looked(_ports, lambda ports: ports is None or (ports != () and not beyond(ports, values))),
    Key.PROTOCOL: lambda _, values: Looked(_protocol, values.__contains__),
}

_OF_FLOW: dict[Key, Callable[[frozenset[TestValue]], Predicate]] = {
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
