"""A boundary or a component that no picture can show in detail, because it holds or is joined with too much."""

from collections.abc import Iterable, Iterator

from groundplan.checks import CROWDED_PLACE
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding


def of(facts: Facts, undrawn: Iterable[str]) -> Iterator[Finding]:
    """A finding for each of the boundaries and components `undrawn` that some view of the site folds up and cannot open."""
    for id_ in undrawn:
        place = facts.model.boundaries.get(id_) or facts.model.components[id_]
        yield CROWDED_PLACE.at(place.route, place=id_)
