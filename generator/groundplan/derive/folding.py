"""What a picture opens and what it folds up, so that no picture holds more than a reader can take in.

Pure: places are ids, a way is the places that a flow touches in order. A view starts with everything folded; boundaries are
opened outermost first, those around the viewpoint before others, as long as the budget lasts. What stays folded can be opened
in a picture of its own, a level, whose neighbours are folded as far outside as they do not hold the level. Where a picture is
crowded, each of its components can be seen in one of its own, too; where it cannot even be laid out, lines are left out.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from itertools import groupby, pairwise
from typing import TypeAlias

CardWay: TypeAlias = tuple[str, ...]
"""A flow's initiator, what it passes, and its target; or a single place that no flow touches."""


@dataclass(frozen=True, slots=True)
class ScreenBudget:
    """What is legible on a laptop's screen at 100 %: cards and closed boxes, and pairs of them with lines in between."""

    solids: int = 24
    pairs: int = 32

    def __contains__(self, size: tuple[int, int]) -> bool:
        return size[0] <= self.solids and size[1] <= self.pairs


class Lines(Enum):
    """Which lines a picture has."""

    ALL = "all"
    OUTWARD = "outward"
    """Those that leave the level."""
    NONE = "none"


MOST = {Lines.ALL: ScreenBudget(60, 48), Lines.OUTWARD: ScreenBudget(60, 24), Lines.NONE: ScreenBudget(240, 0)}
"""What is laid out at all, with as many lines as can be followed. A boundary that directly holds more is not drawn."""
CROWDED = 40
"""Pairs of places with lines in between from which on readers are offered pictures of single components."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What one picture shows of a view: nothing inside of `closed`, and with a `level` only the flows that touch the inside of it."""

    closed: frozenset[str]
    level: str | None = None
    lines: Lines = Lines.ALL


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

    def reached(self, way: CardWay) -> Iterable[str]:
        """The places of `way` and those around them, each once."""
        return dict.fromkeys(outer for place in way for outer in self.around(place))

    def stops(self, way: CardWay, closed: frozenset[str]) -> CardWay:
        """What stands for the places of `way`, each once in a row: what a line joins. Empty where all is in one folded box.

        A way from a place to itself is a loop: it ends where it begins.
        """
        stops = tuple(stop for stop, _ in groupby(self.visible(place, closed) for place in way))
        return stops if len(stops) > 1 else way[:1] * 2 if len(way) > 1 and set(way) == set(stops) else ()

    def courses(self, ways: Sequence[CardWay], cut: Cut) -> list[CardWay]:
        """The stops of the line that the picture of `ways` has for each; empty where it has none.

        No loop is drawn at a boundary as a whole in which something is seen: it would run through that.
        """
        held = {outer for way in ways for place in way for outer in self.around(self.visible(place, cut.closed))[1:]}
        found = [self.stops(way, cut.closed) if self.is_drawn(way, cut) else () for way in ways]
        return [() if len(stops) == 2 and stops[0] == stops[1] and stops[0] in held else stops for stops in found]

    def touches(self, way: CardWay, level: str) -> bool:
        """Whether some place of `way` is `level`, or lies inside of it."""
        return any(level in self.around(place) for place in way)

    def is_about(self, way: CardWay, cut: Cut) -> bool:
        """Whether the picture has anything to do with `way`."""
        return cut.level is None or self.touches(way, cut.level)

    def is_seen(self, place: str, cut: Cut) -> bool:
        """Whether the picture shows `place`: without lines, it shows nothing around its level."""
        return cut.lines is not Lines.NONE or cut.level is None or cut.level in self.around(place)

    def is_drawn(self, way: CardWay, cut: Cut) -> bool:
        """Whether the picture has a line for `way`, as far as that has stops."""
        match cut.lines:
            case Lines.ALL:
                return True
            case Lines.OUTWARD:
                return not all(cut.level in self.around(place) for place in way)
            case Lines.NONE:
                return False


@dataclass(frozen=True)
class Folding:
    """The pictures of one view. `collapse` are the boundaries that its author wants folded up, and `first` is the budget of the start."""

    nesting: Nesting
    ways: Sequence[CardWay]
    collapse: frozenset[str] = frozenset()
    viewpoint: str | None = None
    budget: ScreenBudget = ScreenBudget()
    first: ScreenBudget | None = None

    def start(self) -> Cut:
        """The picture that the view begins with."""
        roots = frozenset(place for place in self._inside if self.nesting.parent[place] is None)
        cut = Cut(self._opened(roots, self.ways, self.first or self.budget))
        return self._drawable(cut, (Lines.ALL,)) or replace(cut, lines=Lines.NONE)

    def level(self, place: str) -> Cut | None:
        """The picture of one boundary, opened, or of one component with its neighbours. None where it would hold too much."""
        chain = self.nesting.around(place)
        outside = {other for other in self._inside if self.nesting.parent[other] in (None, *chain[1:]) and other not in chain}
        if place not in self._inside:
            return self._drawable(Cut(frozenset(outside), place), (Lines.ALL,))
        closed = self._opened(frozenset({*outside, *self._holders_in(place)}), self._touching(place), self.budget, within=place)
        return self._drawable(Cut(closed, place), Lines)

    def lined(self) -> Iterator[int]:
        """The ways that have a line in some picture, by index: in the first one, or in one that is reached by opening what is folded up."""
        found = set[int]()
        for cut in self._pictures():
            drawn = self._drawn_indexes(cut)
            ways = [self.ways[index] for index in drawn]
            new = {index for index, stops in zip(drawn, self.nesting.courses(ways, cut), strict=True) if stops} - found
            yield from sorted(new)
            found |= new
            if len(found) == len(self.ways):
                return

    def _pictures(self) -> Iterator[Cut]:
        yield self.start()
        yield from self.levels()

    def levels(self) -> Iterator[Cut]:
        """A level for each boundary that is folded up in some picture of the view, and for each component of crowded ones."""
        return (cut for cut in self._walked.values() if cut is not None)

    def undrawn(self) -> Iterator[str]:
        """The boundaries that are folded up in some picture and hold too much for a level, and the components with too many neighbours."""
        return (place for place, cut in self._walked.items() if cut is None)

    @cached_property
    def _walked(self) -> Mapping[str, Cut | None]:
        """Each place that some picture offers to open -> its level, in the order in which readers come to it."""
        waiting, known = deque(self._further(self.start())), dict[str, Cut | None]()
        while waiting:
            place = waiting.popleft()
            if place not in known:
                cut = known[place] = self.level(place)
                waiting += self._further(cut) if cut else self._holders_in(place)
        return known

    def _drawable(self, cut: Cut, modes: Iterable[Lines]) -> Cut | None:
        """`cut` with as many of its lines as can be laid out."""
        for lines in modes:
            found = replace(cut, lines=lines)
            if self._size(found.closed, self.drawn(cut), found) in MOST[lines]:
                return found
        return None

    def _further(self, cut: Cut) -> Iterator[str]:
        """What can be opened from a picture: its folded boundaries, and where it is crowded, its components; in the order of the tree."""
        crowded = cut.lines is not Lines.ALL or self._size(cut.closed, self.drawn(cut), cut)[1] > CROWDED
        stops = {self.nesting.visible(place, cut.closed) for way in self.drawn(cut) for place in way}
        seen = {stop for stop in stops if self.nesting.is_seen(stop, cut)}
        for place in sorted(seen, key=self._order.__getitem__):
            if place in cut.closed or (crowded and self._is_component_in(place, cut.level)):
                yield place

    def _is_component_in(self, place: str, level: str | None) -> bool:
        """Whether `place` holds nothing and lies in a level, or in the first picture."""
        return place not in self._inside and place != level and (level is None or level in self.nesting.around(place))

    def drawn(self, cut: Cut) -> Sequence[CardWay]:
        """The ways that a picture is about."""
        return [self.ways[index] for index in self._drawn_indexes(cut)]

    def _drawn_indexes(self, cut: Cut) -> Sequence[int]:
        return range(len(self.ways)) if cut.level is None else self._ways_of.get(cut.level, ())

    def _touching(self, place: str) -> Sequence[CardWay]:
        return [self.ways[index] for index in self._ways_of.get(place, ())]

    @cached_property
    def _ways_of(self) -> Mapping[str, Sequence[int]]:
        """Each place -> the ways that touch it or something in it, by index."""
        found: dict[str, list[int]] = {}
        for index, way in enumerate(self.ways):
            for place in self.nesting.reached(way):
                found.setdefault(place, []).append(index)
        return found

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
        return (place for place in self._inside.get(boundary, ()) if place in self._inside)

    def _opened(self, closed: frozenset[str], ways: Sequence[CardWay], budget: ScreenBudget, within: str | None = None) -> frozenset[str]:
        """`closed`, less what `budget` lets open (inside of `within` only)."""
        waiting = sorted((place for place in closed if within is None or within in self.nesting.around(place)), key=self._rank)
        size = self._size(closed, ways)
        while waiting:
            boundary = waiting.pop(0)
            inner = list(self._holders_in(boundary))
            opened = closed - {boundary} | frozenset(inner)
            needed = self._size(opened, ways)
            if boundary not in self.collapse and (needed in budget or _is_no_more(needed, size)):
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

    def _size(self, closed: frozenset[str], ways: Iterable[CardWay], cut: Cut | None = None) -> tuple[int, int]:
        """The solids of a picture, and the pairs of them with lines in between: all of those, or those that `cut` draws.

        What stands alone does not count: it adds nothing to follow.
        """
        solids, pairs = set[str](), set[frozenset[str]]()
        for way in ways:
            if len(way) == 1:
                continue
            stops = [self.nesting.visible(place, closed) for place in way]
            solids.update(stop for stop in stops if cut is None or self.nesting.is_seen(stop, cut))
            if cut is None or self.nesting.is_drawn(way, cut):
                pairs.update(frozenset(leg) for leg in pairwise(stops) if leg[0] != leg[1])
        return len(solids), len(pairs)


def _is_no_more(needed: tuple[int, int], before: tuple[int, int]) -> bool:
    return needed[0] <= before[0] and needed[1] <= before[1]
