"""Which borders a connection crosses."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial, reduce
from itertools import pairwise

from groundplan.derive.cases import Cases, combined
from groundplan.derive.condition import Condition
from groundplan.derive.index import Index
from groundplan.derive.way import Pair
from groundplan.domain.boundary import Boundary

Crossed = tuple[Boundary, ...]
_Walked = tuple[Crossed, Boundary | None]
"""What has been crossed so far, and the boundary that the way has come to."""


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
        homes = [home if isinstance(home, Cases) else Cases(((home, condition),)) for home in map(index.home, places)]
        for (borders, _), where in _walked(homes, condition):
            found[borders] = found[borders] | where if borders in found else where
    return found


def _walked(homes: Iterable[Cases[Boundary]], within: Condition) -> Cases[_Walked]:
    """What is crossed on a way over `homes`. Step by step, because places by choice are together in far more places than borders differ."""
    start: _Walked = (), None
    return reduce(partial(combined, _stepped), homes, Cases(((start, within),)))


def _stepped(walked: _Walked, there: Boundary) -> _Walked:
    crossed, here = walked
    return (tuple(dict.fromkeys((*crossed, *_between(here, there)))) if here else crossed), there


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
