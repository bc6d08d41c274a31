"""What packet filters have in common: rules by family of addresses and by protocol, with ranges that do not overlap."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import cast

from groundplan.derive.allow_list import Address, Rule
from groundplan.domain.flow import Endpoint, EndpointKind, Port
from groundplan.export.addresses import AddressBook, Network


class Family(IntEnum):
    """The versions of the internet protocol."""

    V4 = 4
    V6 = 6


_PORTLESS = {"icmp": {Family.V4: "icmp"}, "icmpv6": {Family.V6: "ipv6-icmp"}}
"""Protocols that belong to one family, by what filters call them there."""


@dataclass(frozen=True, slots=True)
class Match:
    """A protocol with the ports of it that a rule admits, ascending and apart; without any where the protocol has no ports."""

    protocol: str
    ports: tuple[tuple[int, int], ...]


def matches(ports: Iterable[Port], family: Family) -> list[Match]:
    """What a rule with `ports` admits in `family`, in the order in which protocols are first named."""
    by_protocol: dict[str, list[tuple[int, int]]] = {}
    for port in ports:
        protocol = _PORTLESS.get(port.transport.value, {family: port.transport.value}).get(family)
        if protocol is not None:
            by_protocol.setdefault(protocol, []).append((port.first, port.last))
    return [Match(protocol, _apart(ranges)) for protocol, ranges in by_protocol.items()]


def _apart(ranges: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if last == 0:  # a protocol without ports
            return ()
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(found)


def of_family(networks: Iterable[Network], family: Family) -> list[Network]:
    """The networks of `family`, apart from each other."""
    chosen = [network for network in networks if network.version == family]
    return list(cast("Iterable[Network]", ipaddress.collapse_addresses(cast("list[ipaddress.IPv4Network]", chosen))))


def is_literal(address: Address) -> bool:
    """Whether the model itself says the addresses, so that nobody fills them in."""
    return isinstance(address, Endpoint) and address.kind is EndpointKind.CIDR


def literal(addresses: Sequence[Address], family: Family) -> list[Network]:
    """The networks of `family` that the model itself names at an end of a rule."""
    return of_family((net for address in addresses if is_literal(address) for net in AddressBook().networks(address)), family)


def is_portless(rule: Rule) -> bool:
    """Whether the model says no ports, so that no filter can be told what to admit."""
    return not rule.ports
