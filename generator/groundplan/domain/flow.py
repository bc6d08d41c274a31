"""Connections: who opens them, to whom, by which mechanism, with what data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from groundplan.domain.channel import Channel, Exposure
from groundplan.domain.component import Component, Place
from groundplan.domain.control import Control
from groundplan.domain.data import DataClass
from groundplan.domain.entry import Entry
from groundplan.domain.option import Conditions, Varying
from groundplan.domain.term import Term


class Direction(StrEnum):
    """Which way a flow crosses the viewpoint's border, told by who opens it."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    INTERNAL = "internal"
    EXTERNAL = "external"


class Transport(StrEnum):
    """The protocol below the port."""

    TCP = "tcp"
    UDP = "udp"
    SCTP = "sctp"
    ICMP = "icmp"
    ICMPV6 = "icmpv6"
    ESP = "esp"
    AH = "ah"
    GRE = "gre"


PORTLESS = frozenset({Transport.ICMP, Transport.ICMPV6, Transport.ESP, Transport.AH, Transport.GRE})
"""What has no ports and stands for itself."""

TRANSPORTS_BY_NAME = {
    "icmp": "icmp", "1": "icmp", "ipv6-icmp": "icmpv6", "icmpv6": "icmpv6", "58": "icmpv6", "esp": "esp", "50": "esp", "ah": "ah",
    "51": "ah", "gre": "gre", "47": "gre", "tcp": "tcp", "6": "tcp", "udp": "udp", "17": "udp", "sctp": "sctp", "132": "sctp",
}  # fmt: skip
"""Transports by what programs call them, and by their numbers at IANA."""


@dataclass(frozen=True, slots=True)
class Port:
    """A port or an inclusive range of ports, 1 to 65535; 0 to 0 where the transport has none. `name` is what readers call it."""

    first: int
    last: int
    transport: Transport
    name: str | None = None

    def __str__(self) -> str:
        if self.transport in PORTLESS:
            return self.transport.value
        number = str(self.first) if self.first == self.last else f"{self.first}-{self.last}"
        return f"{number}/{self.transport}"


class EndpointKind(StrEnum):
    """By what an allow-list names the far end."""

    HOST = "host"
    CIDR = "cidr"
    SERVICE = "service"
    LIST = "list"


class OpenedBy(StrEnum):
    """Who opens a connection, where that is not its initiator alone."""

    BOTH = "both"
    """Hole punching: each end sends first, so that a stateful firewall on either side sees an outbound connection."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The far end of an opening, as an allow-list names it: a host pattern, a range or a published list of addresses, a cloud service.

    A host may hold `{placeholders}`, which whoever writes the allow-list fills in.
    """

    kind: EndpointKind
    value: str


@dataclass(frozen=True, slots=True)
class Hop:
    """A component that a flow passes, and whether encryption ends there."""

    component: Component
    terminates: str | None = None


@dataclass(frozen=True, slots=True)
class Expectation:
    """A class written by hand, to be compared with the derived one."""

    direction: Direction | None = None
    exposure: Exposure | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Flow(Entry):
    """A connection, or one for each pair of a source and a target. `ports` is None where nothing is written, empty where `unknown` is.

    `expect` holds expectations by the id of the viewpoint that they speak of, or one for the model's own.
    """

    sources: tuple[Place, ...]
    targets: tuple[Place, ...]
    channel: Varying[Channel]
    purpose: Term | None = None
    through: Varying[tuple[Hop, ...]] = ()
    ports: Varying[tuple[Port, ...] | None] = None
    protocol: Varying[str | None] = None
    carries: Varying[tuple[DataClass, ...]] = ()
    returns: Varying[tuple[DataClass, ...]] = ()
    controls: Varying[tuple[Control, ...]] = ()
    when: Conditions = field(default_factory=dict)
    endpoints: Varying[tuple[Endpoint, ...]] = ()
    expect: Expectation | Mapping[str, Expectation] | None = None
    opened_by: OpenedBy | None = None


BY_CHOICE = ("channel", "through", "ports", "protocol", "carries", "returns", "controls", "endpoints")
"""What of a flow may be by choice."""
