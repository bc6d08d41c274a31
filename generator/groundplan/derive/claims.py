"""Whether the documentation's promises are true."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from groundplan.derive.condition import Condition, Configuration
from groundplan.derive.flow_facts import FlowFacts, FlowState
from groundplan.derive.pictures import drawn
from groundplan.derive.selection import Selection
from groundplan.domain.channel import Encryption
from groundplan.domain.claim import Claim, Contained, DrawnIn, Every, Exists, Never, Unreachable
from groundplan.domain.component import Component, Place
from groundplan.domain.data import DataClass
from groundplan.domain.flow import Flow
from groundplan.domain.model import Model
from groundplan.domain.selector import Area, Selector


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


def judge(claim: Claim, model: Model, selection: Selection) -> Verdict:
    """The verdict on `claim` in every configuration that satisfies its `when`."""
    judged = selection.space.where(claim.when) & selection.space.valid
    match claim.form:
        case Never(selector):
            return _forbidden(claim, judged, selection, selector)
        case Every(selector, requirement):
            return _required(claim, judged, selection, selector, requirement)
        case DrawnIn(view, selector):
            lined = drawn(model, view, [flow.flow for flow in selection.matching(view.show)])
            return _required(claim, judged, selection, selector, view.show, able=lined)
        case Exists(selector):
            return _existing(claim, judged, selection, selector)
        case Contained() as contained:
            return _contained(claim, judged, model, selection, contained)
        case Unreachable(source, target):
            return _unreachable(claim, judged, selection, source, target)


def _matching(judged: Condition, selection: Selection, selector: Selector) -> dict[FlowFacts, Condition]:
    """The flows that `selector` selects in some of the configurations `judged`, with where it does."""
    matching = ((flow, condition & judged) for flow, condition in selection.matching(selector).items())
    return {flow: condition for flow, condition in matching if condition}


def _forbidden(claim: Claim, judged: Condition, selection: Selection, never: Selector) -> Verdict:
    evidence = tuple(flow.flow for flow in selection.flows.values() if flow.exists & judged)
    return _verdict(claim, judged, evidence, _matching(judged, selection, never))


def _required(
    claim: Claim,
    judged: Condition,
    selection: Selection,
    selector: Selector,
    requirement: Selector,
    *,
    able: Collection[Flow] | None = None,
) -> Verdict:
    """Each flow that `selector` selects has to match `requirement`, and to be one of those that are `able` to."""
    matching = _matching(judged, selection, selector)
    required = selection.compile(requirement)
    offending = {
        flow: condition & ~required.conditions(flow, condition) if able is None or flow.flow in able else condition
        for flow, condition in matching.items()
    }
    return _verdict(claim, judged, tuple(flow.flow for flow in matching), offending)


def _verdict(claim: Claim, judged: Condition, evidence: tuple[Flow, ...], offending: dict[FlowFacts, Condition]) -> Verdict:
    violated = judged.space.union(offending.values())
    first = violated.first()
    refuted = None
    if first is not None:
        culprit = next(flow.flow for flow, condition in offending.items() if condition.holds_in(first))
        refuted = Counterexample(first, (culprit,))
    return Verdict(claim, judged, evidence, violated, refuted)


def _existing(claim: Claim, judged: Condition, selection: Selection, selector: Selector) -> Verdict:
    matching = _matching(judged, selection, selector)
    violated = judged & ~judged.space.union(matching.values())
    first = violated.first()
    evidence = tuple(flow.flow for flow in matching)
    return Verdict(claim, judged, evidence, violated, Counterexample(first, ()) if first is not None else None)


def _contained(claim: Claim, judged: Condition, model: Model, selection: Selection, form: Contained) -> Verdict:
    data = selection.index.data([form.data.id])
    inside = selection.index.places([form.within])
    origins = [component for component in model.components.values() if _holds(data, component.stores, component.produces)]
    bearers = [flow for flow in selection.flows.values() if _holds(data, flow.flow.carries, flow.flow.returns)]
    outside: dict[Place, Condition] = {place: judged for place in origins if place not in inside}
    for flow in bearers:
        for channel, condition in flow.channel:
            for place in _seeing(flow.flow, channel.encryption):
                if place not in inside:
                    outside[place] = outside.get(place, judged.space.never) | condition & judged
    violated = judged.space.union(outside.values())
    first = violated.first()
    refuted = None
    if first is not None:
        spilled = next(place for place in _places(model) if place in outside and outside[place].holds_in(first))
        states = [state for flow in bearers if (state := flow.under(first)) is not None]
        refuted = Counterexample(first, _chain_of_data(states, data, origins, spilled), spilled)
    return Verdict(claim, judged, tuple(flow.flow for flow in bearers if flow.exists & judged), violated, refuted)


def _chain_of_data(states: list[FlowState], data: frozenset[DataClass], origins: list[Component], spilled: Place) -> tuple[Flow, ...]:
    """The shortest chain of flows that brings `data` from an origin to `spilled`; a flow without an origin stands for itself."""
    if spilled in origins:
        return ()
    steps: dict[Place, list[tuple[Place, Flow]]] = defaultdict(list)
    for state in states:
        flow = state.flow
        seeing = _seeing(flow, state.channel.encryption)
        for sender, sent in ((flow.source, flow.carries), (flow.target, flow.returns)):
            if _holds(data, sent):
                steps[sender] += [(place, flow) for place in seeing]
    chain = _shortest(origins, steps, {spilled})
    return chain or next((state.flow,) for state in states if spilled in _seeing(state.flow, state.channel.encryption))


def _unreachable(claim: Claim, judged: Condition, selection: Selection, source: Area, target: Area) -> Verdict:
    edges: dict[Place, list[FlowFacts]] = defaultdict(list)
    for flow in selection.flows.values():
        edges[flow.flow.source].append(flow)
    sources, targets = selection.index.places([source]), selection.index.places([target])
    starts = [place for place in edges if place in sources]
    reached = _reach(starts, edges, judged)
    violated = judged.space.union(condition for flow, condition in reached.items() if flow.flow.target in targets)
    first = violated.first()
    refuted = None
    if first is not None:
        steps: dict[Place, list[tuple[Place, Flow]]] = defaultdict(list)
        for flow in selection.flows.values():
            if flow.exists.holds_in(first):
                steps[flow.flow.source].append((flow.flow.target, flow.flow))
        chain = _shortest(starts, steps, targets)
        refuted = Counterexample(first, chain, chain[-1].target)
    return Verdict(claim, judged, tuple(flow.flow for flow in selection.flows.values() if flow in reached), violated, refuted)


def _reach(starts: Iterable[Place], edges: dict[Place, list[FlowFacts]], judged: Condition) -> dict[FlowFacts, Condition]:
    """Flow -> where some chain of flows from `starts` ends with it. A fixpoint: sets only grow, and there are finitely many."""
    reached: dict[FlowFacts, Condition] = {}
    at: dict[Place, Condition] = dict.fromkeys(starts, judged)
    waiting = deque(at)
    while waiting:
        place = waiting.popleft()
        for flow in edges.get(place, ()):
            along = at[place] & flow.exists
            if not along:
                continue
            reached[flow] = reached[flow] | along if flow in reached else along
            target = flow.flow.target
            before = at.get(target)
            after = before | along if before is not None else along
            if before is None or after.node != before.node:
                at[target] = after
                waiting.append(target)
    return reached


_Way: TypeAlias = "tuple[_Way | None, Flow]"
"""The last flow of a chain, after the way before it."""


def _shortest(starts: Iterable[Place], steps: Mapping[Place, list[tuple[Place, Flow]]], ends: Collection[Place]) -> tuple[Flow, ...]:
    """The flows of a shortest walk of at least one step from `starts` to one of `ends`; empty where there is none."""
    queue: deque[tuple[Place, _Way | None]] = deque((start, None) for start in starts)
    seen = set[Place]()
    while queue:
        place, way = queue.popleft()
        for target, flow in steps.get(place, ()):
            if target in ends:
                return (*_flows_of(way), flow)
            if target not in seen:
                seen.add(target)
                queue.append((target, (way, flow)))
    return ()


def _flows_of(way: _Way | None) -> tuple[Flow, ...]:
    flows: list[Flow] = []
    while way is not None:
        way, flow = way
        flows.append(flow)
    return tuple(reversed(flows))


def _places(model: Model) -> Iterator[Place]:
    yield from model.components.values()
    yield from model.boundaries.values()


def _holds(data: frozenset[DataClass], *written: tuple[DataClass, ...]) -> bool:
    return any(not data.isdisjoint(classes) for classes in written)


def _seeing(flow: Flow, encryption: Encryption) -> list[Place]:
    """The places that see what `flow` carries: its ends, and what it passes where encryption ends or there is none."""
    passed = [hop.component for hop in flow.through if hop.terminates or encryption is Encryption.NONE]
    return [flow.source, *passed, flow.target]
