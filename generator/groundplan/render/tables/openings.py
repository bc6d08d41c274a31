"""What a firewall at the viewpoint's border must allow."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from groundplan.derive.condition import Condition
from groundplan.derive.facts import Facts
from groundplan.domain.flow import Flow
from groundplan.render.tables.flow_row import FlowGroup, FlowRow, FlowRows


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """One rule: the flow that needs it, the far end as an allow-list names it, and what else goes through."""

    flow: FlowRow
    endpoints: tuple[str, ...]
    condition: Markup
    carries: tuple[FlowGroup, ...]
    """The overlay flows that need this opening though they have none of their own."""


def opening_rows(facts: Facts, rows: FlowRows, only: dict[str, Condition]) -> list[OpeningRow]:
    """The openings that the flows in `only` need, by the model's order."""
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
        if opening in needed:
            carried = rows.groups(riders.get(opening, {}), needed[opening])
            endpoints = tuple(endpoint.value for endpoint in opening.endpoints)
            found.append(OpeningRow(rows.row(facts_of), endpoints, rows.condition(needed[opening]), carried))
    return found
