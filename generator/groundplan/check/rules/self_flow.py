"""A flow that ends where it starts."""

from collections.abc import Iterator

from groundplan.derive.facts import Facts
from groundplan.diagnostics import Check, Finding, Severity

CHECK = Check("self-flow", Severity.WARNING, "`{flow}` starts and ends at `{place}`")


def check(facts: Facts) -> Iterator[Finding]:
    for flow in facts.model.flows.values():
        if flow.source is flow.target:
            yield CHECK.at(flow.route / "to", flow=flow.id, place=flow.target.id)
