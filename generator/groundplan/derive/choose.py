"""When a flow exists, and which value of several it has then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from groundplan.derive.cases import Cases
from groundplan.derive.condition import Condition, Space
from groundplan.domain.flow import Flow
from groundplan.domain.option import Chosen, Varying

T = TypeVar("T")


def existence(flow: Flow, space: Space) -> Condition:
    """The configurations in which `flow` exists."""
    return space.when(flow.when) if flow.when else space.always


def cases(value: Varying[T], within: Condition) -> Cases[T]:
    """`value` in each of the configurations `within`."""
    if not isinstance(value, Chosen):
        return Cases(((value, within),)) if within else Cases(())
    found: dict[T, Condition] = {}
    for item, condition in _chosen(value, within):
        found[item] = found[item] | condition if item in found else condition
    return Cases(tuple(found.items()))


def _chosen(value: Varying[T], within: Condition) -> Iterator[tuple[T, Condition]]:
    if not isinstance(value, Chosen):
        yield value, within
        return
    for choice, inner in value.by_choice.items():
        here = within & within.space.choice(value.option, choice)
        if here:
            yield from _chosen(inner, here)
