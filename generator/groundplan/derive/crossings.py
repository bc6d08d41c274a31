"""Which borders a connection crosses."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from groundplan.derive.cases import Cases, combined
from groundplan.derive.condition import Condition
from groundplan.derive.index import Index
from groundplan.derive.way import Pair
from groundplan.domain.boundary import Boundary

Crossed = tuple[Boundary, ...]


def crossings(pair: Pair, index: Index) -> Cases[Crossed]:
    """The boundaries whose border `pair` crosses on its way over what it passes, each once, in the order of the way."""
    if not index.moving and len(pair.through.items) == 1:
        hops, condition = pair.through.items[0]
        places = (pair.source, *(hop.component for hop in hops), pair.target)
        return Cases(((crossed(_fixed(index.home(place)) for place in places), condition),))
    return Cases(tuple(_merged(pair, index).items()))


def _merged(pair: Pair, index: Index) -> dict[Crossed, Condition]:
    found: dict[Crossed, Condition] = {}
    for places, condition in pair.ways():
        within = Cases(((None, condition),))
        homes = [home if isinstance(home, Cases) else Cases(((home, condition),)) for home in map(index.home, places)]
        for borders, where in combined(lambda _, *around: crossed(around), within, *homes):
            found[borders] = found[borders] | where if borders in found else where
    return found


def _fixed(home: Boundary | Cases[Boundary]) -> Boundary:
    assert isinstance(home, Boundary)
    return home


def crossed(homes: Iterable[Boundary]) -> Crossed:
    """The borders between each of the innermost boundaries `homes` and the next, each once."""
    found: dict[Boundary, None] = {}
    for here, there in pairwise(homes):
        if here is not there:
            found.update(dict.fromkeys(_between(here, there)))
    return tuple(found)


def _between(here: Boundary, there: Boundary) -> list[Boundary]:
    """The borders between two places: out of `here`, innermost first, then into `there`, outermost first."""
    left, entered = list(here.enclosing()), list(there.enclosing())
    while left and entered and left[-1] is entered[-1]:  # the borders around both
        left.pop()
        entered.pop()
    return left + entered[::-1]
