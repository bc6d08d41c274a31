"""Connections: who opens them, to whom, by which mechanism, with what data."""

from __future__ import annotations

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
    ICMP = "icmp"


@dataclass(frozen=True, slots=True, order=True)
class Port:
    """A port or an inclusive range of ports, 1 to 65535; ICMP has none (0 to 0)."""

    first: int
    last: int
    transport: Transport

    def __str__(self) -> str:
        if self.transport is Transport.ICMP:
            return "icmp"
        number = str(self.first) if self.first == self.last else f"{self.first}-{self.last}"
        return f"{number}/{self.transport}"


class EndpointKind(StrEnum):
    """By what an allow-list names the far end."""

    HOST = "host"
    CIDR = "cidr"
    SERVICE = "service"


@dataclass(frozen=True, slots=True, order=True)
class Endpoint:
    """The far end of an opening, as an allow-list names it: a host pattern, an address range or a cloud service."""

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
    """A connection. `ports` is None where nothing is written, empty where `unknown` is."""

    source: Place
    target: Place
    channel: Varying[Channel]
    purpose: Term | None = None
    through: tuple[Hop, ...] = ()
    ports: tuple[Port, ...] | None = None
    protocol: str | None = None
    carries: tuple[DataClass, ...] = ()
    returns: tuple[DataClass, ...] = ()
    controls: tuple[Control, ...] = ()
    when: Conditions = field(default_factory=dict)
    endpoints: tuple[Endpoint, ...] = ()
    expect: Expectation | None = None
