"""What the connections of a way ask for together, kept apart as far as nothing ties it together: long ways ask for a lot."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from groundplan.derive.condition import Condition


class _Part(NamedTuple):
    """What is asked of some options, which nothing ties to those of other parts."""

    condition: Condition
    options: frozenset[str]


Undo: TypeAlias = "dict[str, _Part | None]"
"""The parts that were there before."""


class Gathered:
    """Conditions that must all hold. What was added last can be taken back first."""

    def __init__(self) -> None:
        self._parts: dict[str, _Part] = {}

    def fits(self, condition: Condition) -> bool:
        """Whether `condition` can hold, too."""
        return bool(self._with(condition).condition)

    def add(self, condition: Condition) -> Undo:
        """Ask for `condition`, too; what `remove` takes to forget it."""
        part = self._with(condition)
        before: Undo = {option: self._parts.get(option) for option in part.options}
        self._parts.update(dict.fromkeys(part.options, part))
        return before

    def remove(self, before: Undo) -> None:
        """Forget what was added last."""
        for option, part in before.items():
            if part is None:
                del self._parts[option]
            else:
                self._parts[option] = part

    def _with(self, condition: Condition) -> _Part:
        named = condition.named()
        options = frozenset(named) | condition.space.tied(named)
        touched = {id(part): part for option in options if (part := self._parts.get(option))}
        for part in touched.values():
            condition, options = condition & part.condition, options | part.options
        return _Part(condition, options)
