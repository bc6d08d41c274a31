"""Whether the documentation's promises are true."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_

from groundplan.derive.condition import Condition, Configuration
from groundplan.derive.decisions import TooEntangled
from groundplan.derive.reach import Reach
from groundplan.derive.selection import Selection
from groundplan.derive.spread import Spread, places
from groundplan.derive.way import Pair
from groundplan.domain.claim import Claim, Contained, DrawnIn, Every, Exists, Never, Unreachable
from groundplan.domain.component import Place
from groundplan.domain.flow import Flow
from groundplan.domain.model import Model
from groundplan.domain.selector import Area, Selector
from groundplan.domain.view import View

_FIRST_STEPS = 20_000
_MOST_STEPS = 400_000
"""How much may be spent on a union in the order of decisions that suits the model, and in one that is made for it."""


@dataclass(frozen=True, slots=True)
class Counterexample:
    """The first configuration in which a claim is false, and the flows that break it: each of them, or one after the other."""

    configuration: Configuration
    flows: tuple[Flow, ...]
    where: Condition
    """Configurations in which these flows break it, the first one among them."""
    place: Place | None = None
    """Where the data or the chain ends up, for claims about containment and reach."""


@dataclass(frozen=True, slots=True, eq=False)
class Breach:
    """A flow that by itself breaks a claim, and where it does."""

    flow: Flow
    where: Condition


@dataclass(frozen=True, eq=False)
class Verdict:
    """A claim judged: over how many configurations, on the evidence of which flows, and where it fails."""

    claim: Claim
    judged: Condition
    """The configurations that the claim speaks of."""
    evidence: tuple[Flow, ...]
    """The flows that could have broken it (or, for `exists`, that fulfil it)."""
    refuted_by: Counterexample | None
    _violations: Callable[[], Condition]
    broken_by: tuple[Breach, ...] = ()
    """For claims about single flows: each that breaks it in some configuration."""

    @property
    def holds(self) -> bool:
        return self.refuted_by is None

    @property
    def configurations(self) -> int:
        """How many configurations the claim was judged in."""
        return self.judged.count()

    @cached_property
    def violated(self) -> Condition:
        """All configurations in which it fails. Not needed for the verdict: it may be a large set. May raise TooEntangled."""
        return self._violations()


def judge(claim: Claim, model: Model, selection: Selection, drawn: Callable[[View], Mapping[Pair, Condition]]) -> Verdict:
    """The verdict on `claim` in every configuration that satisfies its `when`. `drawn` finds the connections with a line in a view."""
    judged = selection.space.when(claim.when)
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


def _drawn(claim: Claim, judged: Condition, selection: Selection, form: DrawnIn, lined: Mapping[Pair, Condition]) -> Verdict:
    """Each connection has to be in the view, and to have a line there that a reader can see or reach."""
    matching = _matching(judged, selection, form.selector)
    shown = selection.seen_from(form.view.viewpoint).compile(form.view.show)
    offending = {
        pair: condition & ~(shown.conditions(pair, condition) & lined[pair]) if pair in lined else condition
        for pair, condition in matching.items()
    }
    return _verdict(claim, judged, _flows(matching), offending)


def _verdict(claim: Claim, judged: Condition, evidence: tuple[Flow, ...], offending: Mapping[Pair, Condition]) -> Verdict:
    breaches = _breaches(offending)
    first = _first(breach.where for breach in breaches)
    refuted = None
    if first is not None:
        breaking = [breach for breach in breaches if breach.where.holds_in(first)]
        where = _together(breach.where for breach in breaking)
        refuted = Counterexample(first, tuple(breach.flow for breach in breaking), where)
    return Verdict(claim, judged, evidence, refuted, lambda: judged.space.union(breach.where for breach in breaches), breaches)


def _breaches(offending: Mapping[Pair, Condition]) -> tuple[Breach, ...]:
    """The flows with a connection that offends in some configuration."""
    found: dict[Flow, Condition] = {}
    for pair, where in offending.items():
        if where:
            found[pair.flow] = found[pair.flow] | where if pair.flow in found else where
    return tuple(Breach(flow, where) for flow, where in found.items())


def _together(conditions: Iterable[Condition]) -> Condition:
    """Where all of `conditions` hold, of which there must be one."""
    return reduce(and_, conditions)


def _first(conditions: Iterable[Condition]) -> Configuration | None:
    """The first configuration in any of `conditions`, without uniting them."""
    ranked = [(rank, condition) for condition in conditions if (rank := condition.rank) is not None]
    return min(ranked, key=lambda one: one[0])[1].first() if ranked else None


def _existing(claim: Claim, judged: Condition, selection: Selection, selector: Selector) -> Verdict:
    matching = _matching(judged, selection, selector)
    violated = _without(judged, list(matching.values()))
    first = violated.first()
    refuted = Counterexample(first, (), violated) if first is not None else None
    return Verdict(claim, judged, _flows(matching), refuted, lambda: violated)


def _without(judged: Condition, conditions: list[Condition]) -> Condition:
    """The configurations `judged` in which none of `conditions` holds; in a space of its own where that keeps the set small."""
    if any(not judged & ~condition for condition in conditions):
        return judged.space.never
    try:
        with judged.space.decisions.within(_FIRST_STEPS):
            return judged & judged.space.outside(conditions)
    except TooEntangled:
        space = judged.space.around([judged, *conditions])
        with space.decisions.within(_MOST_STEPS):
            return space.taken_over(judged) & space.outside(map(space.taken_over, conditions))


def _contained(claim: Claim, judged: Condition, model: Model, selection: Selection, form: Contained) -> Verdict:
    spread = Spread(form, model, selection)
    outside = spread.outside(judged)
    conditions = dict.fromkeys(condition for found in outside.values() for condition in found)
    first = _first(conditions)
    refuted = None if first is None else _spilled(first, spread, outside, model)
    evidence = _flows(pair for pair in spread.bearers if pair.exists & judged)
    return Verdict(claim, judged, evidence, refuted, lambda: judged.space.union(conditions))


def _spilled(first: Configuration, spread: Spread, outside: Mapping[Place, list[Condition]], model: Model) -> Counterexample:
    """The first place outside that the data reaches in the configuration `first`, with the chain that brings it there."""
    every = ((place, condition) for place in places(model) for condition in outside.get(place, ()))
    place, condition = next(one for one in every if one[1].holds_in(first))
    chain = spread.chain(place, first)
    where = _together((condition, *map(spread.bearing, chain)))
    return Counterexample(first, tuple(pair.flow for pair in chain), where, place)


def _unreachable(claim: Claim, judged: Condition, selection: Selection, source: Area, target: Area) -> Verdict:
    reach = Reach(source, target, selection, judged)
    evidence = reach.evidence()
    first = reach.first()
    refuted = None
    if first is not None:
        chain = reach.chain(first)
        refuted = Counterexample(first, tuple(pair.flow for pair in chain), reach.walked(chain), chain[-1].target)
    return Verdict(claim, judged, evidence, refuted, reach.violations)
