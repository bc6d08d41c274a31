"""How findings speak of configurations, places and flows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from groundplan.derive.claims import Verdict
from groundplan.derive.condition import Condition
from groundplan.derive.decisions import TooEntangled
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Route
from groundplan.domain.boundary import Boundary
from groundplan.domain.component import Component
from groundplan.domain.flow import Expectation, Flow
from groundplan.domain.option import Conditions
from groundplan.domain.selector import Area, Owned

MOST_ALTERNATIVES = 4
"""How many alternatives a finding spells out."""

_MOST_OPTIONS = 40
"""A condition on more options than these is nothing that anyone would read."""

_STEPS = 20_000
"""How much a hint may cost. What is not worked out by then is left out of it."""


def configuration_in_words(condition: Condition, before: str) -> str:
    """`under api-access=private`: the first alternative of `condition`; empty where it always or never holds, or is too long."""
    if condition.everywhere or not condition or len(condition.named()) > _MOST_OPTIONS:
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


def judged_over(verdict: Verdict) -> str:
    """Over how much a claim was judged."""
    return f"over {_count(len(verdict.evidence), 'flow')}, in {_count(verdict.configurations, 'configuration')}"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def where_it_holds(verdict: Verdict) -> str:
    """In which of the configurations that it speaks of a refuted claim holds, said the shorter way; empty where it takes too long."""
    try:
        with verdict.judged.space.decisions.within(_STEPS):
            violated = verdict.violated
            with violated.space.decisions.within(_STEPS):
                return _where_it_holds(verdict.judged, violated)
    except TooEntangled:
        return ""


def _where_it_holds(judged: Condition, violated: Condition) -> str:
    holds = ~violated & judged
    if not holds:
        return "it holds in no configuration"
    if len(violated.named()) > _MOST_OPTIONS:
        return ""
    under, unless = condition_in_words(holds), condition_in_words(violated)
    return f"it holds unless {unless}" if len(unless) <= len(under) else f"it holds only under {under}"


def listed(words: Sequence[str], most: int) -> str:
    """`a`, `a and b`, `a, b and c`, or `a, b, c and 4 more`."""
    shown = list(words[:most])
    if len(words) > most:
        shown.append(f"{len(words) - most} more")
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def area_name(area: Area) -> str:
    """An area by its id."""
    match area:
        case Owned(party):
            return f"what `{party.id}` owns"
        case Boundary() | Component():
            return f"`{area.id}`"


def sentence_of(flow: Flow) -> str:
    """A flow by its ends."""
    sources, targets = (" and ".join(f"`{place.id}`" for place in ends) for ends in (flow.sources, flow.targets))
    return f"`{flow.id}` goes from {sources} to {targets}"


def expectations(flow: Flow, facts: Facts) -> Iterator[tuple[Boundary, Expectation, Route]]:
    """The classes that are written on `flow`, each with the viewpoint that it speaks of and its place."""
    route = flow.route / "expect"
    if isinstance(flow.expect, Expectation):
        yield facts.viewpoint, flow.expect, route
    elif flow.expect is not None:
        yield from ((facts.model.boundaries[viewpoint], expected, route / viewpoint) for viewpoint, expected in flow.expect.items())
