"""The pictures of a view, as far as they follow from the model: how they are folded up, and which flows have a line in one."""

from __future__ import annotations

from collections.abc import Iterable

from groundplan.derive.folding import Budget, Folding, Nesting, Way
from groundplan.domain.flow import Flow
from groundplan.domain.model import Model
from groundplan.domain.view import View


def nest(model: Model) -> Nesting:
    """All places of `model` in one tree, boundaries before what is in them."""
    boundaries = sorted(model.boundaries.values(), key=lambda boundary: len(list(boundary.enclosing())))
    tree: dict[str, str | None] = {boundary.id: boundary.parent.id if boundary.parent else None for boundary in boundaries}
    return Nesting(tree | {component.id: component.boundary.id for component in model.components.values()})


def way(flow: Flow) -> Way:
    """The places that `flow` touches, in order."""
    return flow.source.id, *(hop.component.id for hop in flow.through), flow.target.id


def folding(model: Model, view: View, flows: Iterable[Flow], budget: Budget | None = None, alone: Iterable[str] = ()) -> Folding:
    """How a picture of `flows` and of components that stand `alone`, by id, is folded up in `view`."""
    collapse = frozenset(boundary.id for boundary in view.collapse)
    ways = [*map(way, flows), *((id_,) for id_ in alone)]
    return Folding(nest(model), ways, collapse, model.project.viewpoint.id, budget or Budget())


def drawn(model: Model, view: View, flows: Iterable[Flow]) -> frozenset[Flow]:
    """Those of `flows`, which are all that `view` shows, that have a line which a reader can see, or reach by opening what is folded up."""
    shown = tuple(flows)
    return frozenset(shown[index] for index in folding(model, view, shown).lined())
