"""What constraints leave of all tuples, kept apart for each group of levels that they tie together.

A set is looked at beside the groups that decide at one of its levels. The others go on as if it were not there: their
least members and their numbers are added and multiplied. Independent options so never multiply.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import prod

from groundplan.derive.decisions import ALL, NONE, Decisions


class Allowed:
    """The tuples that are in all of `groups`: levels, and the set that is left of what they may be. No level is in two."""

    def __init__(self, decisions: Decisions, groups: Sequence[tuple[Sequence[int], int]]) -> None:
        self._decisions = decisions
        self._nodes = [node for _, node in groups]
        self._group_at = {level: index for index, (levels, _) in enumerate(groups) for level in levels}
        self._empty = NONE in self._nodes
        self._first = [decisions.least(node, ALL) for node in self._nodes]
        self._widths = [prod(decisions.widths[level] for level in levels) for levels, _ in groups]
        self._touched: dict[int, tuple[int, ...]] = {}
        self._beside: dict[tuple[int, ...], int] = {(): ALL}
        self._ways: dict[int, list[Mapping[int, int]]] = {}
        self._meeting: dict[int, bool] = {}

    def group(self, level: int) -> int | None:
        """The number of the group of `level`, or None where no constraint speaks of it."""
        return self._group_at.get(level)

    def all(self) -> int:
        """The allowed tuples as one set."""
        return self._decisions.intersections(self._nodes)

    def beside(self, node: int) -> int:
        """The tuples that are allowed as far as the groups are concerned that decide at a level of `node`."""
        return self._joined(self._touching(node))

    def meets(self, node: int) -> bool:
        """Whether some allowed tuple is in the set."""
        if node == NONE or self._empty:
            return False
        if node == ALL:
            return True
        found = self._meeting.get(node)
        if found is None:
            found = self._meeting[node] = any(self._decisions.meets(node, at) for at in self._standing(node))
        return found

    def least(self, node: int) -> int:
        """The rank of the least allowed tuple of the set; that beyond all where there is none."""
        if node == NONE or self._empty:
            return self._decisions.beyond
        touched = self._touching(node)
        others = sum(self._first) - sum(self._first[index] for index in touched)
        here = min(before + self._decisions.least(node, at) for at, before in self._standing(node).items())
        return min(here + others, self._decisions.beyond)

    def count(self, node: int) -> int:
        """How many allowed tuples are in the set."""
        if self._empty:
            return 0
        touched = self._touching(node)
        others = [index for index in range(len(self._nodes)) if index not in touched]
        here = self._decisions.count(self._decisions.intersection(node, self._joined(touched)))
        return here // prod(self._widths[index] for index in others) * prod(self._of_group(others))

    def _of_group(self, groups: Iterable[int]) -> Iterable[int]:
        """How many ways each of `groups` has for its own levels."""
        everything = self._decisions.beyond
        return (self._decisions.count(self._nodes[index]) // (everything // self._widths[index]) for index in groups)

    def _touching(self, node: int) -> tuple[int, ...]:
        found = self._touched.get(node)
        if found is None:
            at = {self._group_at[level] for level in self._decisions.support(node) if level in self._group_at}
            found = self._touched[node] = tuple(sorted(at))
        return found

    def _joined(self, touched: tuple[int, ...]) -> int:
        if touched not in self._beside:
            self._beside[touched] = self._decisions.intersections(self._nodes[index] for index in touched)
        return self._beside[touched]

    def _standing(self, node: int) -> Mapping[int, int]:
        """Where allowed tuples stand before the first decision of `node`, with the rank of the least way there."""
        joined = self.beside(node)
        first = self._decisions.level(joined)
        ahead = self._decisions.level(node) - first
        if ahead <= 0:
            return {joined: 0}
        if joined not in self._ways:
            self._ways[joined] = self._ways_down(joined)
        ways = self._ways[joined]
        return ways[min(ahead, len(ways) - 1)]

    def _ways_down(self, node: int) -> list[Mapping[int, int]]:
        """For the level of `node` and all after it: the nodes below where tuples stand, with the rank of the least way there."""
        decisions = self._decisions
        standing: Mapping[int, int] = {node: 0}
        ways = [standing]
        for level in range(decisions.level(node), len(decisions.widths)):
            if standing.keys() == {ALL}:
                break
            standing = self._stepped(standing, level)
            ways.append(standing)
        return ways

    def _stepped(self, standing: Mapping[int, int], level: int) -> Mapping[int, int]:
        decisions, weight = self._decisions, self._decisions.weights[level]
        after: dict[int, int] = {}
        for node, rank in standing.items():
            here = decisions.level(node) == level
            for branch, x in enumerate(decisions.below(node)) if here else ((0, node),):
                if x != NONE:
                    reached = rank + branch * weight
                    after[x] = min(after.get(x, reached), reached)
        return after
