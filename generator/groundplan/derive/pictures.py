"""The pictures of a view, as far as they follow from the model: how they are folded up, and which connections have a line in one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from groundplan.derive.cases import Cases, combined
from groundplan.derive.condition import Condition
from groundplan.derive.flow_facts import FlowFacts, FlowState
from groundplan.derive.folding import CardWay, Folding, ScreenBudget
from groundplan.derive.stage import Stage
from groundplan.derive.way import Pair
from groundplan.domain.boundary import Boundary
from groundplan.domain.component import Place
from groundplan.domain.view import View


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """A flow as it is in a picture, and where it is so: with other choices it may take another way, or start in another place."""

    state: FlowState
    where: Condition

    def ways(self, stage: Stage) -> Iterator[CardWay]:
        """What each pair of the flow touches, in order, each way once."""
        return iter(dict.fromkeys(stage.way(way, self.state.configuration) for way in self.state.ways))


def turns(flows: Mapping[str, FlowFacts], shown: Mapping[str, Condition], stage: Stage) -> list[Turn]:
    """The flows of a view in each way that they take where they are `shown`: first as they are in the usual configuration."""
    return [turn for id_, condition in shown.items() for turn in _turns(flows[id_], condition, stage)]


def folding(
    stage: Stage,
    view: View,
    viewpoint: Boundary,
    turns: Iterable[Turn],
    budget: ScreenBudget | None = None,
    *,
    first: ScreenBudget | None = None,
    alone: Iterable[str] = (),
) -> Folding:
    """How a picture of `turns` and of components that stand `alone` is folded up in `view`; the start of it by the budget `first`."""
    ways = [*(way for turn in turns for way in turn.ways(stage)), *((id_,) for id_ in alone)]
    return replace(_folding(stage, view, viewpoint, ways, budget), first=first)


def drawn(stage: Stage, view: View, viewpoint: Boundary, turns: Iterable[Turn]) -> Mapping[Pair, Condition]:
    """The connections of a view's flows that have a line which a reader can see, or reach by opening what is folded up, with where."""
    ways = [
        (pair, turn.where, stage.way(way, turn.state.configuration))
        for turn in turns
        for pair, way in zip(turn.state.facts.pairs, turn.state.ways, strict=True)
    ]
    found: dict[Pair, Condition] = {}
    for index in _folding(stage, view, viewpoint, [way for _, _, way in ways]).lined():
        pair, where, _ = ways[index]
        found[pair] = found[pair] | where if pair in found else where
    return found


def _folding(stage: Stage, view: View, viewpoint: Boundary, all_ways: Sequence[CardWay], budget: ScreenBudget | None = None) -> Folding:
    collapse = frozenset(boundary.id for boundary in view.collapse)
    return Folding(stage.nesting, all_ways, collapse, viewpoint.id, budget or ScreenBudget())


def _turns(flow: FlowFacts, shown: Condition, stage: Stage) -> list[Turn]:
    homes = list(_homes(flow, stage))
    if not homes and len(flow.through.items) < 2:
        wheres = [shown]
    else:
        cases = combined(lambda *values: values, flow.through, flow.direction, *homes)
        wheres = [where for _, condition in cases if (where := condition & shown)]
    found = [turn for where in wheres if (turn := _turn(flow, where, stage))]
    assert found, "what is shown exists somewhere"
    return sorted(found, key=lambda turn: not turn.where.holds_in(stage.usual))


def _turn(flow: FlowFacts, where: Condition, stage: Stage) -> Turn | None:
    """`flow` under the usual configuration, or the first one of `where`."""
    first = stage.usual if where.holds_in(stage.usual) else where.first()
    state = None if first is None else flow.under(first)
    return Turn(state, where) if state else None


def _homes(flow: FlowFacts, stage: Stage) -> Iterator[Cases[Boundary]]:
    """The places of what `flow` touches, where they are by choice."""
    touched = dict.fromkeys(_touched(flow)) if stage.index.moving else ()
    return (home for place in touched if isinstance(home := stage.index.home(place), Cases))


def _touched(flow: FlowFacts) -> Iterator[Place]:
    """Everything that `flow` starts from, passes or ends at in some configuration."""
    yield from (*flow.flow.sources, *flow.flow.targets)
    yield from (hop.component for hops, _ in flow.through for hop in hops)
