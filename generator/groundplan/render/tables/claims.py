"""Claims with their evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from groundplan.derive.claims import Verdict
from groundplan.derive.facts import Facts
from groundplan.domain.claim import Contained, Exists, Unreachable
from groundplan.domain.flow import Flow
from groundplan.render.tables.flow_row import FlowRows
from groundplan.render.tables.row import Linked


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A promise and how it was proven."""

    id: str
    href: str
    name: Markup
    statement: Markup
    notes: Markup
    holds: bool
    under: Markup
    """The configurations that the claim speaks of, in words; empty where it speaks of all."""
    method: str
    evidence: tuple[Linked, ...]
    broken_by: tuple[Linked, ...]
    broken_under: Markup
    border: Linked | None
    """The place whose border the claim speaks of, where it is not the model's viewpoint."""


def claim_row(verdict: Verdict, facts: Facts, rows: FlowRows) -> ClaimRow:
    """The row of one verdict."""
    words, claim = rows.words, verdict.claim

    def linked(flows: Iterable[Flow]) -> tuple[Linked, ...]:
        return tuple(Linked(flow.id, Markup(facts.flows[flow.id].number), rows.links.flow(flow)) for flow in flows)

    refuted = verdict.refuted_by
    return ClaimRow(
        claim.id,
        rows.links.claim(claim),
        words.plain(claim.name),
        words.html(claim.statement),
        words.blocks(claim.notes),
        verdict.holds,
        rows.condition(verdict.judged),
        _method(verdict, rows),
        linked(verdict.evidence) if len(verdict.evidence) < len(facts.flows) else (),
        linked(refuted.flows) if refuted else (),
        rows.condition(verdict.violated),
        rows.place(claim.viewpoint) if claim.viewpoint and claim.viewpoint is not facts.model.project.viewpoint else None,
    )


def _method(verdict: Verdict, rows: FlowRows) -> str:
    words = rows.words
    flows = words.ngettext("{n} connection", "{n} connections", len(verdict.evidence))
    ways = words.ngettext("{n} configuration", "{n} configurations", verdict.configurations)
    match verdict.claim.form:
        case Exists():
            return words.gettext("Fulfilled by {flows}, in {configurations}.", flows=flows, configurations=ways)
        case Contained() | Unreachable():
            return words.gettext("Proven by following {flows}, in {configurations}.", flows=flows, configurations=ways)
        case _:
            return words.gettext("Proven over {flows}, in {configurations}.", flows=flows, configurations=ways)
