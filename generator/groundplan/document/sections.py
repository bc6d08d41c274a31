"""The tables of a document, each a pure function of facts and words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from groundplan.derive.claims import Verdict
from groundplan.derive.flow_facts import FlowState
from groundplan.document.blocks import (
    Block,
    Cell,
    Heading,
    ItemList,
    Letters,
    Paragraph,
    Passage,
    RichText,
    StatedClaim,
    Table,
    cell,
    strong,
    titles,
)
from groundplan.document.said import Said
from groundplan.domain.boundary import Boundary
from groundplan.domain.component import Component
from groundplan.domain.data import DataClass
from groundplan.domain.entry import Entry, Status, Text
from groundplan.domain.flow import Direction
from groundplan.domain.option import Option
from groundplan.domain.procedure import Procedure
from groundplan.domain.term import Term
from groundplan.export.exported import Exported
from groundplan.export.rows import flow_name
from groundplan.export.rows import ports as ports_of
from groundplan.export.rows import row as rule_row


def connections(ids: Collection[str], said: Said) -> list[Block]:
    """Connections of the configuration, and by name those of others."""
    heads = titles(said.gettext("No."), said.gettext("Connection"), said.gettext("Connection type"), said.gettext("Notes"))
    states = said.states(ids)
    rows = tuple((cell(str(state.number)), _connection(state, said), _type(state, said), _told(state, said)) for state in states)
    anchors = tuple(said.links.flow(state.flow) for state in states)
    blocks: list[Block] = [Table(heads, (0, 4, 3, 6), rows, anchors) if rows else _nothing(said)]
    there = {state.flow.id for state in states}
    if absent := [flow for id_, flow in said.facts.flows.items() if id_ in ids and id_ not in there]:
        listed = tuple(
            (cell(str(flow.number)), cell(flow_name(flow.flow, said.phrases)), cell(said.phrases.condition(flow.exists))) for flow in absent
        )
        heads = titles(said.gettext("No."), said.gettext("With other choices"), said.gettext("Only with"))
        blocks.append(Table(heads, (0, 5, 6), listed, tuple(said.links.flow(flow.flow) for flow in absent)))
    return blocks


def _nothing(said: Said) -> Passage:
    return Passage((Letters(said.gettext("No connection matches.")),))


def _connection(state: FlowState, said: Said) -> Cell:
    flow = state.flow
    stops = (said.names(flow.sources), *(said.phrases.name(hop.component) for hop in state.through), said.names(flow.targets))
    purpose = said.phrases.name(flow.purpose) if flow.purpose else ""
    return strong(flow_name(flow, said.phrases)), *cell(small=(" → ".join(stops), purpose))


def _type(state: FlowState, said: Said) -> Cell:
    label = said.words.label
    kind = said.gettext("{direction}, {exposure}", direction=label(state.direction), exposure=label(state.exposure).lower())
    carried = said.flows(state.carriers)
    return cell(said.phrases.name(state.channel), small=(kind, label(state.channel.encryption), said.fact("Carried by", carried)))


def _told(state: FlowState, said: Said) -> Cell:
    flow = state.flow
    facts = (
        said.fact("Ports", ports_of(state.ports, said.phrases)),
        said.fact("Sends", said.names(state.carries)),
        said.fact("Returns", said.names(state.returns)),
        said.fact("Controls", said.names(dict.fromkeys((*state.channel.controls, *state.controls)))),
    )
    told = tuple(replace(line, style="") for line in said.lines(flow.notes or flow.description))
    return *told, *cell(small=facts)


def boundary(ids: Collection[str], said: Said) -> list[Block]:
    """Which way connections cross the border, and which data does."""
    heads = titles(*map(said.gettext, ("No.", "Connection", "Class", "Enters", "Leaves")))
    rows = tuple(
        (
            cell(str(state.number)),
            cell(flow_name(state.flow, said.phrases)),
            cell(_class(state, said)),
            cell(said.names(state.enters)),
            cell(said.names(state.leaves)),
        )
        for state in said.states(ids)
    )
    return [Table(heads, (0, 5, 3, 3, 3), rows) if rows else _nothing(said)]


def _class(state: FlowState, said: Said) -> str:
    label = said.words.label
    return said.gettext("{direction}, {exposure}", direction=label(state.direction), exposure=label(state.exposure).lower())


def allow_list(exported: Exported, ids: Collection[str], level: int, said: Said) -> list[Block]:
    """The rules of a firewall at the border for flows."""
    heads = titles(*map(said.gettext, ("No.", "Source", "Destination", "Ports", "Needed for")))
    blocks: list[Block] = []
    for direction, title in ((Direction.INBOUND, "Inbound rules"), (Direction.OUTBOUND, "Outbound rules")):
        inbound = direction is Direction.INBOUND
        rows = tuple(
            (
                cell(str(row.number)),
                cell(*row.source, small=row.examples if inbound else ()),
                cell(*row.destination, small=() if inbound else row.examples),
                cell(row.ports),
                cell(row.name, small=[said.fact("Carries", said.flows(rule.riders))]),
            )
            for rule in exported.rules
            if rule.direction is direction and rule.flow.id in ids
            for row in [rule_row(rule, exported)]
        )
        blocks.append(Heading(_text(said.gettext(title)), level))
        blocks.append(Table(heads, (0, 4, 5, 3, 5), rows) if rows else Passage(_text(said.gettext("No rule is needed."))))
    return blocks


def _text(text: str) -> RichText:
    return (Letters(text),)


def guarantees(ids: Iterable[str], said: Said) -> list[Block]:
    """Promises with their verdicts."""
    verdicts = [said.facts.verdicts[id_] for id_ in ids]
    if not verdicts:
        return [Passage(_text(said.gettext("Nothing is claimed.")))]
    rows = tuple((_statement(verdict, said), _verdict(verdict, said)) for verdict in verdicts)
    anchors = tuple(said.links.claim(verdict.claim) for verdict in verdicts)
    return [Table(titles(said.gettext("Guarantees"), said.gettext("Proven")), (5, 2), rows, anchors)]


def _statement(verdict: Verdict, said: Said) -> Cell:
    return strong(said.rich(verdict.claim.statement)), *said.lines(verdict.claim.notes)


def _verdict(verdict: Verdict, said: Said) -> Cell:
    ways = said.words.ngettext("{n} configuration", "{n} configurations", verdict.configurations)
    if verdict.holds:
        return cell(said.gettext("Proven"), small=(ways,))
    return strong(said.gettext("Refuted")), *cell(small=(ways, _broken(verdict, said)))


def _broken(verdict: Verdict, said: Said) -> str:
    return said.fact("Broken by", said.words.list([flow_name(breach.flow, said.phrases) for breach in verdict.broken_by]))


def claim(id_: str, said: Said) -> StatedClaim:
    """A promise in a text, which leads to its place."""
    verdict = said.facts.verdicts[id_]
    ways = said.words.ngettext("{n} configuration", "{n} configurations", verdict.configurations)
    told = said.gettext("Proven") if verdict.holds else said.gettext("Refuted")
    statement = tuple(replace(span, target=span.target or said.links.claim(verdict.claim)) for span in said.rich(verdict.claim.statement))
    facts = _text(" · ".join(filter(None, (ways, "" if verdict.holds else _broken(verdict, said)))))
    return StatedClaim(statement, told, verdict.holds, facts)


def steps(procedure: Procedure, said: Said) -> ItemList:
    """The steps of a procedure in words."""

    def one(step: Entry, text: Text | None) -> tuple[Block, ...]:
        return Passage((Letters(said.phrases.name(step), ("strong",)),)), *said.blocks(text)

    return ItemList(tuple(one(step, step.text) for step in procedure.steps), first=1)


def components(level: int, said: Said) -> list[Block]:
    """Every place with what is in it."""
    kept = {said.facts.home(component, said.configuration).id for component in said.facts.model.components.values()}
    places = [place for place in said.facts.model.boundaries.values() if place.id in kept]
    return [block for place in places for block in (_place(place, level, said), *inside(place, said))]


def inside(place: Boundary, said: Said) -> list[Block]:
    """What a place is, and what is in it."""
    everything = said.facts.model.components.values()
    found = [component for component in everything if said.facts.home(component, said.configuration) is place]
    heads = titles(*map(said.gettext, ("Component", "Kind", "Owner", "Keeps")))
    rows, anchors = tuple(_component(each, said) for each in found), tuple(said.links.component(each) for each in found)
    return [*said.blocks(place.description), *([Table(heads, (6, 2, 2, 3), rows, anchors)] if found else [])]


def _place(place: Boundary, level: int, said: Said) -> Heading:
    return Heading(_text(said.phrases.name(place)), level, said.links.boundary(place))


def _component(component: Component, said: Said) -> tuple[Cell, ...]:
    owner = said.facts.owner(component, said.configuration)
    status = "" if component.status is Status.ACTIVE else said.words.label(component.status)
    return (
        (strong(said.phrases.name(component)), *cell(small=(status,)), *said.lines(component.description, component.notes)),
        cell(said.words.label(component.kind)),
        cell(said.phrases.name(owner) if owner else ""),
        cell(said.names(component.stores)),
    )


def options(found: Iterable[Option], said: Said) -> list[Block]:
    """The choices that a deployment makes."""
    shown = list(found)
    rows = tuple(((strong(said.phrases.name(option)), *said.lines(option.description)), _choices(option, said)) for option in shown)
    heads = titles(said.gettext("Choices"), said.gettext("Meaning"))
    return [Table(heads, (1, 1), rows, tuple(map(said.links.option, shown)))] if rows else []


def _choices(option: Option, said: Said) -> Cell:
    lines: list[Paragraph] = []
    for choice in option.choices.values():
        default = f" ({said.gettext('default')})" if choice.id == option.default else ""
        lines += [Paragraph(_text(said.phrases.name(choice) + default)), *said.lines(choice.description)]
    return tuple(lines)


def terms(found: Iterable[Term], said: Said) -> list[Block]:
    """TermList with their meanings."""
    shown = list(found)
    rows = tuple(((strong(said.phrases.name(term)),), _plain(said.lines(term.description))) for term in shown)
    heads = titles(said.gettext("Terms"), said.gettext("Meaning"))
    return [Table(heads, (2, 6), rows, tuple(map(said.links.term, shown)))] if rows else []


def data_classes(found: Iterable[DataClass], said: Said) -> list[Block]:
    """Classes of data, and how sensitive they are."""
    shown = list(found)
    rows = tuple((_data(data, said), _plain(said.lines(data.description))) for data in shown)
    heads = titles(said.gettext("Data"), said.gettext("Meaning"))
    return [Table(heads, (3, 5), rows, tuple(map(said.links.data, shown)))] if rows else []


def _data(data: DataClass, said: Said) -> Cell:
    sensitivity = said.words.label(data.sensitivity) if data.sensitivity else ""
    return strong(said.phrases.name(data)), *cell(small=(sensitivity,))


def _plain(lines: Cell) -> Cell:
    """As large as the text around."""
    return tuple(replace(line, style="") if line.style == "small" else line for line in lines)
