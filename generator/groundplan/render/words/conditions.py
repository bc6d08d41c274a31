"""Sets of configurations in words."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from groundplan.derive.condition import Condition
from groundplan.domain.option import Conditions, Option
from groundplan.render.words.words import Words

MOST_ALTERNATIVES = 6
_MOST_OPTIONS = 40
"""What depends on more options than these, nobody takes in."""
MORE: Conditions = {}
"""Stands for all further alternatives."""


def few(condition: Condition) -> list[Conditions]:
    """The alternatives of `condition`; where there are more than a reader can take in, the first of them, and that there are more."""
    if len(condition.named()) > _MOST_OPTIONS:
        return [MORE]
    found = list(islice(condition.alternatives(), MOST_ALTERNATIVES + 1))
    return found if len(found) <= MOST_ALTERNATIVES else [*found[:-1], MORE]


def condition_text(condition: Condition, options: Mapping[str, Option], words: Words) -> str:
    """`Option: one choice or another`; empty where it is all configurations, or none."""
    if condition.everywhere or not condition:
        return ""
    return words.either(_named(cube, options, words) if cube else "…" for cube in few(condition))


def _named(cube: Conditions, options: Mapping[str, Option], words: Words) -> str:
    return words.list(_chosen(options[id_], choices, words) for id_, choices in cube.items())


def _chosen(option: Option, choices: tuple[str, ...], words: Words) -> str:
    named = words.choice(words.name(option.choices[choice]) for choice in choices)
    return words.gettext("{option}: {choices}", option=words.name(option), choices=named)
