"""Where the places of a picture stand: a component whose place is by choice stands in it once for each boundary that it may be in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from groundplan.derive.condition import Configuration
from groundplan.derive.folding import CardWay, Nesting
from groundplan.derive.index import Index
from groundplan.domain.boundary import Boundary
from groundplan.domain.component import Component, Place
from groundplan.domain.model import Model

_SEAM = "@"
"""No id holds it."""


def component_of(stand: str) -> str:
    """The id of the component that stands there."""
    return stand.partition(_SEAM)[0]


def is_elsewhere(stand: str) -> bool:
    """Whether a component stands there with other choices only."""
    return _SEAM in stand


@dataclass(frozen=True)
class Stage:
    """All places of a model as a tree. A component has its own id where it stands under the configuration `usual`."""

    model: Model
    index: Index
    usual: Configuration

    @cached_property
    def nesting(self) -> Nesting:
        """Boundaries before what is in them, then each stand of each component."""
        boundaries = sorted(self.model.boundaries.values(), key=lambda boundary: len(list(boundary.enclosing())))
        tree: dict[str, str | None] = {boundary.id: boundary.parent.id if boundary.parent else None for boundary in boundaries}
        return Nesting(tree | {stand: home.id for stand, home in self.homes.items()})

    @cached_property
    def homes(self) -> Mapping[str, Boundary]:
        """The boundary of each stand, in the order of the components."""
        found: dict[str, Boundary] = {}
        for component in self.model.components.values():
            found[component.id] = self.index.home_in(component, self.usual)
            found |= {self._stand(component, home): home for home in self._choices(component)}
        return found

    def stand(self, place: Place, configuration: Configuration) -> str:
        """What `place` is called in pictures where it is under `configuration`."""
        return self._stand(place, self.index.home_in(place, configuration)) if self.moves(place) else place.id

    def stands(self, component: Component) -> Iterator[str]:
        """Each stand of `component`, the usual one first."""
        yield from dict.fromkeys([component.id, *(self._stand(component, home) for home in self._choices(component))])

    def way(self, way: Iterable[Place], configuration: Configuration) -> CardWay:
        """The stands of what a way touches under `configuration`, in order."""
        return tuple(self.stand(place, configuration) for place in way)

    def moves(self, place: Place) -> bool:
        """Whether `place` is in different boundaries with different choices."""
        return not isinstance(self.index.home(place), Boundary)

    def configuration(self, stand: str) -> Configuration:
        """The usual configuration where a component stands there then, or the first one in which it does."""
        homes = self.index.home(self.model.components[component_of(stand)])
        if isinstance(homes, Boundary) or not is_elsewhere(stand):
            return self.usual
        return next(condition.first() or self.usual for home, condition in homes if home is self.homes[stand])

    def _choices(self, component: Component) -> Iterator[Boundary]:
        homes = self.index.home(component)
        return iter(()) if isinstance(homes, Boundary) else (home for home, condition in homes if condition)

    def _stand(self, place: Place, home: Boundary) -> str:
        usual = home is self.index.home_in(place, self.usual)
        return place.id if usual else f"{place.id}{_SEAM}{home.id}"
