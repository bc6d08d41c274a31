"""A claim that is false in some configuration."""

from collections.abc import Iterator

from groundplan.check.wording import configuration_in_words, name_of, sentence_of, where_it_holds
from groundplan.checks import CLAIM_REFUTED
from groundplan.derive.claims import Counterexample, Verdict
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding, Related
from groundplan.domain.claim import Contained, DrawnIn, Every, Exists, Never, Unreachable


def check(facts: Facts) -> Iterator[Finding]:
    for verdict in facts.verdicts.values():
        if verdict.refuted_by is None:
            continue
        route = verdict.claim.route
        related = tuple(Related(sentence_of(flow), flow.route) for flow in verdict.refuted_by.flows)
        yield CLAIM_REFUTED.at(
            route,
            related=related,
            hint=where_it_holds(verdict.judged, verdict.violated),
            claim=verdict.claim.id,
            where=configuration_in_words(verdict.violated, " under "),
            reason=_reason(verdict, verdict.refuted_by),
        )


def _reason(verdict: Verdict, counterexample: Counterexample) -> str:
    flows = ", then ".join(f"`{flow.id}`" for flow in counterexample.flows)
    match verdict.claim.form:
        case Never():
            return f"{flows} matches what must never be"
        case Every():
            return f"{flows} matches `every`, but not `is`"
        case DrawnIn(view, _):
            return f"{flows} is not in the view `{view.id}`"
        case Exists():
            return "no flow matches"
        case Contained(data, within):
            assert counterexample.place is not None
            places = " and ".join(map(name_of, within))
            way = f"by {flows}" if flows else "because it is kept there"
            return f"`{data.id}` reaches `{counterexample.place.id}`, outside {places}, {way}"
        case Unreachable():
            assert counterexample.place is not None
            return f"{flows} leads to `{counterexample.place.id}`"
