"""Chains of connections under one configuration, each starting where the last one ended."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from typing import TypeAlias

from groundplan.derive.way import Pair
from groundplan.domain.component import Place

NextPairs: TypeAlias = Mapping[Place, list[tuple[Place, Pair]]]
"""Each place -> where one gets from there, over which connection."""

_Walk: TypeAlias = "tuple[_Walk | None, Pair]"
"""The last connection of a chain, after the walk before it."""


def shortest(starts: Iterable[Place], steps: NextPairs, ends: Collection[Place]) -> tuple[Pair, ...]:
    """A shortest walk of at least one step from `starts` to one of `ends`; empty where there is none."""
    queue: deque[tuple[Place, _Walk | None]] = deque((start, None) for start in starts)
    seen = set[Place]()
    while queue:
        place, walk = queue.popleft()
        for target, pair in steps.get(place, ()):
            if target in ends:
                return (*_pairs_of(walk), pair)
            if target not in seen:
                seen.add(target)
                queue.append((target, (walk, pair)))
    return ()


def _pairs_of(walk: _Walk | None) -> tuple[Pair, ...]:
    pairs: list[Pair] = []
    while walk is not None:
        walk, pair = walk
        pairs.append(pair)
    return tuple(reversed(pairs))
