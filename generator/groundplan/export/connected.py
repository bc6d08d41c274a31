"""What the flows of an export touch: for the formats that tell of places and of the connections between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from groundplan.derive.condition import Configuration
from groundplan.derive.flow_facts import FlowState
from groundplan.domain.boundary import Boundary
from groundplan.domain.component import Component, Place
from groundplan.domain.party import Party
from groundplan.export.exported import Exported


def chosen(exported: Exported) -> Configuration:
    """The configuration of an export that says what one configuration admits."""
    assert exported.configuration is not None
    return exported.configuration


def owner(place: Place, exported: Exported) -> Party | None:
    """Whose a place is."""
    return exported.facts.owner(place, chosen(exported))


def reference(place: Place) -> str:
    """What stands for a place where components and boundaries have their names together."""
    return f"{'boundary' if isinstance(place, Boundary) else 'component'}:{place.id}"


def identity(exported: Exported) -> tuple[str, ...]:
    """What an export follows from, for identifiers that are the same for the same model, language, choices and flows."""
    return exported.provenance.digest, exported.words.locale, *chosen(exported).values(), *(state.flow.id for state in exported.states)


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


def by_home(exported: Exported) -> Mapping[Boundary, list[Component]]:
    """The components that flows touch, by the boundary that they stand in themselves, not in one within."""
    found: dict[Boundary, list[Component]] = {}
    for place in touched(exported):
        if isinstance(place, Component):
            found.setdefault(exported.facts.home(place, chosen(exported)), []).append(place)
    return found


def ends(state: FlowState) -> Iterator[tuple[Place, Place, tuple[Component, ...]]]:
    """Each initiator of a flow with each of its targets, and what is passed between them."""
    for source, *passed, target in state.ways:
        yield source, target, tuple(place for place in passed if isinstance(place, Component))
