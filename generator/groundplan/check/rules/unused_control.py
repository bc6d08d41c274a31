"""A control that no flow and no channel names."""

from collections.abc import Iterator

from groundplan.checks import UNUSED_CONTROL
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding
from groundplan.domain.option import each


def check(facts: Facts) -> Iterator[Finding]:
    model = facts.model
    used = {control.id for flow in model.flows.values() for controls in each(flow.controls) for control in controls}
    used |= {control.id for channel in model.channels.values() for control in channel.controls}
    for control in model.controls.values():
        if control.id not in used:
            yield UNUSED_CONTROL.at(control.route, control=control.id)
