"""A flow with several ends that runs in different directions for different pairs of them."""

from collections.abc import Iterator

from groundplan.check.wording import configuration_in_words
from groundplan.checks import MIXED_ENDS
from groundplan.derive.facts import Facts
from groundplan.derive.flow_facts import FlowFacts
from groundplan.diagnostics import Finding


def check(facts: Facts) -> Iterator[Finding]:
    for viewpoint in dict.fromkeys((facts.viewpoint, *facts.model.project.viewpoints)):
        seen = facts.seen_from(viewpoint)
        for facts_of in seen.flows.values():
            if len(facts_of.pairs) > 1:
                yield from _mixed(facts_of, seen)


def _mixed(facts_of: FlowFacts, facts: Facts) -> Iterator[Finding]:
    first, *others = facts_of.pairs
    for pair in others:
        for direction, here in facts_of.border.direction(first):
            for other, there in facts_of.border.direction(pair):
                if direction is not other and here & there:
                    yield MIXED_ENDS.at(
                        facts_of.flow.route / ("from" if pair.source is not first.source else "to"),
                        flow=facts_of.flow.id,
                        direction=direction,
                        source=first.source.id,
                        target=first.target.id,
                        other=other,
                        other_source=pair.source.id,
                        other_target=pair.target.id,
                        viewpoint=facts.viewpoint.id,
                        where=configuration_in_words(here & there, ", under "),
                    )
                    return
