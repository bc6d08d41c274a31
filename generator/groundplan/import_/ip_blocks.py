"""Ranges of addresses as NetworkPolicies write them, with what they except."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import cast

from groundplan.import_.draft import plain_range
from groundplan.load.trees import JsonTree


@dataclass(frozen=True, slots=True)
class IpBlock:
    """A range of addresses, and what is left of it where some are excepted."""

    cidr: str
    excepted: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()

    @property
    def is_everywhere(self) -> bool:
        """Whether these are all addresses of a version."""
        return self.cidr in ("0.0.0.0/0", "::/0") and not self.excepted

    @property
    def endpoints(self) -> list[dict[str, str]]:
        """As a flow of a model states them."""
        return [{"cidr": each} for each in (self.rest if self.excepted else (self.cidr,))]


def ip_block(block: JsonTree) -> IpBlock:
    """What an `ipBlock` says. Raises ValueError for what is no range of addresses."""
    cidr, listed = plain_range(str(block.get("cidr"))), block.get("except")
    excepted = tuple(plain_range(str(each)) for each in (listed if isinstance(listed, list) else ()))
    rest = [ip_network(cidr)]
    for taken in map(ip_network, excepted):
        rest = [left for each in rest for left in _without(each, taken)]
    return IpBlock(cidr, excepted, tuple(map(str, rest)))


def _without(network: IPv4Network | IPv6Network, taken: IPv4Network | IPv6Network) -> list[IPv4Network | IPv6Network]:
    """What is left of a range without the addresses of another."""
    if network.version != taken.version or not network.overlaps(taken):
        return [network]
    if network.prefixlen >= taken.prefixlen:
        return []
    return sorted(cast("IPv4Network", network).address_exclude(cast("IPv4Network", taken)))


EVERYBODY = (IpBlock("0.0.0.0/0"), IpBlock("::/0"))
