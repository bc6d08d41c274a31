"""A written `expect.exposure` that disagrees with what is derived in some configuration."""

from collections.abc import Iterator

from groundplan.check.wording import configuration_in_words, expectations
from groundplan.checks import EXPOSURE_MISMATCH
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding, Related


def check(facts: Facts) -> Iterator[Finding]:
    for facts_of in facts.flows.values():
        flow = facts_of.flow
        for _, expected, route in expectations(flow, facts):
            wrong = next(((c, where) for c, where in facts_of.channel if expected.exposure not in {None, c.exposure}), None)
            if wrong is not None:
                channel, condition = wrong
                yield EXPOSURE_MISMATCH.at(
                    route / "exposure",
                    related=(Related(f"the channel `{channel.id}` is {channel.exposure}", channel.route / "exposure"),),
                    flow=flow.id,
                    expected=expected.exposure,
                    derived=channel.exposure,
                    where=configuration_in_words(condition, " under "),
                )
