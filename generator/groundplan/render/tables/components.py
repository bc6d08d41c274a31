"""Components and the places they are in, as a nested list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from groundplan.derive.cases import Cases
from groundplan.derive.choose import cases
from groundplan.derive.facts import Facts
from groundplan.derive.involvement import Involvement
from groundplan.domain.boundary import Boundary
from groundplan.domain.component import Component
from groundplan.domain.option import Varying
from groundplan.domain.party import Party
from groundplan.render.pages.links import Links
from groundplan.render.pages.volumes import Chapter
from groundplan.render.tables.flow_row import FlowRows
from groundplan.render.tables.row import Linked
from groundplan.render.words.words import Words


@dataclass(frozen=True, slots=True)
class ComponentEntry:
    """All that the component page says of a component; `of` is what it says it of, with every key of the language."""

    of: Component
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
    places: Markup
    """Where it is with which choices; empty where it is always in the same place."""


@dataclass(frozen=True, slots=True)
class BoundaryEntry:
    """A boundary with what is directly in it. `depth` counts from 0; `path` names the boundaries around it, outermost first.

    `of` is what it says it of, with every key of the language.
    """

    of: Boundary
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


def boundary_entries(chapters: Iterable[Chapter], facts: Facts, words: Words, links: Links) -> list[BoundaryEntry]:
    """The boundaries of `chapters` with their components."""
    return [_boundary(chapter, facts, words, links) for chapter in chapters]


def _boundary(chapter: Chapter, facts: Facts, words: Words, links: Links) -> BoundaryEntry:
    boundary, inside = chapter.boundary, (facts.model.components[id_] for id_ in chapter.ids)
    around = list(boundary.enclosing())[:0:-1]
    return BoundaryEntry(
        boundary,
        boundary.id,
        words.plain(boundary.name),
        words.label(boundary.kind),
        len(around),
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
    rows, involved = FlowRows(facts, words, links), facts.involvements.get(component, Involvement())
    return ComponentEntry(
        component,
        component.id,
        words.plain(component.name),
        words.label(component.kind),
        component.icon,
        words.blocks(component.description),
        words.blocks(component.notes),
        _party(component.owner, rows),
        _party(component.manager, rows),
        tuple(Linked(data.id, words.plain(data.name), links.data(data)) for data in component.stores),
        tuple(Linked(data.id, words.plain(data.name), links.data(data)) for data in component.produces),
        rows.numbers(involved.opens),
        rows.numbers(involved.accepts),
        rows.numbers(involved.passes),
        words.label(component.status),
        component.status != "active",
        _places(component, rows),
    )


def _party(party: Varying[Party | None], rows: FlowRows) -> Markup:
    """A party's name, or those of several by choice."""
    by_choice: Cases[Party | None] = cases(party, rows.facts.space.always)
    return rows.by_choice(by_choice, lambda owner: rows.words.plain(owner.name) if owner else Markup())


def _places(component: Component, rows: FlowRows) -> Markup:
    """Where a component is that is in several places by choice; empty for one that stays where it is."""
    homes = rows.facts.homes(component)
    if len(homes.items) == 1:
        return Markup()
    return rows.by_choice(homes, lambda home: Markup('<a href="{}">{}</a>').format(rows.links.boundary(home), rows.words.plain(home.name)))
