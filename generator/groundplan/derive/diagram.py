"""Reduced, ordered, multi-valued decision diagrams.

A diagram stands for a set of tuples with one branch for each level. Equal sets are the same node, so sets are compared,
combined and counted in time that depends on the size of their diagrams, not on how many tuples are in them. After R. E.
Bryant, "Graph-Based Algorithms for Boolean Function Manipulation", IEEE Transactions on Computers C-35 (1986),
generalized to more than two branches.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from heapq import heappop, heappush
from itertools import accumulate

NONE, ALL = 0, 1
"""The nodes of the empty set and of the set of all tuples."""

Box = Mapping[int, frozenset[int]]
"""Level -> the branches that it may take; levels left out may take any."""


class Diagram:
    """The nodes of all sets over levels with `widths` branches each. Nodes are numbers; a node is never changed."""

    def __init__(self, widths: Sequence[int]) -> None:
        self.widths = tuple(widths)
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

    def literal(self, level: int, branches: Collection[int]) -> int:
        """The set in which `level` takes one of `branches`."""
        return self._node(level, tuple(ALL if branch in branches else NONE for branch in range(self.widths[level])))

    def box(self, box: Box) -> int:
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

    def taken(self, node: int) -> list[frozenset[int]]:
        """For each level, the branches that it takes in some tuple of the set."""
        found: list[set[int]] = [set() for _ in self.widths]
        over = [0] * (len(self.widths) + 1)  # where nodes that leave levels out begin and end to do so, summed up below
        waiting, seen = [(0, node)] if node != NONE else [], {NONE}
        while waiting:
            after, at = waiting.pop()
            level, below = self._nodes[at]
            over[after] += 1
            over[level] -= 1
            if at in seen:
                continue
            seen.add(at)
            for branch, x in enumerate(below):
                if x != NONE:
                    found[level].add(branch)
                    waiting.append((level + 1, x))
        free = accumulate(over)
        return [frozenset(range(width) if some else own) for width, own, some in zip(self.widths, found, free, strict=False)]

    def widened(self, box: Box, outside: int) -> Box:
        """`box` with levels left out and branches added, the last ones first, as long as it stays clear of the set `outside`."""
        entered = self._entered(box, outside)
        at_level: dict[int, list[int]] = defaultdict(list)
        for node in sorted(entered, key=lambda node: -self._nodes[node][0]):
            at_level[self._nodes[node][0]].append(node)
        wide = dict(box)
        known = {NONE: False, ALL: True}

        def leads_outside(node: int) -> bool:
            """Whether `node` is reached by some tuple of the set `outside`, as far as the levels from its own on are concerned."""
            if node not in known:
                level, below = self._nodes[node]
                known[node] = False
                for branch in wide.get(level, range(len(below))):
                    if leads_outside(below[branch]):
                        known[node] = True
                        break
            return known[node]

        below_done = sorted(at_level, reverse=True)
        passed = len(self.widths)  # the least level that a way to the outside leaves out
        for level in sorted(box, reverse=True):
            while below_done and below_done[0] > level:
                passed = min([passed, *(entered[node] for node in at_level[below_done.pop(0)] if leads_outside(node))])
            if passed <= level:
                continue  # every branch leads outside
            harmful = {branch for node in at_level[level] for branch, x in enumerate(self._nodes[node][1]) if leads_outside(x)}
            if harmful:
                wide[level] = box[level] | (frozenset(range(self.widths[level])) - harmful)
            else:
                del wide[level]
        return wide

    def _entered(self, box: Box, node: int) -> dict[int, int]:
        """Each node below `node` that a tuple of `box` passes, with the least level from which on one stands at it."""
        entered = {node: 0}
        waiting = [(self._nodes[node][0], node)]
        while waiting:
            level, at = heappop(waiting)
            below = self._nodes[at][1]
            for branch in box.get(level, range(len(below))):
                x = below[branch]
                if x > ALL and x not in entered:  # nodes come in the order of their levels, so the first way in is the highest
                    entered[x] = level + 1
                    heappush(waiting, (self._nodes[x][0], x))
        return entered

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

    def first(self, node: int) -> tuple[int, ...] | None:
        """The least tuple of the set, in the order of levels and branches, or None where it is empty."""
        if node == NONE:
            return None
        branches = [0] * len(self.widths)
        while node != ALL:
            level, below = self._nodes[node]
            branches[level], node = next((branch, x) for branch, x in enumerate(below) if x != NONE)
        return tuple(branches)

    def first_box(self, node: int) -> dict[int, frozenset[int]]:
        """Some box within the set, which must not be empty: the first branch that leads anywhere, with those that lead to the same."""
        box: dict[int, frozenset[int]] = {}
        while node != ALL:
            level, below = self._nodes[node]
            node = next(x for x in below if x != NONE)
            box[level] = frozenset(branch for branch, x in enumerate(below) if x == node)
        return box

    def _aligned(self, a: int, b: int) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
        """The upper level of two nodes, with the branches of both there: a node below it goes on unchanged by each branch."""
        (level_a, below_a), (level_b, below_b) = self._nodes[a], self._nodes[b]
        if level_a < level_b:
            return level_a, below_a, (b,) * len(below_a)
        if level_b < level_a:
            return level_b, (a,) * len(below_b), below_b
        return level_a, below_a, below_b

    def _node(self, level: int, branches: tuple[int, ...]) -> int:
        if branches.count(branches[0]) == len(branches):
            return branches[0]
        key = (level, branches)
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self._nodes)
            self._nodes.append(key)
        return found
