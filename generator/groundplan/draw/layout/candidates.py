"""The search for a good picture: several arrangements, each begun from several orders, and the best one kept."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from groundplan.draw.layout import least, titles
from groundplan.draw.layout.columns import Arrangement, Depth, Plan, columns
from groundplan.draw.layout.engine import Engine
from groundplan.draw.layout.gaps import fit_gaps
from groundplan.draw.layout.graph import Order, graph_source
from groundplan.draw.layout.placement import Placement, positions
from groundplan.draw.layout.routes import route
from groundplan.draw.layout.score import Judge
from groundplan.draw.layout.titles import Title
from groundplan.draw.measure.sizes import Sizes
from groundplan.draw.scene.bundles import Bundle
from groundplan.draw.scene.scene import Scene

_TALLEST = {Depth.CHAIN: (6, 9), Depth.DISTANCE: (6,), Depth.PACKED: (3, 5, 8, 11), Depth.AROUND: (6, 10)}
_FIRST_ORDERS, _FURTHER_ORDERS = 4, 16
"""How many orders each arrangement is begun from, and how many more the best ones are."""
_MANY = 64
"""Stops and bundles from which on fewer orders are tried, because each takes longer."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A whole picture and how good it is: the less, the better."""

    placement: Placement
    titles: Mapping[str, Title]
    score: float


@dataclass(frozen=True, slots=True)
class _Search:
    """What stays the same for all candidates."""

    scene: Scene
    bundles: Sequence[Bundle]
    sizes: Sizes
    engine: Engine
    known: set[Hashable] = field(default_factory=set)
    """What the engine has answered: several orders lead to one answer, which is no better the second time."""

    def candidate(self, chosen: Mapping[str, int], order: Order, most: float = math.inf) -> Candidate | None:
        """One picture; None where it is no better than `most` even before its lines are drawn, or its titles placed."""
        scene, bundles = self.scene, self.bundles
        if least.of_columns(chosen, scene, bundles, self.sizes) >= most:
            return None
        source = graph_source(scene, bundles, chosen, self.sizes, order)
        answer = positions(self.engine.run(source), scene, bundles, chosen)
        if self._is_known(answer, chosen):
            return None
        placement = fit_gaps(answer, scene, bundles, chosen)
        if least.of_placement(placement, scene, bundles) >= most:
            return None
        routed = route(placement, scene, bundles, chosen, titles.default_rects(placement, self.sizes))
        judge = Judge(routed, scene, bundles)
        untitled = judge.untitled(most)
        if untitled is None:
            return None
        named = titles.place(routed, scene, self.sizes)
        return Candidate(routed, named, judge.titled(untitled, titles.rects(named, routed, self.sizes)))

    def _is_known(self, answer: Placement, chosen: Mapping[str, int]) -> bool:
        key = tuple(chosen.values()), tuple(answer.boxes.values()), tuple(answer.cards.values()), answer.ways
        if key in self.known:
            return True
        self.known.add(key)
        return False


def best_candidate(scene: Scene, bundles: Sequence[Bundle], sizes: Sizes, engine: Engine) -> Candidate:
    """The best of all arrangements from a few orders, and of the two most promising from more. Raises LayoutFailed."""
    search = _Search(scene, bundles, sizes, engine)
    few, more = _orders(scene, bundles)
    first, *others = _promising(search, range(few))
    best = first.candidate
    for each in (first, *others):
        best = _best(search, each.plan, range(few, few + more), best) or best
    return best


@dataclass(frozen=True, slots=True)
class _Promise:
    """The best picture of a plan from a few orders."""

    plan: Mapping[str, int]
    candidate: Candidate


def _promising(search: _Search, seeds: Sequence[int]) -> list[_Promise]:
    """The two plans with the best pictures. What cannot be one of them is given up as soon as that is clear."""
    found: list[_Promise] = []
    for plan in _plans(search.scene, search.bundles):
        most = found[1].candidate.score if len(found) > 1 else math.inf
        if (best := _best(search, plan, seeds, most=most)) is not None:
            found = sorted([*found, _Promise(plan, best)], key=lambda promise: promise.candidate.score)[:2]
    return found


def _orders(scene: Scene, bundles: Sequence[Bundle]) -> tuple[int, int]:
    """The first picture of a view is worth more time than those of its levels, of which there may be hundreds."""
    if scene.level is not None:
        return 1, 1
    return (_FIRST_ORDERS, _FURTHER_ORDERS) if len(scene.solid) + len(bundles) < _MANY else (1, 3)


def _best(
    search: _Search, plan: Mapping[str, int], seeds: Iterable[int], best: Candidate | None = None, most: float = math.inf
) -> Candidate | None:
    """The best picture of `plan`, or `best` where none is better; None where none is better than `most` either."""
    for seed in seeds:
        found = search.candidate(plan, Order(seed), min(most, best.score) if best else most)
        if found and (best is None or found.score < best.score):
            best = found
    return best


def _plans(scene: Scene, bundles: Sequence[Bundle]) -> Iterator[Mapping[str, int]]:
    """The different ways to deal the stops out to columns."""
    seen: list[Mapping[str, int]] = []
    tied = any(stop in scene.holders for bundle in bundles for stop in (bundle.tail, bundle.head))
    for depth, arrangement in product(Depth, Arrangement):
        if depth in {Depth.PACKED, Depth.AROUND} and tied:  # a line to a box as a whole ends inside of it: no loop leads there
            continue
        if depth is Depth.AROUND and scene.level not in scene.card_by_id:
            continue
        for tallest in _TALLEST[depth]:
            plan = columns(scene, bundles, Plan(arrangement, depth, tallest))
            if plan not in seen:
                seen.append(plan)
                yield plan
