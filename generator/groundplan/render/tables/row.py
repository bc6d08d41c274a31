"""What stands in the rows of tables, in one locale: plain values, which a template formats."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

from groundplan.domain.channel import Exposure
from groundplan.domain.entry import Status


@dataclass(frozen=True, slots=True)
class Linked:
    """A name that leads to its entry. `href` is empty where there is no page for it."""

    id: str
    name: Markup
    href: str = ""


@dataclass(frozen=True, slots=True)
class Alternative:
    """The connection type under one condition; `condition` is empty where no option decides."""

    name: Markup
    exposure: Exposure
    exposure_label: str
    layer: str
    encryption: str
    condition: Markup
    default: bool


@dataclass(frozen=True, slots=True)
class FlowGroup:
    """Flows by their numbers, under one condition; `condition` is empty where it goes without saying."""

    flows: tuple[Linked, ...]
    condition: Markup
    default: bool


@dataclass(frozen=True, slots=True)
class Route:
    """The way of a flow under one condition: from each of its sources over what it passes to each of its targets."""

    sources: tuple[Linked, ...]
    through: tuple[Linked, ...]
    targets: tuple[Linked, ...]
    condition: Markup
    default: bool


class Requirement(StrEnum):
    """What a flow needs of the firewall."""

    OWN = "own"
    CARRIED = "carried"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Need:
    """What a flow needs of the firewall under one condition; `condition` is empty where no option decides."""

    rule: Requirement
    carriers: tuple[FlowGroup, ...]
    condition: Markup
    default: bool


@dataclass(frozen=True, slots=True)
class FlowRow:
    """All that tables say of a flow, in one locale."""

    number: int
    id: str
    href: str
    name: Markup
    purpose: Linked | None
    ways: tuple[Route, ...]
    alternatives: tuple[Alternative, ...]
    direction: str
    direction_label: str
    classification: str
    decided_by: tuple[Linked, ...]
    exists: Markup
    ports: Markup
    protocol: Markup
    sends: tuple[Linked, ...]
    returns: tuple[Linked, ...]
    enters: tuple[Linked, ...]
    leaves: tuple[Linked, ...]
    controls: tuple[Markup, ...]
    crosses: tuple[Linked, ...]
    needs: tuple[Need, ...]
    description: Markup
    notes: Markup
    status: Status
    status_label: str

    @property
    def data(self) -> tuple[Linked, ...]:
        """What goes either way, each once."""
        return tuple({item.id: item for item in (*self.sends, *self.returns)}.values())
