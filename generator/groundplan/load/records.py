"""The shape of each kind of entry, as written: names of other entries are still text.

The descriptions feed the JSON Schema, which editors show beside each key.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from groundplan.diagnostics import Route
from groundplan.domain.boundary import Boundary, BoundaryKind
from groundplan.domain.channel import Channel, Encryption, Exposure
from groundplan.domain.claim import Claim
from groundplan.domain.component import Component, ComponentKind
from groundplan.domain.control import Control, ControlKind
from groundplan.domain.data import DataClass, Sensitivity
from groundplan.domain.flow import Endpoint, Flow, OpenedBy, Port
from groundplan.domain.model import LANGUAGE
from groundplan.domain.option import Conditions, Option
from groundplan.domain.party import Party, Role
from groundplan.domain.procedure import Procedure
from groundplan.domain.term import Term
from groundplan.domain.view import DrawingDirection, View
from groundplan.domain.waiver import Waiver
from groundplan.load.binding import BindingRecord
from groundplan.load.containers import ListOf, MappingOf, OrEmpty, OrNothing
from groundplan.load.entry import CONDITIONS, WORDS, ChoiceRecord, EntryRecord, StepRecord
from groundplan.load.mentions import ByChoice, KeyPath, Mention, Reference
from groundplan.load.parts import (
    ENDS,
    MAYBE_EXPECTED,
    MAYBE_SELECTOR,
    PASSED,
    SELECTOR,
    ContainedRecord,
    DrawnInRecord,
    ExpectRecord,
    HopRecord,
    SelectorRecord,
    UnreachableRecord,
)  # fmt: skip
from groundplan.load.record import Record, optional, required
from groundplan.load.references import ByChoiceShape, Ref, Refs
from groundplan.load.shapes import Flag, OneOf, TextShape, Translated, Version, Written
from groundplan.load.values import DAY, ENDPOINTS, ID, LOCALE, LOCALES, PHRASES, PORTS

WRITTEN, MAYBE_WRITTEN = Written(), OrNothing(Written())
AVOIDED = MappingOf(PHRASES, LOCALE)
READINGS = MappingOf(WRITTEN, LOCALE)
MAYBE_PARTY = OrNothing(Ref("parties"))


class ProjectRecord(Record):
    """What the model as a whole is about."""

    name: str = required(Translated(), "The name of the documented system.")
    description: str | None = optional(WORDS, "What the documented system is, in Markdown.")
    viewpoint: str = required(Ref("boundaries"), "The boundary whose border decides inbound and outbound.")
    viewpoints: tuple[str, ...] = optional(Refs("boundaries"), "Further boundaries whose borders readers ask about.", ())
    locale: str = optional(LOCALE, "The language the model is written in.", "en")
    locales: tuple[str, ...] = optional(LOCALES, "The languages it is published in.", ())
    language: int | None = optional(Version(LANGUAGE), "The version of the model language that it is written in.")


class PartyRecord(EntryRecord):
    """Who owns or runs a thing."""

    makes, noun = Party, "a party"

    role: Role = required(OneOf(Role), "The part that it plays, seen from the customer.")


class BoundaryRecord(EntryRecord):
    """A nested place."""

    makes, noun = Boundary, "a boundary"

    kind: BoundaryKind = required(OneOf(BoundaryKind), "What sort of place it is.")
    parent: str | None = optional(OrNothing(Ref("boundaries")), "The enclosing boundary.", key="in")
    owner: str | None = optional(MAYBE_PARTY, "The party that owns it; the enclosing boundary's if left out.")
    manager: str | None = optional(MAYBE_PARTY, "The party that runs it; the enclosing boundary's if left out.")


class ComponentRecord(EntryRecord):
    """A thing that opens or accepts connections."""

    makes, noun = Component, "a component"

    kind: ComponentKind = required(OneOf(ComponentKind), "What sort of thing it is; diagrams tell kinds apart by shape.")
    boundary: ByChoice[str] = required(ByChoiceShape(Ref("boundaries"), "place"), "The boundary it is in; may be by choice.", key="in")
    icon: str | None = optional(
        MAYBE_WRITTEN, "A class path of the package `diagrams`, such as `aws.compute.EKS`, or a file under model/icons/."
    )
    owner: ByChoice[str | None] = optional(
        ByChoiceShape(MAYBE_PARTY), "The party that owns it; the boundary's if left out; may be by choice."
    )
    manager: ByChoice[str | None] = optional(
        ByChoiceShape(MAYBE_PARTY), "The party that runs it; the boundary's if left out; may be by choice."
    )
    stores: tuple[str, ...] = optional(Refs("data"), "Data that is kept here.", ())
    produces: tuple[str, ...] = optional(Refs("data"), "Data that begins here.", ())


class DataRecord(EntryRecord):
    """A class of data."""

    makes, noun = DataClass, "a data class"

    sensitivity: Sensitivity | None = optional(OrNothing(OneOf(Sensitivity)), "How much harm a leak would do; the whole's if left out.")
    whole: str | None = optional(OrNothing(Ref("data")), "The wider class: who names the whole means its parts too.", key="part-of")


class ControlRecord(EntryRecord):
    """A safeguard."""

    makes, noun = Control, "a control"

    kind: ControlKind = required(OneOf(ControlKind), "By what means it protects.")


class ChannelRecord(EntryRecord):
    """A connection type."""

    makes, noun = Channel, "a channel"

    exposure: Exposure = required(OneOf(Exposure), "public: some endpoint of it is reachable from the public internet; private: none is.")
    encryption: Encryption = optional(OneOf(Encryption), "Who can read what it carries; none if left out.", Encryption.NONE)
    controls: tuple[str, ...] = optional(Refs("controls"), "The safeguards of every flow over it.", ())
    carried_by: tuple[str, ...] = optional(
        Refs("flows", kept=True), "The flows without which this overlay network does not exist.", (), key="carried-by"
    )


class OptionRecord(EntryRecord):
    """A choice that a deployment makes."""

    makes, noun = Option, "an option"

    choices: dict[str, ChoiceRecord] = required(
        MappingOf(OrEmpty(ChoiceRecord), ID, least=1), "Choice id to what is to be said of the choice; at least one."
    )
    default: str = required(WRITTEN, "The choice of a deployment that does not choose.")

    @classmethod
    def mentions(cls, record: Any, at: KeyPath, /) -> Iterator[Mention]:
        yield from super().mentions(record, at)
        if record.default is not None and record.choices and record.default not in record.choices:
            yield Reference((*at, "default"), ("choices",), record.default)


class FlowRecord(EntryRecord):
    """A connection."""

    makes, noun = Flow, "a flow"

    purpose: str | None = optional(OrNothing(Ref("terms")), "The term that groups it in the connection table.")
    sources: str | tuple[str, ...] = required(ENDS, "The initiator: who opens the connection. Of a list, each of them does.", key="from")
    targets: str | tuple[str, ...] = required(ENDS, "Who accepts the connection. Of a list, each of them does.", key="to")
    through: ByChoice[tuple[str | HopRecord, ...]] = optional(
        ByChoiceShape(ListOf(PASSED)), "Components that it passes, in order; may be by choice.", ()
    )
    channel: ByChoice[str] = required(ByChoiceShape(Ref("channels"), "channel"), "A channel, or `{by: OPTION, CHOICE: CHANNEL, …}`.")
    ports: ByChoice[tuple[Port, ...] | None] = optional(
        PORTS, "Numbers or ranges with tcp, udp or sctp, or icmp, icmpv6, esp, ah, gre; `unknown` must be written out; may be by choice."
    )
    protocol: ByChoice[str | None] = optional(ByChoiceShape(MAYBE_WRITTEN), "The protocol above the port, such as https; may be by choice.")
    carries: ByChoice[tuple[str, ...]] = optional(ByChoiceShape(Refs("data")), "Data sent by the initiator; may be by choice.", ())
    returns: ByChoice[tuple[str, ...]] = optional(ByChoiceShape(Refs("data")), "Data in the answers; may be by choice.", ())
    controls: ByChoice[tuple[str, ...]] = optional(
        ByChoiceShape(Refs("controls")), "Its own safeguards, besides those of its channel; may be by choice.", ()
    )
    when: Conditions = optional(CONDITIONS, "Where it exists: option id to the choices that allow it; every option named must hold.", {})
    endpoints: ByChoice[tuple[Endpoint, ...]] = optional(
        ByChoiceShape(ENDPOINTS), "What an allow-list must name: host, cidr, service or list; may be by choice.", ()
    )
    expect: ExpectRecord | dict[str, ExpectRecord] | None = optional(
        MAYBE_EXPECTED, "Classes written by hand, to be compared with the derived ones; or such for each of several viewpoints."
    )
    opened_by: OpenedBy | None = optional(
        OrNothing(OneOf(OpenedBy)), "both, where each end sends first (hole punching); its initiator if left out.", key="opened-by"
    )


class ClaimRecord(EntryRecord):
    """A promise."""

    makes, noun = Claim, "a claim"

    statement: str = required(Translated(), "The promise, as readers see it, in Markdown.")
    when: Conditions = optional(CONDITIONS, "Where it is promised: option id to choices; everywhere if left out.", {})
    viewpoint: str | None = optional(OrNothing(Ref("boundaries")), "The boundary whose border it speaks of; the project's if left out.")
    never: SelectorRecord | None = optional(MAYBE_SELECTOR, "Holds when no flow matches.")
    every: SelectorRecord | None = optional(MAYBE_SELECTOR, "Holds when each flow that matches also matches `is`.")
    must: SelectorRecord | None = optional(MAYBE_SELECTOR, "What each flow that matches `every` must match.", key="is")
    exists: SelectorRecord | None = optional(MAYBE_SELECTOR, "Holds when some flow matches.")
    contained: ContainedRecord | None = optional(
        OrNothing(ContainedRecord), "Holds when the data, followed from flow to flow, reaches nothing outside the place."
    )
    unreachable: UnreachableRecord | None = optional(
        OrNothing(UnreachableRecord), "Holds when no chain of flows leads from the one place to the other."
    )
    drawn_in: DrawnInRecord | None = optional(
        OrNothing(DrawnInRecord), "Holds when the view shows every flow that matches.", key="drawn-in"
    )


CLAIM_FORMS = ("never", "every", "must", "exists", "contained", "unreachable", "drawn_in")
"""The fields of a claim that say what it claims."""


class ProcedureRecord(EntryRecord):
    """Numbered steps."""

    makes, noun = Procedure, "a procedure"

    steps: tuple[StepRecord, ...] = required(ListOf(StepRecord, least=1), "What is done, in order; at least one step.")


class TermRecord(EntryRecord):
    """A word of the glossary."""

    makes, noun = Term, "a term"

    translate: bool = optional(Flag(), "False for names that stay as they are in every language.", True)
    avoid: dict[str, tuple[str, ...]] = optional(AVOIDED, "Locale to the renderings that must not stand for the term.", {})
    reading: dict[str, str] = optional(READINGS, "Locale to the way the name is read there, by which the glossary sorts it.", {})


class ViewRecord(EntryRecord):
    """What a diagram shows."""

    makes, noun = View, "a view"

    show: SelectorRecord = optional(OrEmpty(SELECTOR), "Selects the flows that it shows; all if left out.", {})
    collapse: tuple[str, ...] = optional(Refs("boundaries"), "Boundaries that are drawn closed, without what is inside.", ())
    direction: DrawingDirection = optional(OneOf(DrawingDirection), "Where its flows point; right if left out.", DrawingDirection.RIGHT)
    choices: Conditions = optional(
        CONDITIONS, "The choices that it starts with: option id to choice; the defaults if left out.", {}, key="with"
    )
    viewpoint: str | None = optional(OrNothing(Ref("boundaries")), "The boundary whose border its colours speak of.")


class WaiverRecord(EntryRecord):
    """A finding that someone accepted."""

    makes, noun = Waiver, "a waiver"

    check: str = required(WRITTEN, "The name of the check, such as `unused-component`.")
    at: Route = required(TextShape(Route.parse), "The entry or value it is accepted at, such as `components.loghouse`, with all below it.")
    reason: str = required(WRITTEN, "Why it is accepted.")
    by: str = required(WRITTEN, "Who accepts it: the one to ask.")
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
    "bindings": BindingRecord,
}
"""Every top-level key but `project`."""
