"""The pictures of a view, as far as they follow from the model: how they are folded up, and which connections have a line in one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from groundplan.derive.condition import Condition, Configuration
from groundplan.derive.flow_facts import FlowFacts, FlowState
from groundplan.derive.folding import Budget, Folding, Nesting, Way
from groundplan.derive.index import Index
from groundplan.derive.way import Pair
from groundplan.domain.boundary import Boundary
from groundplan.domain.component import Place
from groundplan.domain.model import Model
from groundplan.domain.view import View


def nesting(model: Model, index: Index, configuration: Configuration) -> Nesting:
    """All places in one tree, boundaries before what is in them, where they are under `configuration`."""
    boundaries = sorted(model.boundaries.values(), key=lambda boundary: len(list(boundary.enclosing())))
    tree: dict[str, str | None] = {boundary.id: boundary.parent.id if boundary.parent else None for boundary in boundaries}
    return Nesting(tree | {component.id: index.home_in(component, configuration).id for component in model.components.values()})


def ways(state: FlowState) -> Iterator[Way]:
    """The places that each pair of a flow touches, in order, each way once."""
    return iter(dict.fromkeys(_ids(way) for way in state.ways))


def pictured(flows: Mapping[str, FlowFacts], shown: Mapping[str, Condition], configuration: Configuration) -> list[FlowState]:
    """The flows of a view as they are in its pictures: under `configuration`, or the first one in which they are shown."""
    return [_pictured(flows[id_], condition, configuration) for id_, condition in shown.items()]


def folding(
    tree: Nesting, view: View, viewpoint: Boundary, states: Iterable[FlowState], budget: Budget | None = None, *, alone: Iterable[str] = ()
) -> Folding:
    """How a picture of `states` and of components that stand `alone`, by id, is folded up in `view`."""
    return _folding(tree, view, viewpoint, [*(way for state in states for way in ways(state)), *((id_,) for id_ in alone)], budget)


def drawn(tree: Nesting, view: View, viewpoint: Boundary, states: Iterable[FlowState]) -> frozenset[Pair]:
    """The connections of a view's flows that have a line which a reader can see, or reach by opening what is folded up."""
    pairs = [(pair, _ids(way)) for state in states for pair, way in zip(state.facts.pairs, state.ways, strict=True)]
    found = _folding(tree, view, viewpoint, [way for _, way in pairs])
    return frozenset(pairs[index][0] for index in found.lined())


def _folding(tree: Nesting, view: View, viewpoint: Boundary, all_ways: Sequence[Way], budget: Budget | None = None) -> Folding:
    collapse = frozenset(boundary.id for boundary in view.collapse)
    return Folding(tree, all_ways, collapse, viewpoint.id, budget or Budget())


def _pictured(flow: FlowFacts, shown: Condition, configuration: Configuration) -> FlowState:
    first = shown.first()
    state = flow.under(configuration) or (flow.under(first) if first else None)
    assert state is not None, "what is shown exists somewhere"
    return state


def _ids(way: Iterable[Place]) -> Way:
    return tuple(place.id for place in way)
