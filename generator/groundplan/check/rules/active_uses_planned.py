"""An active flow that needs a component which is planned or deprecated."""

from collections.abc import Iterator

from groundplan.checks import ACTIVE_USES_PLANNED
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding, Related
from groundplan.domain.entry import Status


def check(facts: Facts) -> Iterator[Finding]:
    for flow in facts.model.flows.values():
        if flow.status is not Status.ACTIVE:
            continue
        passed = ((flow.route / "through" / index, hop.component) for index, hop in enumerate(flow.through))
        for route, place in ((flow.route / "from", flow.source), (flow.route / "to", flow.target), *passed):
            if place.status is not Status.ACTIVE:
                related = (Related("its status is written here", place.route / "status"),)
                yield ACTIVE_USES_PLANNED.at(route, related=related, flow=flow.id, place=place.id, status=place.status)
