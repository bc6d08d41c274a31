"""In which order options are decided.

Sets of configurations stay small where options that are named together are decided soon after one another. The order is
found by FORCE: each option moves to the middle of those that it is named with, again and again. After F. A. Aloul, I. L.
Markov and K. A. Sakallah, "FORCE: A Fast and Easy-To-Implement Variable-Ordering Heuristic", GLSVLSI (2003).
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

Ties = Collection[frozenset[int]]
"""Items that are named together."""

_ROUNDS = 50
_PATIENCE = 4
"""How many rounds in turn may bring nothing."""


def arranged(count: int, ties: Iterable[Collection[int]]) -> list[int]:
    """The items 0, 1, … `count` - 1: tied ones near each other, groups that no tie joins apart; as they come where that is as good."""
    distinct = {frozenset(tie) for tie in ties if len(tie) > 1}
    order: list[int] = []
    for group in groups(count, distinct):
        own = [tie for tie in distinct if min(tie) in group] if len(group) > 2 else []
        order += force(sorted(group), own)
    return order


def knot(names: Iterable[str], ties: Iterable[Collection[str]]) -> tuple[str, ...]:
    """Those of `names` that are tied to others, those with most ties first, otherwise as they come; all where none is tied."""
    beside: dict[str, set[str]] = defaultdict(set)
    for tie in ties:
        for name in tie:
            beside[name].update(tie)
    every = tuple(names)
    tied = (name for name in every if len(beside[name]) > 1)
    return tuple(sorted(tied, key=lambda name: -len(beside[name]))) or every


def groups(count: int, ties: Ties) -> list[set[int]]:
    """The items in groups, such that no tie joins two; by the first item of each."""
    beside: dict[int, set[int]] = defaultdict(set)
    for tie in ties:
        first = next(iter(tie))
        for item in tie:
            beside[first].add(item)
            beside[item].add(first)
    found: list[set[int]] = []
    seen = set[int]()
    for item in range(count):
        if item not in seen:
            found.append(_reached(item, beside))
            seen |= found[-1]
    return found


def _reached(start: int, beside: dict[int, set[int]]) -> set[int]:
    reached, waiting = {start}, [start]
    while waiting:
        new = beside[waiting.pop()] - reached
        reached |= new
        waiting += new
    return reached


def force(order: Sequence[int], ties: Sequence[frozenset[int]]) -> list[int]:
    """`order` improved, until ties no longer span fewer items."""
    best, least, waited = list(order), span(order, ties), 0
    for _ in range(_ROUNDS if ties else 0):
        order = _pulled(order, ties)
        spanned = span(order, ties)
        waited += 1
        if spanned < least:
            best, least, waited = list(order), spanned, 0
        if waited == _PATIENCE:
            break
    return best


def span(order: Sequence[int], ties: Sequence[frozenset[int]]) -> int:
    """How many items lie between the first and the last of each tie, summed up."""
    position = {item: index for index, item in enumerate(order)}
    return sum(max(at) - min(at) for at in ([position[item] for item in tie] for tie in ties))


def _pulled(order: Sequence[int], ties: Sequence[frozenset[int]]) -> list[int]:
    """Every item moved to the middle of the middles of its ties."""
    position = {item: index for index, item in enumerate(order)}
    pulls: dict[int, list[float]] = defaultdict(list)
    for tie in ties:
        middle = sum(position[item] for item in tie) / len(tie)
        for item in tie:
            pulls[item].append(middle)
    return sorted(order, key=lambda item: sum(pulls[item]) / len(pulls[item]) if pulls[item] else position[item])


def shuffled(order: Sequence[int], ties: Sequence[frozenset[int]], tries: int) -> Iterator[list[int]]:
    """Good orders found from other starts, the same in every run."""
    chance = random.Random(len(order))
    for _ in range(tries):
        start = list(order)
        chance.shuffle(start)
        yield force(start, ties)
