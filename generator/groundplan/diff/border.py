"""The net difference of two borders, exactly: which addresses, which ports, under which choices.

A rule is a box: a range of addresses by a range of ports by a set of configurations, between a place inside and what is outside.
Both borders are cut along the edges of all boxes, and compared piece by piece; equal neighbours are joined again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_network, summarize_address_range
from itertools import groupby, pairwise, product
from typing import TypeAlias, cast

from groundplan.derive.allow_list import Address, FillIn, Own, Rule
from groundplan.derive.condition import Condition
from groundplan.domain.component import Component, Place
from groundplan.domain.flow import Direction, Endpoint, EndpointKind
from groundplan.domain.range import NONE, Range


@dataclass(frozen=True, slots=True, order=True)
class End:
    """An end of an opening that is told by a word: a place, a host, a service; or addresses of a version."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Lane:
    """What boxes must have in common to be compared. `transport` may also be that ports are `unknown` or `not stated`."""

    direction: Direction
    inside: End
    outside: End
    transport: str


@dataclass(frozen=True, slots=True)
class RuleBox:
    """What a rule admits in one lane."""

    lane: Lane
    addresses: Range
    ports: Range
    where: Condition
    rule: Rule


@dataclass(frozen=True, slots=True)
class BorderPiece:
    """What came or went in one lane: addresses by ports, in the same configurations and by the same rules."""

    lane: Lane
    addresses: Range
    ports: tuple[Range, ...]
    where: Condition
    rules: tuple[Rule, ...]


def boxes(rules: Iterable[Rule], name: Callable[[Place], str], lift: Callable[[Condition], Condition]) -> list[RuleBox]:
    """The boxes of one border. `name` gives a place its id, `lift` a condition its place in the common space."""
    return [box for rule in rules for box in _boxes(rule, name, lift(rule.condition))]


def _boxes(rule: Rule, name: Callable[[Place], str], where: Condition) -> Iterator[RuleBox]:
    for near, address in product(rule.near, rule.outside):
        outside, addresses = _outside(address, name)
        for transport, ports in _ports(rule):
            yield RuleBox(Lane(rule.direction, _place("own", near, name), outside, transport), addresses, ports, where, rule)


def _place(kind: str, place: Place, name: Callable[[Place], str]) -> End:
    return End(kind if isinstance(place, Component) else f"{kind} boundary", name(place))


def _outside(address: Address, name: Callable[[Place], str]) -> tuple[End, Range]:
    match address:
        case Endpoint(EndpointKind.CIDR, value):
            network = ip_network(value, strict=False)
            return End("addresses", str(network.version)), (int(network[0]), int(network[-1]))
        case Endpoint(kind, value):
            return End(kind.value, value), NONE
        case FillIn(place, _, _):
            return _place("fill-in", place, name), NONE
        case Own(place):
            return _place("own", place, name), NONE


def _ports(rule: Rule) -> Iterator[tuple[str, Range]]:
    if not rule.ports:
        yield ("not stated" if rule.ports is None else "unknown"), NONE
    for port in rule.ports or ():
        yield port.transport.value, (port.first, port.last)


def border_pieces(have: list[RuleBox], had: list[RuleBox], valid: Condition) -> list[BorderPiece]:
    """What `have` admits in configurations of `valid` and `had` does not."""
    lanes: dict[Lane, tuple[list[RuleBox], list[RuleBox]]] = defaultdict(lambda: ([], []))
    for side, found in enumerate((have, had)):
        for box in found:
            lanes[box.lane][side].append(box)
    return [piece for lane, (more, less) in lanes.items() if more for piece in _in_lane(lane, more, less, valid)]


def _in_lane(lane: Lane, more: list[RuleBox], less: list[RuleBox], valid: Condition) -> Iterator[BorderPiece]:
    strips: list[tuple[Range, RulesByRange]] = []
    for addresses in _cut(box.addresses for box in (*more, *less)):
        here, there = ([box for box in side if _covers(box.addresses, addresses)] for side in (more, less))
        strips.append((addresses, dict(_along(here, there, valid))))
    for _, joined in groupby(strips, key=lambda strip: _shape(strip[1])):
        run = list(joined)
        for block in _connected(addresses for addresses, _ in run):
            yield from _of_block(lane, block, run[0][1])


RulesByRange: TypeAlias = Mapping[Range, tuple[Condition, tuple[Rule, ...]]]
"""Ports -> where they are admitted on one side only, and by which rules."""


def _along(here: list[RuleBox], there: list[RuleBox], valid: Condition) -> Iterator[tuple[Range, tuple[Condition, tuple[Rule, ...]]]]:
    """For each range of ports: where it is admitted only `here`, and by which rules."""
    for ports in _cut(box.ports for box in (*here, *there)):
        now = [box for box in here if _covers(box.ports, ports)]
        before = valid.space.union(box.where for box in there if _covers(box.ports, ports))
        where = valid.space.union(box.where for box in now) & ~before & valid
        if where:
            yield ports, (where, tuple(dict.fromkeys(box.rule for box in now if box.where & where)))


def _of_block(lane: Lane, addresses: Range, found: RulesByRange) -> Iterator[BorderPiece]:
    alike: dict[tuple[int, tuple[Rule, ...]], list[Range]] = defaultdict(list)
    conditions: dict[int, Condition] = {}
    for ports, (where, rules) in found.items():
        conditions[where.settled] = where
        alike[where.settled, rules].append(ports)
    for (node, rules), ranges in alike.items():
        yield BorderPiece(lane, addresses, tuple(_connected(ranges)), conditions[node], rules)


def _shape(found: RulesByRange) -> Hashable:
    return tuple((ports, where.settled, tuple(rule.id for rule in rules)) for ports, (where, rules) in found.items())


def _cut(ranges: Iterable[Range]) -> list[Range]:
    """The ranges between all edges of `ranges`, within them or not."""
    edges = sorted({edge for first, last in ranges for edge in (first, last + 1)})
    return [(first, after - 1) for first, after in pairwise(edges)]


def _covers(whole: Range, part: Range) -> bool:
    return whole[0] <= part[0] and part[1] <= whole[1]


def _connected(ranges: Iterable[Range]) -> list[Range]:
    """Ranges in ascending order, those that touch as one."""
    found: list[Range] = []
    for first, last in ranges:
        if found and found[-1][1] + 1 == first:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found


def cidrs(version: str, addresses: Range) -> list[str]:
    """A range of addresses in CIDR notation."""
    make = cast("Callable[[int], IPv4Address]", IPv4Address if version == "4" else IPv6Address)
    return [str(network) for network in summarize_address_range(make(addresses[0]), make(addresses[1]))]
