"""A datastore that is reached from outside directly over a public channel."""

from collections.abc import Iterator

from groundplan.check.wording import configuration_in_words
from groundplan.checks import EXPOSED_DATASTORE
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding, Related
from groundplan.domain.channel import Exposure
from groundplan.domain.component import Component, ComponentKind
from groundplan.domain.flow import Direction


def check(facts: Facts) -> Iterator[Finding]:
    for facts_of in facts.flows.values():
        flow = facts_of.flow
        store = next((end for end in flow.targets if isinstance(end, Component) and end.kind is ComponentKind.DATASTORE), None)
        if store is None:
            continue
        never = facts.space.never
        reached = facts_of.direction.where(lambda direction: direction is Direction.INBOUND, never)
        reached &= facts_of.through.where(lambda hops: not hops, never)
        for channel, used in facts_of.channel:
            condition = used & reached
            if channel.exposure is Exposure.PUBLIC and condition:
                related = (Related(f"`{store.id}` is written here", store.route),)
                where = configuration_in_words(condition, " under ")
                yield EXPOSED_DATASTORE.at(
                    flow.route / "channel", related=related, flow=flow.id, store=store.id, channel=channel.id, where=where
                )
                break
