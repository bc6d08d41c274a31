"""The shape of each kind of entry, as written: names of other entries are still text.

The descriptions feed the JSON Schema, which editors show beside each key.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from groundplan.domain.boundary import BoundaryKind
from groundplan.domain.channel import Encryption, Exposure
from groundplan.domain.component import ComponentKind
from groundplan.domain.control import ControlKind
from groundplan.domain.data import Sensitivity
from groundplan.domain.entry import Audience, Status
from groundplan.domain.flow import Direction, Endpoint, Port
from groundplan.domain.party import Role
from groundplan.domain.view import DrawingDirection
from groundplan.load.record import Record, optional, required
from groundplan.load.shapes import Anything, Flag, IdOr, ListOf, MappingOf, OneOf, OrNothing, Text
from groundplan.load.values import ADDRESS, DAY, ENDPOINTS, ID, IDS, LOCALE, LOCALES, PHRASES, PORTS

TEXT, MAYBE_TEXT = Text(), OrNothing(Text())
SELECTOR, MAYBE_SELECTOR = Anything(), OrNothing(Anything())
CONDITIONS = MappingOf(IDS)
AVOIDED = MappingOf(PHRASES, LOCALE)

Conditions = dict[str, tuple[str, ...]]
Selector = dict[str, Any]


class OwnedRecord(Record):
    """All that a party owns."""

    owner: str = required(TEXT, "The party that owns it.")


AREA = IdOr(OwnedRecord)
"""A component, a boundary with all inside it, or `{owner: PARTY}`."""


class LinkRecord(Record):
    """A named address."""

    name: str = required(TEXT, "What readers click on.")
    url: str = required(ADDRESS, "The address that it leads to.")


class EntryRecord(Record):
    """What every entry may carry."""

    name: str | None = optional(MAYBE_TEXT, "What readers call it.")
    description: str | None = optional(MAYBE_TEXT, "What it is, in Markdown.")
    notes: str | None = optional(MAYBE_TEXT, "What a reader should know besides the facts, in Markdown.")
    status: Status = optional(OneOf(Status), "Whether it exists today.", Status.ACTIVE)
    audience: Audience = optional(OneOf(Audience), "Internal entries are left out of public builds.", Audience.PUBLIC)
    tags: tuple[str, ...] = optional(IDS, "Words of your own to select by.", ())
    links: tuple[LinkRecord, ...] = optional(ListOf(LinkRecord), "Where to read on.", ())


class ProjectRecord(Record):
    """What the model as a whole is about."""

    name: str = required(TEXT, "The name of the documented system.")
    description: str | None = optional(MAYBE_TEXT, "What the documented system is, in Markdown.")
    viewpoint: str = required(TEXT, "The boundary whose border decides inbound and outbound.")
    locale: str = optional(LOCALE, "The language the model is written in.", "en")
    locales: tuple[str, ...] = optional(LOCALES, "The languages it is published in.", ())


class PartyRecord(EntryRecord):
    """Who owns or runs a thing."""

    role: Role = required(OneOf(Role), "The part that it plays, seen from the customer.")


class BoundaryRecord(EntryRecord):
    """A nested place."""

    kind: BoundaryKind = required(OneOf(BoundaryKind), "What sort of place it is.")
    inside: str | None = optional(MAYBE_TEXT, "The enclosing boundary.", key="in")
    owner: str | None = optional(MAYBE_TEXT, "The party that owns it; the enclosing boundary's if left out.")
    manager: str | None = optional(MAYBE_TEXT, "The party that runs it; the enclosing boundary's if left out.")


class ComponentRecord(EntryRecord):
    """A thing that opens or accepts connections."""

    kind: ComponentKind = required(OneOf(ComponentKind), "What sort of thing it is; diagrams tell kinds apart by shape.")
    inside: str = required(TEXT, "The boundary it is in.", key="in")
    icon: str | None = optional(
        MAYBE_TEXT, "A class path of the package `diagrams`, such as `aws.compute.EKS`, or a file under model/icons/."
    )
    owner: str | None = optional(MAYBE_TEXT, "The party that owns it; the boundary's if left out.")
    manager: str | None = optional(MAYBE_TEXT, "The party that runs it; the boundary's if left out.")
    stores: tuple[str, ...] = optional(IDS, "Data that is kept here.", ())
    produces: tuple[str, ...] = optional(IDS, "Data that begins here.", ())


class DataRecord(EntryRecord):
    """A class of data."""

    sensitivity: Sensitivity | None = optional(OrNothing(OneOf(Sensitivity)), "How much harm a leak would do; the whole's if left out.")
    part_of: str | None = optional(MAYBE_TEXT, "The wider class: who names the whole means its parts too.", key="part-of")


class ControlRecord(EntryRecord):
    """A safeguard."""

    kind: ControlKind = required(OneOf(ControlKind), "By what means it protects.")


class ChannelRecord(EntryRecord):
    """A connection type."""

    exposure: Exposure = required(OneOf(Exposure), "public: some endpoint of it is reachable from the public internet; private: none is.")
    encryption: Encryption = optional(OneOf(Encryption), "Who can read what it carries; none if left out.", Encryption.NONE)
    controls: tuple[str, ...] = optional(IDS, "The safeguards of every flow over it.", ())
    carried_by: tuple[str, ...] = optional(IDS, "The flows without which this overlay network does not exist.", (), key="carried-by")


class ChoiceRecord(EntryRecord):
    """One of the values of an option."""

    requires: Conditions = optional(CONDITIONS, "What it asks of other options: option id to the choices that go with it.", {})
    excludes: Conditions = optional(CONDITIONS, "What it forbids of other options: option id to the choices that do not go with it.", {})


class OptionRecord(EntryRecord):
    """A choice that a deployment makes."""

    choices: dict[str, ChoiceRecord] = required(
        MappingOf(OrNothing(ChoiceRecord, dict), ID, least=1), "Choice id to what is to be said of the choice; at least one."
    )
    default: str = required(TEXT, "The choice of a deployment that does not choose.")


class Termination(StrEnum):
    """The encryption that ends at a component on the way."""

    TLS = "tls"


class HopRecord(Record):
    """A component on the way of a flow."""

    component: str = required(TEXT, "The component that the flow passes.")
    terminates: str | None = optional(OrNothing(OneOf(Termination)), "The encryption that ends there.")


class ExpectRecord(Record):
    """Classes written by hand, to be compared with the derived ones."""

    direction: Direction | None = optional(OrNothing(OneOf(Direction)), "The direction that you expect in every configuration.")
    exposure: Exposure | None = optional(OrNothing(OneOf(Exposure)), "The exposure that you expect in every configuration.")


class FlowRecord(EntryRecord):
    """A connection."""

    purpose: str | None = optional(MAYBE_TEXT, "The term that groups it in the connection table.")
    source: str = required(TEXT, "The initiator: who opens the connection.", key="from")
    target: str = required(TEXT, "Who accepts the connection.", key="to")
    through: tuple[str | HopRecord, ...] = optional(ListOf(IdOr(HopRecord)), "Components that it passes, in order.", ())
    channel: str | dict[str, str] = required(IdOr(MappingOf(TEXT)), "A channel, or `{by: OPTION, CHOICE: CHANNEL, …}`.")
    ports: tuple[Port, ...] | None = optional(PORTS, "Numbers or ranges with tcp or udp; `unknown` must be written out.")
    protocol: str | None = optional(MAYBE_TEXT, "The protocol above the port, such as https.")
    carries: tuple[str, ...] = optional(IDS, "Data sent by the initiator.", ())
    returns: tuple[str, ...] = optional(IDS, "Data in the answers.", ())
    controls: tuple[str, ...] = optional(IDS, "Its own safeguards, besides those of its channel.", ())
    when: Conditions = optional(CONDITIONS, "Where it exists: option id to the choices that allow it; every option named must hold.", {})
    endpoints: tuple[Endpoint, ...] = optional(ENDPOINTS, "What an allow-list must name: host, cidr or service.", ())
    expect: ExpectRecord | None = optional(OrNothing(ExpectRecord), "Classes written by hand, to be compared with the derived ones.")


class ContainedRecord(Record):
    """Data that stays within a place."""

    data: str = required(TEXT, "The class of data, with all its parts.")
    within: str | OwnedRecord = required(AREA, "A component, a boundary with all inside it, or `{owner: PARTY}`.")


class UnreachableRecord(Record):
    """Places without a chain of flows between them."""

    source: str | OwnedRecord = required(
        AREA, "Where no chain starts: a component, a boundary with all inside it, or `{owner: PARTY}`.", key="from"
    )
    target: str | OwnedRecord = required(
        AREA, "Where no chain ends: a component, a boundary with all inside it, or `{owner: PARTY}`.", key="to"
    )


class DrawnInRecord(Record):
    """Flows that must be in a view."""

    view: str = required(TEXT, "The view that must show them.")
    every: Selector = required(SELECTOR, "Selects the flows that must be shown.")


class ClaimRecord(EntryRecord):
    """A promise."""

    statement: str = required(TEXT, "The promise, as readers see it, in Markdown.")
    when: Conditions = optional(CONDITIONS, "Where it is promised: option id to choices; everywhere if left out.", {})
    never: Selector | None = optional(MAYBE_SELECTOR, "Holds when no flow matches.")
    every: Selector | None = optional(MAYBE_SELECTOR, "Holds when each flow that matches also matches `is`.")
    must: Selector | None = optional(MAYBE_SELECTOR, "What each flow that matches `every` must match.", key="is")
    exists: Selector | None = optional(MAYBE_SELECTOR, "Holds when some flow matches.")
    contained: ContainedRecord | None = optional(
        OrNothing(ContainedRecord), "Holds when the data, followed from flow to flow, reaches nothing outside the place."
    )
    unreachable: UnreachableRecord | None = optional(
        OrNothing(UnreachableRecord), "Holds when no chain of flows leads from the one place to the other."
    )
    drawn_in: DrawnInRecord | None = optional(
        OrNothing(DrawnInRecord), "Holds when the view shows every flow that matches.", key="drawn-in"
    )


class StepRecord(EntryRecord):
    """A step of a procedure."""

    id: str = required(ID, "Its id, unique in the procedure.")
    text: str | None = optional(MAYBE_TEXT, "What happens, in Markdown.")
    by: str | None = optional(MAYBE_TEXT, "The component, often a person, that acts.")
    to: str | None = optional(MAYBE_TEXT, "The component that it is done to or handed to.")
    uses: str | None = optional(MAYBE_TEXT, "The flow that the step goes over.")


class ProcedureRecord(EntryRecord):
    """Numbered steps."""

    steps: tuple[StepRecord, ...] = required(ListOf(StepRecord, least=1), "What is done, in order; at least one step.")


class TermRecord(EntryRecord):
    """A word of the glossary."""

    translate: bool = optional(Flag(), "False for names that stay as they are in every language.", True)
    avoid: dict[str, tuple[str, ...]] = optional(AVOIDED, "Locale to the renderings that must not stand for the term.", {})


class ViewRecord(EntryRecord):
    """What a diagram shows."""

    show: Selector = optional(OrNothing(SELECTOR, dict), "Selects the flows that it shows; all if left out.", {})
    collapse: tuple[str, ...] = optional(IDS, "Boundaries that are drawn closed, without what is inside.", ())
    direction: DrawingDirection = optional(OneOf(DrawingDirection), "Where its flows point; right if left out.", DrawingDirection.RIGHT)


class WaiverRecord(EntryRecord):
    """A finding that someone accepted."""

    check: str = required(TEXT, "The name of the check, such as `unused-component`.")
    at: str = required(TEXT, "The entry or value it is accepted at, such as `components.loghouse`, with all below it.")
    reason: str = required(TEXT, "Why it is accepted.")
    by: str = required(TEXT, "Who accepts it: the one to ask.")
    until: date = required(DAY, "The last day on which it is accepted, such as 2027-03-31.")


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
