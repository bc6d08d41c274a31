"""Addresses that are examples: they belong to nobody, and whoever writes rules puts in real ones."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network

from groundplan.derive.allow_list import FillIn, Rule, asked_of
from groundplan.derive.facts import Facts
from groundplan.domain.flow import Endpoint, EndpointKind

_RANGES = tuple(map(ip_network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20")))
"""RFC 5737, RFC 3849, RFC 9637."""
_NAMES = ("example", "example.com", "example.net", "example.org", "test", "invalid")
"""RFC 2606."""


def is_example(endpoint: Endpoint) -> bool:
    """Whether an address is from a range, or a name from a domain, that is set aside for documentation."""
    match endpoint.kind:
        case EndpointKind.CIDR:
            network = _network(endpoint.value)
            return network is not None and any(_is_within(network, range_) for range_ in _RANGES)
        case EndpointKind.HOST:
            name = endpoint.value.lower().rstrip(".")
            return any(name == known or name.endswith(f".{known}") for known in _NAMES)
        case _:
            return False


def examples(rule: Rule, facts: Facts) -> Mapping[Endpoint, tuple[FillIn, ...]]:
    """The addresses of a rule that are examples, each with what it stands for."""
    found: dict[Endpoint, dict[FillIn, None]] = {}
    for place, addresses in rule.far:
        for address in addresses:
            if isinstance(address, Endpoint) and is_example(address):
                asked = asked_of(place, rule.condition, facts.viewpoint)
                found.setdefault(address, {}).update(dict.fromkeys(fill_in for fill_in, _ in asked))
    return {address: tuple(stands_for) for address, stands_for in found.items()}


def _network(value: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(value, strict=False)
    except ValueError:
        return None


def _is_within(network: IPv4Network | IPv6Network, range_: IPv4Network | IPv6Network) -> bool:
    match network, range_:
        case (IPv4Network(), IPv4Network()) | (IPv6Network(), IPv6Network()):
            return network.subnet_of(range_)  # type: ignore[arg-type] # mypy does not pair them
        case _:
            return False
