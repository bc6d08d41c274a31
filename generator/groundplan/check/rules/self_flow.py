"""A flow that ends where it starts."""

from collections.abc import Iterator

from groundplan.checks import SELF_FLOW
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding


def check(facts: Facts) -> Iterator[Finding]:
    for flow in facts.model.flows.values():
        for place in flow.sources:
            if place in flow.targets:
                yield SELF_FLOW.at(flow.route / "to", flow=flow.id, place=place.id)
