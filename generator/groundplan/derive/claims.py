"""Whether the documentation's promises are true."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass

from groundplan.derive.condition import Condition, Configuration
from groundplan.derive.reach import Reach, Spread, places
from groundplan.derive.selection import Selection
from groundplan.derive.way import Pair
from groundplan.domain.claim import Claim, Contained, DrawnIn, Every, Exists, Never, Unreachable
from groundplan.domain.component import Place
from groundplan.domain.flow import Flow
from groundplan.domain.model import Model
from groundplan.domain.selector import Area, Selector
from groundplan.domain.view import View


@dataclass(frozen=True, slots=True)
class Counterexample:
    """The first configuration in which a claim is false, and the flows that break it, in order."""

    configuration: Configuration
    flows: tuple[Flow, ...]
    place: Place | None = None
    """Where the data or the chain ends up, for claims about containment and reach."""


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """A claim judged: over how many configurations, on the evidence of which flows, and where it fails."""

    claim: Claim
    judged: Condition
    """The configurations that the claim speaks of."""
    evidence: tuple[Flow, ...]
    """The flows that could have broken it (or, for `exists`, that fulfil it)."""
    violated: Condition
    refuted_by: Counterexample | None

    @property
    def holds(self) -> bool:
        return self.refuted_by is None

    @property
    def configurations(self) -> int:
        """How many configurations the claim was judged in."""
        return self.judged.count()


def judge(claim: Claim, model: Model, selection: Selection, drawn: Callable[[View], Container[Pair]]) -> Verdict:
    """The verdict on `claim` in every configuration that satisfies its `when`. `drawn` finds the connections with a line in a view."""
    judged = selection.space.where(claim.when) & selection.space.valid
    match claim.form:
        case Never(selector):
            return _forbidden(claim, judged, selection, selector)
        case Every(selector, requirement):
            return _required(claim, judged, selection, selector, requirement)
        case DrawnIn() as form:
            return _drawn(claim, judged, selection, form, drawn(form.view))
        case Exists(selector):
            return _existing(claim, judged, selection, selector)
        case Contained() as contained:
            return _contained(claim, judged, model, selection, contained)
        case Unreachable(source, target):
            return _unreachable(claim, judged, selection, source, target)


def _matching(judged: Condition, selection: Selection, selector: Selector) -> dict[Pair, Condition]:
    """The connections that `selector` selects in some of the configurations `judged`, with where it does."""
    matching = ((pair, condition & judged) for pair, condition in selection.matching(selector).items())
    return {pair: condition for pair, condition in matching if condition}


def _flows(pairs: Iterable[Pair]) -> tuple[Flow, ...]:
    return tuple(dict.fromkeys(pair.flow for pair in pairs))


def _forbidden(claim: Claim, judged: Condition, selection: Selection, never: Selector) -> Verdict:
    evidence = tuple(flow.flow for flow in selection.flows.values() if flow.exists & judged)
    return _verdict(claim, judged, evidence, _matching(judged, selection, never))


def _required(claim: Claim, judged: Condition, selection: Selection, selector: Selector, requirement: Selector) -> Verdict:
    matching = _matching(judged, selection, selector)
    required = selection.compile(requirement)
    offending = {pair: condition & ~required.conditions(pair, condition) for pair, condition in matching.items()}
    return _verdict(claim, judged, _flows(matching), offending)


def _drawn(claim: Claim, judged: Condition, selection: Selection, form: DrawnIn, lined: Container[Pair]) -> Verdict:
    """Each connection has to be in the view, and to have a line there that a reader can see or reach."""
    matching = _matching(judged, selection, form.selector)
    shown = selection.seen_from(form.view.viewpoint).compile(form.view.show)
    offending = {
        pair: condition & ~shown.conditions(pair, condition) if pair in lined else condition for pair, condition in matching.items()
    }
    return _verdict(claim, judged, _flows(matching), offending)


def _verdict(claim: Claim, judged: Condition, evidence: tuple[Flow, ...], offending: dict[Pair, Condition]) -> Verdict:
    violated = judged.space.union(offending.values())
    first = violated.first()
    refuted = None
    if first is not None:
        culprit = next(pair.flow for pair, condition in offending.items() if condition.holds_in(first))
        refuted = Counterexample(first, (culprit,))
    return Verdict(claim, judged, evidence, violated, refuted)


def _existing(claim: Claim, judged: Condition, selection: Selection, selector: Selector) -> Verdict:
    matching = _matching(judged, selection, selector)
    violated = judged & ~judged.space.union(matching.values())
    first = violated.first()
    return Verdict(claim, judged, _flows(matching), violated, Counterexample(first, ()) if first is not None else None)


def _contained(claim: Claim, judged: Condition, model: Model, selection: Selection, form: Contained) -> Verdict:
    spread = Spread(form, model, selection)
    outside = spread.outside(judged)
    violated = judged.space.union(outside.values())
    first = violated.first()
    refuted = None
    if first is not None:
        spilled = next(place for place in places(model) if place in outside and outside[place].holds_in(first))
        refuted = Counterexample(first, spread.chain(spilled, first), spilled)
    return Verdict(claim, judged, _flows(pair for pair in spread.bearers if pair.exists & judged), violated, refuted)


def _unreachable(claim: Claim, judged: Condition, selection: Selection, source: Area, target: Area) -> Verdict:
    reach = Reach(source, target, selection)
    reached = reach.reached(judged)
    violated = reach.arrived(reached)
    first = violated.first()
    refuted = None
    if first is not None:
        chain, place = reach.chain(first)
        refuted = Counterexample(first, chain, place)
    evidence = {pair.flow for pair in reached}
    return Verdict(claim, judged, tuple(facts.flow for facts in selection.flows.values() if facts.flow in evidence), violated, refuted)
