"""Which choices of options can come up together, asked before there is a model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from groundplan.load.entry import ChoiceRecord
from groundplan.load.records import OptionRecord

Domains = Mapping[str, frozenset[str]]
"""Option -> the choices that it may have."""


class Possibilities:
    """The configurations that the options of a document allow, found by search: each choice rules out choices of other options."""

    def __init__(self, options: Mapping[str, OptionRecord]) -> None:
        self._choices: dict[str, Mapping[str, ChoiceRecord]] = {id_: option.choices for id_, option in options.items()}
        self._neighbours = {id_: set(self._named(id_)) for id_ in options}
        for id_, others in list(self._neighbours.items()):
            for other in others:
                self._neighbours[other].add(id_)

    def _named(self, option: str) -> Iterator[str]:
        for choice in self._choices[option].values():
            yield from (other for other in (*choice.requires, *choice.excludes) if other in self._choices)

    def some(self, given: Domains) -> bool:
        """Whether some configuration gives every option in `given` one of the choices there."""
        domains = {option: frozenset(choices) & given.get(option, frozenset(choices)) for option, choices in self._choices.items()}
        return self._search(domains, list(domains))

    def _search(self, domains: dict[str, frozenset[str]], changed: list[str]) -> bool:
        if not self._narrow(domains, changed):
            return False
        open_ = next((option for option, choices in domains.items() if len(choices) > 1 and self._neighbours[option]), None)
        if open_ is None:
            return True
        return any(self._search(domains | {open_: frozenset({choice})}, [open_]) for choice in sorted(domains[open_]))

    def _narrow(self, domains: dict[str, frozenset[str]], changed: list[str]) -> bool:
        """Take choices away that nothing of a neighbour goes with; false where an option has none left."""
        if not all(domains.values()):
            return False
        while changed:
            option = changed.pop()
            for other in self._neighbours[option]:
                left = frozenset(
                    choice for choice in domains[other] if any(self._together(other, choice, option, c) for c in domains[option])
                )
                if not left:
                    return False
                if left != domains[other]:
                    domains[other] = left
                    changed.append(other)
        return True

    def _together(self, option: str, choice: str, other: str, another: str) -> bool:
        return self._admits(option, choice, other, another) and self._admits(other, another, option, choice)

    def _admits(self, option: str, choice: str, other: str, another: str) -> bool:
        record = self._choices[option][choice]
        return another in record.requires.get(other, (another,)) and another not in record.excludes.get(other, ())
