"""What stands in the rows of tables, in one locale: plain values, which a template formats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from groundplan.derive.flow_facts import FlowFacts
from groundplan.domain.channel import Exposure
from groundplan.domain.entry import Status
from groundplan.domain.flow import Direction

if TYPE_CHECKING:
    from groundplan.render.tables.flow_row import FlowRows


@dataclass(frozen=True, slots=True)
class Linked:
    """A name that leads to its entry. `href` is empty where there is no page for it."""

    id: str
    name: Markup
    href: str = ""
    title: str = ""
    """What a number stands for."""
    by_choice: bool = False
    """Whether it is there with some choices alone, as its name tells."""


def led(items: Sequence[Linked], most: int | None) -> tuple[Linked, ...]:
    """Names of which those past the first `most` lead nowhere: a long list has them all, under the same name or number."""
    return (*items[:most], *(replace(item, href="") for item in items[len(items[:most]) :]))


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
class WayRow:
    """The way of a flow under one condition: from each of its sources over what it passes to each of its targets.

    `guard` is the condition as JSON for the script.
    """

    sources: tuple[Linked, ...]
    through: tuple[Linked, ...]
    targets: tuple[Linked, ...]
    condition: Markup
    default: bool
    guard: str


class Requirement(StrEnum):
    """What a flow needs of the firewall."""

    OWN = "own"
    CARRIED = "carried"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Need:
    """What a flow needs of the firewall under one condition; `condition` is empty where no option decides.

    `ports` and `direction` are those that it has there.
    """

    rule: Requirement
    ports: Markup
    direction: Markup
    carriers: tuple[FlowGroup, ...]
    condition: Markup
    default: bool


@dataclass(frozen=True, eq=False)
class FlowRow:
    """All that tables say of a flow, in one locale. Each thing is put into words once a table asks for it: none asks for all."""

    _rows: FlowRows
    _of: FlowFacts

    @property
    def id(self) -> str:
        return self._of.flow.id

    @property
    def number(self) -> int:
        return self._of.number

    @cached_property
    def href(self) -> str:
        return self._rows.links.flow(self._of.flow)

    @property
    def name(self) -> Markup:
        return self._rows.words.plain(self._of.flow.name)

    @property
    def purpose(self) -> Linked | None:
        purpose = self._of.flow.purpose
        return Linked(purpose.id, self._rows.words.plain(purpose.name), self._rows.links.term(purpose)) if purpose else None

    @cached_property
    def ways(self) -> tuple[WayRow, ...]:
        return tuple(self._rows.ways(self._of))

    @cached_property
    def alternatives(self) -> tuple[Alternative, ...]:
        return tuple(self._rows.alternatives(self._of))

    @property
    def direction(self) -> str:
        return self._of.usual_direction

    @property
    def stays_inside(self) -> bool:
        """Whether it crosses the border under no choices."""
        return self._of.direction.values() == (Direction.INTERNAL,)

    @cached_property
    def direction_label(self) -> Markup:
        return self._rows.direction_label(self._of.direction, self._of)

    @cached_property
    def classification(self) -> str:
        return self._rows.classification(self._of)

    @cached_property
    def decided_by(self) -> tuple[Linked, ...]:
        return tuple(self._rows.options(self._of))

    @cached_property
    def exists(self) -> Markup:
        """The choices that it needs, in words; empty where it needs none."""
        return self._rows.condition(self._of.exists)

    @cached_property
    def ports(self) -> Markup:
        return self._rows.by_choice(self._of.ports, lambda ports: self._rows.words.code(self._rows.ports(ports)))

    @cached_property
    def protocol(self) -> Markup:
        return self._rows.by_choice(self._of.protocol, lambda protocol: escape(protocol or ""))

    @cached_property
    def sends(self) -> tuple[Linked, ...]:
        return self._rows.data(self._of.carries)

    @cached_property
    def returns(self) -> tuple[Linked, ...]:
        return self._rows.data(self._of.returns)

    @cached_property
    def enters(self) -> tuple[Linked, ...]:
        return self._rows.data(self._of.enters)

    @cached_property
    def leaves(self) -> tuple[Linked, ...]:
        return self._rows.data(self._of.leaves)

    @property
    def data(self) -> tuple[Linked, ...]:
        """What goes either way, each once."""
        return tuple({item.id: item for item in (*self.sends, *self.returns)}.values())

    @cached_property
    def controls(self) -> tuple[Markup, ...]:
        return tuple(self._rows.words.plain(control.name) for control in self._rows.controls(self._of))

    @cached_property
    def crosses(self) -> tuple[Linked, ...]:
        return self._rows.each(self._of.crosses, self._rows.links.boundary)

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        return tuple(self._rows.needs(self._of))

    @property
    def description(self) -> Markup:
        return self._rows.words.html(self._of.flow.description)

    @property
    def notes(self) -> Markup:
        return self._rows.words.blocks(self._of.flow.notes)

    @property
    def status(self) -> Status:
        return self._of.flow.status

    @property
    def status_label(self) -> str:
        return self._rows.words.label(self._of.flow.status)


def inside_apart(rows: Sequence[FlowRow]) -> tuple[list[FlowRow], list[FlowRow]]:
    """The rows that a table shows, and those that it folds up: what stays inside of the border, beside what crosses it."""
    inside = [row for row in rows if row.stays_inside]
    return ([row for row in rows if not row.stays_inside], inside) if len(inside) < len(rows) else (list(rows), [])
