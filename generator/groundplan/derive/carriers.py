"""Which flows carry a connection over an overlay network, and the order in which overlays are worked out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from groundplan.derive.condition import Condition, Space
from groundplan.derive.way import Pair
from groundplan.domain.channel import Channel
from groundplan.domain.component import Component, Place

T = TypeVar("T")


class Carriers:
    """Finds the connections that carry others.

    Of the existing flows in its channel's `carried-by`, those that have to do with its way: a support session needs the tunnel
    of its own agents, and not those of everyone else on the same network. Where none has, all of them carry it.
    """

    def __init__(self, pairs: Mapping[str, tuple[Pair, ...]], space: Space) -> None:
        self._pairs = pairs
        self._space = space
        self._known: dict[Pair, Mapping[Pair, Condition]] = {}
        self._by_end: dict[Channel, Mapping[Place, list[Pair]]] = {}

    def of(self, pair: Pair) -> Mapping[Pair, Condition]:
        """What carries `pair`, each with the configurations in which it does; nothing for an underlay."""
        found = self._known.get(pair)
        if found is None:
            found = {}
            for channel, condition in pair.channel:
                if channel.carried_by:
                    for carrier, carries in self._over(pair, channel, condition).items():
                        found[carrier] = found[carrier] | carries if carrier in found else carries
            self._known[pair] = found
        return found

    def _over(self, pair: Pair, channel: Channel, over: Condition) -> dict[Pair, Condition]:
        """The carriers of `pair` where it uses `channel`, in the order in which the channel names them."""
        on_way = pair.on_way()
        near = self._ends(channel)
        candidates = dict.fromkeys(carrier for place in on_way for carrier in near.get(place, ()))
        own = {carrier: over & self._belongs(carrier, on_way, channel) for carrier in candidates}
        left = over & ~self._space.union(own.values())
        if not left:
            order = {id_: index for index, id_ in enumerate(channel.carried_by)}
            return {carrier: own[carrier] for carrier in sorted(own, key=lambda c: order[c.flow.id]) if own[carrier]}
        everyone = ((carrier, left & carrier.exists | own.get(carrier, self._space.never)) for carrier in self._named(channel))
        return {carrier: condition for carrier, condition in everyone if condition}

    def _belongs(self, carrier: Pair, on_way: Mapping[Place, Condition], channel: Channel) -> Condition:
        """Where each end of `carrier` that is a member of the network lies on the way, and at least one end does."""
        never, members = self._space.never, self._members[channel]
        some, all_ = never, carrier.exists
        for end in (carrier.source, carrier.target):
            here = on_way.get(end, never)
            some |= here
            if isinstance(end, Component) and end in members:
                all_ &= here | ~members[end]
        return all_ & some

    def _named(self, channel: Channel) -> Iterator[Pair]:
        return (pair for id_ in channel.carried_by for pair in self._pairs[id_])

    def _ends(self, channel: Channel) -> Mapping[Place, list[Pair]]:
        """Each place -> the carriers of `channel` that start or end there."""
        if channel not in self._by_end:
            found: dict[Place, list[Pair]] = defaultdict(list)
            for carrier in self._named(channel):
                for end in dict.fromkeys((carrier.source, carrier.target)):
                    found[end].append(carrier)
            self._by_end[channel] = found
        return self._by_end[channel]

    @cached_property
    def _members(self) -> Mapping[Channel, Mapping[Component, Condition]]:
        """Overlay -> the components that lie on the way of some flow over it, with the configurations in which they do."""
        members: dict[Channel, dict[Component, Condition]] = defaultdict(dict)
        for pairs in self._pairs.values():
            for pair in pairs:
                for channel, over in pair.channel:
                    if channel.carried_by:
                        _add_members(members[channel], pair, over)
        return members


def _add_members(members: dict[Component, Condition], pair: Pair, over: Condition) -> None:
    for place, condition in pair.on_way().items():
        if isinstance(place, Component):
            here = condition & over
            members[place] = members[place] | here if place in members else here


def carriers_first(flow: T, carriers: Callable[[T], Iterable[T]], known: Container[T]) -> Iterator[T]:
    """`flow` and the flows that carry it, directly or further down, each after its own carriers; nothing of what is `known`.

    The caller makes each known before it asks for the next. Not a recursion, because overlays may be nested deeper than
    Python recurses; that no overlay carries itself is for `resolve` to see to.
    """
    waiting = [flow]
    while waiting:
        below = [carrier for carrier in carriers(waiting[-1]) if carrier not in known]
        waiting += below
        if not below and (ready := waiting.pop()) not in known:
            yield ready
