"""Components and the places they are in, as a nested list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from groundplan.derive.facts import Facts
from groundplan.domain.boundary import Boundary
from groundplan.domain.component import Component
from groundplan.domain.flow import Flow
from groundplan.render.pages.links import Links
from groundplan.render.tables.flow_row import Linked
from groundplan.render.words.words import Words


@dataclass(frozen=True, slots=True)
class ComponentEntry:
    """All that the component page says of a component."""

    id: str
    name: Markup
    kind: str
    icon: str | None
    description: Markup
    notes: Markup
    owner: Markup
    manager: Markup
    stores: tuple[Linked, ...]
    produces: tuple[Linked, ...]
    opens: tuple[Linked, ...]
    accepts: tuple[Linked, ...]
    passes: tuple[Linked, ...]
    status: str
    planned: bool


@dataclass(frozen=True, slots=True)
class BoundaryEntry:
    """A boundary with what is directly in it. `depth` counts from 0; `path` names the boundaries around it, outermost first."""

    id: str
    name: Markup
    kind: str
    depth: int
    path: tuple[Linked, ...]
    description: Markup
    notes: Markup
    owner: Markup
    manager: Markup
    viewpoint: bool
    components: tuple[ComponentEntry, ...]


def boundary_entries(facts: Facts, words: Words, links: Links) -> list[BoundaryEntry]:
    """Every boundary, each followed by those in it, in the model's order."""
    boundaries = facts.model.boundaries.values()
    entries: list[BoundaryEntry] = []

    def add(boundary: Boundary, depth: int) -> None:
        entries.append(_boundary(boundary, depth, facts, words, links))
        for inner in boundaries:
            if inner.parent is boundary:
                add(inner, depth + 1)

    for boundary in boundaries:
        if boundary.parent is None:
            add(boundary, 0)
    return entries


def _boundary(boundary: Boundary, depth: int, facts: Facts, words: Words, links: Links) -> BoundaryEntry:
    around = list(boundary.enclosing())[:0:-1]
    inside = (component for component in facts.model.components.values() if component.boundary is boundary)
    return BoundaryEntry(
        boundary.id,
        words.plain(boundary.name),
        words.label(boundary.kind),
        depth,
        tuple(Linked(outer.id, words.plain(outer.name), links.boundary(outer)) for outer in around),
        words.blocks(boundary.description),
        words.blocks(boundary.notes),
        words.plain(boundary.owner.name) if boundary.owner else Markup(),
        words.plain(boundary.manager.name) if boundary.manager else Markup(),
        boundary is facts.viewpoint,
        tuple(component_entry(component, facts, words, links) for component in inside),
    )


def component_entry(component: Component, facts: Facts, words: Words, links: Links) -> ComponentEntry:
    """One component."""

    def flows(takes_part: Callable[[Flow], bool]) -> tuple[Linked, ...]:
        chosen = (flow for flow in facts.flows.values() if takes_part(flow.flow))
        return tuple(Linked(flow.flow.id, Markup(flow.number), links.flow(flow.flow)) for flow in chosen)

    return ComponentEntry(
        component.id,
        words.plain(component.name),
        words.label(component.kind),
        component.icon,
        words.blocks(component.description),
        words.blocks(component.notes),
        words.plain(component.owner.name) if component.owner else Markup(),
        words.plain(component.manager.name) if component.manager else Markup(),
        tuple(Linked(data.id, words.plain(data.name), links.data(data)) for data in component.stores),
        tuple(Linked(data.id, words.plain(data.name), links.data(data)) for data in component.produces),
        flows(lambda flow: flow.source is component),
        flows(lambda flow: flow.target is component),
        flows(lambda flow: any(hop.component is component for hop in flow.through)),
        words.label(component.status),
        component.status != "active",
    )
