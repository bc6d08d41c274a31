"""The configurations that `requires` and `excludes` leave.

Every constraint of the language is a clash: two choices that never occur together. Which configurations are left is
found level by level, from the first to the last. All that the levels above have to say to those below is which branches
are forbidden there, so that ways with the same forbidden branches are one.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import TypeAlias

from groundplan.derive.decisions import ALL, NONE, Decisions, TooEntangled
from groundplan.derive.order import force, groups, shuffled
from groundplan.domain.option import Option

NodePair: TypeAlias = "tuple[int, int]"
"""An item (an option, or its level) and one of its branches."""

Clash: TypeAlias = "tuple[NodePair, NodePair]"

_EASY = 20_000
"""Up to so many ways, no better order is looked for."""
_MOST = 400_000
_STARTS = 8
_MOVES = 800
_TOO_MANY = "the options exclude and require each other in too many ways"


def clashes(options: Sequence[Option], branches: Mapping[str, Mapping[str, int]]) -> Iterator[Clash]:
    """The pairs of choices of different or of the same option that never occur together, by numbers of options and branches."""
    number = {option.id: index for index, option in enumerate(options)}
    for option in options:
        for choice in option.choices.values():
            one = (number[option.id], branches[option.id][choice.id])
            for other, wanted in choice.requires.items():
                yield from ((one, (number[other], branch)) for name, branch in branches[other].items() if name not in wanted)
            for other, unwanted in choice.excludes.items():
                yield from ((one, (number[other], branches[other][name])) for name in unwanted)


def smallest(group: Sequence[int], among: Sequence[Clash], widths: Sequence[int]) -> list[int]:
    """`group` in an order in which few ways through it differ; as it is, where that is good enough.

    Raises TooEntangled where no order was found that is.
    """
    best, least = list(group), ways(group, among, widths, _EASY)
    if least is not None:
        return best
    ties = sorted({frozenset((a[0], b[0])) for a, b in among}, key=sorted)
    starts = [force(group, ties), *shuffled(group, ties, _STARTS)]
    sketch = Sketch(group, among)
    best = sketch.improved(min(starts, key=sketch.cost))
    if ways(best, among, widths, _MOST) is None:
        raise TooEntangled(_TOO_MANY)
    return best


def ways(order: Sequence[int], among: Sequence[Clash], widths: Sequence[int], most: int) -> int | None:
    """How many ways differ on some level, or None where they are more than `most`."""
    try:
        return sum(map(len, _layers(order, among, widths, most)))
    except TooEntangled:
        return None


def _layers(order: Sequence[int], among: Sequence[Clash], widths: Sequence[int], most: float = math.inf) -> Iterator[dict[int, list[int]]]:
    """For each level, what may be forbidden from there on (as bits) -> the same after each branch; -1 where it is forbidden itself.

    Raises TooEntangled where there are more than `most` in all, before it looks at what comes after them.
    """
    start, forbidden = _forbidden(order, among, widths)
    layer, found = {start}, 0
    for item, after in zip(order, forbidden, strict=True):
        found += len(layer)
        if found > most:
            raise TooEntangled(_TOO_MANY)
        width, full = widths[item], (1 << widths[item]) - 1
        led: dict[int, list[int]] = {}
        for state in layer:
            rest = state >> width
            led[state] = [-1 if state & full & 1 << branch else rest | after[branch] for branch in range(width)]
        yield led
        layer = {state for states in led.values() for state in states if state >= 0}


def _forbidden(order: Sequence[int], among: Sequence[Clash], widths: Sequence[int]) -> tuple[int, list[list[int]]]:
    """What is forbidden from the start, and for each level and branch, what it forbids on later ones, as bits from the next level on."""
    offset, at = dict[int, int](), 0
    for item in order:
        offset[item] = at
        at += widths[item]
    start = 0
    level = {item: index for index, item in enumerate(order)}
    after = [[0] * widths[item] for item in order]
    for one, other in among:
        if one == other:
            start |= 1 << offset[one[0]] + one[1]
        elif one[0] != other[0]:
            (first, branch), (last, harmed) = sorted((one, other), key=lambda place: level[place[0]])
            after[level[first]][branch] |= 1 << offset[last] + harmed - offset[first] - widths[first]
    return start, after


def left(decisions: Decisions, levels: Sequence[int], among: Sequence[Clash]) -> int:
    """The node of the tuples without a clash; `levels` are all that clash, in their order."""
    layers = list(_layers(levels, among, decisions.widths))
    below: Mapping[int, int] = {0: ALL}
    for level, layer in zip(reversed(levels), reversed(layers), strict=True):
        below = {state: decisions.node(level, tuple([below[x] if x >= 0 else NONE for x in after])) for state, after in layer.items()}
    return next(iter(below.values()))


def independent(count: int, among: Iterable[Clash]) -> list[tuple[list[int], list[Clash]]]:
    """The items that clash with any, in groups that do not clash with each other, each with its clashes."""
    pairs = list(among)
    found = groups(count, {frozenset((one[0], other[0])) for one, other in pairs})
    group_of = {item: index for index, group in enumerate(found) for item in group}
    clashing: dict[int, list[Clash]] = {}
    for clash in pairs:
        clashing.setdefault(group_of[clash[0][0]], []).append(clash)
    return [(sorted(found[index]), own) for index, own in sorted(clashing.items())]


class Sketch:
    """Guesses how many ways through a group differ, for any order of it, without finding them."""

    def __init__(self, group: Sequence[int], among: Sequence[Clash]) -> None:
        harmed: dict[int, dict[int, int]] = {item: {} for item in group}
        for pair in among:
            for (item, branch), (other, _) in (pair, pair[::-1]):
                if item != other:
                    harmed[item][branch] = harmed[item].get(branch, 0) | 1 << other
        self._harmed = {item: tuple(by_branch.values()) for item, by_branch in harmed.items()}
        """Item -> for each branch that clashes, the items in which it does, as bits."""

    def cost(self, order: Sequence[int], most: float = math.inf) -> float:
        """On each level, ways differ by what was chosen above and by what is forbidden below: the lesser of both, as far as `most`."""
        below = sum(1 << item for item in order)
        passed, ahead, total = list[int](), list[int](), 0.0
        above = reached = 0
        for item in order:
            bit = 1 << item
            above, below = above | bit, below & ~bit
            passed = [one for one in (*passed, item) if any(harmed & below for harmed in self._harmed[one])]
            new = self._below(item) & below & ~reached
            reached |= new
            ahead = [one for one in (*ahead, *_bits(new)) if one != item]
            total += min(self._chosen(passed, below), 2.0 ** min(self._forbidden(ahead, above), 1000))
            if total > most:
                return total
        return total

    def _chosen(self, passed: Iterable[int], below: int) -> int:
        """In how many ways the items `passed` can be chosen that differ for those `below`."""
        return math.prod(1 + sum(1 for harmed in self._harmed[one] if harmed & below) for one in passed)

    def _forbidden(self, ahead: Iterable[int], above: int) -> int:
        """How many branches of the items `ahead` may be forbidden by those `above`."""
        return sum(1 for one in ahead for harmed in self._harmed[one] if harmed & above)

    def _below(self, item: int) -> int:
        return reduce(or_, self._harmed[item], 0)

    def improved(self, order: Sequence[int]) -> list[int]:
        """`order` after many small moves, each of which was no step back. The same in every run."""
        chance, best = random.Random(len(order)), list(order)
        least = self.cost(best)
        for _ in range(_MOVES):
            moved = list(best)
            moved.insert(chance.randrange(len(moved)), moved.pop(chance.randrange(len(moved))))
            cost = self.cost(moved, least)
            if cost <= least:
                best, least = moved, cost
        return best


def _bits(mask: int) -> Iterator[int]:
    while mask:
        yield (mask & -mask).bit_length() - 1
        mask &= mask - 1
