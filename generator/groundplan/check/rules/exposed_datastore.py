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
        if facts_of.direction is not Direction.INBOUND or flow.through:
            continue
        if not isinstance(flow.target, Component) or flow.target.kind is not ComponentKind.DATASTORE:
            continue
        for channel, condition in facts_of.channel:
            if channel.exposure is Exposure.PUBLIC:
                related = (Related(f"`{flow.target.id}` is written here", flow.target.route),)
                where = configuration_in_words(condition, " under ")
                yield EXPOSED_DATASTORE.at(
                    flow.route / "channel", related=related, flow=flow.id, store=flow.target.id, channel=channel.id, where=where
                )
                break
