"""Which options a model names together: from this comes the order in which they are decided (see `order`)."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.domain.component import PLACED, Component
from groundplan.domain.flow import BY_CHOICE, Flow
from groundplan.domain.model import Model
from groundplan.domain.option import each, options_of


def named_together(model: Model) -> Iterator[frozenset[str]]:
    """The options that decide on a flow with the places on its way, on a component, or that a claim or a view names."""
    for flow in model.flows.values():
        yield frozenset(_deciding(flow))
    for component in model.components.values():
        yield frozenset(_placing(component))
    for claim in model.claims.values():
        yield frozenset(claim.when)
    for view in model.views.values():
        yield frozenset(view.choices)


def _deciding(flow: Flow) -> Iterator[str]:
    yield from flow.when
    for name in BY_CHOICE:
        yield from options_of(getattr(flow, name))
    passed = (hop.component for hops in each(flow.through) for hop in hops)
    for place in (*flow.sources, *flow.targets, *passed):
        if isinstance(place, Component):
            yield from _placing(place)


def _placing(component: Component) -> Iterator[str]:
    for name in PLACED:
        yield from options_of(getattr(component, name))
