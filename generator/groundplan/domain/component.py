"""Things that open or accept connections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from groundplan.domain.boundary import Boundary
from groundplan.domain.data import DataClass
from groundplan.domain.entry import Entry
from groundplan.domain.party import Party


class ComponentKind(StrEnum):
    """What sort of thing a component is; diagrams tell kinds apart by shape."""

    SERVICE = "service"
    DATASTORE = "datastore"
    QUEUE = "queue"
    AGENT = "agent"
    GATEWAY = "gateway"
    JOB = "job"
    PERSON = "person"
    DEVICE = "device"
    OTHER = "other"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Component(Entry):
    """A service, store, person and so on, in one boundary. `owner` and `manager` are the boundary's unless written."""

    kind: ComponentKind
    boundary: Boundary
    icon: str | None = None
    owner: Party | None = None
    manager: Party | None = None
    stores: tuple[DataClass, ...] = ()
    produces: tuple[DataClass, ...] = ()

    def enclosing(self) -> Iterator[Boundary]:
        """The boundaries around this component, innermost first."""
        return self.boundary.enclosing()


Place: TypeAlias = Component | Boundary
"""Where a flow starts or ends: a component, or a boundary as a whole (the internet)."""
