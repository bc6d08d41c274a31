"""A component that nothing refers to."""

from collections.abc import Iterator

from groundplan.derive.facts import Facts
from groundplan.diagnostics import Check, Finding, Severity

CHECK = Check(
    "unused-component", Severity.WARNING, "no flow and no procedure involves `{component}`", "connect it, or remove it", whole=True
)


def check(facts: Facts) -> Iterator[Finding]:
    used = facts.components_in_flows | facts.components_in_procedures
    for component in facts.model.components.values():
        if component.id not in used:
            yield CHECK.at(component.route, component=component.id)
