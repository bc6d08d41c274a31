"""Choices that a deployment makes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeAlias, TypeVar

from groundplan.diagnostics import Route
from groundplan.domain.entry import Entry

T = TypeVar("T")
U = TypeVar("U")

Conditions = Mapping[str, tuple[str, ...]]
"""Option id -> the choices that satisfy it. All options named must hold."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Choice(Entry):
    """One of the values of an option, and what it asks of the other options."""

    requires: Conditions = field(default_factory=dict)
    excludes: Conditions = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Option(Entry):
    """A decision with at least one choice. `choices` keeps the model's order."""

    choices: Mapping[str, Choice]
    default: str


@dataclass(frozen=True, slots=True)
class Chosen(Generic[T]):
    """A value for each choice of the option `option` that can come up, in the option's order. A value may be such values again."""

    option: str
    by_choice: Mapping[str, T | Chosen[T]]


Varying: TypeAlias = T | Chosen[T]
"""A value, or one by choice."""


def each(value: Varying[T]) -> Iterator[T]:
    """Every value that `value` may be, as often as it is written."""
    if isinstance(value, Chosen):
        for inner in value.by_choice.values():
            yield from each(inner)
    else:
        yield value


def each_at(value: Varying[T], route: Route) -> Iterator[tuple[Route, T]]:
    """Every value that `value`, written at `route`, may be, with its place; what an `else` stands for comes at the option's choices."""
    if isinstance(value, Chosen):
        for choice, inner in value.by_choice.items():
            yield from each_at(inner, route / choice)
    else:
        yield route, value


def mapped(value: Varying[T], function: Callable[[T], U]) -> Varying[U]:
    """`function` of every value that `value` may be."""
    if isinstance(value, Chosen):
        return Chosen(value.option, {choice: mapped(inner, function) for choice, inner in value.by_choice.items()})
    return function(value)


def options_of(value: Varying[T]) -> Iterator[str]:
    """The options that decide on `value`, as often as they are written."""
    if isinstance(value, Chosen):
        yield value.option
        for inner in value.by_choice.values():
            yield from options_of(inner)
