"""Sets of tuples as reduced, ordered, multi-valued decision diagrams.

A tuple takes one branch at each level. Equal sets are the same node, so sets are compared, combined and counted in time
that depends on how many decisions tell their tuples from others, not on how many tuples are in them. After R. E. Bryant,
"Graph-Based Algorithms for Boolean Function Manipulation", IEEE Transactions on Computers C-35 (1986), generalized to
more than two branches.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import prod

from groundplan.errors import GroundplanError

NONE, ALL = 0, 1
"""The nodes of the empty set and of the set of all tuples."""

Cube = Mapping[int, frozenset[int]]
"""Level -> the branches that it may take; levels left out may take any."""


class TooEntangled(GroundplanError):
    """A set needs more decisions than its budget."""


class Decisions:
    """The nodes of all sets over levels with `widths` branches each. Nodes are numbers; a node is never changed.

    Tuples have an order that need not be that of the levels: a tuple's rank is the sum of its branches, each times the
    weight of its level. `weights` must give every tuple a rank of its own, below the product of `widths`.
    """

    def __init__(self, widths: Sequence[int], weights: Sequence[int]) -> None:
        self.widths = tuple(widths)
        self.weights = tuple(weights)
        self.beyond = prod(widths)
        self.steps = sys.maxsize
        """How many more steps may be taken before TooEntangled is raised (see `within`)."""
        # Sets are combined level by level, with two calls each; since Python 3.11 such calls take no room on the C stack.
        sys.setrecursionlimit(max(sys.getrecursionlimit(), 1000 + 3 * len(widths)))
        self._nodes: list[tuple[int, tuple[int, ...]]] = [(len(widths), ()), (len(widths), ())]
        self._numbers: dict[tuple[int, tuple[int, ...]], int] = {}
        self._intersections: dict[tuple[int, int], int] = {}
        self._unions: dict[tuple[int, int], int] = {}
        self._differences: dict[tuple[int, int], int] = {}
        self._complements: dict[int, int] = {NONE: ALL, ALL: NONE}
        self._freed: dict[tuple[int, int], int] = {}
        self._meeting: dict[tuple[int, int], bool] = {}
        self._least: dict[tuple[int, int], int] = {}

    @contextmanager
    def within(self, steps: int) -> Iterator[None]:
        """Raises TooEntangled where what is done inside takes more than `steps`, or more than is left of an outer budget."""
        before = self.steps
        self.steps = given = min(steps, before)
        try:
            yield
        finally:
            self.steps = before - (given - self.steps)

    def literal(self, level: int, branches: Collection[int]) -> int:
        """The set in which `level` takes one of `branches`."""
        return self._node(level, tuple(ALL if branch in branches else NONE for branch in range(self.widths[level])))

    def box(self, box: Cube) -> int:
        """The set in which every level of `box` takes one of its branches."""
        node = ALL
        for level in sorted(box, reverse=True):
            node = self._node(level, tuple(node if branch in box[level] else NONE for branch in range(self.widths[level])))
        return node

    def intersection(self, a: int, b: int) -> int:
        """The tuples that are in both sets."""
        if a == NONE or b == NONE:
            return NONE
        if a == ALL or a == b:
            return b
        if b == ALL:
            return a
        key = (a, b) if a < b else (b, a)
        found = self._intersections.get(key)
        if found is None:
            level, below_a, below_b = self._aligned(a, b)
            branches = [self.intersection(x, y) for x, y in zip(below_a, below_b, strict=True)]
            found = self._intersections[key] = self._node(level, tuple(branches))
        return found

    def meets(self, a: int, b: int) -> bool:
        """Whether some tuple is in both sets. Makes no node, and ends at the first tuple."""
        if a == NONE or b == NONE:
            return False
        if a == ALL or b == ALL or a == b:
            return True
        key = (a, b) if a < b else (b, a)
        found = self._meeting.get(key)
        if found is None:
            _, below_a, below_b = self._aligned(a, b)
            found = False
            for x, y in zip(below_a, below_b, strict=True):
                if self.meets(x, y):
                    found = True
                    break
            self._meeting[key] = found
        return found

    def union(self, a: int, b: int) -> int:
        """The tuples that are in one of the sets."""
        if a == ALL or b == ALL:
            return ALL
        if a == NONE or a == b:
            return b
        if b == NONE:
            return a
        key = (a, b) if a < b else (b, a)
        found = self._unions.get(key)
        if found is None:
            level, below_a, below_b = self._aligned(a, b)
            branches = [self.union(x, y) for x, y in zip(below_a, below_b, strict=True)]
            found = self._unions[key] = self._node(level, tuple(branches))
        return found

    def difference(self, a: int, b: int) -> int:
        """The tuples that are in the first set and not in the second."""
        if a == NONE or b == ALL or a == b:
            return NONE
        if b == NONE:
            return a
        if a == ALL:
            return self.complement(b)
        key = (a, b)
        found = self._differences.get(key)
        if found is None:
            level, below_a, below_b = self._aligned(a, b)
            branches = [self.difference(x, y) for x, y in zip(below_a, below_b, strict=True)]
            found = self._differences[key] = self._node(level, tuple(branches))
        return found

    def complement(self, node: int) -> int:
        """The tuples that are not in the set."""
        found = self._complements.get(node)
        if found is None:
            level, below = self._nodes[node]
            found = self._complements[node] = self._node(level, tuple([self.complement(x) for x in below]))
        return found

    def freed(self, node: int, level: int) -> int:
        """The tuples that are in the set once the branch at `level` is chosen anew (existential quantification)."""
        at, below = self._nodes[node]
        if at > level:
            return node
        key = (node, level)
        found = self._freed.get(key)
        if found is None:
            if at == level:
                found = NONE
                for x in below:
                    found = self.union(found, x)
            else:
                found = self._node(at, tuple([self.freed(x, level) for x in below]))
            self._freed[key] = found
        return found

    def holds(self, node: int, branch_at: Callable[[int], int]) -> bool:
        """Whether the tuple that takes `branch_at(level)` at each level is in the set."""
        while node > ALL:
            level, below = self._nodes[node]
            node = below[branch_at(level)]
        return node == ALL

    def restricted(self, node: int, box: Cube) -> int:
        """The set of what follows once each level of `box` takes its only branch: those levels decide nothing any more."""
        known = {NONE: NONE, ALL: ALL}

        def restricted(at: int) -> int:
            if at not in known:
                level, below = self._nodes[at]
                if level in box:
                    known[at] = restricted(below[next(iter(box[level]))])
                else:
                    known[at] = self._node(level, tuple([restricted(x) for x in below]))
            return known[at]

        return restricted(node)

    def support(self, node: int) -> list[int]:
        """The levels at which something is decided, in their order."""
        waiting, seen, levels = [node], {NONE, ALL}, set[int]()
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                level, below = self._nodes[at]
                levels.add(level)
                waiting += below
        return sorted(levels)

    def level(self, node: int) -> int:
        """The first level at which something is decided; how many levels there are, where nothing is."""
        return self._nodes[node][0]

    def below(self, node: int) -> tuple[int, ...]:
        """Where each branch leads to."""
        return self._nodes[node][1]

    def node(self, level: int, branches: tuple[int, ...]) -> int:
        """The set whose tuples go on in `branches[i]` after taking branch i at `level`. The branches decide at later levels."""
        return self._node(level, branches)

    def least(self, a: int, b: int) -> int:
        """The rank of the least tuple that is in both sets; `beyond` where there is none. Makes no node."""
        if a == NONE or b == NONE:
            return self.beyond
        if a == ALL and b == ALL:
            return 0
        key = (a, b) if a < b else (b, a)
        found = self._least.get(key)
        if found is None:
            level, below_a, below_b = self._aligned(a, b)
            weight, found = self.weights[level], self.beyond
            for branch, (x, y) in enumerate(zip(below_a, below_b, strict=True)):
                found = min(found, branch * weight + self.least(x, y))
            self._least[key] = found
        return found

    def intersections(self, nodes: Iterable[int]) -> int:
        """The tuples that are in all of the sets. From the last levels to the first, so that each meets only the decisions above."""
        result = ALL
        for node in sorted(nodes, key=self.level, reverse=True):
            result = self.intersection(result, node)
        return result

    def count(self, node: int) -> int:
        """How many tuples are in the set."""
        after = [1]  # how many ways there are to choose the last 0, 1, 2, … levels
        for width in reversed(self.widths):
            after.append(after[-1] * width)
        after.reverse()
        known = {NONE: 0, ALL: 1}

        def count(at: int) -> int:
            """The ways below the level of `at`, that level included."""
            if at not in known:
                level, below = self._nodes[at]
                known[at] = sum([count(x) * (after[level + 1] // after[self._nodes[x][0]]) for x in below])
            return known[at]

        return count(node) * (after[0] // after[self._nodes[node][0]])

    def _aligned(self, a: int, b: int) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
        """The upper level of two nodes, with the branches of both there: a node below it goes on unchanged by each branch."""
        self.step()
        (level_a, below_a), (level_b, below_b) = self._nodes[a], self._nodes[b]
        if level_a < level_b:
            return level_a, below_a, (b,) * len(below_a)
        if level_b < level_a:
            return level_b, (a,) * len(below_b), below_b
        return level_a, below_a, below_b

    def step(self) -> None:
        """Take one from the budget."""
        self.steps -= 1
        if self.steps < 0:
            raise TooEntangled("the conditions of the model entangle too many options")

    def _node(self, level: int, branches: tuple[int, ...]) -> int:
        if branches.count(branches[0]) == len(branches):
            return branches[0]
        key = (level, branches)
        found = self._numbers.get(key)
        if found is None:
            self.step()
            found = self._numbers[key] = len(self._nodes)
            self._nodes.append(key)
        return found
