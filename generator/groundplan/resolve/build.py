"""Sound records to domain entries. Every name used here is known to resolve."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from groundplan.diagnostics import Route
from groundplan.domain.boundary import Boundary
from groundplan.domain.channel import Channel
from groundplan.domain.claim import Claim, ClaimForm
from groundplan.domain.component import Component, Place
from groundplan.domain.control import Control
from groundplan.domain.data import DataClass
from groundplan.domain.entry import Link, Text
from groundplan.domain.flow import ChannelRule, ChosenChannel, Expectation, FixedChannel, Flow, Hop
from groundplan.domain.option import Choice, Option
from groundplan.domain.party import Party
from groundplan.domain.procedure import Procedure, Step
from groundplan.domain.selector import Selector
from groundplan.domain.term import Term
from groundplan.domain.view import View
from groundplan.domain.waiver import Waiver
from groundplan.load import records as r

V = TypeVar("V")


def entry(section: str, id_: str, record: r.EntryRecord) -> dict[str, Any]:
    """The arguments that every kind of entry shares."""
    return entry_at(Route(section, id_), id_, record)


def entry_at(route: Route, id_: str, record: r.EntryRecord) -> dict[str, Any]:
    """The arguments of an entry at `route`. An entry without a name is called by its id."""
    return {
        "id": id_,
        "route": route,
        "name": Text(route / "name", record.name or id_.replace("-", " ").capitalize()),
        "description": text(route / "description", record.description),
        "notes": text(route / "notes", record.notes),
        "status": record.status,
        "audience": record.audience,
        "tags": record.tags,
        "links": tuple(Link(link.name, link.url) for link in record.links),
    }


def text(route: Route, source: str | None) -> Text | None:
    """A translatable text, if anything is written."""
    return Text(route, source.strip()) if source and source.strip() else None


def pick(ids: Iterable[str], entries: Mapping[str, V]) -> tuple[V, ...]:
    """The entries that `ids` name, in the order written."""
    return tuple(entries[id_] for id_ in ids)


def party(id_: str, record: r.PartyRecord) -> Party:
    return Party(**entry("parties", id_, record), role=record.role)


def boundary(id_: str, record: r.BoundaryRecord, parent: Boundary | None, parties: Mapping[str, Party]) -> Boundary:
    return Boundary(
        **entry("boundaries", id_, record),
        kind=record.kind,
        parent=parent,
        owner=parties[record.owner] if record.owner else parent.owner if parent else None,
        manager=parties[record.manager] if record.manager else parent.manager if parent else None,
    )


def component(
    id_: str, record: r.ComponentRecord, boundaries: Mapping[str, Boundary], parties: Mapping[str, Party], data: Mapping[str, DataClass]
) -> Component:
    home = boundaries[record.inside]
    return Component(
        **entry("components", id_, record),
        kind=record.kind,
        boundary=home,
        icon=record.icon,
        owner=parties[record.owner] if record.owner else home.owner,
        manager=parties[record.manager] if record.manager else home.manager,
        stores=pick(record.stores, data),
        produces=pick(record.produces, data),
    )


def data_class(id_: str, record: r.DataRecord, whole: DataClass | None) -> DataClass:
    inherited = whole.sensitivity if whole else None
    return DataClass(**entry("data", id_, record), sensitivity=record.sensitivity or inherited, whole=whole)


def control(id_: str, record: r.ControlRecord) -> Control:
    return Control(**entry("controls", id_, record), kind=record.kind)


def channel(id_: str, record: r.ChannelRecord, controls: Mapping[str, Control]) -> Channel:
    return Channel(
        **entry("channels", id_, record),
        exposure=record.exposure,
        encryption=record.encryption,
        controls=pick(record.controls, controls),
        carried_by=record.carried_by,
    )


def option(id_: str, record: r.OptionRecord) -> Option:
    route = Route("options", id_, "choices")
    choices = {
        name: Choice(**entry_at(route / name, name, choice), requires=choice.requires, excludes=choice.excludes)
        for name, choice in record.choices.items()
    }
    return Option(**entry("options", id_, record), choices=choices, default=record.default)


def term(id_: str, record: r.TermRecord) -> Term:
    return Term(**entry("terms", id_, record), translate=record.translate, avoid=record.avoid)


def flow(
    id_: str,
    record: r.FlowRecord,
    *,
    components: Mapping[str, Component],
    boundaries: Mapping[str, Boundary],
    channels: Mapping[str, Channel],
    terms: Mapping[str, Term],
    data: Mapping[str, DataClass],
    controls: Mapping[str, Control],
    options: Mapping[str, Option],
) -> Flow:
    def place(name: str) -> Place:
        return components.get(name) or boundaries[name]

    return Flow(
        **entry("flows", id_, record),
        source=place(record.source),
        target=place(record.target),
        through=tuple(_hop(hop, components) for hop in record.through),
        channel=_channel_rule(record.channel, channels, options),
        purpose=terms[record.purpose] if record.purpose else None,
        ports=record.ports,
        protocol=record.protocol,
        carries=pick(record.carries, data),
        returns=pick(record.returns, data),
        controls=pick(record.controls, controls),
        when=record.when,
        endpoints=record.endpoints,
        expect=Expectation(record.expect.direction, record.expect.exposure) if record.expect else None,
    )


def _hop(hop: str | r.HopRecord, components: Mapping[str, Component]) -> Hop:
    if isinstance(hop, str):
        return Hop(components[hop])
    return Hop(components[hop.component], hop.terminates)


def _channel_rule(raw: str | Mapping[str, str], channels: Mapping[str, Channel], options: Mapping[str, Option]) -> ChannelRule:
    if isinstance(raw, str):
        return FixedChannel(channels[raw])
    chosen = options[raw["by"]]
    return ChosenChannel(chosen.id, {choice: channels[raw[choice]] for choice in chosen.choices})


def claim(id_: str, record: r.ClaimRecord, form: ClaimForm) -> Claim:
    statement = Text(Route("claims", id_, "statement"), record.statement.strip())
    return Claim(**entry("claims", id_, record), statement=statement, form=form, when=record.when)


def view(id_: str, record: r.ViewRecord, show: Selector, boundaries: Mapping[str, Boundary]) -> View:
    return View(**entry("views", id_, record), show=show, collapse=pick(record.collapse, boundaries), direction=record.direction)


def procedure(id_: str, record: r.ProcedureRecord, components: Mapping[str, Component], flows: Mapping[str, Flow]) -> Procedure:
    route = Route("procedures", id_, "steps")
    steps = tuple(
        Step(
            **entry_at(route / index, step.id, step),
            text=text(route / index / "text", step.text),
            by=components[step.by] if step.by else None,
            to=components[step.to] if step.to else None,
            uses=flows[step.uses] if step.uses else None,
        )
        for index, step in enumerate(record.steps)
    )
    return Procedure(**entry("procedures", id_, record), steps=steps)


def waiver(id_: str, record: r.WaiverRecord) -> Waiver:
    return Waiver(
        **entry("waivers", id_, record),
        check=record.check,
        at=Route.parse(record.at),
        reason=record.reason,
        by=record.by,
        until=record.until,
    )
