"""An outbound opening without an endpoint: the allow-list could not say whereto."""

from collections.abc import Iterator

from groundplan.checks import UNSTATED_ENDPOINT
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding
from groundplan.domain.flow import Direction


def check(facts: Facts) -> Iterator[Finding]:
    for flow in facts.openings:
        facts_of = facts.flows[flow.id]
        opened = facts_of.openings[flow] & facts_of.direction.where(lambda direction: direction is Direction.OUTBOUND, facts.space.never)
        if opened & facts_of.endpoints.where(lambda endpoints: not endpoints, facts.space.never):
            yield UNSTATED_ENDPOINT.at(flow.route, flow=flow.id)
