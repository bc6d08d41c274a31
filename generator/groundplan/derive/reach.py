"""Whether a chain of connections leads from some places to others, and in which configurations.

A chain can be walked where all its connections exist. The sets of configurations in which places are reached grow large
where many flows are optional, so a chain is looked for step by step instead, and what its connections ask for is gathered
on the way.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import TypeAlias

from groundplan.derive.chain import shortest
from groundplan.derive.condition import Condition, Configuration
from groundplan.derive.selection import Selection
from groundplan.derive.way import Pair
from groundplan.domain.component import Place
from groundplan.domain.flow import Flow
from groundplan.domain.option import Conditions
from groundplan.domain.selector import Area

Places: TypeAlias = Mapping[Place, Condition]
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
        found = Search(self, self.judged, {}).chain(self.ends)
        if found is None:
            return None
        best, kept = _first(found), dict[str, tuple[str, ...]]()
        for option, choices in self._concerned():
            for choice in choices[: choices.index(best[option])]:
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
        at = Search(self, self.judged, {}).ways()
        found: dict[Flow, None] = {}
        for pair in self.pairs:
            if pair.flow not in found and pair.source in at and self._ends_with(pair, at[pair.source]):
                found[pair.flow] = None
        return tuple(found)

    def _ends_with(self, pair: Pair, at_source: Condition) -> bool:
        if at_source & pair.exists:
            return True
        return Search(self, self.judged & pair.exists, {}).chain({pair.source: self.judged.space.always}) is not None

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
        return reduce(and_, (pair.exists for pair in chain), self.starts[chain[0].source]) & self.ends[chain[-1].target]


def _first(condition: Condition) -> Configuration:
    first = condition.first()
    assert first is not None
    return first


_Edges: TypeAlias = "Mapping[Place, list[tuple[Pair, Condition]]]"


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

    def ways(self) -> dict[Place, Condition]:
        """Each place that may be reached, with where some way of fewest connections can be walked; it need be nowhere."""
        at = dict(self._starts)
        waiting = deque(at)
        while waiting:
            place = waiting.popleft()
            for pair, exists in self._leaving[place]:
                if pair.target not in at:
                    at[pair.target] = at[place] & exists
                    waiting.append(pair.target)
        return at

    def chain(self, ends: Places) -> Condition | None:
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
        self, start: Place, wanted: Places, distance: Mapping[Place, int], tried: dict[Place, list[Condition]]
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

    def _distances(self, ends: Places) -> dict[Place, int]:
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
