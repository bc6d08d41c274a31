"""A channel that no flow uses."""

from collections.abc import Iterator

from groundplan.checks import UNUSED_CHANNEL
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding
from groundplan.domain.option import each


def check(facts: Facts) -> Iterator[Finding]:
    used = {channel.id for flow in facts.model.flows.values() for channel in each(flow.channel)}
    for channel in facts.model.channels.values():
        if channel.id not in used:
            yield UNUSED_CHANNEL.at(channel.route, channel=channel.id)
