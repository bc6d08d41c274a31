"""What is open, as boxes that can be taken from each other: an end by an end by a range of ports of one transport."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from ipaddress import ip_network

from groundplan.domain.component import Place
from groundplan.domain.flow import TRANSPORTS_BY_NAME, Transport
from groundplan.domain.range import NONE, Range
from groundplan.export.addresses import Network

EVERY_PORT: Range = (0, 65535)
WITH_PORTS = frozenset({Transport.TCP.value, Transport.UDP.value, Transport.SCTP.value})
WITH_CODES = frozenset({Transport.ICMP.value, Transport.ICMPV6.value})
"""What has messages in the place of ports: each type with its 256 codes in a row."""
OTHER = "other"
"""Every transport that the language has no word for."""
TRANSPORTS = (*(transport.value for transport in Transport), OTHER)


@dataclass(frozen=True, slots=True)
class Atom:
    """One end: addresses of a version (`4`, `6`), or what has no addresses here: a `place`, a `host`, a `service`, a `list`."""

    kind: str
    id: str = ""
    range: Range = NONE

    @property
    def lane(self) -> tuple[str, str]:
        """Atoms of different lanes have nothing in common."""
        return self.kind, self.id

    @property
    def is_network(self) -> bool:
        return self.kind in ("4", "6")

    @property
    def is_everywhere(self) -> bool:
        """Whether these are all addresses of a version."""
        return self.is_network and self.range == anywhere(int(self.kind)).range


_POINT = Atom("place")
"""Stands for an end that does not count."""


def anywhere(version: int) -> Atom:
    """Every address of a version of the internet protocol."""
    return Atom(str(version), range=(0, 2 ** (32 if version == 4 else 128) - 1))


EVERYWHERE = (anywhere(4), anywhere(6))


def of_place(place: Place) -> Atom:
    return Atom("place", place.id)


def of_network(network: Network) -> Atom:
    return Atom(str(network.version), range=(int(network[0]), int(network[-1])))


def of_cidr(text: str) -> Atom:
    """The addresses that `text` names. Raises ValueError."""
    return of_network(ip_network(text.strip(), strict=False))


_NEVER_OVER = {Transport.ICMP.value: frozenset({"6"}), Transport.ICMPV6.value: frozenset({"4"})}
"""Transport -> the versions of the internet protocol that do not have it."""


@dataclass(frozen=True, slots=True)
class ConnectionBox:
    """Connections from one end to another over ports of one transport."""

    source: Atom
    target: Atom
    transport: str
    ports: Range = NONE

    @property
    def can_be(self) -> bool:
        """Whether both ends are of one version of the internet protocol, and ICMP is of theirs."""
        versions = {atom.kind for atom in (self.source, self.target) if atom.is_network}
        return len(versions) < 2 and not versions & _NEVER_OVER.get(self.transport, frozenset())

    def __contains__(self, other: ConnectionBox) -> bool:
        return self._lanes == other._lanes and all(
            mine[0] <= its[0] and its[1] <= mine[1] for mine, its in zip(self._ranges, other._ranges, strict=True)
        )

    @property
    def _lanes(self) -> Hashable:
        return self.source.lane, self.target.lane, self.transport

    @property
    def _ranges(self) -> tuple[Range, Range, Range]:
        return self.source.range, self.target.range, self.ports

    def meets(self, other: ConnectionBox) -> bool:
        """Whether they have anything in common."""
        return self._lanes == other._lanes and all(
            mine[0] <= its[1] and its[0] <= mine[1] for mine, its in zip(self._ranges, other._ranges, strict=True)
        )

    def without(self, other: ConnectionBox) -> Iterator[ConnectionBox]:
        """What is left of it where `other` is taken away, in boxes that are apart."""
        if not self.meets(other):
            yield self
            return
        rest = self
        for side, (mine, its) in enumerate(zip(self._ranges, other._ranges, strict=True)):
            if mine[0] < its[0]:
                yield rest._with(side, (mine[0], its[0] - 1))
            if its[1] < mine[1]:
                yield rest._with(side, (its[1] + 1, mine[1]))
            rest = rest._with(side, (max(mine[0], its[0]), min(mine[1], its[1])))

    def _with(self, side: int, of: Range) -> ConnectionBox:
        match side:
            case 0:
                return replace(self, source=replace(self.source, range=of))
            case 1:
                return replace(self, target=replace(self.target, range=of))
            case _:
                return replace(self, ports=of)


def without(boxes: Iterable[ConnectionBox], taken: Iterable[ConnectionBox]) -> list[ConnectionBox]:
    """What is left of `boxes` where all of `taken` are taken away."""
    left = list(boxes)
    for each in taken:
        left = [piece for box in left for piece in box.without(each)]
    return left


def ports_alone(box: ConnectionBox) -> ConnectionBox:
    """The ports of `box`, whoever the ends are."""
    return replace(box, source=_POINT, target=_POINT)


def over(names: Iterable[str], ports: Iterable[Range] = ()) -> tuple[tuple[str, Range], ...]:
    """Each transport with each of `ports`: with all where there are none, or where it has no ports."""
    found = (TRANSPORTS_BY_NAME.get(name.lower(), OTHER) for name in names)
    ranges = tuple(ports)
    return tuple(
        (transport, each) for transport in found for each in (ranges if ranges and transport in WITH_PORTS else (whole_of(transport),))
    )


def whole_of(transport: str) -> Range:
    """All ports of a transport, or all messages of ICMP; nothing to count where there are none."""
    return EVERY_PORT if transport in WITH_PORTS | WITH_CODES else NONE


def every_transport() -> Iterator[tuple[str, Range]]:
    """Each transport with all of its ports."""
    for transport in TRANSPORTS:
        yield transport, whole_of(transport)


def without_addresses(whole: Atom, taken: Iterable[Atom]) -> tuple[Atom, ...]:
    """What is left of the addresses `whole` where those of `taken` are taken away."""
    left = without([ConnectionBox(whole, _POINT, OTHER)], [ConnectionBox(each, _POINT, OTHER) for each in taken])
    return tuple(box.source for box in left)
