"""The search for a good picture: several arrangements, each begun from several orders, and the best one kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from groundplan.render.diagrams import badges, titles
from groundplan.render.diagrams.axes import Axes
from groundplan.render.diagrams.bundles import Bundle
from groundplan.render.diagrams.columns import Arrangement, columns
from groundplan.render.diagrams.engine import Engine
from groundplan.render.diagrams.graph import Order, Spacing, dot
from groundplan.render.diagrams.placement import Placement, read
from groundplan.render.diagrams.routes import route
from groundplan.render.diagrams.scene import Scene
from groundplan.render.diagrams.score import score
from groundplan.render.diagrams.sizes import Sizes
from groundplan.render.diagrams.titles import Title

_TALLEST = (6, 9)
_FIRST_ORDERS, _FURTHER_ORDERS = 4, 16
"""How many orders each arrangement is begun from, and how many more the best ones are."""
_MANY = 40
"""Stops from which on fewer orders are tried, because each takes longer."""
_NEAREST, _FARTHEST = 68.0, 240.0
"""Pixels between columns, at least and at most."""
_GROUP_GAP = 8.0
_PITCH = 88.0
"""How much of a column a card takes."""
_FILLED = 0.6
"""The share of the room between columns that badges may take."""


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

    def candidate(self, chosen: Mapping[str, int], order: Order) -> Candidate:
        scene, bundles = self.scene, self.bundles
        source = dot(scene, bundles, chosen, _spacing(scene, bundles, self.sizes, chosen), order)
        placement = read(self.engine.run(source), scene, bundles, chosen)
        routed = route(placement, scene, bundles, chosen, titles.default_rects(placement, scene))
        named = titles.place(routed, scene)
        return Candidate(routed, named, score(routed, scene, bundles, titles.rects(named, routed, scene)))


def best_candidate(scene: Scene, bundles: Sequence[Bundle], sizes: Sizes, engine: Engine) -> Candidate:
    """The best of all arrangements from a few orders, and of the two most promising from more. Raises LayoutFailed."""
    search = _Search(scene, bundles, sizes, engine)
    few, more = (_FIRST_ORDERS, _FURTHER_ORDERS) if len(scene.solid) < _MANY else (1, 2)
    found = [(plan, _best(search, plan, range(few))) for plan in _plans(scene, bundles)]
    found.sort(key=lambda pair: pair[1].score)
    further = [_best(search, plan, range(few, few + more)) for plan, _ in found[:2]]
    return min([found[0][1], *further], key=lambda candidate: candidate.score)


def _best(search: _Search, plan: Mapping[str, int], seeds: Iterable[int]) -> Candidate:
    return min((search.candidate(plan, Order(seed)) for seed in seeds), key=lambda candidate: candidate.score)


def _plans(scene: Scene, bundles: Sequence[Bundle]) -> Iterator[Mapping[str, int]]:
    """The different ways to deal the stops out to columns."""
    seen: list[Mapping[str, int]] = []
    for tallest, arrangement in product(_TALLEST, Arrangement):
        plan = columns(scene, bundles, arrangement, tallest)
        if plan not in seen:
            seen.append(plan)
            yield plan


def _spacing(scene: Scene, bundles: Sequence[Bundle], sizes: Sizes, chosen: Mapping[str, int]) -> Spacing:
    """Room between columns for the widest group of badges with an arrow beside it, and for all groups together."""
    upright = Axes(scene.direction).upright
    groups = [badges.group_size(bundle, scene.direction) for bundle in bundles]
    widest = max((height if upright else width for width, height in groups), default=0.0)
    crowd = sum((width + _GROUP_GAP) * (height + _GROUP_GAP) for width, height in groups)
    gaps = max(1, max(chosen.values(), default=0))
    longest = max(Counter(chosen.values()).values(), default=1) * (sizes.card_width if upright else _PITCH)
    needed = min(_FARTHEST, crowd / (gaps * longest * _FILLED))
    return Spacing(within=26.0 if upright else 24.0, between=max(_NEAREST, widest + 32.0, needed), sizes=sizes)
