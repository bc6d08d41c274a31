"""A claim that is false in some configuration."""

from collections.abc import Iterator

from groundplan.check.wording import area_name, condition_in_words, configuration_in_words, judged_over, listed, sentence_of, where_it_holds
from groundplan.checks import CLAIM_REFUTED
from groundplan.derive.claims import Counterexample, Verdict
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding, Related
from groundplan.domain.claim import Contained, DrawnIn, Every, Exists, Never, Unreachable

_MOST_FLOWS = 4
"""How many flows the sentence names; the places beside it are all there."""


def check(facts: Facts) -> Iterator[Finding]:
    for verdict in facts.verdicts.values():
        if verdict.refuted_by is None:
            continue
        yield CLAIM_REFUTED.at(
            verdict.claim.route,
            related=tuple(_related(verdict, verdict.refuted_by)),
            hint="; ".join(filter(None, (where_it_holds(verdict), f"judged {judged_over(verdict)}"))),
            claim=verdict.claim.id,
            where=configuration_in_words(verdict.refuted_by.where, " under "),
            reason=_reason(verdict, verdict.refuted_by),
        )


def _related(verdict: Verdict, counterexample: Counterexample) -> Iterator[Related]:
    """The flows that break the claim, each with its own condition, or those of the chain."""
    if len(verdict.broken_by) < 2:
        yield from (Related(sentence_of(flow), flow.route) for flow in counterexample.flows)
        return
    for breach in verdict.broken_by:
        always = not verdict.judged & ~breach.where
        under = "" if always else f", and breaks it under {condition_in_words(breach.where)}"
        yield Related(f"{sentence_of(breach.flow)}{under}", breach.flow.route)


def _reason(verdict: Verdict, counterexample: Counterexample) -> str:
    ids = [f"`{flow.id}`" for flow in counterexample.flows]
    flows, one = ", then ".join(ids), len(ids) == 1
    match verdict.claim.form:
        case Never():
            return f"{listed(ids, _MOST_FLOWS)} {'matches' if one else 'match'} what must never be"
        case Every():
            return f"{listed(ids, _MOST_FLOWS)} {'matches' if one else 'match'} `every`, but not `is`"
        case DrawnIn(view, _):
            return f"{listed(ids, _MOST_FLOWS)} {'is' if one else 'are'} not in the view `{view.id}`"
        case Exists():
            return "no flow matches"
        case Contained(data, within):
            assert counterexample.place is not None
            places = " and ".join(map(area_name, within))
            way = f"by {flows}" if flows else "because it is kept there"
            return f"`{data.id}` reaches `{counterexample.place.id}`, outside {places}, {way}"
        case Unreachable():
            assert counterexample.place is not None
            return f"{flows} leads to `{counterexample.place.id}`"
