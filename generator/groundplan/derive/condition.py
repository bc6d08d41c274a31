"""Sets of configurations.

A configuration gives every option one choice. Forty options with three choices each have 12 million million million
combinations, so sets of configurations are never listed: a set is a node of a decision diagram (see `decisions`), in which
each level is an option and each branch a choice, the default first.

Levels follow whatever order keeps sets small (see `order`); answers follow the model's order, because the rank of a
configuration does: options and choices as written, the default first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from groundplan.derive.allowed import Allowed
from groundplan.derive.alternatives import Teller
from groundplan.derive.clashes import Clash, clashes, independent, left, smallest
from groundplan.derive.decisions import ALL, NONE, Cube, Decisions, TooEntangled
from groundplan.derive.order import arranged
from groundplan.domain.option import Conditions, Option

Configuration = Mapping[str, str]
"""Option id -> choice id, for every option, in the model's order."""


class Space:
    """All configurations that the options of a model allow. `ties` name options that conditions speak of together."""

    def __init__(self, options: Mapping[str, Option], ties: Iterable[Collection[str]] = ()) -> None:
        self.options = tuple(options.values())
        self.choices = tuple(
            (option.default, *(choice for choice in option.choices if choice != option.default)) for option in self.options
        )
        self._branches = {
            option.id: {choice: branch for branch, choice in enumerate(choices)}
            for option, choices in zip(self.options, self.choices, strict=True)
        }
        numbers = {option.id: number for number, option in enumerate(self.options)}
        among = list(clashes(self.options, self._branches))
        tied = [[numbers[option] for option in tie] for tie in ties] + [[one[0], other[0]] for one, other in among]
        self._settle(arranged(len(self.options), tied), independent(len(self.options), among))
        self.never = Condition(self, NONE)
        self.always = Condition(self, ALL)
        self._told: dict[int, Conditions] = {}

    def _settle(self, order: list[int], groups: Iterable[tuple[list[int], list[Clash]]]) -> None:
        """Give each option its level, and keep what the constraints of each group leave."""
        widths = [len(choices) for choices in self.choices]
        entangled: list[int] = []
        kept: list[tuple[list[int], list[Clash]]] = []
        for group, among in groups:
            slots = sorted(map(order.index, group)) if len(group) < len(order) else range(len(order))
            try:
                better = smallest([order[slot] for slot in slots], among, widths)
            except TooEntangled:
                entangled += group
                continue
            for slot, option in zip(slots, better, strict=True):
                order[slot] = option
            kept.append((group, among))
        self.entangled = tuple(self.options[option].id for option in sorted(entangled))
        """Options whose constraints were too many to be kept: what is said of configurations takes no notice of them."""
        self._number = order
        self._level = {self.options[number].id: level for level, number in enumerate(order)}
        self._measure([widths[number] for number in order], kept)

    def _measure(self, widths: list[int], groups: Iterable[tuple[list[int], list[Clash]]]) -> None:
        after = [1]  # how many ways there are to choose the last 0, 1, 2, … options of the model
        for choices in reversed(self.choices):
            after.append(after[-1] * len(choices))
        weights = after[-2::-1]
        self.decisions = Decisions(widths, [weights[number] for number in self._number])
        level = {number: level for level, number in enumerate(self._number)}
        nodes: list[tuple[list[int], int]] = []
        for group, among in groups:
            levels = sorted(level[number] for number in group)
            levelled = [((level[a], x), (level[b], y)) for (a, x), (b, y) in among]
            nodes.append((levels, left(self.decisions, levels, levelled)))
        self.allowed = Allowed(self.decisions, nodes)
        self._teller = Teller(self.decisions, self.allowed)

    @cached_property
    def valid(self) -> Condition:
        """The configurations that the constraints allow, as a set. Questions about other sets need it not: they look at these alone."""
        return Condition(self, self.allowed.all())

    def restrict(self, allowed: Condition) -> None:
        """Let `allowed` be all that is possible, in a space without constraints of its own, before anything was asked of it."""
        self.allowed = Allowed(self.decisions, [(range(len(self.options)), allowed.node)])
        self._teller = Teller(self.decisions, self.allowed)
        vars(self).pop("valid", None)

    @property
    def default(self) -> Configuration:
        """Every option at its default."""
        return {option.id: option.default for option in self.options}

    def where(self, conditions: Conditions) -> Condition:
        """The set in which every option named has one of the choices named."""
        return Condition(self, self.decisions.box(self._box(conditions)))

    def when(self, conditions: Conditions) -> Condition:
        """The same for what an author wrote. Wherever this set is told, it is told in these words."""
        condition = self.where(conditions)
        self._told.setdefault(condition.node, conditions)
        return condition

    def choice(self, option: str, choice: str) -> Condition:
        """The set in which `option` has `choice`."""
        return self.where({option: (choice,)})

    @cached_property
    def possible(self) -> frozenset[tuple[str, str]]:
        """Every option with each choice that some allowed configuration gives it."""
        every = ((option.id, choice) for option in self.options for choice in option.choices)
        return frozenset(one for one in every if self.choice(*one))

    def together(self, conditions: Iterable[Condition]) -> Condition:
        """The configurations that are in all of `conditions`."""
        return Condition(self, self.decisions.intersections(condition.node for condition in conditions))

    def union(self, conditions: Iterable[Condition]) -> Condition:
        """The configurations that are in one of `conditions`."""
        result = self.never
        for condition in conditions:
            result |= condition
        return result

    def outside(self, conditions: Iterable[Condition]) -> Condition:
        """The configurations that are in none of `conditions`."""
        return Condition(self, self.decisions.intersections(self.decisions.complement(condition.node) for condition in conditions))

    def around(self, conditions: Sequence[Condition]) -> Space:
        """The same configurations in an order that suits unions of `conditions`."""
        ties = [condition.named() for condition in conditions]
        return Space({option.id: option for option in self.options}, ties)

    def tied(self, options: Iterable[str]) -> set[str]:
        """The options that constraints tie to any of `options`, those included; none where no constraint speaks of it."""
        groups = {self.allowed.group(self._level[option]) for option in options} - {None}
        return {option for option, level in self._level.items() if self.allowed.group(level) in groups} if groups else set()

    def given(self, kept: Conditions) -> Callable[[Condition], Condition]:
        """Tells what a condition asks of the other options once the choices `kept`, one of each option named, are made."""
        box = self._box(kept)
        return lambda condition: Condition(self, self.decisions.restricted(condition.node, box))

    def configuration(self, rank: int) -> Configuration:
        """The configuration of a rank."""
        branches: list[int] = []
        for choices in reversed(self.choices):
            rank, branch = divmod(rank, len(choices))
            branches.append(branch)
        chosen = zip(self.options, self.choices, reversed(branches), strict=True)
        return {option.id: choices[branch] for option, choices, branch in chosen}

    def alternatives(self, node: int) -> Iterator[Cube]:
        """Boxes that together are the set, in the words of an author where there are any."""
        told = self._told.get(node)
        if told is None:
            return self._teller.alternatives(node)
        return iter([self._teller.possible(self._box(told))] if self.allowed.meets(node) else [])

    def needed(self, boxes: list[Cube]) -> Iterator[Cube]:
        """The `boxes` without those that others cover."""
        return self._teller.needed(boxes)

    def named(self, box: Cube) -> Conditions:
        """`box` by the names of options and choices, both in the model's order, but defaults first."""
        numbered = sorted((self._number[level], branches) for level, branches in box.items())
        return {self.options[number].id: tuple(self.choices[number][branch] for branch in sorted(at)) for number, at in numbered}

    def options_at(self, levels: Iterable[int]) -> tuple[str, ...]:
        """The ids of the options of `levels`, in the model's order."""
        return tuple(self.options[number].id for number in sorted(self._number[level] for level in levels))

    def holds(self, node: int, configuration: Configuration) -> bool:
        """Whether `configuration` is in the set."""

        def branch_at(level: int) -> int:
            option = self.options[self._number[level]].id
            return self._branches[option][configuration[option]]

        return self.decisions.holds(node, branch_at)

    def taken_over(self, condition: Condition) -> Condition:
        """`condition` of another space of the same options."""
        other, known = condition.space, {NONE: NONE, ALL: ALL}

        def moved(node: int) -> int:
            if node not in known:
                level = self._level[other.options_at([other.decisions.level(node)])[0]]
                known[node] = NONE
                for branch, below in enumerate(other.decisions.below(node)):
                    way = self.decisions.intersection(self.decisions.literal(level, (branch,)), moved(below))
                    known[node] = self.decisions.union(known[node], way)
            return known[node]

        node = moved(condition.node)
        if condition.node in other._told:
            self._told.setdefault(node, other._told[condition.node])
        return Condition(self, node)

    def _box(self, conditions: Conditions) -> Cube:
        branches = ((option, self._branches[option], chosen) for option, chosen in conditions.items())
        return {self._level[option]: frozenset(own[choice] for choice in chosen if choice in own) for option, own, chosen in branches}


@dataclass(frozen=True, slots=True)
class Condition:
    """A set of configurations of one space."""

    space: Space
    node: int

    def __and__(self, other: Condition) -> Condition:
        node = self.space.decisions.intersection(self.node, self.of(other))
        return self if node == self.node else Condition(self.space, node)

    def __or__(self, other: Condition) -> Condition:
        node = self.space.decisions.union(self.node, self.of(other))
        return self if node == self.node else Condition(self.space, node)

    def __invert__(self) -> Condition:
        return Condition(self.space, self.space.decisions.complement(self.node))

    def of(self, other: Condition) -> int:
        """The node of `other` in this space."""
        return other.node if other.space is self.space else self.space.taken_over(other).node

    def __bool__(self) -> bool:
        """Whether some allowed configuration is in the set."""
        return self.space.allowed.meets(self.node)

    @property
    def everywhere(self) -> bool:
        """Whether every allowed configuration is in the set."""
        return not ~self

    @property
    def settled(self) -> int:
        """A number that is the same for all sets of the same allowed configurations."""
        return (self & self.space.valid).node

    def agrees(self, other: Condition) -> bool:
        """Whether the same allowed configurations are in both sets."""
        return self.node == self.of(other) or not (self & ~other or other & ~self)

    def holds_in(self, configuration: Configuration) -> bool:
        """Whether `configuration` is in the set."""
        return self.space.holds(self.node, configuration)

    @property
    def rank(self) -> int | None:
        """Where the first allowed configuration of the set stands among all; None where there is none."""
        rank = self.space.allowed.least(self.node)
        return rank if rank < self.space.decisions.beyond else None

    def first(self) -> Configuration | None:
        """The first allowed configuration in the set: options and choices in the model's order, defaults before others."""
        rank = self.rank
        return None if rank is None else self.space.configuration(rank)

    def count(self) -> int:
        """How many allowed configurations are in the set."""
        return self.space.allowed.count(self.node)

    def named(self) -> tuple[str, ...]:
        """The options on which the set depends, allowed or not."""
        return self.space.options_at(self.space.decisions.support(self.node))

    def options(self) -> tuple[str, ...]:
        """The options that decide whether an allowed configuration is in the set, in the model's order.

        None of them can be left out. Where constraints tie options together, so that one tells the other, the earlier is named.
        """
        decisions, beside = self.space.decisions, self.space.allowed.beside(self.node)
        inside, outside = decisions.intersection(beside, self.node), decisions.difference(beside, self.node)
        concerned = {*decisions.support(inside), *decisions.support(outside)}
        deciding: list[int] = []
        for level in sorted(concerned, key=lambda level: decisions.weights[level]):
            blind_inside, blind_outside = decisions.freed(inside, level), decisions.freed(outside, level)
            if decisions.meets(blind_inside, blind_outside):
                deciding.append(level)
            else:
                inside, outside = blind_inside, blind_outside
        return self.space.options_at(deciding)

    def cubes(self) -> tuple[Conditions, ...]:
        """The set as a short list of alternatives, each `{option: choices}`, none of which the others cover."""
        return tuple(map(self.space.named, self.space.needed(list(self.space.alternatives(self.node)))))

    def alternatives(self) -> Iterator[Conditions]:
        """Alternatives as in `cubes`, one at a time, for those who want few of possibly very many; the last may cover earlier ones."""
        return map(self.space.named, self.space.alternatives(self.node))
