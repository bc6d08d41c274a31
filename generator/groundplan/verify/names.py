"""Which resource is which place, as the model's bindings say. What is bound to nothing is nobody's: no name is guessed."""

from __future__ import annotations

from collections.abc import Iterable

from groundplan.diagnostics import Route
from groundplan.domain.binding import Binding
from groundplan.domain.component import Place
from groundplan.load.terraform_plan import without_indices


class PlaceNames:
    """Addresses of resources -> places."""

    def __init__(self, bindings: Iterable[Binding]) -> None:
        self._places: dict[str, list[Place]] = {}
        self._routes: dict[str, Route] = {}
        self.used: set[str] = set()
        """The addresses that were looked up with success."""
        for binding in bindings:
            for at, resource in enumerate(binding.resources):
                self._routes.setdefault(resource, binding.route / at)
                self._places.setdefault(resource, []).append(binding.place)

    @property
    def bound(self) -> set[str]:
        """The ids of all places that something is bound to."""
        return {place.id for places in self._places.values() for place in places}

    @property
    def unused(self) -> list[tuple[str, Route]]:
        """The addresses that nothing was found under, with the places where they are written."""
        return [(name, route) for name, route in self._routes.items() if name not in self.used]

    def of(self, *addresses: str) -> tuple[Place, ...]:
        """The places that a resource is, by any of its addresses: the address itself, all of its instances, or a module around it."""
        found = (place for address in addresses for name in _around(address) for place in self._at(name))
        return tuple(dict.fromkeys(found))

    def _at(self, name: str) -> list[Place]:
        if name in self._places:
            self.used.add(name)
        return self._places.get(name, [])


def _around(address: str) -> Iterable[str]:
    """The names by which `address` may be bound: the first that is bound counts no less than those after it."""
    yield address
    plain = without_indices(address)
    if plain != address:
        yield plain
    parts = plain.split(".")
    modules = next((at for at in range(0, len(parts), 2) if parts[at] != "module"), len(parts))
    for end in range(modules, 0, -2):
        if end < len(parts):
            yield ".".join(parts[:end])
