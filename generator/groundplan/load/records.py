"""The shape of each kind of entry, as written: names of other entries are still text.

Field descriptions feed the JSON Schema that editors use and the reference page of the language.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag

from groundplan.domain.boundary import BoundaryKind
from groundplan.domain.channel import Encryption, Exposure
from groundplan.domain.component import ComponentKind
from groundplan.domain.control import ControlKind
from groundplan.domain.data import Sensitivity
from groundplan.domain.entry import Audience, Status
from groundplan.domain.flow import Direction
from groundplan.domain.party import Role
from groundplan.domain.view import DrawingDirection
from groundplan.load.values import Day, Endpoints, Id, Ids, Locale, Locales, Ports

SCALAR, MAPPING = "~scalar", "~mapping"
"""Tags of unions, which pydantic puts into error locations; they are not part of a route."""

RawSelector = Annotated[dict[str, Any], Field(description="Selects flows; all keys must hold, one of a list of values suffices.")]
RawConditions = Annotated[dict[str, Ids], Field(description="Option id to the choices that satisfy it; every option named must hold.")]


def _shape(raw: object) -> str:
    return SCALAR if isinstance(raw, str) else MAPPING


def _empty(raw: object) -> object:
    """An entry with nothing written (`operations:`) has all its defaults."""
    return {} if raw is None else raw


class Record(BaseModel):
    """Anything with fixed keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)


class OwnedRecord(Record):
    """All that a party owns."""

    owner: str


RawArea = Annotated[
    Annotated[str, Tag(SCALAR)] | Annotated[OwnedRecord, Tag(MAPPING)],
    Discriminator(_shape),
    Field(description="A component, a boundary with all inside it, or `{owner: PARTY}`."),
]


class LinkRecord(Record):
    """A named address."""

    name: str
    url: str


class EntryRecord(Record):
    """What every entry may carry."""

    name: str | None = Field(None, description="What readers call it.")
    description: str | None = Field(None, description="What it is, in Markdown.")
    notes: str | None = Field(None, description="What a reader should know besides the facts, in Markdown.")
    status: Status = Field(Status.ACTIVE, description="Whether it exists today.")
    audience: Audience = Field(Audience.PUBLIC, description="Internal entries are left out of public builds.")
    tags: Ids = Field((), description="Words of your own to select by.")
    links: tuple[LinkRecord, ...] = Field((), description="Where to read on.")


class ProjectRecord(Record):
    """What the model as a whole is about."""

    name: str = Field(description="The name of the documented system.")
    description: str | None = None
    viewpoint: str = Field(description="The boundary whose border decides inbound and outbound.")
    locale: Locale = Field("en", description="The language the model is written in.")
    locales: Locales = Field((), description="The languages it is published in.")


class PartyRecord(EntryRecord):
    """Who owns or runs a thing."""

    role: Role


class BoundaryRecord(EntryRecord):
    """A nested place."""

    kind: BoundaryKind
    inside: str | None = Field(None, alias="in", description="The enclosing boundary.")
    owner: str | None = Field(None, description="The party that owns it; the enclosing boundary's if left out.")
    manager: str | None = Field(None, description="The party that runs it; the enclosing boundary's if left out.")


class ComponentRecord(EntryRecord):
    """A thing that opens or accepts connections."""

    kind: ComponentKind
    inside: str = Field(alias="in", description="The boundary it is in.")
    icon: str | None = Field(
        None, description="A class path of the package `diagrams`, such as `aws.compute.EKS`, or a file under model/icons/."
    )
    owner: str | None = Field(None, description="The party that owns it; the boundary's if left out.")
    manager: str | None = Field(None, description="The party that runs it; the boundary's if left out.")
    stores: Ids = Field((), description="Data that is kept here.")
    produces: Ids = Field((), description="Data that begins here.")


class DataRecord(EntryRecord):
    """A class of data."""

    sensitivity: Sensitivity | None = Field(None, description="How much harm a leak would do; the whole's if left out.")
    part_of: str | None = Field(None, alias="part-of", description="The wider class: who names the whole means its parts too.")


class ControlRecord(EntryRecord):
    """A safeguard."""

    kind: ControlKind


class ChannelRecord(EntryRecord):
    """A connection type."""

    exposure: Exposure = Field(description="public: some endpoint of it is reachable from the public internet; private: none is.")
    encryption: Encryption = Field(Encryption.NONE, description="Who can read what it carries; none if left out.")
    controls: Ids = ()
    carried_by: Ids = Field((), alias="carried-by", description="The flows without which this overlay network does not exist.")


class ChoiceRecord(EntryRecord):
    """One of the values of an option."""

    requires: RawConditions = Field(default_factory=dict)
    excludes: RawConditions = Field(default_factory=dict)


class OptionRecord(EntryRecord):
    """A choice that a deployment makes."""

    choices: dict[Id, Annotated[ChoiceRecord, BeforeValidator(_empty)]] = Field(min_length=1)
    default: str


class HopRecord(Record):
    """A component on the way of a flow."""

    component: str
    terminates: Literal["tls"] | None = Field(None, description="The encryption that ends there.")


class ExpectRecord(Record):
    """Classes written by hand, to be compared with the derived ones."""

    direction: Direction | None = None
    exposure: Exposure | None = None


class FlowRecord(EntryRecord):
    """A connection."""

    purpose: str | None = Field(None, description="The term that groups it in the connection table.")
    source: str = Field(alias="from", description="The initiator: who opens the connection.")
    target: str = Field(alias="to", description="Who accepts the connection.")
    through: tuple[
        Annotated[Annotated[str, Tag(SCALAR)] | Annotated[HopRecord, Tag(MAPPING)], Discriminator(_shape)],
        ...,
    ] = Field((), description="Components that it passes, in order.")
    channel: Annotated[Annotated[str, Tag(SCALAR)] | Annotated[dict[str, str], Tag(MAPPING)], Discriminator(_shape)] = Field(
        description="A channel, or `{by: OPTION, CHOICE: CHANNEL, …}`."
    )
    ports: Ports | None = Field(None, description="Numbers or ranges with tcp or udp; `unknown` must be written out.")
    protocol: str | None = None
    carries: Ids = Field((), description="Data sent by the initiator.")
    returns: Ids = Field((), description="Data in the answers.")
    controls: Ids = ()
    when: RawConditions = Field(default_factory=dict)
    endpoints: Endpoints = Field((), description="What an allow-list must name: host, cidr or service.")
    expect: ExpectRecord | None = None


class ContainedRecord(Record):
    """Data that stays within a place."""

    data: str
    within: RawArea


class UnreachableRecord(Record):
    """Places without a chain of flows between them."""

    source: RawArea = Field(alias="from")
    target: RawArea = Field(alias="to")


class DrawnInRecord(Record):
    """Flows that must be in a view."""

    view: str
    every: RawSelector


class ClaimRecord(EntryRecord):
    """A promise."""

    statement: str
    when: RawConditions = Field(default_factory=dict)
    never: RawSelector | None = None
    every: RawSelector | None = None
    must: RawSelector | None = Field(None, alias="is")
    exists: RawSelector | None = None
    contained: ContainedRecord | None = None
    unreachable: UnreachableRecord | None = None
    drawn_in: DrawnInRecord | None = Field(None, alias="drawn-in")


class StepRecord(EntryRecord):
    """A step of a procedure."""

    id: Id
    text: str | None = None
    by: str | None = None
    to: str | None = None
    uses: str | None = Field(None, description="The flow that the step goes over.")


class ProcedureRecord(EntryRecord):
    """Numbered steps."""

    steps: tuple[StepRecord, ...] = Field(min_length=1)


class TermRecord(EntryRecord):
    """A word of the glossary."""

    translate: bool = Field(True, description="False for names that stay as they are in every language.")


class ViewRecord(EntryRecord):
    """What a diagram shows."""

    show: Annotated[RawSelector, BeforeValidator(_empty)] = Field(default_factory=dict)
    collapse: Ids = ()
    direction: DrawingDirection = DrawingDirection.RIGHT


class WaiverRecord(EntryRecord):
    """A finding that someone accepted."""

    check: str
    at: str
    reason: str
    by: str
    until: Day


SECTIONS: dict[str, type[EntryRecord]] = {
    "parties": PartyRecord,
    "boundaries": BoundaryRecord,
    "components": ComponentRecord,
    "data": DataRecord,
    "controls": ControlRecord,
    "channels": ChannelRecord,
    "options": OptionRecord,
    "flows": FlowRecord,
    "claims": ClaimRecord,
    "procedures": ProcedureRecord,
    "terms": TermRecord,
    "views": ViewRecord,
    "waivers": WaiverRecord,
}
"""Every top-level key but `project`."""
