"""An opening that a firewall needs, without a port: the allow-list would be incomplete."""

from collections.abc import Iterator

from groundplan.checks import UNSTATED_PORT
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding


def check(facts: Facts) -> Iterator[Finding]:
    for flow in facts.openings:
        if not flow.ports:
            written = flow.ports is not None
            yield UNSTATED_PORT.at(flow.route / "ports", flow=flow.id, state="unknown" if written else "not stated")
