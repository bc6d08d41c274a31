"""An opening that a firewall needs, without a port: the allow-list would be incomplete."""

from collections.abc import Iterator

from groundplan.derive.facts import Facts
from groundplan.diagnostics import Check, Finding, Severity

CHECK = Check(
    "unstated-port", Severity.WARNING, "`{flow}` needs an opening, but its ports are {state}", "write `ports: [443/tcp]`, or whatever it is"
)


def check(facts: Facts) -> Iterator[Finding]:
    for flow in facts.openings:
        if not flow.ports:
            written = flow.ports is not None
            yield CHECK.at(flow.route / "ports", flow=flow.id, state="unknown" if written else "not stated")
