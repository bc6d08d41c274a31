"""What stands within entries: places, ways, ends, expectations, and the forms of claims."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TypeAlias

from groundplan.diagnostics import Finding
from groundplan.domain.channel import Exposure
from groundplan.domain.entry import Link
from groundplan.domain.flow import Direction, Expectation, Hop
from groundplan.domain.selector import Owned
from groundplan.load.containers import ListOf, OrNothing
from groundplan.load.mentions import PLACE, KeyPath, Mention, RawData, Reference, Schema, Schemas, World
from groundplan.load.record import Record, optional, required
from groundplan.load.references import Named, Ref, RefOr, Refs, Selecting
from groundplan.load.shapes import OneOf, Shape, Written
from groundplan.load.values import ADDRESS
from groundplan.load.wording import mistyped

SELECTOR, MAYBE_SELECTOR = Selecting(), OrNothing(Selecting())
SelectorRecord = dict[str, RawData]


class OwnedRecord(Record):
    """All that a party owns."""

    makes = Owned

    party: str = required(Ref("parties"), "The party that owns it.", key="owner")


AREA = RefOr(OwnedRecord, *PLACE)
"""A component, a boundary with all inside it, or `{owner: PARTY}`."""


WrittenArea: TypeAlias = str | OwnedRecord


class AreasShape(ListOf[WrittenArea, object]):
    """A place, or a list of places."""

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> tuple[WrittenArea, ...] | None:
        if isinstance(raw, list):
            return super().read(raw, at, faults)
        area = AREA.read(raw, at, faults)
        return () if area is None else (area,)


AREAS = AreasShape(AREA, least=1, alone=True)


class LinkRecord(Record):
    """A named address."""

    makes = Link

    name: str = required(Written(), "What readers click on.")
    url: str = required(ADDRESS, "The address that it leads to.")


class Termination(StrEnum):
    """The encryption that ends at a component on the way."""

    TLS = "tls"


class HopRecord(Record):
    """A component on the way of a flow."""

    makes = Hop

    component: str = required(Ref("components"), "The component that the flow passes.")
    terminates: Termination | None = optional(OrNothing(OneOf(Termination)), "The encryption that ends there.")


class PassedShape(RefOr[HopRecord, object]):
    """A component that a flow passes, or a mapping that says more of it."""

    def build(self, value: str | HopRecord, at: KeyPath, world: World, /) -> Hop:
        return Hop(world.named(self.sections, value)) if isinstance(value, str) else HopRecord.build(value, at, world)


PASSED = PassedShape(HopRecord, "components")


class EndsShape(RefOr[tuple[str, ...], tuple[Named, ...]]):
    """One end of a flow, or several as a list."""

    _several = Refs(*PLACE, least=1)

    def __init__(self) -> None:
        super().__init__(self._several, *PLACE)

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> str | tuple[str, ...] | None:
        if isinstance(raw, str):
            return raw
        if isinstance(raw, list):
            return self._several.read(raw, at, faults)
        faults.append(mistyped(at, "text", raw))
        return None

    def build(self, value: str | tuple[str, ...], at: KeyPath, world: World, /) -> tuple[Named, ...]:
        return (world.named(PLACE, value),) if isinstance(value, str) else self._several.build(value, at, world)


ENDS = EndsShape()


class ExpectRecord(Record):
    """Classes written by hand, to be compared with the derived ones."""

    makes = Expectation

    direction: Direction | None = optional(OrNothing(OneOf(Direction)), "The direction that you expect in every configuration.")
    exposure: Exposure | None = optional(OrNothing(OneOf(Exposure)), "The exposure that you expect in every configuration.")


WrittenExpectation: TypeAlias = ExpectRecord | dict[str, ExpectRecord]


class ExpectedShape(Shape[WrittenExpectation, Expectation | dict[str, Expectation]]):
    """One expectation, or a mapping from viewpoint to expectation."""

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> WrittenExpectation | None:
        if isinstance(raw, dict) and raw and all(isinstance(value, dict) for value in raw.values()):
            return {viewpoint: ExpectRecord.read(value, (*at, viewpoint), faults) for viewpoint, value in raw.items()}
        return ExpectRecord.read(raw, at, faults)

    def schema(self, schemas: Schemas, /) -> Schema:
        one = ExpectRecord.schema(schemas)
        several: Schema = {
            "type": "object",
            "propertyNames": schemas.id_of(("boundaries",)),
            "additionalProperties": one,
            "minProperties": 1,
        }
        return {"anyOf": [one, several]}

    def mentions(self, value: WrittenExpectation, at: KeyPath, /) -> Iterator[Mention]:
        if isinstance(value, dict):
            for viewpoint in value:
                yield Reference((*at, viewpoint), ("boundaries",), viewpoint)

    def build(self, value: WrittenExpectation, at: KeyPath, world: World, /) -> Expectation | dict[str, Expectation]:
        if isinstance(value, dict):
            return {viewpoint: ExpectRecord.build(item, (*at, viewpoint), world) for viewpoint, item in value.items()}
        expectation: Expectation = ExpectRecord.build(value, at, world)
        return expectation


MAYBE_EXPECTED = OrNothing[WrittenExpectation, Expectation | dict[str, Expectation]](ExpectedShape())


class ContainedRecord(Record):
    """Data that stays within a place."""

    data: str = required(Ref("data"), "The class of data, with all its parts.")
    within: tuple[WrittenArea, ...] = required(
        AREAS, "A component, a boundary with all inside it, or `{owner: PARTY}`; or a list of such places."
    )


class UnreachableRecord(Record):
    """Places without a chain of flows between them."""

    source: WrittenArea = required(
        AREA, "Where no chain starts: a component, a boundary with all inside it, or `{owner: PARTY}`.", key="from"
    )
    target: WrittenArea = required(AREA, "Where no chain ends: a component, a boundary with all inside it, or `{owner: PARTY}`.", key="to")


class DrawnInRecord(Record):
    """Flows that must be in a view."""

    view: str = required(Ref("views"), "The view that must show them.")
    every: SelectorRecord = required(SELECTOR, "Selects the flows that must be shown.")
