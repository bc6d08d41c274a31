"""What the names in selectors and claims stand for: the places in an area, the classes that a class of data means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from groundplan.domain.boundary import Boundary
from groundplan.domain.component import Component, Place
from groundplan.domain.data import DataClass
from groundplan.domain.model import Model
from groundplan.domain.party import Party
from groundplan.domain.selector import Area, Owned


class Index:
    """Looked up once for a whole model, so that testing a flow against a place or a class of data is one look into a set."""

    def __init__(self, model: Model) -> None:
        self.channels = tuple(model.channels.values())
        self._inside: dict[Boundary, set[Place]] = defaultdict(set)
        self._owned: dict[Party, set[Place]] = defaultdict(set)
        self._parts: dict[str, set[DataClass]] = defaultdict(set)
        for places in (model.components, model.boundaries):
            for place in places.values():
                self._add(place)
        for data in model.data.values():
            for whole in data.wholes():
                self._parts[whole.id].add(data)

    def _add(self, place: Place) -> None:
        for boundary in place.enclosing():
            self._inside[boundary].add(place)
        if place.owner is not None:
            self._owned[place.owner].add(place)

    def places(self, areas: Iterable[Area]) -> frozenset[Place]:
        """The places that are one of `areas` or in one."""
        return frozenset[Place]().union(*(self._in(area) for area in areas))

    def _in(self, area: Area) -> set[Place]:
        match area:
            case Owned(party):
                return self._owned[party]
            case Boundary():
                return self._inside[area]
            case Component():
                return {area}

    def data(self, ids: Iterable[str]) -> frozenset[DataClass]:
        """The classes `ids` and their parts, at any depth."""
        return frozenset[DataClass]().union(*(self._parts[id_] for id_ in ids))
