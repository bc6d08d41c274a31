"""A flow without encryption that crosses the viewpoint's border."""

from collections.abc import Iterator

from groundplan.check.wording import configuration_in_words
from groundplan.checks import UNENCRYPTED_CROSSING
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding, Related
from groundplan.domain.channel import Encryption


def check(facts: Facts) -> Iterator[Finding]:
    for facts_of in facts.flows.values():
        crossing = facts_of.crosses.where(lambda crossed: facts.viewpoint in crossed, facts.space.never)
        for channel, used in facts_of.channel:
            condition = used & crossing
            if channel.encryption is Encryption.NONE and condition:
                flow = facts_of.flow
                related = (Related(f"the channel `{channel.id}` states no encryption", channel.route),)
                where = configuration_in_words(condition, " under ")
                yield UNENCRYPTED_CROSSING.at(
                    flow.route / "channel", related=related, flow=flow.id, viewpoint=facts.viewpoint.id, where=where
                )
                break
