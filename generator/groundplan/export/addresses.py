"""Addresses that the model does not name, given by whoever exports: `--address remote-client=198.51.100.7`."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from groundplan.derive.allow_list import Address, FillIn, Own
from groundplan.domain.component import Place
from groundplan.domain.flow import Endpoint, EndpointKind
from groundplan.errors import UsageError
from groundplan.nearest import did_you_mean

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class AddressBook:
    """Name of a place, host or service -> its networks."""

    known: Mapping[str, tuple[Network, ...]] = field(default_factory=dict)

    def networks(self, address: Address) -> tuple[Network, ...]:
        """The networks behind an address; none where they are still to be filled in."""
        if isinstance(address, Endpoint) and address.kind is EndpointKind.CIDR:
            return (network(address.value),)
        return self.known.get(key_of(address), ())


def key_of(address: Address) -> str:
    """By what `--address` names an address: the id of a place, the host, the service."""
    match address:
        case Own(place) | FillIn(place, _, _):
            return place.id
        case Endpoint():
            return address.value


def network(text: str) -> Network:
    """A range of addresses, or a single one. Bits below the prefix are dropped: what reads rules refuses them. Raises ValueError."""
    return ipaddress.ip_network(text, strict=False)


def address_book(written: Iterable[str], wanted: Iterable[Address], places: Iterable[Place] = ()) -> AddressBook:
    """The book that texts such as `remote-client=198.51.100.7,2001:db8::/64` make. Raises UsageError for what no rule asks for.

    `wanted` are the ends of the rules; `places` are others that may be named, too.
    """
    names = {*map(key_of, wanted), *(place.id for place in places)}
    known: dict[str, tuple[Network, ...]] = {}
    for text in written:
        name, separator, listed = text.rpartition("=")  # an URL may hold one, too
        if not separator:
            raise UsageError(f"`{text}` gives no address; write it as NAME=ADDRESS[,ADDRESS…]")
        if name not in names:
            raise UsageError(f"no rule asks for the addresses of `{name}`. {did_you_mean(name, names)}".strip())
        known[name] = (*known.get(name, ()), *_networks(name, listed))
    return AddressBook(known)


def _networks(name: str, listed: str) -> tuple[Network, ...]:
    try:
        found = {part.strip(): network(part.strip()) for part in listed.split(",")}
    except ValueError as error:
        raise UsageError(f"the address of `{name}`: {error}") from error
    for written, range_ in found.items():
        alone, prefix, _ = written.partition("/")
        if prefix and ipaddress.ip_address(alone) != range_.network_address:  # a slip would open the whole range
            raise UsageError(f"the address of `{name}`: `{written}` is an address with a prefix; write {alone}, or the range {range_}")
    return tuple(found.values())
