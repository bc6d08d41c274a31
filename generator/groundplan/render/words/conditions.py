"""Sets of configurations in words."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from groundplan.derive.condition import Condition
from groundplan.domain.option import Conditions, Option
from groundplan.render.words.words import Words

MOST_ALTERNATIVES = 6


def few(condition: Condition) -> list[Conditions]:
    """The alternatives of `condition`; where there are more than a reader can take in, the first of them."""
    return list(islice(condition.alternatives(), MOST_ALTERNATIVES))


def condition_text(condition: Condition, options: Mapping[str, Option], words: Words) -> str:
    """`Option: one choice or another`; empty where it is all configurations, or none."""
    if condition.everywhere or not condition:
        return ""
    return words.either(words.list(_chosen(options[id_], choices, words) for id_, choices in cube.items()) for cube in few(condition))


def _chosen(option: Option, choices: tuple[str, ...], words: Words) -> str:
    named = words.choice(words.name(option.choices[choice]) for choice in choices)
    return words.gettext("{option}: {choices}", option=words.name(option), choices=named)
