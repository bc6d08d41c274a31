"""Sets of configurations as people tell them: this and that, or this.

An alternative names, for some options, the choices that they may have. It is never wider than what is true, and whatever
combination of the choices it names can occur: what the constraints forbid may make an option superfluous, but no choice is
ever named because nobody could choose it anyway.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from math import prod

from groundplan.derive.allowed import Allowed
from groundplan.derive.decisions import NONE, Cube, Decisions

_MOST_COMBINATIONS = 500
"""Choices that would make more combinations are not added to an alternative: it would be too much to look at each."""


class Teller:
    """Tells sets by boxes. The order of the model is that of the weights of levels."""

    def __init__(self, decisions: Decisions, allowed: Allowed) -> None:
        self._decisions = decisions
        self._allowed = allowed

    def alternatives(self, node: int) -> Iterator[Cube]:
        """Alternatives that together are the set, each around the first tuple in none before. A later one may cover earlier ones."""
        decisions = self._decisions
        outside, left = decisions.complement(node), node
        levels = sorted(decisions.support(node), key=lambda level: -decisions.weights[level])
        while (rank := self._allowed.least(left)) < decisions.beyond:
            point = {level: frozenset([rank // decisions.weights[level] % decisions.widths[level]]) for level in levels}
            box = self._widened(self._shortened(point, outside), outside)
            yield box
            left = decisions.difference(left, decisions.box(box))

    def needed(self, boxes: list[Cube]) -> Iterator[Cube]:
        """The `boxes` without those whose allowed tuples are all in others."""
        decisions = self._decisions
        nodes = [decisions.box(box) for box in boxes]
        covered = [NONE]  # by the last 0, 1, 2, … boxes
        for node in reversed(nodes):
            covered.append(decisions.union(covered[-1], node))
        kept = NONE
        for box, node, later in zip(boxes, nodes, reversed(covered[:-1]), strict=True):
            if self._allowed.meets(decisions.difference(node, decisions.union(kept, later))):
                kept = decisions.union(kept, node)
                yield box

    def possible(self, box: Cube) -> Cube:
        """`box` without choices that do not go with the rest of it, and without options of which all possible choices are named."""
        fitting = {level: frozenset(branch for branch in box[level] if self._meets({**box, level: frozenset([branch])})) for level in box}
        return {level: branches for level, branches in fitting.items() if self._tells(level, branches)}

    def _tells(self, level: int, branches: frozenset[int]) -> bool:
        others = frozenset(range(self._decisions.widths[level])) - branches
        return self._meets({level: others})

    def _meets(self, box: Cube) -> bool:
        return self._allowed.meets(self._decisions.box(box))

    def _clear(self, box: Cube, outside: int) -> bool:
        return not self._allowed.meets(self._decisions.intersection(self._decisions.box(box), outside))

    def _shortened(self, box: Cube, outside: int) -> Cube:
        """`box` without the options that can be left out, the last ones first."""
        for level in reversed(tuple(box)):
            without = {other: branches for other, branches in box.items() if other != level}
            if self._clear(without, outside):
                box = without
        return box

    def _widened(self, box: Cube, outside: int) -> Cube:
        """`box` with all choices that can be named as well, the last options first."""
        wide = dict(box)
        for level in reversed(tuple(box)):
            for branch in range(self._decisions.widths[level]):
                other = {**wide, level: frozenset([branch])}
                if branch not in wide[level] and self._combines(other) and self._clear(other, outside):
                    wide[level] |= {branch}
        return wide

    def _combines(self, box: Cube) -> bool:
        """Whether every combination of choices in `box` can occur. Groups of options that no constraint ties together always combine."""
        groups: dict[int, dict[int, frozenset[int]]] = defaultdict(dict)
        for level, branches in box.items():
            group = self._allowed.group(level)
            if group is not None:
                groups[group][level] = branches
        if any(prod(map(len, own.values())) > _MOST_COMBINATIONS for own in groups.values()):
            return False
        return all(self._meets(point) for own in groups.values() for point in _points(own))


def _points(box: Cube) -> Iterator[Cube]:
    for chosen in product(*box.values()):
        yield {level: frozenset([branch]) for level, branch in zip(box, chosen, strict=True)}
