"""A boundary or a component that no picture can show in detail, because it holds or is joined with too much."""

from collections.abc import Iterable, Iterator

from groundplan.derive.facts import Facts
from groundplan.diagnostics import Check, Finding, Severity

CHECK = Check(
    "crowded-place",
    Severity.INFO,
    "`{place}` holds or is joined with more than one picture can show, so that no picture shows it in detail",
    "put what is in it, or what it is joined with, into boundaries: these are folded up and opened one by one",
)


def of(facts: Facts, undrawn: Iterable[str]) -> Iterator[Finding]:
    """A finding for each of the boundaries and components `undrawn` that some view of the site folds up and cannot open."""
    for id_ in undrawn:
        place = facts.model.boundaries.get(id_) or facts.model.components[id_]
        yield CHECK.at(place.route, place=id_)
