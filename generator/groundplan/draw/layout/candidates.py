"""The search for a good picture: several arrangements, each begun from several orders, and the best one kept."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from groundplan.draw.layout import titles
from groundplan.draw.layout.columns import Arrangement, Depth, Plan, columns
from groundplan.draw.layout.engine import Engine
from groundplan.draw.layout.gaps import fit_gaps
from groundplan.draw.layout.graph import Order, graph_source
from groundplan.draw.layout.placement import Placement, positions
from groundplan.draw.layout.routes import route
from groundplan.draw.layout.score import score
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

    def candidate(self, chosen: Mapping[str, int], order: Order, most: float = math.inf) -> Candidate | None:
        """One picture; None where it is no better than `most` even before its titles are placed."""
        scene, bundles = self.scene, self.bundles
        source = graph_source(scene, bundles, chosen, self.sizes, order)
        placement = fit_gaps(positions(self.engine.run(source), scene, bundles, chosen), scene, bundles, chosen)
        routed = route(placement, scene, bundles, chosen, titles.default_rects(placement, self.sizes))
        if score(routed, scene, bundles, ()) >= most:
            return None
        named = titles.place(routed, scene, self.sizes)
        return Candidate(routed, named, score(routed, scene, bundles, titles.rects(named, routed, self.sizes)))


def best_candidate(scene: Scene, bundles: Sequence[Bundle], sizes: Sizes, engine: Engine) -> Candidate:
    """The best of all arrangements from a few orders, and of the two most promising from more. Raises LayoutFailed."""
    search = _Search(scene, bundles, sizes, engine)
    few, more = _orders(scene, bundles)
    found = [(plan, _best(search, plan, range(few))) for plan in _plans(scene, bundles)]
    found.sort(key=lambda pair: pair[1].score)
    best = found[0][1]
    for plan, _ in found[:2]:
        best = _best(search, plan, range(few, few + more), best)
    return best


def _orders(scene: Scene, bundles: Sequence[Bundle]) -> tuple[int, int]:
    """The first picture of a view is worth more time than those of its levels, of which there may be hundreds."""
    if scene.level is not None:
        return 1, 1
    return (_FIRST_ORDERS, _FURTHER_ORDERS) if len(scene.solid) + len(bundles) < _MANY else (1, 3)


def _best(search: _Search, plan: Mapping[str, int], seeds: Iterable[int], best: Candidate | None = None) -> Candidate:
    """The best picture of `plan`, or `best` where none is better."""
    for seed in seeds:
        found = search.candidate(plan, Order(seed), best.score if best else math.inf)
        if found and (best is None or found.score < best.score):
            best = found
    assert best is not None, "any picture is better than none"
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
