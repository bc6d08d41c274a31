"""What a firewall at the viewpoint's border must allow."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from groundplan.derive.condition import Condition
from groundplan.derive.facts import Facts
from groundplan.derive.flow_facts import FlowFacts
from groundplan.domain.flow import Direction, Endpoint, EndpointKind, Flow
from groundplan.domain.option import each
from groundplan.render.tables.flow_row import FlowGroup, FlowRow, FlowRows


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """One rule: the flow that needs it, the far end as an allow-list names it, and what else goes through."""

    flow: FlowRow
    inbound: bool
    endpoints: tuple[Markup, ...]
    condition: Markup
    carries: tuple[FlowGroup, ...]
    """The overlay flows that need this opening though they have none of their own."""


def opening_rows(facts: Facts, rows: FlowRows, only: Iterable[str], *, inbound: bool) -> list[OpeningRow]:
    """The openings inwards, or those in all other directions, that the flows in `only` need, by the model's order."""
    needed: dict[Flow, Condition] = {}
    riders: dict[Flow, dict[Flow, Condition]] = {}
    for id_ in only:
        flow = facts.flows[id_]
        for opening, condition in flow.openings.items():
            needed[opening] = needed[opening] | condition if opening in needed else condition
            if opening is not flow.flow:
                riders.setdefault(opening, {})[flow.flow] = condition
    found = []
    for facts_of in facts.flows.values():
        opening = facts_of.flow
        this_way = facts_of.direction.where(lambda direction: (direction is Direction.INBOUND) is inbound, facts.space.never)
        if opening in needed and needed[opening] & this_way:
            where = needed[opening] & this_way
            carried = rows.groups(riders.get(opening, {}), where)
            found.append(OpeningRow(rows.row(facts_of), inbound, endpoints_of(facts_of, rows), rows.condition(where), carried))
    return found


def endpoints_of(facts_of: FlowFacts, rows: FlowRows) -> tuple[Markup, ...]:
    """The far ends as an allow-list names them, each with the choices that it needs."""
    every = dict.fromkeys(endpoint for endpoints in each(facts_of.flow.endpoints) for endpoint in endpoints)
    return tuple(_endpoint(endpoint, facts_of, rows) for endpoint in every)


def _endpoint(endpoint: Endpoint, facts_of: FlowFacts, rows: FlowRows) -> Markup:
    where = facts_of.endpoints.where(lambda endpoints: endpoint in endpoints, facts_of.exists.space.never)
    told = escape(endpoint.value)
    if endpoint.kind is EndpointKind.LIST:
        told = Markup('<a href="{0}">{0}</a>').format(endpoint.value)
    told = Markup(_PLACEHOLDER.sub(r'<var class="gp-placeholder">\g<0></var>', told))
    return rows.with_choices(told, where) if facts_of.exists & ~where else told


_PLACEHOLDER = re.compile(r"\{[^{}]+\}")
