"""A flow that ends where it starts."""

from collections.abc import Iterator

from groundplan.checks import SELF_FLOW
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding


def check(facts: Facts) -> Iterator[Finding]:
    for flow in facts.model.flows.values():
        if flow.source is flow.target:
            yield SELF_FLOW.at(flow.route / "to", flow=flow.id, place=flow.target.id)
