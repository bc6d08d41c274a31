"""A written `expect.exposure` that disagrees with what is derived in some configuration."""

from collections.abc import Iterator

from groundplan.check.wording import configuration_in_words
from groundplan.checks import EXPOSURE_MISMATCH
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding, Related


def check(facts: Facts) -> Iterator[Finding]:
    for facts_of in facts.flows.values():
        flow = facts_of.flow
        if flow.expect is None or flow.expect.exposure is None:
            continue
        for channel, condition in facts_of.channel:
            if channel.exposure is not flow.expect.exposure:
                yield EXPOSURE_MISMATCH.at(
                    flow.route / "expect" / "exposure",
                    related=(Related(f"the channel `{channel.id}` is {channel.exposure}", channel.route / "exposure"),),
                    flow=flow.id,
                    expected=flow.expect.exposure,
                    derived=channel.exposure,
                    where=configuration_in_words(condition, " under "),
                )
                break
