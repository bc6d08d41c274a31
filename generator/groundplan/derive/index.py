"""What the names in selectors and claims stand for: the places in an area, the classes that a class of data means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from groundplan.derive.cases import Cases
from groundplan.derive.choose import cases
from groundplan.derive.condition import Condition, Configuration, Space
from groundplan.domain.boundary import Boundary
from groundplan.domain.component import Component, Place
from groundplan.domain.data import DataClass
from groundplan.domain.model import Model
from groundplan.domain.option import Chosen
from groundplan.domain.party import Party
from groundplan.domain.selector import Area, Owned


@dataclass(frozen=True, slots=True)
class Region:
    """Places: those that are in it `always`, and those that are `sometimes`, with the configurations in which they are."""

    always: frozenset[Place]
    sometimes: Mapping[Place, Condition]
    space: Space

    def holding(self, place: Place) -> Condition:
        """The configurations in which `place` is in it."""
        if place in self.always:
            return self.space.always
        return self.sometimes.get(place, self.space.never)

    def holdings(self) -> dict[Place, Condition]:
        """All that are in it, each with the configurations in which it is."""
        return {**dict.fromkeys(self.always, self.space.always), **self.sometimes}


class Index:
    """Looked up once for a whole model, so that testing a flow against a place or a class of data is one look into a set."""

    def __init__(self, model: Model, space: Space) -> None:
        self.space = space
        self.channels = tuple(model.channels.values())
        self.parties = tuple(model.parties.values())
        self._inside: dict[Boundary, set[Place]] = defaultdict(set)
        self._owned: dict[Party, set[Place]] = defaultdict(set)
        self._inside_sometimes: dict[Boundary, dict[Place, Condition]] = defaultdict(dict)
        self._owned_sometimes: dict[Party, dict[Place, Condition]] = defaultdict(dict)
        self._parts: dict[str, set[DataClass]] = defaultdict(set)
        self._homes: dict[Component, Cases[Boundary]] = {}
        for component in model.components.values():
            self._add_component(component)
        for boundary in model.boundaries.values():
            self._add_inside(boundary, boundary)
            if boundary.owner is not None:
                self._owned[boundary.owner].add(boundary)
        for data in model.data.values():
            for whole in data.wholes():
                self._parts[whole.id].add(data)

    def _add_component(self, component: Component) -> None:
        if isinstance(component.boundary, Chosen):
            self._homes[component] = cases(component.boundary, self.space.always)
            for home, condition in self._homes[component]:
                for boundary in home.enclosing():
                    _add(self._inside_sometimes[boundary], component, condition)
        else:
            self._add_inside(component, component.boundary)
        if isinstance(component.owner, Chosen):
            owners: Cases[Party | None] = cases(component.owner, self.space.always)
            for owner, condition in owners:
                if owner is not None:
                    _add(self._owned_sometimes[owner], component, condition)
        elif component.owner is not None:
            self._owned[component.owner].add(component)

    def _add_inside(self, place: Place, home: Boundary) -> None:
        for boundary in home.enclosing():
            self._inside[boundary].add(place)

    @property
    def moving(self) -> bool:
        """Whether some component is in different places under different choices."""
        return bool(self._homes)

    def home(self, place: Place) -> Boundary | Cases[Boundary]:
        """The innermost boundary that `place` is in, or is, by choice where it has several."""
        if isinstance(place, Boundary):
            return place
        return self._homes[place] if isinstance(place.boundary, Chosen) else place.boundary

    def home_in(self, place: Place, configuration: Configuration) -> Boundary:
        """The innermost boundary that `place` is in, or is, under `configuration`."""
        home = self.home(place)
        if isinstance(home, Boundary):
            return home
        return home.value_in(configuration) or home.items[0][0]

    def places(self, areas: Iterable[Area]) -> Region:
        """The places that are one of `areas` or in one."""
        always, sometimes = set[Place](), dict[Place, Condition]()
        for area in areas:
            fixed, moving = self._in(area)
            always |= fixed
            for place, condition in moving.items():
                _add(sometimes, place, condition)
        return Region(frozenset(always), {place: c for place, c in sometimes.items() if place not in always}, self.space)

    def _in(self, area: Area) -> tuple[set[Place], Mapping[Place, Condition]]:
        match area:
            case Owned(party):
                return self._owned.get(party, set()), self._owned_sometimes.get(party, {})
            case Boundary():
                return self._inside.get(area, set()), self._inside_sometimes.get(area, {})
            case Component():
                return {area}, {}

    def data(self, ids: Iterable[str]) -> frozenset[DataClass]:
        """The classes `ids` and their parts, at any depth."""
        return frozenset[DataClass]().union(*(self._parts.get(id_, ()) for id_ in ids))


def _add(conditions: dict[Place, Condition], place: Place, condition: Condition) -> None:
    conditions[place] = conditions[place] | condition if place in conditions else condition
