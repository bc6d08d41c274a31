"""Decision diagrams beside lists of tuples: small sets, made at random, whose every tuple is looked at."""

from __future__ import annotations

import random
from itertools import product
from math import prod

import pytest

from groundplan.derive.decisions import Decisions, TooEntangled

Tuples = frozenset[tuple[int, ...]]


class Sets:
    """Sets over a few levels, each as a node and as a list."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.widths = [self.random.randint(1, 3) for _ in range(self.random.randint(1, 5))]
        self.order = self.random.sample(range(len(self.widths)), len(self.widths))
        """Levels, the one that counts most first: tuples are ranked by it."""
        weights = [prod(self.widths[other] for other in self.order[self.order.index(level) + 1 :]) for level in range(len(self.widths))]
        self.decisions = Decisions(self.widths, weights)
        self.all: Tuples = frozenset(product(*map(range, self.widths)))

    def any(self, depth: int) -> tuple[int, Tuples]:
        if depth == 0:
            level = self.random.randrange(len(self.widths))
            branches = {branch for branch in range(self.widths[level]) if self.random.random() < 0.5}
            return self.decisions.literal(level, branches), frozenset(one for one in self.all if one[level] in branches)
        (a, in_a), (b, in_b) = self.any(depth - 1), self.any(depth - 1)
        match self.random.randrange(4):
            case 0:
                return self.decisions.union(a, b), in_a | in_b
            case 1:
                return self.decisions.intersection(a, b), in_a & in_b
            case 2:
                return self.decisions.difference(a, b), in_a - in_b
            case _:
                return self.decisions.complement(a), self.all - in_a

    def rank(self, one: tuple[int, ...] | None) -> int:
        """Where `one` stands among all tuples in the order of `order`; behind the last, if there is none."""
        ranked = sorted(self.all, key=lambda other: [other[level] for level in self.order])
        return len(ranked) if one is None else ranked.index(one)

    def deciding(self, inside: Tuples) -> list[int]:
        """The levels at which some other branch leads out of the set."""
        levels = range(len(self.widths))
        return [level for level in levels if any(self.same_but(one, other, level) for one in inside for other in self.all - inside)]

    @staticmethod
    def same_but(one: tuple[int, ...], other: tuple[int, ...], level: int) -> bool:
        return one[:level] == other[:level] and one[level + 1 :] == other[level + 1 :]


@pytest.mark.parametrize("start", range(0, 1000, 100))
def test_diagrams_say_what_lists_say(start: int) -> None:
    for seed in range(start, start + 100):
        sets = Sets(seed)
        (a, in_a), (b, in_b) = sets.any(3), sets.any(2)
        assert sets.decisions.count(a) == len(in_a)
        assert sets.decisions.meets(a, b) == bool(in_a & in_b)
        assert sets.decisions.support(a) == sets.deciding(in_a)
        assert sets.decisions.least(a, b) == sets.rank(min(in_a & in_b, key=sets.rank, default=None))


@pytest.mark.parametrize("start", range(0, 1000, 100))
def test_branches_are_fixed_and_forgotten(start: int) -> None:
    for seed in range(start, start + 100):
        sets = Sets(seed)
        a, in_a = sets.any(3)
        level = sets.random.randrange(len(sets.widths))
        branch = sets.random.randrange(sets.widths[level])
        fixed = sets.decisions.restricted(a, {level: frozenset([branch])})
        assert sets.decisions.count(fixed) == len({one for one in sets.all if (*one[:level], branch, *one[level + 1 :]) in in_a})
        assert level not in sets.decisions.support(fixed)
        freed = sets.decisions.freed(a, level)
        assert sets.decisions.count(freed) == len({one for one in sets.all if any(sets.same_but(one, other, level) for other in in_a)})


def test_what_takes_too_many_steps_is_given_up() -> None:
    decisions = Decisions([2] * 10, [2 ** (9 - level) for level in range(10)])
    with pytest.raises(TooEntangled), decisions.within(5):
        decisions.box({level: frozenset([1]) for level in range(10)})
    with decisions.within(100):
        assert decisions.count(decisions.box({level: frozenset([1]) for level in range(10)})) == 1
    with pytest.raises(TooEntangled), decisions.within(3), decisions.within(100):
        decisions.box({level: frozenset([0]) for level in range(10)})
