"""Decision diagrams beside lists of tuples: small sets, made at random, whose every tuple is looked at."""

from __future__ import annotations

import random
from itertools import product

import pytest

from groundplan.derive.diagram import Diagram

Tuples = frozenset[tuple[int, ...]]


class Sets:
    """Sets over a few levels, each as a node and as a list."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.widths = [self.random.randint(1, 3) for _ in range(self.random.randint(1, 5))]
        self.diagram = Diagram(self.widths)
        self.all: Tuples = frozenset(product(*map(range, self.widths)))

    def any(self, depth: int) -> tuple[int, Tuples]:
        if depth == 0:
            level = self.random.randrange(len(self.widths))
            branches = {branch for branch in range(self.widths[level]) if self.random.random() < 0.5}
            return self.diagram.literal(level, branches), frozenset(one for one in self.all if one[level] in branches)
        (a, in_a), (b, in_b) = self.any(depth - 1), self.any(depth - 1)
        match self.random.randrange(4):
            case 0:
                return self.diagram.union(a, b), in_a | in_b
            case 1:
                return self.diagram.intersection(a, b), in_a & in_b
            case 2:
                return self.diagram.difference(a, b), in_a - in_b
            case _:
                return self.diagram.complement(a), self.all - in_a

    def inside(self, box: dict[int, frozenset[int]]) -> Tuples:
        return frozenset(one for one in self.all if all(one[level] in branches for level, branches in box.items()))


@pytest.mark.parametrize("start", range(0, 1000, 100))
def test_diagrams_say_what_lists_say(start: int) -> None:
    for seed in range(start, start + 100):
        sets = Sets(seed)
        (a, in_a), (b, in_b) = sets.any(3), sets.any(2)
        assert sets.diagram.count(a) == len(in_a)
        assert sets.diagram.meets(a, b) == bool(in_a & in_b)
        assert sets.diagram.taken(a) == [frozenset(one[level] for one in in_a) for level in range(len(sets.widths))]


@pytest.mark.parametrize("start", range(0, 1000, 100))
def test_a_box_is_widened_level_by_level_from_the_last_one(start: int) -> None:
    looked_at = 0
    for seed in range(start, start + 100):
        sets = Sets(seed)
        (a, in_a), (b, in_b) = sets.any(3), sets.any(3)
        if not in_a - in_b:
            continue
        looked_at += 1
        box = sets.diagram.first_box(sets.diagram.difference(a, b))
        widened = dict(box)
        for level in sorted(box, reverse=True):
            without = {at: branches for at, branches in widened.items() if at != level}
            if not sets.inside(without) & in_b:
                widened = without
                continue
            for branch in range(sets.widths[level]):
                wider = {**widened, level: widened[level] | {branch}}
                if not sets.inside(wider) & in_b:
                    widened = wider
        assert sets.diagram.widened(box, b) == widened
    assert looked_at > 30
