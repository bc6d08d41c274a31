"""Procedures as numbered steps."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from groundplan.domain.procedure import Procedure, Step
from groundplan.render.tables.flow_row import FlowRows
from groundplan.render.tables.row import Linked


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step: who does it, towards whom, over which connection."""

    number: int
    id: str
    name: Markup
    text: Markup
    by: Linked | None
    to: Linked | None
    uses: Linked | None
    uses_name: Markup


def step_rows(procedure: Procedure, rows: FlowRows) -> list[StepRow]:
    """The steps of `procedure`, from 1."""
    return [_step(number, step, rows) for number, step in enumerate(procedure.steps, start=1)]


def _step(number: int, step: Step, rows: FlowRows) -> StepRow:
    uses = None
    if step.uses:
        uses = Linked(step.uses.id, Markup(rows.facts.flows[step.uses.id].number), rows.links.flow(step.uses))
    return StepRow(
        number,
        step.id,
        rows.words.plain(step.name),
        rows.words.blocks(step.text),
        rows.place(step.by) if step.by else None,
        rows.place(step.to) if step.to else None,
        uses,
        rows.words.plain(step.uses.name) if step.uses else Markup(),
    )
