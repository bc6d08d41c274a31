"""A flow over an overlay network that, in some configuration, no existing flow carries."""

from collections.abc import Iterator

from groundplan.check.wording import configuration_in_words
from groundplan.checks import OVERLAY_WITHOUT_CARRIER
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding, Related


def check(facts: Facts) -> Iterator[Finding]:
    for facts_of in facts.flows.values():
        flow = facts_of.flow
        for channel, condition in facts_of.channel:
            if not channel.carried_by:
                continue
            carried = facts.space.never
            for carrier in channel.carried_by:
                carried |= facts.flows[carrier].exists
            stranded = condition & ~carried
            if stranded:
                yield OVERLAY_WITHOUT_CARRIER.at(
                    flow.route / "channel",
                    related=(Related(f"the carriers of `{channel.id}` are written here", channel.route / "carried-by"),),
                    flow=flow.id,
                    channel=channel.id,
                    where=configuration_in_words(stranded, " under "),
                )
