"""An outbound opening without an endpoint: the allow-list could not say whereto."""

from collections.abc import Iterator

from groundplan.derive.facts import Facts
from groundplan.diagnostics import Check, Finding, Severity
from groundplan.domain.flow import Direction

CHECK = Check(
    "unstated-endpoint",
    Severity.WARNING,
    "`{flow}` opens a connection outwards, but states no endpoint",
    'write `endpoints: [{{host: "*.example.com"}}]`, or a cidr or service',
)


def check(facts: Facts) -> Iterator[Finding]:
    for flow in facts.openings:
        if facts.flows[flow.id].direction is Direction.OUTBOUND and not flow.endpoints:
            yield CHECK.at(flow.route, flow=flow.id)
