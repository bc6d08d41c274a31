"""An outbound opening without an endpoint: the allow-list could not say whereto."""

from collections.abc import Iterator

from groundplan.checks import UNSTATED_ENDPOINT
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding
from groundplan.domain.flow import Direction


def check(facts: Facts) -> Iterator[Finding]:
    for flow in facts.openings:
        if facts.flows[flow.id].direction is Direction.OUTBOUND and not flow.endpoints:
            yield UNSTATED_ENDPOINT.at(flow.route, flow=flow.id)
