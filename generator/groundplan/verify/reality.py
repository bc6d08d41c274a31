"""What was read of a deployment, in one form for every source."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from groundplan.derive.facts import Facts
from groundplan.diagnostics import Span
from groundplan.domain.component import Place
from groundplan.domain.flow import Direction
from groundplan.verify.boxes import TRANSPORTS, ConnectionBox
from groundplan.verify.names import PlaceNames

PassedOn: TypeAlias = Mapping[tuple[str, str, int], Collection[int]]
"""Id of a place, transport and port of a Service -> the ports that pods of the place have instead."""


@dataclass(frozen=True, slots=True)
class WayIn:
    """What leads in from outside. It opens nothing that a policy closes: it only says what may come in."""

    is_from_anywhere: bool
    """Whether it does not say from where: any flow over the same ports will do."""
    beside: frozenset[str] = frozenset()
    """Then, ids of places beside its own: what begins there needs no way in from outside."""
    inner: Mapping[tuple[str, int], frozenset[int]] = field(default_factory=dict)
    """Transport and port at which it is reached from outside -> the numbers that this port has further in: a flow over them will do."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What one resource admits."""

    resource: str
    """Its address: `aws_security_group.db`, `NetworkPolicy/shop/api`, `rules.nft:12`."""
    boxes: tuple[ConnectionBox, ...]
    at: Span | None = None
    place: Place | None = None
    """The place that it is of; None where it is of the border."""
    way_in: WayIn | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """The resource that closes whatever no rule opens."""

    resource: str
    transports: frozenset[str] = frozenset(TRANSPORTS)
    """Over which it does so. Of others, it says nothing."""


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A resource of which something is not known or not understood."""

    resource: str
    problem: str
    hint: str
    at: Span
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Unbound:
    """A resource that admits something and is bound to no place."""

    resource: str
    at: Span


@dataclass
class Reality:
    """What is open, and how far that is all. Of what has no place of its own, the file `path` is told."""

    path: str = "model"
    openings: list[Opening] = field(default_factory=list)
    unjudged: list[Unjudged] = field(default_factory=list)
    unbound: list[Unbound] = field(default_factory=list)
    bounded: dict[tuple[Place, Direction], Closing] = field(default_factory=dict)
    """Places with a direction in which everything else is closed."""
    services: list[tuple[str, Place, str]] = field(default_factory=list)
    """Endpoints of services: the resource, the place that it is, and the service that can be reached through it."""
    passed_on: dict[tuple[str, str, int], set[int]] = field(default_factory=dict)
    """As `PassedOn`."""
    borders: dict[int, str] = field(default_factory=dict)
    """Version of the internet protocol -> the ruleset of a gateway at the border that closes everything else there."""
    nameable: set[str] = field(default_factory=set)
    """Ids of the places that its rules can name without an address."""
    texts: dict[str, str] = field(default_factory=dict)
    """Path -> the text of a file, for excerpts."""

    def unknown(self, resource: str, problem: str, hint: str = "", *, at: Span | None = None, place: Place | None = None) -> None:
        """Note what could not be judged."""
        self.unjudged.append(Unjudged(resource, problem, hint, at or Span(self.path), place))

    def unbind(self, resource: str, at: Span | None = None) -> None:
        """Note that a resource is bound to nothing, once."""
        if all(each.resource != resource for each in self.unbound):
            self.unbound.append(Unbound(resource, at or Span(self.path)))

    def add(self, other: Reality) -> None:
        """Take in what was read of another source."""
        self.openings += other.openings
        self.unjudged += other.unjudged
        self.unbound += other.unbound
        self.services += other.services
        self.borders = {**other.borders, **self.borders}
        self.nameable |= other.nameable
        for key, ports in other.passed_on.items():
            self.passed_on.setdefault(key, set()).update(ports)
        self.bounded = {**other.bounded, **self.bounded}
        self.texts |= other.texts


@dataclass(frozen=True)
class KnownModel:
    """What readers of reality know of the model."""

    facts: Facts
    names: PlaceNames
    homes: Mapping[Place, tuple[str, ...]]
    """Component -> the ids of the boundaries around it, innermost first, in the configuration."""
