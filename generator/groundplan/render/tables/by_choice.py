"""What depends on the choices of a deployment, in the words of one locale."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TypeVar

from markupsafe import Markup, escape

from groundplan.derive.cases import Cases
from groundplan.derive.condition import Condition
from groundplan.derive.facts import Facts
from groundplan.domain.option import Conditions
from groundplan.render.words.conditions import condition_text, few
from groundplan.render.words.words import Words

T = TypeVar("T")


class ChoiceWording:
    """Says with which choices something holds, the default first."""

    def __init__(self, facts: Facts, words: Words) -> None:
        self.facts = facts
        self.words = words

    def condition(self, condition: Condition) -> Markup:
        """A set of configurations in words; empty where it is all of them."""
        return escape(condition_text(condition, self.facts.model.options, self.words))

    def choices(self, condition: Condition, given: Condition | None = None) -> Markup:
        """Like `condition`, but by the names of the choices alone; with that of the option where choices of several are called the same.

        What goes without saying where `given` holds is left out.
        """
        given = given or condition.space.always
        if not given & ~condition or not condition:
            return Markup()
        return escape(self.words.either(self._chosen(_within(given, cube, condition)) if cube else "…" for cube in few(condition)))

    def _chosen(self, cube: Conditions) -> str:
        return self.words.list(self._said(option, chosen) for option, chosen in cube.items())

    def _said(self, option: str, chosen: Iterable[str]) -> str:
        words, options = self.words, self.facts.model.options
        names = [words.name(options[option].choices[choice]) for choice in chosen]
        said = words.choice(names)
        if any(self._named[name] > 1 for name in names):
            return words.gettext("{option}: {choices}", option=words.name(options[option]), choices=said)
        return said

    @cached_property
    def _named(self) -> Counter[str]:
        """How many choices have a name."""
        return Counter(self.words.name(choice) for option in self.facts.model.options.values() for choice in option.choices.values())

    def by_choice(self, cases: Cases[T], tell: Callable[[T], Markup]) -> Markup:
        """A value, or what it is by default and what else with which choices."""
        told = [(tell(value), condition) for value, condition in self.default_first(cases)]
        if len(told) == 1:
            return told[0][0]
        *others, last = [(value, condition) for value, condition in told if value] or [(Markup(), cases.items[0][1])]
        return Markup().join([*(self.with_choices(value, condition, "; ") for value, condition in others), self.with_choices(*last)])

    def with_choices(self, value: Markup, condition: Condition, more: str = "") -> Markup:
        """A value with the choices that it needs, unless the default has it, and what parts it from others.

        The viewer shows it bare where it is the one that holds: it is told how many letters then go at both ends.
        """
        told = value
        if not self.usual(condition):
            told = Markup(self.words.gettext("{value} (with “{choices}”)", value=value, choices=self.choices(condition)))
        before, _, after = (told + more).partition(value)
        ends = f"{_letters(before)} {_letters(after)}"
        return Markup('<span class="gp-by" data-when="{}" data-ends="{}">{}{}</span>').format(self.guard(condition), ends, told, more)

    @staticmethod
    def guard(condition: Condition) -> str:
        """A set of configurations as JSON for the script."""
        return json.dumps(list(condition.cubes()))

    def default_first(self, cases: Cases[T]) -> list[tuple[T, Condition]]:
        return sorted(cases, key=lambda case: not self.usual(case[1]))

    def usual(self, condition: Condition) -> bool:
        return condition.holds_in(self.facts.default.configuration)


def _letters(text: str) -> int:
    """How many letters `text` has as scripts count them."""
    return len(Markup(text).unescape().encode("utf-16-le")) // 2


def _within(given: Condition, alternative: Conditions, condition: Condition) -> Conditions:
    """An alternative of `condition`, without the options that say nothing new where `given` holds."""
    for option in tuple(alternative):
        rest = {other: choices for other, choices in alternative.items() if other != option}
        if not condition.space.where(rest) & given & ~condition:
            alternative = rest
    return alternative
