"""A written `expect.direction` that disagrees with what is derived, in some configuration."""

from collections.abc import Iterator

from groundplan.check.wording import configuration_in_words, expectations
from groundplan.checks import DIRECTION_MISMATCH
from groundplan.derive.facts import Facts
from groundplan.derive.flow_facts import FlowFacts
from groundplan.diagnostics import Finding, Related, Route
from groundplan.domain.flow import Direction

_WHY = {
    Direction.INBOUND: "only its target is inside `{viewpoint}`",
    Direction.OUTBOUND: "only its initiator is inside `{viewpoint}`",
    Direction.INTERNAL: "both ends are inside `{viewpoint}`",
    Direction.EXTERNAL: "neither end is inside `{viewpoint}`",
}
_BOTH = "both ends open it, across the border of `{viewpoint}`"


def check(facts: Facts) -> Iterator[Finding]:
    for flow in facts.model.flows.values():
        for viewpoint, expected, route in expectations(flow, facts):
            if expected.direction is not None:
                seen = facts.seen_from(viewpoint)
                yield from _compare(seen.flows[flow.id], expected.direction, seen, route / "direction")


def _compare(facts_of: FlowFacts, expected: Direction, facts: Facts, route: Route) -> Iterator[Finding]:
    flow = facts_of.flow
    for direction, condition in facts_of.direction:
        if direction is not expected:
            why = _BOTH if flow.opened_by and direction is Direction.OUTBOUND else _WHY[direction]
            yield DIRECTION_MISMATCH.at(
                route,
                related=(Related("the initiator is written here", flow.route / "from"),),
                flow=flow.id,
                expected=expected,
                derived=direction,
                where=configuration_in_words(condition, " under ") if len(facts_of.direction.items) > 1 else "",
                source=flow.sources[0].id,
                why=why.format(viewpoint=facts.viewpoint.id),
            )
            return
