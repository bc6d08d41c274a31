"""Whether a chain of connections leads from some places to others, and in which configurations.

A chain can be walked where all its connections exist. The sets of configurations in which places are reached grow large
where many flows are optional, so a chain is looked for step by step instead, and what its connections ask for is gathered
on the way.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from groundplan.derive.chain import shortest
from groundplan.derive.condition import Condition, Configuration
from groundplan.derive.forced import Edge, forced
from groundplan.derive.gathered import Gathered, Undo
from groundplan.derive.selection import Selection
from groundplan.derive.way import Pair
from groundplan.domain.component import Place
from groundplan.domain.flow import Flow
from groundplan.domain.option import Conditions
from groundplan.domain.selector import Area

Arrivals: TypeAlias = Mapping[Place, Condition]
"""Places, each with the configurations in which it counts."""


class Reach:
    """The chains of connections from `source`, in the configurations `judged`, for a claim that `target` cannot be reached."""

    def __init__(self, source: Area, target: Area, selection: Selection, judged: Condition) -> None:
        self.judged = judged
        sources, targets = selection.index.places([source]), selection.index.places([target])
        every = (pair for facts in selection.flows.values() for pair in facts.pairs)
        self.pairs = [pair for pair in every if pair.exists & judged]
        first, last = (dict.fromkeys(pair.source for pair in self.pairs), dict.fromkeys(pair.target for pair in self.pairs))
        self.starts = {place: where for place in first if (where := sources.holding(place) & judged)}
        """Where chains start."""
        self.ends = {place: where for place in last if (where := targets.holding(place))}
        """Where they must not end."""

    def first(self) -> Configuration | None:
        """The first configuration in which some chain leads to the target."""
        kept = dict(forced(self.pairs, self.starts, self.ends, self.judged.space.given))
        found = Search(self, self.judged, kept).chain(self.ends)
        if found is None:
            return None
        best = _first(found & self.judged.space.where(kept))
        for option, choices in self._concerned():
            for choice in choices[: choices.index(best[option])] if option not in kept else ():
                better = Search(self, self.judged, {**kept, option: (choice,)}).chain(self.ends)
                if better is not None:
                    best = _first(better & self.judged.space.where({**kept, option: (choice,)}))
                    break
            kept[option] = (best[option],)
        return best

    def _concerned(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The options that have to do with the chains, each with its choices."""
        space = self.judged.space
        conditions = (self.judged, *(pair.exists for pair in self.pairs), *self.starts.values(), *self.ends.values())
        named = {option for condition in dict.fromkeys(conditions) for option in condition.named()}
        named |= space.tied(named)
        return ((option.id, choices) for option, choices in zip(space.options, space.choices, strict=True) if option.id in named)

    def evidence(self) -> tuple[Flow, ...]:
        """The flows with a connection with which some chain ends."""
        ways = self._ways()
        found: dict[Flow, None] = {}
        for pair in self.pairs:
            if pair.flow not in found and pair in ways and (ways[pair] or self._ends_with(pair)):
                found[pair.flow] = None
        return tuple(found)

    def _ends_with(self, pair: Pair) -> bool:
        return Search(self, self.judged & pair.exists, {}).chain({pair.source: self.judged.space.always}) is not None

    def _ways(self) -> dict[Pair, bool]:
        """Each connection that may be reached, with whether some way of fewest connections leads over it."""
        leaving = _leaving((pair, pair.exists) for pair in self.pairs)
        below, gathered = _tree(self.starts, leaving), Gathered()
        ways: dict[Pair, bool] = {}
        for start, where in self.starts.items():
            stack: list[tuple[Iterator[Edge], bool, Undo]] = [(iter(leaving[start]), True, gathered.add(where))]
            while stack:
                ahead, can_be, undo = stack[-1]
                pair, exists = next(ahead, (None, where))
                if pair is None:
                    gathered.remove(undo)
                    stack.pop()
                    continue
                exists.space.decisions.step()
                ways[pair] = can_be and gathered.fits(exists)
                if below.get(pair.target) is pair:
                    stack.append((iter(leaving[pair.target]), ways[pair], gathered.add(exists)))
        return ways

    def violations(self) -> Condition:
        """All configurations in which some chain leads to the target. A fixpoint: sets only grow, and there are finitely many."""
        never = self.judged.space.never
        leaving = _leaving((pair, pair.exists & self.judged) for pair in self.pairs)
        at, broken, waiting = dict(self.starts), never, deque(self.starts)
        while waiting:
            place = waiting.popleft()
            for pair, exists in leaving[place]:
                along, before = at[place] & exists, at.get(pair.target, never)
                broken |= along & self.ends.get(pair.target, never)
                at[pair.target] = before | along
                if at[pair.target].node != before.node:
                    waiting.append(pair.target)
        return broken

    def chain(self, configuration: Configuration) -> tuple[Pair, ...]:
        """A shortest chain from the source to the target under `configuration`; there must be one."""
        steps: dict[Place, list[tuple[Place, Pair]]] = defaultdict(list)
        for pair in self.pairs:
            if pair.exists.holds_in(configuration):
                steps[pair.source].append((pair.target, pair))
        starts = [place for place, where in self.starts.items() if where.holds_in(configuration)]
        ends = {place for place, where in self.ends.items() if where.holds_in(configuration)}
        return shortest(starts, steps, ends)

    def walked(self, chain: Sequence[Pair]) -> Condition:
        """Where `chain` can be walked, starts at the source and ends at the target."""
        ends = self.starts[chain[0].source], self.ends[chain[-1].target]
        return self.judged.space.together([*ends, *(pair.exists for pair in chain)])


def _first(condition: Condition) -> Configuration:
    first = condition.first()
    assert first is not None
    return first


_Edges: TypeAlias = Mapping[Place, list[Edge]]


def _tree(starts: Iterable[Place], leaving: _Edges) -> dict[Place, Pair | None]:
    """Each place that may be reached -> the last connection of a way of fewest connections there; none where ways start."""
    came: dict[Place, Pair | None] = dict.fromkeys(starts)
    waiting = deque(came)
    while waiting:
        for pair, _ in leaving[waiting.popleft()]:
            if pair.target not in came:
                came[pair.target] = pair
                waiting.append(pair.target)
    return came


def _leaving(pairs: Iterable[tuple[Pair, Condition]]) -> _Edges:
    leaving: dict[Place, list[tuple[Pair, Condition]]] = defaultdict(list)
    for pair, exists in pairs:
        leaving[pair.source].append((pair, exists))
    return leaving


@dataclass(slots=True)
class _Step:
    """Where the way so far can be walked, and the connections that have not been tried from its end."""

    where: Condition
    ahead: Iterator[tuple[Pair, Condition]]


class Search:
    """Looks for a chain that can be walked in some of the configurations `within` once the choices `kept` are made.

    What it finds speaks of the other options alone, and of those of `kept` that constraints tie to any.
    """

    def __init__(self, reach: Reach, within: Condition, kept: Conditions) -> None:
        space = within.space
        tied = space.tied(kept)
        self._given = given = space.given(kept)
        made = space.where({option: choices for option, choices in kept.items() if option in tied})
        self._starts = {place: given(where & within) & made for place, where in reach.starts.items()}
        self._never = space.never
        existing = ((pair, given(pair.exists)) for pair in reach.pairs)
        self._pairs = [(pair, exists) for pair, exists in existing if exists]
        self._leaving = _leaving(self._pairs)

    def chain(self, ends: Arrivals) -> Condition | None:
        """Where some chain to one of `ends` can be walked; None where none can be.

        Goes towards the ends, over flows of early configurations first, and back where the flows on the way exclude each
        other. Where a place has led nowhere, no narrower set leads anywhere from there.
        """
        wanted = {place: self._given(where) for place, where in ends.items()}
        distance = self._distances(wanted)
        tried: dict[Place, list[Condition]] = defaultdict(list)
        for start in sorted((place for place in self._starts if place in distance), key=distance.__getitem__):
            found = self._chain_from(start, wanted, distance, tried)
            if found is not None:
                return found
        return None

    def _chain_from(
        self, start: Place, wanted: Arrivals, distance: Mapping[Place, int], tried: dict[Place, list[Condition]]
    ) -> Condition | None:
        way = [self._arrived(start, self._starts[start], distance, tried)]
        while way:
            pair, exists = next(way[-1].ahead, (None, self._never))
            if pair is None:
                way.pop()
                continue
            where = way[-1].where & exists
            where.space.decisions.step()
            there = where & wanted.get(pair.target, self._never)
            if there:
                return there
            if where and not any(_covers(before, where) for before in tried[pair.target]):
                way.append(self._arrived(pair.target, where, distance, tried))
        return None

    def _arrived(self, place: Place, where: Condition, distance: Mapping[Place, int], tried: dict[Place, list[Condition]]) -> _Step:
        tried[place].append(where)
        ahead = [(pair, exists) for pair, exists in self._leaving[place] if pair.target in distance]
        return _Step(where, iter(sorted(ahead, key=lambda edge: (distance[edge[0].target], _rank(edge[1])))))

    def _distances(self, ends: Arrivals) -> dict[Place, int]:
        """How many connections lead from each place to one of `ends` at least, if all could be walked together."""
        arriving: dict[Place, list[Place]] = defaultdict(list)
        for pair, _ in self._pairs:
            arriving[pair.target].append(pair.source)
        distance = {place: 0 for place in arriving if ends.get(place)}
        waiting = deque(distance)
        while waiting:
            place = waiting.popleft()
            for source in arriving[place]:
                if source not in distance:
                    distance[source] = distance[place] + 1
                    waiting.append(source)
        return distance


def _rank(condition: Condition) -> int:
    return condition.space.allowed.least(condition.node)


def _covers(wide: Condition, narrow: Condition) -> bool:
    return (narrow & wide).node == narrow.node
