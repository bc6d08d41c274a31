"""A channel that no flow uses."""

from collections.abc import Iterator

from groundplan.checks import UNUSED_CHANNEL
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding
from groundplan.domain.flow import ChosenChannel, FixedChannel, Flow


def check(facts: Facts) -> Iterator[Finding]:
    used = {id_ for flow in facts.model.flows.values() for id_ in _channels(flow)}
    for channel in facts.model.channels.values():
        if channel.id not in used:
            yield UNUSED_CHANNEL.at(channel.route, channel=channel.id)


def _channels(flow: Flow) -> Iterator[str]:
    match flow.channel:
        case FixedChannel(channel):
            yield channel.id
        case ChosenChannel(_, by_choice):
            yield from (channel.id for channel in by_choice.values())
