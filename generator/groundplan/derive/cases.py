"""A value that depends on the options."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from groundplan.derive.condition import Condition, Configuration

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Cases(Generic[T_co]):
    """Values with the disjoint sets of configurations in which each is the one. Empty sets are left out."""

    items: tuple[tuple[T_co, Condition], ...]

    def __iter__(self) -> Iterator[tuple[T_co, Condition]]:
        return iter(self.items)

    def value_in(self, configuration: Configuration) -> T_co | None:
        """The value under `configuration`, or None where there is none."""
        if len(self.items) == 1 and self.items[0][1].node == 1:
            return self.items[0][0]
        return next((value for value, condition in self.items if condition.holds_in(configuration)), None)

    def map(self, function: Callable[[T_co], U]) -> Cases[U]:
        """The cases of `function` of the value; equal results are one case."""
        if len(self.items) == 1:
            return Cases(((function(self.items[0][0]), self.items[0][1]),))
        result: dict[U, Condition] = {}
        for value, condition in self.items:
            mapped = function(value)
            result[mapped] = result[mapped] | condition if mapped in result else condition
        return Cases(tuple(result.items()))

    def within(self, condition: Condition) -> Cases[T_co]:
        """The cases that there are in `condition`."""
        if len(self.items) < 2:
            return self
        return Cases(tuple((value, both) for value, own in self.items if (both := own & condition)))

    def where(self, test: Callable[[T_co], bool], never: Condition) -> Condition:
        """The configurations in which the value passes `test`."""
        found = never
        for value, condition in self.items:
            if test(value):
                found |= condition
        return found

    def values(self) -> tuple[T_co, ...]:
        """Every value that occurs, in the order of the first configuration in which each does: the default's comes first."""
        if len(self.items) < 2:
            return tuple(value for value, _ in self.items)
        return tuple(value for value, _ in sorted(self.items, key=lambda item: item[1].space.allowed.least(item[1].node)))


def unioned(parts: Iterable[Cases[T]]) -> Cases[T]:
    """The cases of all of `parts`, of which no two have one for the same configuration; equal values are one case."""
    result: dict[T, Condition] = {}
    for part in parts:
        for value, condition in part:
            result[value] = result[value] | condition if value in result else condition
    return Cases(tuple(result.items()))


def combined(function: Callable[..., U], *cases: Cases[Any]) -> Cases[U]:
    """The cases of `function` of a value of each of `cases`, where all of them have one; equal results are one case."""
    result: dict[U, Condition] = {}
    for values, condition in _together(cases):
        value = function(*values)
        result[value] = result[value] | condition if value in result else condition
    return Cases(tuple(result.items()))


def _together(cases: Sequence[Cases[Any]]) -> Iterator[tuple[tuple[Any, ...], Condition]]:
    first, *rest = cases
    if not rest:
        yield from (((value,), condition) for value, condition in first)
        return
    for values, condition in _together(rest):
        for value, own in first:
            both = own & condition
            if both:
                yield (value, *values), both
