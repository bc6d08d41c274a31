"""An opening that a firewall needs, without a port: the allow-list would be incomplete."""

from collections.abc import Iterator

from groundplan.checks import UNSTATED_PORT
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding


def check(facts: Facts) -> Iterator[Finding]:
    for flow in facts.openings:
        opened = facts.flows[flow.id].openings[flow]
        for ports, condition in facts.flows[flow.id].ports:
            if not ports and condition & opened:
                yield UNSTATED_PORT.at(flow.route / "ports", flow=flow.id, state="not stated" if ports is None else "unknown")
                break
