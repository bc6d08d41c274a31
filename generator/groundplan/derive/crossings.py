"""Which borders a flow crosses."""

from __future__ import annotations

from itertools import pairwise

from groundplan.domain.boundary import Boundary
from groundplan.domain.component import Component, Place
from groundplan.domain.flow import Flow


def crossings(flow: Flow) -> tuple[Boundary, ...]:
    """The boundaries whose border `flow` crosses on its way over each `through` component, each once, in the order of the way."""
    way: tuple[Place, ...] = (flow.source, *(hop.component for hop in flow.through), flow.target)
    crossed: dict[Boundary, None] = {}
    for here, there in pairwise(_innermost(place) for place in way):
        if here is not there:
            crossed.update(dict.fromkeys(_between(here, there)))
    return tuple(crossed)


def _innermost(place: Place) -> Boundary:
    return place.boundary if isinstance(place, Component) else place


def _between(here: Boundary, there: Boundary) -> list[Boundary]:
    """The borders between two places: out of `here`, innermost first, then into `there`, outermost first."""
    left, entered = list(here.enclosing()), list(there.enclosing())
    while left and entered and left[-1] is entered[-1]:  # the borders around both
        left.pop()
        entered.pop()
    return left + entered[::-1]
