"""An option that decides nothing."""

from collections.abc import Iterator

from groundplan.derive.facts import Facts
from groundplan.diagnostics import Check, Finding, Severity
from groundplan.domain.flow import ChosenChannel

CHECK = Check(
    "unused-option", Severity.WARNING, "the option `{option}` decides nothing", "use it in a `when` or a channel, or remove it", whole=True
)


def check(facts: Facts) -> Iterator[Finding]:
    model = facts.model
    used = {option for flow in model.flows.values() for option in flow.when}
    used |= {option for claim in model.claims.values() for option in claim.when}
    used |= {flow.channel.option for flow in model.flows.values() if isinstance(flow.channel, ChosenChannel)}
    for option in model.options.values():
        for choice in option.choices.values():
            if choice.requires or choice.excludes:  # what limits other options decides something, too
                used |= {option.id} if {*choice.requires, *choice.excludes} & used else set()
    for option in model.options.values():
        if option.id not in used:
            yield CHECK.at(option.route, option=option.id)
