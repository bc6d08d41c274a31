"""Sets of configurations.

A configuration gives every option one choice. Forty options with three choices each have 12 million million million
combinations, so sets of configurations are never listed: a set is a node of a decision diagram (see `diagram`), in which
each level is an option and each branch a choice.

Levels follow the model's order of options; branches its order of choices, the default first. The first member of a set
is therefore found by taking the first branch that leads anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from groundplan.derive.diagram import ALL, NONE, Box, Diagram
from groundplan.domain.option import Conditions, Option

Configuration = Mapping[str, str]
"""Option id -> choice id, for every option, in the model's order."""


class Space:
    """All configurations that the options of a model allow."""

    def __init__(self, options: Mapping[str, Option]) -> None:
        self.options = tuple(options.values())
        self.choices = tuple(
            (option.default, *(choice for choice in option.choices if choice != option.default)) for option in self.options
        )
        self.diagram = Diagram([len(choices) for choices in self.choices])
        self._levels = {option.id: level for level, option in enumerate(self.options)}
        self.never = Condition(self, NONE)
        self.always = Condition(self, ALL)
        self.valid = self._constraints()

    @property
    def default(self) -> Configuration:
        """Every option at its default."""
        return {option.id: option.default for option in self.options}

    def where(self, conditions: Conditions) -> Condition:
        """The set in which every option named has one of the choices named."""
        box: dict[int, frozenset[int]] = {}
        for option, chosen in conditions.items():
            level = self._levels[option]
            box[level] = frozenset(branch for branch, choice in enumerate(self.choices[level]) if choice in chosen)
        return Condition(self, self.diagram.box(box))

    def choice(self, option: str, choice: str) -> Condition:
        """The set in which `option` has `choice`."""
        return self.where({option: (choice,)})

    @cached_property
    def possible(self) -> frozenset[tuple[str, str]]:
        """Every option with each choice that some allowed configuration gives it."""
        taken = zip(self.options, self.choices, self.diagram.taken(self.valid.node), strict=True)
        return frozenset((option.id, choices[branch]) for option, choices, branches in taken for branch in branches)

    def written(self, box: Box) -> Conditions:
        """`box` by the names of options and choices, in the model's order of options, defaults first."""
        return {self.options[level].id: tuple(self.choices[level][branch] for branch in sorted(box[level])) for level in sorted(box)}

    def union(self, conditions: Iterable[Condition]) -> Condition:
        """The configurations that are in one of `conditions`."""
        result = self.never
        for condition in conditions:
            result |= condition
        return result

    def _constraints(self) -> Condition:
        result = self.always
        for option in reversed(self.options):  # from the leaves to the root, so that a new constraint meets only the nodes above
            for choice in option.choices.values():
                if choice.requires or choice.excludes:
                    chosen = self.choice(option.id, choice.id)
                    result &= ~chosen | self.where(choice.requires)
                    for other, excluded in choice.excludes.items():
                        result &= ~(chosen & self.where({other: excluded}))
        return result


@dataclass(frozen=True, slots=True)
class Condition:
    """A set of configurations of one space."""

    space: Space
    node: int

    def __and__(self, other: Condition) -> Condition:
        node = self.space.diagram.intersection(self.node, other.node)
        return self if node == self.node else Condition(self.space, node)

    def __or__(self, other: Condition) -> Condition:
        node = self.space.diagram.union(self.node, other.node)
        return self if node == self.node else Condition(self.space, node)

    def __invert__(self) -> Condition:
        return Condition(self.space, self.space.diagram.complement(self.node))

    def __bool__(self) -> bool:
        """Whether some allowed configuration is in the set."""
        return self.space.diagram.meets(self.node, self.space.valid.node)

    @property
    def everywhere(self) -> bool:
        """Whether every allowed configuration is in the set."""
        return self.space.diagram.difference(self.space.valid.node, self.node) == NONE

    def holds_in(self, configuration: Configuration) -> bool:
        """Whether `configuration` is in the set."""
        space = self.space
        return space.diagram.holds(self.node, lambda level: space.choices[level].index(configuration[space.options[level].id]))

    def first(self) -> Configuration | None:
        """The first allowed configuration in the set: options and choices in the model's order, defaults before others."""
        first = self.space.diagram.first((self & self.space.valid).node)
        if first is None:
            return None
        ways = zip(self.space.options, self.space.choices, first, strict=True)
        return {option.id: choices[branch] for option, choices, branch in ways}

    def count(self) -> int:
        """How many allowed configurations are in the set."""
        return self.space.diagram.count((self & self.space.valid).node)

    def options(self) -> tuple[str, ...]:
        """The options that decide whether an allowed configuration is in the set, in the model's order.

        None of them can be left out. Where constraints tie options together, so that one tells the other, the earlier is named.
        """
        diagram = self.space.diagram
        inside, outside = (self & self.space.valid).node, (~self & self.space.valid).node
        deciding: list[str] = []
        for level in reversed(range(len(self.space.options))):
            blind_inside, blind_outside = diagram.freed(inside, level), diagram.freed(outside, level)
            if diagram.intersection(blind_inside, blind_outside) == NONE:
                inside, outside = blind_inside, blind_outside
            else:
                deciding.append(self.space.options[level].id)
        return tuple(reversed(deciding))

    def cubes(self) -> tuple[Conditions, ...]:
        """The set as a short list of alternatives, each `{option: choices}`; what no allowed configuration needs is left out.

        Each alternative is widened as far as it stays inside the set, and alternatives that others cover are dropped.
        """
        boxes = list(self._boxes())
        return tuple(self.space.written(box) for box in self._needed(boxes))

    def alternatives(self) -> Iterator[Conditions]:
        """Alternatives as in `cubes`, one at a time, for those who want few of possibly very many; the last may cover earlier ones."""
        return (self.space.written(box) for box in self._boxes())

    def _boxes(self) -> Iterator[Box]:
        diagram, valid = self.space.diagram, self.space.valid.node
        left = diagram.intersection(self.node, valid)
        outside = diagram.difference(valid, self.node)
        while left != NONE:
            box = diagram.widened(diagram.first_box(left), outside)
            yield box
            left = diagram.difference(left, diagram.box(box))

    def _needed(self, boxes: list[Box]) -> Iterator[Box]:
        """The `boxes` without those whose allowed configurations are all in others."""
        diagram = self.space.diagram
        nodes = [diagram.intersection(diagram.box(box), self.space.valid.node) for box in boxes]
        covered = [NONE]  # by the last 0, 1, 2, … boxes
        for node in reversed(nodes):
            covered.append(diagram.union(covered[-1], node))
        kept = NONE
        for box, node, later in zip(boxes, nodes, reversed(covered[:-1]), strict=True):
            if diagram.difference(node, diagram.union(kept, later)) != NONE:
                kept = diagram.union(kept, node)
                yield box
