"""What a picture opens and what it folds up, so that no picture holds more than a reader can take in.

Pure: places are ids, a way is the places that a flow touches in order. A view starts with everything folded; boundaries are
opened outermost first, those around the viewpoint before others, as long as the budget lasts. What stays folded can be opened
in a picture of its own, a level, whose neighbours are folded as far outside as they do not hold the level.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

Way: TypeAlias = tuple[str, ...]
"""A flow's initiator, what it passes, and its target."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What is legible on a laptop's screen at 100 %: cards and closed boxes, and pairs of them with lines in between."""

    solids: int = 24
    pairs: int = 32

    def __contains__(self, size: tuple[int, int]) -> bool:
        return size[0] <= self.solids and size[1] <= self.pairs


MOST = Budget(60, 200)
"""What is laid out at all: a boundary that directly holds more is not drawn, but listed with the components."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What one picture shows of a view: nothing inside of `closed`, and with a `level` only the flows that touch the inside of it."""

    closed: frozenset[str]
    level: str | None = None


@dataclass(frozen=True)
class Nesting:
    """The tree of places: each with the one around it, or None for the outermost."""

    parent: Mapping[str, str | None]
    _around: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    def around(self, place: str) -> tuple[str, ...]:
        """A place and those around it, innermost first."""
        known = self._around.get(place)
        if known is None:
            outer = self.parent[place]
            known = self._around[place] = (place,) if outer is None else (place, *self.around(outer))
        return known

    def visible(self, place: str, closed: frozenset[str]) -> str:
        """What stands for `place`: the outermost closed boundary around it, or itself."""
        return next((outer for outer in reversed(self.around(place)) if outer in closed), place)

    def touches(self, way: Way, level: str) -> bool:
        """Whether some place of `way` lies inside of `level`."""
        return any(level in self.around(place) for place in way)


@dataclass(frozen=True)
class Folding:
    """The pictures of one view. `collapse` are the boundaries that its author wants folded up."""

    nesting: Nesting
    ways: Sequence[Way]
    collapse: frozenset[str] = frozenset()
    viewpoint: str | None = None
    budget: Budget = Budget()

    def start(self) -> Cut:
        """The picture that the view begins with."""
        roots = frozenset(place for place in self._inside if self.nesting.parent[place] is None)
        return Cut(self._opened(roots, self.ways))

    def level(self, boundary: str) -> Cut:
        """The picture of one boundary, opened."""
        ways = [way for way in self.ways if self.nesting.touches(way, boundary)]
        chain = self.nesting.around(boundary)
        outside = {place for place in self._inside if self.nesting.parent[place] in (None, *chain[1:]) and place not in chain}
        return Cut(self._opened(frozenset({*outside, *self._holders_in(boundary)}), ways, within=boundary), boundary)

    def levels(self) -> Iterator[Cut]:
        """A level for each boundary that is folded up in some picture of the view, and can be drawn."""
        waiting, known = list(self._folded(self.start())), set[str]()
        while waiting:
            boundary = waiting.pop(0)
            if boundary not in known:
                known.add(boundary)
                cut = self.level(boundary)
                if self._size(cut.closed, self.drawn(cut)) in MOST:
                    waiting += self._folded(cut)
                    yield cut

    def _folded(self, cut: Cut) -> list[str]:
        """The boundaries with something to open in them, in the order of the tree."""
        seen = {self.nesting.visible(place, cut.closed) for way in self.drawn(cut) for place in way}
        return [place for place in self._inside if place in seen and place in cut.closed]

    def drawn(self, cut: Cut) -> Iterator[Way]:
        """The ways that a picture is about."""
        return (way for way in self.ways if cut.level is None or self.nesting.touches(way, cut.level))

    @cached_property
    def _inside(self) -> Mapping[str, tuple[str, ...]]:
        """Each boundary with a part in the view -> what lies directly in it and has a part, too; in the order of the tree."""
        touched = {outer for way in self.ways for place in way for outer in self.nesting.around(place)}
        found: dict[str, list[str]] = {}
        for place, outer in self.nesting.parent.items():
            if outer is not None and place in touched:
                found.setdefault(outer, []).append(place)
        return {place: tuple(found[place]) for place in self.nesting.parent if place in found}

    def _holders_in(self, boundary: str) -> Iterator[str]:
        return (place for place in self._inside[boundary] if place in self._inside)

    def _opened(self, closed: frozenset[str], ways: Sequence[Way], within: str | None = None) -> frozenset[str]:
        """`closed`, less what the budget lets open (inside of `within` only)."""
        waiting = sorted((place for place in closed if within is None or within in self.nesting.around(place)), key=self._rank)
        size = self._size(closed, ways)
        while waiting:
            boundary = waiting.pop(0)
            inner = list(self._holders_in(boundary))
            opened = closed - {boundary} | frozenset(inner)
            needed = self._size(opened, ways)
            if boundary not in self.collapse and self._fits(needed, size):
                closed, size = opened, needed
                waiting = sorted([*waiting, *inner], key=self._rank)
        return closed | (self.collapse - set(self.nesting.around(within) if within else ()))

    def _rank(self, boundary: str) -> tuple[bool, int, bool, int]:
        """What is opened first: the way to the viewpoint, then the outermost, then what is inside of the viewpoint."""
        chain = self.nesting.around(boundary)
        leads = self.viewpoint is not None and boundary in self.nesting.around(self.viewpoint)
        return not leads, len(chain), self.viewpoint not in chain, self._order[boundary]

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {place: index for index, place in enumerate(self.nesting.parent)}

    def _size(self, closed: frozenset[str], ways: Iterable[Way]) -> tuple[int, int]:
        """The solids of a picture, and the pairs of them with lines in between."""
        solids, pairs = set[str](), set[frozenset[str]]()
        for way in ways:
            stops = [self.nesting.visible(place, closed) for place in way]
            solids.update(stops)
            pairs.update(frozenset(leg) for leg in pairwise(stops) if leg[0] != leg[1])
        return len(solids), len(pairs)

    def _fits(self, needed: tuple[int, int], before: tuple[int, int]) -> bool:
        """Within the budget, or no more than there is anyway."""
        return needed in self.budget or (needed[0] <= before[0] and needed[1] <= before[1])
