"""A written `expect.direction` that disagrees with what is derived."""

from collections.abc import Iterator

from groundplan.checks import DIRECTION_MISMATCH
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding, Related

_WHY = {
    (False, True): "only its target is inside `{viewpoint}`",
    (True, False): "only its initiator is inside `{viewpoint}`",
    (True, True): "both ends are inside `{viewpoint}`",
    (False, False): "neither end is inside `{viewpoint}`",
}


def check(facts: Facts) -> Iterator[Finding]:
    viewpoint = facts.viewpoint
    for facts_of in facts.flows.values():
        flow = facts_of.flow
        if flow.expect is None or flow.expect.direction in {None, facts_of.direction}:
            continue
        yield DIRECTION_MISMATCH.at(
            flow.route / "expect" / "direction",
            related=(Related("the initiator is written here", flow.route / "from"),),
            flow=flow.id,
            expected=flow.expect.direction,
            derived=facts_of.direction,
            source=flow.source.id,
            why=_WHY[flow.source in viewpoint, flow.target in viewpoint].format(viewpoint=viewpoint.id),
        )
