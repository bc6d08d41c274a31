"""A value that depends on the options."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from groundplan.derive.condition import Condition, Configuration

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Cases(Generic[T]):
    """Values with the disjoint sets of configurations in which each is the one. Empty sets are left out."""

    items: tuple[tuple[T, Condition], ...]

    def __iter__(self) -> Iterator[tuple[T, Condition]]:
        return iter(self.items)

    def value_in(self, configuration: Configuration) -> T | None:
        """The value under `configuration`, or None where there is none."""
        if len(self.items) == 1 and self.items[0][1].node == 1:
            return self.items[0][0]
        return next((value for value, condition in self.items if condition.holds_in(configuration)), None)

    def map(self, function: Callable[[T], U]) -> Cases[U]:
        """The cases of `function` of the value; equal results are one case."""
        if len(self.items) == 1:
            return Cases(((function(self.items[0][0]), self.items[0][1]),))
        result: dict[U, Condition] = {}
        for value, condition in self.items:
            mapped = function(value)
            result[mapped] = result[mapped] | condition if mapped in result else condition
        return Cases(tuple(result.items()))

    def values(self) -> tuple[T, ...]:
        """Every value that occurs, in the order of the first configuration in which each does: the default's comes first."""
        if len(self.items) < 2:
            return tuple(value for value, _ in self.items)
        return tuple(value for value, _ in sorted(self.items, key=lambda item: _rank(item[1])))


def _rank(condition: Condition) -> tuple[int, ...]:
    first = condition.first()
    if first is None:
        return ()
    choices = condition.space.choices
    return tuple(choices[level].index(choice) for level, choice in enumerate(first.values()))
