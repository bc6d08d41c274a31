"""Claims with their evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from groundplan.derive.claims import Verdict
from groundplan.derive.condition import Condition
from groundplan.derive.facts import Facts
from groundplan.domain.claim import Contained, Exists, Unreachable
from groundplan.domain.flow import Flow
from groundplan.render.tables.flow_row import FlowRows
from groundplan.render.tables.row import FlowGroup, Linked, led


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A promise and how it was proven."""

    id: str
    href: str
    shown: str
    """Where the connections that it was judged over are seen; empty where there are none, or where they are all that there is."""
    name: Markup
    statement: Markup
    notes: Markup
    holds: bool
    under: Markup
    """The configurations that the claim speaks of, in words; empty where it speaks of all."""
    method: str
    edition: str
    """Which state of the model it was judged over."""
    evidence: tuple[Linked, ...]
    broken_by: tuple[FlowGroup, ...]
    """What breaks it: each flow under its own condition, or the chain of flows, one after the other."""
    missing_under: Markup
    """Where nothing fulfils a claim that something is there."""
    more: int
    """How many more it was judged over than `evidence` names."""
    border: Linked | None
    """The place whose border the claim speaks of, where it is not the model's viewpoint."""


def claim_row(
    verdict: Verdict, facts: Facts, rows: FlowRows, edition: str = "", most: int | None = None, *, first: int | None = None
) -> ClaimRow:
    """The row of one verdict over the state of the model that `edition` names.

    It names at most `most` flows of its evidence, and leads to the `first` of them.
    """
    words, claim = rows.words, verdict.claim
    judged = verdict.evidence if len(verdict.evidence) < len(facts.flows) else ()
    return ClaimRow(
        claim.id,
        rows.links.claim(claim),
        rows.links.shown("claim", claim.id) if judged else "",
        words.plain(claim.name),
        words.html(claim.statement),
        words.blocks(claim.notes),
        verdict.holds,
        rows.condition(verdict.judged),
        _method(verdict, rows),
        edition,
        led(rows.pictured(judged[:most]), first),
        tuple(_breaches(verdict, facts, rows)),
        rows.condition(verdict.refuted_by.where) if verdict.refuted_by and isinstance(claim.form, Exists) else Markup(),
        len(judged) - len(judged[:most]),
        rows.place(claim.viewpoint) if claim.viewpoint and claim.viewpoint is not facts.model.project.viewpoint else None,
    )


def _breaches(verdict: Verdict, facts: Facts, rows: FlowRows) -> Iterator[FlowGroup]:
    """Flows of equal conditions together; a chain is one group. Nothing that is there breaks an `exists`."""
    if verdict.refuted_by is None or not verdict.refuted_by.flows:
        return
    broken: list[tuple[Condition, list[Flow]]] = []
    for breach in verdict.broken_by:
        group = next((flows for where, flows in broken if where.agrees(breach.where)), None)
        if group is None:
            broken.append((breach.where, group := []))
        group.append(breach.flow)
    for where, flows in broken or [(verdict.refuted_by.where, list(verdict.refuted_by.flows))]:
        yield FlowGroup(rows.pictured(flows), rows.condition(where), where.holds_in(facts.default.configuration))


def _method(verdict: Verdict, rows: FlowRows) -> str:
    words = rows.words
    flows = words.ngettext("{n} connection", "{n} connections", len(verdict.evidence))
    ways = words.ngettext("{n} configuration", "{n} configurations", verdict.configurations)
    if not verdict.holds and isinstance(verdict.claim.form, Exists):
        return words.gettext("Fulfilled by {flows}, but not in each of {configurations}.", flows=flows, configurations=ways)
    if not verdict.holds:
        return words.gettext("Judged over {flows}, in {configurations}.", flows=flows, configurations=ways)
    match verdict.claim.form:
        case Exists():
            return words.gettext("Fulfilled by {flows}, in {configurations}.", flows=flows, configurations=ways)
        case Contained() | Unreachable():
            return words.gettext("Proven by following {flows}, in {configurations}.", flows=flows, configurations=ways)
        case _:
            return words.gettext("Proven over {flows}, in {configurations}.", flows=flows, configurations=ways)
