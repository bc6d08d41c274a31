"""What the flows of an export touch: for the formats that tell of places and of the connections between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from groundplan.derive.condition import Configuration
from groundplan.derive.flow_facts import FlowState
from groundplan.domain.boundary import Boundary
from groundplan.domain.component import Component, Place
from groundplan.export.exported import Exported


def chosen(exported: Exported) -> Configuration:
    """The configuration of an export that says what one configuration admits."""
    assert exported.configuration is not None
    return exported.configuration


def touched(exported: Exported) -> list[Place]:
    """The components and boundaries that flows touch, in the model's order."""
    found = {place for state in exported.states for way in state.ways for place in way}
    model = exported.facts.model
    every: Iterable[Place] = (*model.components.values(), *model.boundaries.values())
    return [place for place in every if place in found]


def boundaries(exported: Exported) -> list[Boundary]:
    """The boundaries that hold something that flows touch, or are touched, in the model's order."""
    homes = {exported.facts.home(place, chosen(exported)) for place in touched(exported)}
    return [boundary for boundary in exported.facts.model.boundaries.values() if any(home in boundary for home in homes)]


def inside(boundary: Boundary, exported: Exported) -> Iterator[Component]:
    """The components that flows touch and that stand in `boundary` itself, not in one within."""
    for place in touched(exported):
        if isinstance(place, Component) and exported.facts.home(place, chosen(exported)) is boundary:
            yield place


def ends(state: FlowState) -> Iterator[tuple[Place, Place, tuple[Component, ...]]]:
    """Each initiator of a flow with each of its targets, and what is passed between them."""
    for source, *passed, target in state.ways:
        yield source, target, tuple(place for place in passed if isinstance(place, Component))
