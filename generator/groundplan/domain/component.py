"""Things that open or accept connections."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from groundplan.domain.boundary import Boundary
from groundplan.domain.data import DataClass
from groundplan.domain.entry import Entry
from groundplan.domain.option import Varying
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
    """A service, store, person and so on, in one boundary. `owner` and `manager` are the boundary's unless written.

    All three may be by choice: hosted by the vendor under one, by the customer under another.
    """

    kind: ComponentKind
    boundary: Varying[Boundary]
    icon: str | None = None
    owner: Varying[Party | None] = None
    manager: Varying[Party | None] = None
    stores: tuple[DataClass, ...] = ()
    produces: tuple[DataClass, ...] = ()


PLACED = ("boundary", "owner", "manager")
"""What of a component may be by choice."""

Place: TypeAlias = Component | Boundary
"""Where a flow starts or ends: a component, or a boundary as a whole (the internet)."""
