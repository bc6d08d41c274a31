"""Sets of configurations, as decision diagrams.

A configuration gives every option one choice. Forty options with three choices each have 12 million million million
combinations, so sets of configurations are never listed: a set is a node of a reduced, ordered, multi-valued decision
diagram, in which each level is an option and each branch a choice, and equal sets are the same node. After R. E. Bryant,
"Graph-Based Algorithms for Boolean Function Manipulation", IEEE Transactions on Computers C-35 (1986), generalized to
more than two branches.

Levels follow the model's order of options; branches its order of choices, the default first. The first member of a set
is therefore found by taking the first branch that leads anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from groundplan.domain.option import Conditions, Option

Configuration = Mapping[str, str]
"""Option id -> choice id, for every option, in the model's order."""

_FALSE, _TRUE = 0, 1


class Space:
    """All configurations that the options of a model allow."""

    def __init__(self, options: Mapping[str, Option]) -> None:
        self.options = tuple(options.values())
        self.choices = tuple(
            (option.default, *(choice for choice in option.choices if choice != option.default)) for option in self.options
        )
        self._levels = {option.id: level for level, option in enumerate(self.options)}
        self._nodes: list[tuple[int, tuple[int, ...]]] = [(len(self.options), ()), (len(self.options), ())]
        self._unique: dict[tuple[int, tuple[int, ...]], int] = {}
        self._cache: dict[tuple[str, int, int], int] = {}
        self.never = Condition(self, _FALSE)
        self.always = Condition(self, _TRUE)
        self.valid = self._constraints()

    @property
    def default(self) -> Configuration:
        """Every option at its default."""
        return {option.id: option.default for option in self.options}

    def where(self, conditions: Conditions) -> Condition:
        """The set in which every option named has one of the choices named."""
        result = self.always
        for option, chosen in conditions.items():
            result &= self._literal(self._levels[option], chosen)
        return result

    def choice(self, option: str, choice: str) -> Condition:
        """The set in which `option` has `choice`."""
        return self._literal(self._levels[option], (choice,))

    def point(self, configuration: Configuration) -> Condition:
        """The set that holds `configuration` alone."""
        return self.where({option: (choice,) for option, choice in configuration.items()})

    def _constraints(self) -> Condition:
        result = self.always
        for option in self.options:
            for choice in option.choices.values():
                if choice.requires or choice.excludes:
                    chosen = self.choice(option.id, choice.id)
                    result &= ~chosen | self.where(choice.requires)
                    for other, excluded in choice.excludes.items():
                        result &= ~(chosen & self.where({other: excluded}))
        return result

    def _literal(self, level: int, chosen: Collection[str]) -> Condition:
        branches = tuple(_TRUE if choice in chosen else _FALSE for choice in self.choices[level])
        return Condition(self, self._node(level, branches))

    def _node(self, level: int, branches: tuple[int, ...]) -> int:
        if branches.count(branches[0]) == len(branches):
            return branches[0]
        key = (level, branches)
        found = self._unique.get(key)
        if found is None:
            found = self._unique[key] = len(self._nodes)
            self._nodes.append(key)
        return found

    def _and(self, a: int, b: int) -> int:
        if a == _FALSE or b == _FALSE:
            return _FALSE
        if a == _TRUE or a == b:
            return b
        if b == _TRUE:
            return a
        key = ("and", min(a, b), max(a, b))
        if key not in self._cache:
            self._cache[key] = self._combine(a, b, self._and)
        return self._cache[key]

    def _or(self, a: int, b: int) -> int:
        if a == _TRUE or b == _TRUE:
            return _TRUE
        if a == _FALSE or a == b:
            return b
        if b == _FALSE:
            return a
        key = ("or", min(a, b), max(a, b))
        if key not in self._cache:
            self._cache[key] = self._combine(a, b, self._or)
        return self._cache[key]

    def _combine(self, a: int, b: int, operation: Callable[[int, int], int]) -> int:
        (level_a, below_a), (level_b, below_b) = self._nodes[a], self._nodes[b]
        level = min(level_a, level_b)
        width = len(self.choices[level])
        if level_a > level:
            below_a = (a,) * width
        if level_b > level:
            below_b = (b,) * width
        return self._node(level, tuple(operation(x, y) for x, y in zip(below_a, below_b, strict=True)))

    def _not(self, a: int) -> int:
        if a <= _TRUE:
            return _TRUE - a
        key = ("not", a, a)
        if key not in self._cache:
            level, below = self._nodes[a]
            self._cache[key] = self._node(level, tuple(self._not(x) for x in below))
        return self._cache[key]

    def _restrict(self, node: int, level: int, branch: int) -> int:
        """`node` with the option at `level` fixed to its `branch`."""
        at, below = self._nodes[node]
        if at > level:
            return node
        if at == level:
            return below[branch]
        return self._node(at, tuple(self._restrict(x, level, branch) for x in below))

    def _count(self, node: int) -> int:
        memo: dict[int, int] = {_FALSE: 0, _TRUE: 1}

        def free(first: int, last: int) -> int:
            """How many ways the options from `first` up to but without `last` can be chosen."""
            ways = 1
            for level in range(first, last):
                ways *= len(self.choices[level])
            return ways

        def count(at: int) -> int:
            if at not in memo:
                level, below = self._nodes[at]
                memo[at] = sum(count(x) * free(level + 1, self._nodes[x][0]) for x in below)
            return memo[at]

        return count(node) * free(0, self._nodes[node][0])

    def _first(self, node: int) -> Configuration | None:
        if node == _FALSE:
            return None
        chosen: dict[str, str] = {}
        for level, option in enumerate(self.options):
            at, below = self._nodes[node]
            if at > level:
                chosen[option.id] = self.choices[level][0]
                continue
            branch = next(index for index, x in enumerate(below) if x != _FALSE)
            chosen[option.id] = self.choices[level][branch]
            node = below[branch]
        return chosen

    def _paths(self, node: int) -> Iterator[dict[int, frozenset[int]]]:
        """The ways from `node` to true: level -> branches taken there; branches to the same node are one way."""
        if node == _FALSE:
            return
        if node == _TRUE:
            yield {}
            return
        level, below = self._nodes[node]
        for target in dict.fromkeys(below):
            branches = frozenset(index for index, x in enumerate(below) if x == target)
            for path in self._paths(target):
                yield {level: branches, **path}


@dataclass(frozen=True, slots=True)
class Condition:
    """A set of configurations of one space."""

    space: Space
    node: int

    def __and__(self, other: Condition) -> Condition:
        return Condition(self.space, self.space._and(self.node, other.node))

    def __or__(self, other: Condition) -> Condition:
        return Condition(self.space, self.space._or(self.node, other.node))

    def __invert__(self) -> Condition:
        return Condition(self.space, self.space._not(self.node))

    def __bool__(self) -> bool:
        """Whether some allowed configuration is in the set."""
        return self.space._and(self.node, self.space.valid.node) != _FALSE

    @property
    def everywhere(self) -> bool:
        """Whether every allowed configuration is in the set."""
        return not ~self

    def holds_in(self, configuration: Configuration) -> bool:
        """Whether `configuration` is in the set."""
        node, space = self.node, self.space
        while node > _TRUE:
            level, below = space._nodes[node]
            node = below[space.choices[level].index(configuration[space.options[level].id])]
        return node == _TRUE

    def first(self) -> Configuration | None:
        """The first allowed configuration in the set: options and choices in the model's order, defaults before others."""
        return self.space._first((self & self.space.valid).node)

    def count(self) -> int:
        """How many allowed configurations are in the set."""
        return self.space._count((self & self.space.valid).node)

    def options(self) -> tuple[str, ...]:
        """The options that decide whether an allowed configuration is in the set, in the model's order."""
        inside = self & self.space.valid
        return tuple(option.id for level, option in enumerate(self.space.options) if self._decides(inside, level))

    def _decides(self, inside: Condition, level: int) -> bool:
        """Whether choosing the option at `level` anew can lead an allowed configuration out of the set `inside`."""
        anew = self.space.never
        for branch in range(len(self.space.choices[level])):
            anew |= Condition(self.space, self.space._restrict(inside.node, level, branch))
        return bool(anew & ~inside)

    def cubes(self) -> tuple[Conditions, ...]:
        """The set as a short list of alternatives, each `{option: choices}`; what no allowed configuration needs is left out.

        Each alternative is widened as far as it stays inside the set, and alternatives that others cover are dropped.
        """
        space = self.space
        wanted = self & space.valid
        left = wanted
        result: list[dict[int, frozenset[int]]] = []
        while left:
            cube = self._widened(next(space._paths(left.node)), self | ~space.valid)
            result.append(cube)
            left &= ~self._cube(cube)
        return tuple(self._written(cube) for cube in result)

    def _widened(self, cube: dict[int, frozenset[int]], inside: Condition) -> dict[int, frozenset[int]]:
        for level in sorted(cube, reverse=True):
            without = {at: branches for at, branches in cube.items() if at != level}
            if (self._cube(without) & ~inside).node == _FALSE:
                cube = without
                continue
            for branch in range(len(self.space.choices[level])):
                wider = {**cube, level: cube[level] | {branch}}
                if (self._cube(wider) & ~inside).node == _FALSE:
                    cube = wider
        return cube

    def _cube(self, cube: dict[int, frozenset[int]]) -> Condition:
        return self.space.where(self._written(cube))

    def _written(self, cube: dict[int, frozenset[int]]) -> Conditions:
        choices = self.space.choices
        return {self.space.options[level].id: tuple(choices[level][branch] for branch in sorted(cube[level])) for level in sorted(cube)}
