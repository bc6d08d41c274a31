"""A component that nothing refers to."""

from collections.abc import Iterator

from groundplan.checks import UNUSED_COMPONENT
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding


def check(facts: Facts) -> Iterator[Finding]:
    used = facts.components_in_flows | facts.components_in_procedures
    for component in facts.model.components.values():
        if component.id not in used:
            yield UNUSED_COMPONENT.at(component.route, component=component.id)
