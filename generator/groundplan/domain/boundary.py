"""Nested places. Their tree is the map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from groundplan.domain.entry import Entry
from groundplan.domain.party import Party


class BoundaryKind(StrEnum):
    """What sort of place a boundary is."""

    INTERNET = "internet"
    CLOUD = "cloud"
    ACCOUNT = "account"
    REGION = "region"
    VPC = "vpc"
    SUBNET = "subnet"
    CLUSTER = "cluster"
    NAMESPACE = "namespace"
    HOST = "host"
    SITE = "site"
    NETWORK = "network"
    """An office's or company's, or a tailnet."""
    SAAS = "saas"
    OTHER = "other"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Boundary(Entry):
    """A place with a border. `owner` and `manager` are already inherited from the enclosing boundary."""

    kind: BoundaryKind
    parent: Boundary | None = None
    owner: Party | None = None
    manager: Party | None = None

    def enclosing(self) -> Iterator[Boundary]:
        """This boundary and those around it, innermost first."""
        place: Boundary | None = self
        while place is not None:
            yield place
            place = place.parent

    def __contains__(self, place: Boundary) -> bool:
        """Whether `place` lies inside this border (a boundary lies inside itself)."""
        return any(around is self for around in place.enclosing())
