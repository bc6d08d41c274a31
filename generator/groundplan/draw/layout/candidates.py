"""The search for a good picture: several arrangements, each begun from several orders, and the best one kept."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import TypeAlias

from groundplan.draw.layout import badges, least, titles
from groundplan.draw.layout.badges import Spots
from groundplan.draw.layout.columns import Arrangement, Depth, Plan, columns
from groundplan.draw.layout.engine import Engine
from groundplan.draw.layout.gaps import AS_NEEDED, Wider, fit_gaps
from groundplan.draw.layout.graph import GraphSources, Order
from groundplan.draw.layout.placement import Placement, positions
from groundplan.draw.layout.rounds import Round, is_small, rounds_of
from groundplan.draw.layout.routes import route
from groundplan.draw.layout.score import Judge, price_of_merged
from groundplan.draw.layout.strands import Course, unbundle
from groundplan.draw.layout.titles import Title
from groundplan.draw.measure.sizes import Sizes
from groundplan.draw.scene.bundles import Bundle
from groundplan.draw.scene.scene import Scene
from groundplan.progress import counted

_TALLEST = {Depth.CHAIN: (6, 9), Depth.DISTANCE: (6,), Depth.PACKED: (3, 5, 8, 11), Depth.AROUND: (6, 10)}


_AGAIN = ((4, 8, 0.0), (4, 4, 24.0), (4, 4, 56.0))
"""As long as a badge has no place on its line: how many of them are tried once more, from how many orders, and how many pixels
wider the room is then between the columns that its line passes.
"""
_FEW = 6
"""Badges without a place beyond which more room would not help."""
_AGAIN_OF_MANY = ((2, 3, 0.0), (2, 2, 24.0), (2, 2, 56.0))
"""The same for pictures of many."""
_FINISHED = 6
"""How many of the best get their badges at most, until one is better with them than the next without."""
_ASTRAY = 150.0
"""The price of a badge that is not on its line."""
_WORSE = 50.0
"""By how much a picture may be worse than the best without badges to be tried with its own: fewer of them may be off their lines."""
_AT_ONCE = 3
"""How many arrangements are tried for a picture that somebody waits for."""
_TOGETHER = 8
"""How many graphs are asked for in one call of the engine, before it is known which of them are worth it."""
_Columns: TypeAlias = "tuple[tuple[str, int], ...]"
"""An arrangement: each stop with its column."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A whole picture and how good it is: the less, the better."""

    placement: Placement
    titles: Mapping[str, Title]
    score: float


@dataclass(frozen=True, slots=True)
class Finished:
    """A candidate with its lines and badges."""

    candidate: Candidate
    course: Course
    badges: Spots

    @property
    def score(self) -> float:
        return self.candidate.score + _ASTRAY * len(self.badges.astray)


@dataclass(frozen=True, slots=True)
class _Tried:
    """An arrangement, and the good pictures of it."""

    plan: Mapping[str, int]
    found: list[Candidate]

    @property
    def best(self) -> float:
        return min(candidate.score for candidate in self.found)


@dataclass(frozen=True, slots=True)
class _Search:
    """What stays the same for all candidates."""

    scene: Scene
    bundles: Sequence[Bundle]
    sizes: Sizes
    engine: Engine
    sources: GraphSources
    answers: dict[tuple[_Columns, Order], Placement] = field(default_factory=dict)
    """What the engine has answered."""
    known: set[Hashable] = field(default_factory=set)
    """What has been looked at: several orders lead to one answer, which is no better the second time."""

    def ask(self, plans: Iterable[Mapping[str, int]], orders: Iterable[int]) -> None:
        """Let the engine lay out each of `plans` from each of `orders`, in one process, as far as it has not done so yet."""
        wanted = [(plan, Order(seed)) for plan, seed in product(plans, orders) if (_told(plan), Order(seed)) not in self.answers]
        if not wanted:
            return
        sources = [self.sources.of(plan, order) for plan, order in wanted]
        for (plan, order), answer in zip(wanted, self.engine.run(sources), strict=True):
            self.answers[_told(plan), order] = positions(answer, self.scene, self.bundles, plan)

    def is_exhausted(self, plan: Mapping[str, int]) -> bool:
        """Whether half of the answers of `plan` were there already: from other orders, there would be hardly anything new."""
        told = _told(plan)
        found = [_shape(answer) for (known, _), answer in self.answers.items() if known == told]
        return len(found) > 1 and 2 * len(set(found)) <= len(found)

    def least(self, plan: Mapping[str, int]) -> float:
        """What each picture of `plan` costs at least."""
        return least.of_columns(plan, self.scene, self.bundles, self.sizes)

    def candidate(self, chosen: Mapping[str, int], order: Order, most: float = math.inf, wider: Wider = AS_NEEDED) -> Candidate | None:
        """One picture that the engine was asked for; None where it is no better than `most` before its lines or titles are in it."""
        if self.least(chosen) >= most:
            return None
        scene, bundles = self.scene, self.bundles
        answer = self.answers[_told(chosen), order]
        if self._is_known(answer, chosen, wider):
            return None
        placement = fit_gaps(answer, scene, bundles, chosen, wider)
        merging = price_of_merged(placement, scene)
        if least.of_placement(placement, merging, bundles) >= most:
            return None
        routed = route(placement, scene, bundles, chosen, titles.default_rects(placement, self.sizes))
        judge = Judge(routed, scene, bundles)
        untitled = judge.untitled(merging, most)
        if untitled is None:
            return None
        named = titles.place(routed, scene, bundles, self.sizes)
        return Candidate(routed, named, judge.titled(untitled, titles.rects(named, routed, self.sizes)))

    def _is_known(self, answer: Placement, chosen: Mapping[str, int], wider: Wider) -> bool:
        key = wider.pixels, tuple(chosen.values()), _shape(answer)
        if key in self.known:
            return True
        self.known.add(key)
        return False

    def finished(self, candidate: Candidate, below: float = math.inf) -> Finished | None:
        """The candidate with everything that it still lacks; None where it is no better than `below` then."""
        course = unbundle(self.scene, self.bundles, candidate.placement.ways)
        rooms = titles.rects(candidate.titles, candidate.placement, self.sizes)
        most = (below - candidate.score) / _ASTRAY
        most = math.ceil(most) - 1 if most < math.inf else most
        spots = badges.place(candidate.placement, self.scene, self.bundles, course, rooms, most=most)
        return Finished(candidate, course, spots) if spots else None

    def whole(self, candidate: Candidate) -> Finished:
        """The same, however many badges have no place on their line."""
        finished = self.finished(candidate)
        assert finished is not None
        return finished


def best_candidate(scene: Scene, bundles: Sequence[Bundle], sizes: Sizes, engine: Engine) -> Finished:
    """The best of all arrangements from a few orders, and of fewer and fewer promising ones from more. Raises LayoutFailed."""
    search = _Search(scene, bundles, sizes, engine, GraphSources(scene, bundles, sizes))
    rounds = rounds_of(scene, bundles)
    tried, begun = _promising(search, rounds[0]), 1
    for each in rounds:
        before = _best_of(tried)
        begun = _further(search, tried, each, begun)
        if each.is_last(before, _best_of(tried)):
            break
    best = _best_finished(search, tried)
    for plans, seeds, pixels in _AGAIN if is_small(scene, bundles) else _AGAIN_OF_MANY:
        if 0 < len(best.badges.astray) <= _FEW:
            best = _roomier(search, sorted(tried, key=lambda one: one.best)[:plans], range(seeds), pixels, best)
    return best


def _roomier(search: _Search, tried: Sequence[_Tried], orders: range, pixels: float, best: Finished) -> Finished:
    """The best of `tried` from other orders, and with more room where badges have no place on their line."""
    wider = Wider(pixels, tuple(search.bundles[index] for index in sorted({index for index, _ in best.badges.astray})))
    search.ask((one.plan for one in tried if search.least(one.plan) < best.score), orders)
    pictures = (search.candidate(one.plan, Order(seed), best.score, wider) for one, seed in product(tried, orders))
    return _finished_first(search, [picture for picture in pictures if picture], best)


def first_candidate(scene: Scene, bundles: Sequence[Bundle], sizes: Sizes, engine: Engine) -> Finished:
    """The best of the few arrangements that promise most, each from one order: found at once. Raises LayoutFailed."""
    search = _Search(scene, bundles, sizes, engine, GraphSources(scene, bundles, sizes))
    plans = sorted(_plans(scene, bundles), key=search.least)[:_AT_ONCE]
    search.ask(plans, range(1))
    found: list[Candidate] = []
    for plan in plans:
        found += _good(search, plan, range(1), found[-1].score if found else math.inf)
    return search.whole(found[-1])


def _promising(search: _Search, round_: Round) -> list[_Tried]:
    """The plans that `round_` tries further, each from one order. What cannot be one of them is given up as soon as that is clear."""
    found: list[_Tried] = []
    plans = sorted(_plans(search.scene, search.bundles), key=search.least)
    for number, plan in enumerate(counted(plans, "arrangement", len(plans))):
        limit = round_.most([one.best for one in found])
        if number % _TOGETHER == 0:
            search.ask((one for one in plans[number : number + _TOGETHER] if search.least(one) < limit), range(1))
        if good := _good(search, plan, range(1), limit):
            found = sorted([*found, _Tried(plan, good)], key=lambda tried: tried.best)[: round_.plans]
    return found


def _best_of(tried: Iterable[_Tried]) -> float:
    return min(one.best for one in tried)


def _further(search: _Search, tried: list[_Tried], round_: Round, begun: int) -> int:
    """Tries the best arrangements, each `begun` from so many orders, from more; from how many they are then."""
    tried.sort(key=lambda one: one.best)
    best, orders = tried[0].best, range(begun, begun + round_.orders)
    most = round_.most([one.best for one in tried])
    hopeful = [one for one in tried[: round_.plans] if one.best <= most and not search.is_exhausted(one.plan)]
    search.ask((one.plan for one in hopeful), orders)
    for one in hopeful:
        one.found.extend(_good(search, one.plan, orders, max(best + _WORSE, one.best)))
        best = min(best, one.best)
    return orders.stop


def _good(search: _Search, plan: Mapping[str, int], orders: Iterable[int], most: float) -> list[Candidate]:
    """The pictures of `plan` that are better than `most`, and hardly worse than its best: fewer of their badges may be off their lines."""
    good: list[Candidate] = []
    for seed in orders:
        found = search.candidate(plan, Order(seed), most)
        if found:
            good.append(found)
            most = min(most, found.score + _WORSE)
    return good


def _best_finished(search: _Search, tried: Sequence[_Tried]) -> Finished:
    """The best with its badges. Those that are worse without badges than another with its own are not finished."""
    candidates = sorted((candidate for one in tried for candidate in one.found), key=lambda candidate: candidate.score)
    return _finished_first(search, candidates[1:_FINISHED], search.whole(candidates[0]))


def _finished_first(search: _Search, candidates: Iterable[Candidate], best: Finished) -> Finished:
    """The best of all with their badges. Those are finished first that are best without, so that the others are given up the earlier."""
    for candidate in sorted(candidates, key=lambda candidate: candidate.score):
        if best.score <= candidate.score:
            break
        best = search.finished(candidate, best.score) or best
    return best


def _told(plan: Mapping[str, int]) -> _Columns:
    return tuple(plan.items())


def _shape(answer: Placement) -> Hashable:
    """What tells one answer for an arrangement from another."""
    return tuple(answer.boxes.values()), tuple(answer.cards.values()), answer.ways


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
