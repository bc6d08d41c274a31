"""Chains of connections where one that ends at a boundary is accepted by anything inside, and one that starts at it opened by anything.

A chain of `derive/reach.py` goes on from the very place where a connection ends. What ends at a cluster says nothing of who in it
accepts it, and so a way over the one that does is not seen. Such a way is looked for here, to tell a claim that it may be there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from groundplan.derive.condition import Condition
from groundplan.derive.index import Region
from groundplan.derive.reach import Reach
from groundplan.derive.selection import Selection
from groundplan.derive.way import Pair
from groundplan.domain.boundary import Boundary
from groundplan.domain.component import Place
from groundplan.domain.selector import Area


class LooseReach(Reach):
    """The chains from `source` to `target` that may be there by whoever is inside of the boundaries at which connections end."""

    def __init__(self, source: Area, target: Area, selection: Selection, judged: Condition) -> None:
        super().__init__(source, target, selection, judged)
        self._index = selection.index
        ends = dict.fromkeys(end for pair in self.pairs for end in (pair.source, pair.target))
        regions = ((end, self._index.places([end]).holdings()) for end in ends if isinstance(end, Boundary))
        self.wide: dict[Place, dict[Place, Condition]] = {end: region for end, region in regions if len(region) > 1}
        """The boundaries at which connections end or start, of those that hold anything."""
        if self.wide:
            self._set_out(self._index.places([source]))
            self._arrive(self._index.places([target]))

    def _set_out(self, sources: Region) -> None:
        """Begin at one place of its own, from which all connections lead that something in `sources` may open."""
        start: Place = replace(next(iter(self.wide)))
        first = (replace(pair, source=start, exists=pair.exists & self._touched(sources, pair.source)) for pair in self.pairs)
        self.pairs = [*self.pairs, *self._going_on(), *(pair for pair in first if pair.exists & self.judged)]
        self.starts = {start: self.judged}

    def _arrive(self, targets: Region) -> None:
        last = dict.fromkeys(pair.target for pair in self.pairs)
        self.ends = {place: where for place in last if (where := self._touched(targets, place))}

    def _touched(self, area: Region, place: Place) -> Condition:
        """Where a place is in an area, or is a boundary in which something of it is."""
        inside = self.wide.get(place, {}).items()
        return area.holding(place) | area.space.union(area.holding(one) & there for one, there in inside)

    def _going_on(self) -> Iterator[Pair]:
        """Each connection once more from every place where one ends that is inside of its start, or around it."""
        places = dict.fromkeys(pair.target for pair in self.pairs)
        wide = [place for place in places if place in self.wide]
        for pair in self.pairs:
            for place in places if pair.source in self.wide else wide:
                where = self._related(place, pair.source)
                if place is not pair.source and where & pair.exists:
                    yield replace(pair, source=place, exists=where & pair.exists)

    def _related(self, one: Place, other: Place) -> Condition:
        """Where one of two places is in the other."""
        never = self.judged.space.never
        return self.wide.get(one, {}).get(other, never) | self.wide.get(other, {}).get(one, never)
