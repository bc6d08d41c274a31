"""The language that selects flows: in claims, views, tables, exports, the command line and the explorer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from groundplan.domain.boundary import Boundary
from groundplan.domain.component import Component
from groundplan.domain.flow import Port
from groundplan.domain.party import Party


class Key(StrEnum):
    """What a test looks at."""

    ID = "id"
    FROM = "from"
    TO = "to"
    BETWEEN = "between"
    THROUGH = "through"
    INSIDE = "inside"
    CROSSES = "crosses"
    DIRECTION = "direction"
    EXPOSURE = "exposure"
    LAYER = "layer"
    CHANNEL = "channel"
    OVER = "over"
    PURPOSE = "purpose"
    CARRIES = "carries"
    SENDS = "sends"
    RETURNS = "returns"
    LEAVES = "leaves"
    ENTERS = "enters"
    PORT = "port"
    PROTOCOL = "protocol"
    ENCRYPTION = "encryption"
    CONTROL = "control"
    OWNER = "owner"
    STATUS = "status"
    AUDIENCE = "audience"
    TAG = "tag"
    TERMINATES = "terminates"
    ONLY_PORT = "only-port"
    ONLY_CARRIES = "only-carries"
    ONLY_SENDS = "only-sends"
    ONLY_RETURNS = "only-returns"
    ONLY_LEAVES = "only-leaves"
    ONLY_ENTERS = "only-enters"


@dataclass(frozen=True, slots=True)
class Owned:
    """Everything that a party owns: `{owner: PARTY}`."""

    party: Party


Area: TypeAlias = Component | Boundary | Owned
"""What the keys of place take: a component, a boundary with all inside it, or all that a party owns."""

TestValue: TypeAlias = str | Port | Component | Boundary | Owned


@dataclass(frozen=True, slots=True)
class Test:
    """A flow passes if one of `values` fits. Ids of channels, data, terms and so on are strings."""

    __test__ = False  # not a test case, whatever pytest makes of the name

    key: Key
    values: tuple[TestValue, ...]


@dataclass(frozen=True, slots=True)
class RidesOn:
    """An overlay flow passes if some existing carrier of it, directly or further down, passes `selector`."""

    selector: Selector


@dataclass(frozen=True, slots=True)
class Not:
    """An existing flow passes if it does not pass `selector`."""

    selector: Selector


@dataclass(frozen=True, slots=True)
class AnyOf:
    """A flow passes if it passes one of `selectors`."""

    selectors: tuple[Selector, ...]


Clause: TypeAlias = Test | RidesOn | Not | AnyOf


@dataclass(frozen=True, slots=True)
class Selector:
    """A flow passes if it passes every clause; the empty selector passes every flow that exists.

    `viewpoint` is the place whose border its clauses speak of, where it is not that of the selector around it, or the model's own.
    """

    clauses: tuple[Clause, ...] = ()
    viewpoint: Boundary | None = None
