"""How findings speak of configurations, places and flows."""

from __future__ import annotations

from itertools import islice

from groundplan.derive.condition import Condition
from groundplan.domain.boundary import Boundary
from groundplan.domain.component import Component
from groundplan.domain.flow import Flow
from groundplan.domain.option import Conditions
from groundplan.domain.selector import Area, Owned

MOST_ALTERNATIVES = 4
"""How many alternatives a finding spells out."""


def configuration_in_words(condition: Condition, before: str) -> str:
    """`under api-access=private`: the first alternative of `condition`; empty where it always or never holds."""
    if condition.everywhere or not condition:
        return ""
    cube = next(condition.alternatives())
    return before + " and ".join(f"{option}={'|'.join(choices)}" for option, choices in cube.items())


def condition_in_words(condition: Condition) -> str:
    """Every alternative of `condition`: `api-access=private, or tunnel-mode=direct and ingress=private`."""
    told = [_cube(cube) for cube in islice(condition.alternatives(), MOST_ALTERNATIVES + 1)]
    if len(told) > MOST_ALTERNATIVES:
        told[-1] = "…"
    return ", or ".join(told)


def _cube(cube: Conditions) -> str:
    return " and ".join(f"{option}={'|'.join(choices)}" for option, choices in cube.items())


def where_it_holds(judged: Condition, violated: Condition) -> str:
    """In which of the configurations `judged` something holds that does not in `violated`, said the shorter way."""
    if not judged & ~violated:
        return "it holds in no configuration"
    under, unless = condition_in_words(judged & ~violated), condition_in_words(violated)
    return f"it holds unless {unless}" if len(unless) <= len(under) else f"it holds only under {under}"


def name_of(area: Area) -> str:
    """An area by its id."""
    match area:
        case Owned(party):
            return f"what `{party.id}` owns"
        case Boundary() | Component():
            return f"`{area.id}`"


def sentence_of(flow: Flow) -> str:
    """A flow by its ends."""
    return f"`{flow.id}` goes from `{flow.source.id}` to `{flow.target.id}`"
