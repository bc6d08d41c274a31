"""The sections of a document, each a pure function of facts and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from groundplan.derive.claims import Verdict
from groundplan.derive.condition import Configuration
from groundplan.derive.facts import Facts
from groundplan.derive.flow_facts import FlowState
from groundplan.document.blocks import Block, Cell, Heading, Paragraph, Passage, Section, StepList, Table, cell
from groundplan.domain.component import Component
from groundplan.domain.entry import Entry, Status, Text
from groundplan.domain.flow import Direction
from groundplan.export.exported import Exported
from groundplan.export.rows import flow_name
from groundplan.export.rows import ports as ports_of
from groundplan.export.rows import rows as rule_rows
from groundplan.render.words import markup
from groundplan.render.words.phrases import Phrases
from groundplan.render.words.words import Words


@dataclass(frozen=True, slots=True)
class Said:
    """Facts under one configuration, and the words of one locale."""

    facts: Facts
    configuration: Configuration
    words: Words
    phrases: Phrases

    def gettext(self, message: str, **values: object) -> str:
        return self.words.gettext(message, **values)

    def plain(self, text: Text | None) -> str:
        return markup.plain(self.words.text(text)) if text else ""

    def names(self, entries: Iterable[Entry]) -> str:
        return self.words.list([self.phrases.name(entry) for entry in entries])

    def fact(self, name: str, value: str) -> str:
        return f"{self.gettext(name)}: {value}" if value else ""

    def states(self) -> list[FlowState]:
        return list(self.facts.under(self.configuration).flows.values())


def connections(said: Said) -> Section:
    """Every connection of the configuration; those of others by name."""
    titles = (said.gettext("No."), said.gettext("Connection"), said.gettext("Connection type"), said.gettext("Notes"))
    rows = tuple((cell(str(state.number)), _connection(state, said), _type(state, said), _told(state, said)) for state in said.states())
    blocks: list[Block] = [Passage(said.gettext(_EVERY)), Table(titles, (0, 4, 3, 6), rows)]
    there = {state.flow.id for state in said.states()}
    if absent := [flow for flow in said.facts.flows.values() if flow.flow.id not in there]:
        listed = tuple(
            (cell(str(flow.number)), cell(flow_name(flow.flow, said.phrases)), cell(said.phrases.condition(flow.exists))) for flow in absent
        )
        heads = (said.gettext("No."), said.gettext("Connection"), said.gettext("Only with"))
        blocks += [Heading(said.gettext("With other choices")), Table(heads, (0, 5, 6), listed)]
    return Section(said.gettext("Connections"), tuple(blocks))


_EVERY = "Every connection of the system: who opens it, by which mechanism, and what it carries. The numbers are those of the diagrams."


def _connection(state: FlowState, said: Said) -> Cell:
    flow = state.flow
    stops = (said.names(flow.sources), *(said.phrases.name(hop.component) for hop in state.through), said.names(flow.targets))
    purpose = said.phrases.name(flow.purpose) if flow.purpose else ""
    return Paragraph(flow_name(flow, said.phrases), "strong"), *cell(small=(" → ".join(stops), purpose))


def _type(state: FlowState, said: Said) -> Cell:
    label = said.words.label
    kind = said.gettext("{direction}, {exposure}", direction=label(state.direction), exposure=label(state.exposure).lower())
    carried = said.names(state.carriers)
    return cell(said.phrases.name(state.channel), small=(kind, label(state.channel.encryption), said.fact("Carried by", carried)))


def _told(state: FlowState, said: Said) -> Cell:
    flow = state.flow
    facts = (
        said.fact("Ports", ports_of(state.ports, said.phrases)),
        said.fact("Sends", said.names(state.carries)),
        said.fact("Returns", said.names(state.returns)),
        said.fact("Controls", said.names(dict.fromkeys((*state.channel.controls, *state.controls)))),
    )
    return cell(said.plain(flow.notes) or said.plain(flow.description), small=facts)


def boundaries(said: Said) -> Section:
    """Which way each connection crosses the border, and which data does."""
    viewpoint = said.phrases.name(said.facts.viewpoint)
    blocks: list[Block] = [Passage(said.gettext(_WHICH_WAY, viewpoint=viewpoint)), Passage(said.gettext(_WHO_OPENS))]
    titles = (said.gettext("No."), said.gettext("Connection"), said.gettext("Class"), said.gettext("Enters"), said.gettext("Leaves"))
    for direction, title in ((Direction.INBOUND, "Inbound connections"), (Direction.OUTBOUND, "Outbound connections")):
        rows = tuple(
            (
                cell(str(state.number)),
                cell(flow_name(state.flow, said.phrases)),
                cell(said.words.label(state.exposure)),
                cell(said.names(state.enters)),
                cell(said.names(state.leaves)),
            )
            for state in said.states()
            if state.direction is direction
        )
        blocks += [
            Heading(said.gettext(title)),
            Table(titles, (0, 5, 2, 3, 3), rows) if rows else Passage(said.gettext("No connection matches.")),
        ]
    return Section(said.gettext("Network boundaries"), tuple(blocks))


_WHICH_WAY = (
    "Which way each connection crosses the border of {viewpoint}, and whether its endpoint can be reached from the public internet."
)
_WHO_OPENS = (
    "Who opens a connection decides its direction, not which way the data goes: a poll from outside is inbound although its data leaves."
)


def allow_list(exported: Exported, said: Said) -> Section:
    """The rules of a firewall at the border."""
    viewpoint = said.phrases.name(said.facts.viewpoint)
    blocks: list[Block] = [Passage(said.gettext(_WHAT_A_FIREWALL, viewpoint=viewpoint))]
    titles = tuple(map(said.gettext, ("No.", "Source", "Destination", "Ports", "Needed for")))
    for direction, title in ((Direction.INBOUND, "Inbound rules"), (Direction.OUTBOUND, "Outbound rules")):
        rows = tuple(
            (
                cell(str(row.number)),
                cell(*row.source),
                cell(*row.destination),
                cell(row.ports),
                cell(row.name, small=[said.fact("Carries", said.words.list(list(row.needed_by)))]),
            )
            for row in rule_rows(exported, direction)
        )
        blocks += [
            Heading(said.gettext(title)),
            Table(titles, (0, 4, 5, 3, 5), rows) if rows else Passage(said.gettext("No rule is needed.")),
        ]
    return Section(said.gettext("Firewall allow-list"), tuple(blocks))


_WHAT_A_FIREWALL = (
    "What a firewall at the border of {viewpoint} must allow. Connections over an overlay network need no rule of their own; "
    "they are listed at the connections that carry them."
)


def guarantees(said: Said) -> Section:
    """Every promise with its verdict."""
    titles = (said.gettext("Guarantees"), said.gettext("Proven"))
    rows = tuple((_statement(verdict, said), _verdict(verdict, said)) for verdict in said.facts.verdicts.values())
    table = Table(titles, (5, 2), rows) if rows else Passage(said.gettext("Nothing is claimed."))
    return Section(said.gettext("Guarantees"), (Passage(said.gettext(_EACH_STATEMENT)), table))


_EACH_STATEMENT = (
    "Each statement is proven against the model whenever these pages are built, in every combination of choices that a deployment can "
    "make. A statement that is false fails the build."
)


def _statement(verdict: Verdict, said: Said) -> Cell:
    return Paragraph(said.plain(verdict.claim.statement), "strong"), *cell(small=(said.plain(verdict.claim.notes),))


def _verdict(verdict: Verdict, said: Said) -> Cell:
    ways = said.words.ngettext("{n} configuration", "{n} configurations", verdict.configurations)
    if verdict.holds:
        return cell(said.gettext("Proven"), small=(ways,))
    broken = [flow_name(breach.flow, said.phrases) for breach in verdict.broken_by]
    return Paragraph(said.gettext("Refuted"), "strong"), *cell(small=(ways, said.fact("Broken by", said.words.list(broken))))


def steps(procedure_steps: Iterable[tuple[Entry, Text | None]], said: Said) -> StepList:
    """The steps of a procedure in words."""
    return StepList(tuple((said.phrases.name(step), said.plain(text)) for step, text in procedure_steps))


def components(said: Said) -> Section:
    """Every place with what is in it."""
    titles = tuple(map(said.gettext, ("Component", "Kind", "Owner", "Keeps")))
    inside: dict[str, list[Component]] = {}
    for component in said.facts.model.components.values():
        inside.setdefault(said.facts.home(component, said.configuration).id, []).append(component)
    blocks: list[Block] = []
    for boundary in said.facts.model.boundaries.values():
        if found := inside.get(boundary.id):
            blocks += [Heading(said.phrases.name(boundary)), Passage(said.plain(boundary.description))]
            blocks.append(Table(titles, (6, 2, 2, 3), tuple(_component(component, said) for component in found)))
    return Section(said.gettext("Components"), tuple(blocks))


def _component(component: Component, said: Said) -> tuple[Cell, ...]:
    owner = said.facts.owner(component, said.configuration)
    status = "" if component.status is Status.ACTIVE else said.words.label(component.status)
    return (
        (
            Paragraph(said.phrases.name(component), "strong"),
            *cell(small=(status, said.plain(component.description), said.plain(component.notes))),
        ),
        cell(said.words.label(component.kind)),
        cell(said.phrases.name(owner) if owner else ""),
        cell(said.names(component.stores)),
    )


def glossary(said: Said) -> Section:
    """What words mean, and how sensitive data are."""
    model = said.facts.model
    terms = [(said.phrases.name(term), said.plain(term.description)) for term in model.terms.values() if term.description]
    data = [
        (said.phrases.name(data), said.words.label(data.sensitivity) if data.sensitivity else "", said.plain(data.description))
        for data in model.data.values()
    ]
    return Section(said.gettext("Glossary"), tuple(_glossary(terms, data, said)))


def _glossary(terms: list[tuple[str, str]], data: list[tuple[str, str, str]], said: Said) -> Iterator[Block]:
    if terms:
        yield Heading(said.gettext("Terms"))
        rows = tuple(((Paragraph(name, "strong"),), cell(meaning)) for name, meaning in terms)
        yield Table((said.gettext("Terms"), said.gettext("Meaning")), (2, 6), rows)
    if data:
        yield Heading(said.gettext("Classes of data"))
        entries = tuple(((Paragraph(name, "strong"), *cell(small=(kind,))), cell(meaning)) for name, kind, meaning in data)
        yield Table((said.gettext("Data"), said.gettext("Meaning")), (3, 5), entries)
