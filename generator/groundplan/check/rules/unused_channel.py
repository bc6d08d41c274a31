"""A channel that no flow uses."""

from collections.abc import Iterator

from groundplan.derive.facts import Facts
from groundplan.diagnostics import Check, Finding, Severity
from groundplan.domain.flow import ChosenChannel, FixedChannel, Flow

CHECK = Check("unused-channel", Severity.WARNING, "no flow uses the channel `{channel}`", "use it, or remove it", whole=True)


def check(facts: Facts) -> Iterator[Finding]:
    used = {id_ for flow in facts.model.flows.values() for id_ in _channels(flow)}
    for channel in facts.model.channels.values():
        if channel.id not in used:
            yield CHECK.at(channel.route, channel=channel.id)


def _channels(flow: Flow) -> Iterator[str]:
    match flow.channel:
        case FixedChannel(channel):
            yield channel.id
        case ChosenChannel(_, by_choice):
            yield from (channel.id for channel in by_choice.values())
