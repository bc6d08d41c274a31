"""With which choices the chart of a procedure looks otherwise."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator
from typing import NamedTuple, TypeVar

from groundplan.derive.cases import Cases, combined
from groundplan.derive.choose import cases
from groundplan.derive.condition import Condition, Configuration
from groundplan.derive.facts import Facts
from groundplan.derive.flow_facts import FlowFacts
from groundplan.domain.component import Component, Place
from groundplan.domain.procedure import Procedure

T = TypeVar("T")
Facet = Cases[Hashable]
"""What differs by choice."""
MOST = 24
"""Charts of one procedure. What would make more of them is shown as it is in one configuration, and the chart says in which."""


class ChartTurn(NamedTuple):
    """A chart shows a procedure as it is in `configuration`, and stands for all of `where`.

    `fixed` are the choices that it shows, of all options that would change it; None where none does.
    """

    configuration: Configuration
    where: Condition
    fixed: Condition | None = None


def chart_turns(facts: Facts, procedure: Procedure) -> list[ChartTurn]:
    """The charts of `procedure`: that of the default configuration first."""
    found: Cases[Hashable] = Cases((((), facts.space.always),))
    facets = list(_facets(facts, procedure))
    for values in facets:
        refined = combined(lambda *both: both, found, values)
        if len(refined.items) <= MOST:
            found = refined
    deciding = {option for values in facets for _, condition in values for option in condition.named()}
    usual = facts.default.configuration
    ordered = sorted((condition for _, condition in found if condition), key=lambda condition: not condition.holds_in(usual))
    return [_turn(condition, usual if condition.holds_in(usual) else condition.first() or usual, deciding) for condition in ordered]


def _turn(where: Condition, configuration: Configuration, deciding: Collection[str]) -> ChartTurn:
    shown = {option: (choice,) for option, choice in configuration.items() if option in deciding}
    return ChartTurn(configuration, where, where.space.where(shown) if shown else None)


def _facets(facts: Facts, procedure: Procedure) -> Iterator[Facet]:
    """What the chart depends on, as far as it is by choice."""
    flows = {step.uses.id: facts.flows[step.uses.id] for step in procedure.steps if step.uses}
    carriers = dict(_carriers(flows.values(), facts))
    for flow in flows.values():
        yield from _several(_whole(values, flow, facts) for values in (flow.channel, flow.direction, flow.through))
    for carrier in carriers.values():
        yield from _several([_whole(carrier.through, carrier, facts)])
    places = [component for step in procedure.steps for component in (step.by, step.to)]
    for flow in (*flows.values(), *carriers.values()):
        places += [place for place in _touched(flow) if isinstance(place, Component)]
    for component in filter(None, dict.fromkeys(places)):
        yield from _several([facts.homes(component), cases(component.owner, facts.space.always)])


def _several(facets: Iterable[Facet]) -> Iterator[Facet]:
    return (values for values in facets if len({value for value, _ in values}) > 1)


def _carriers(flows: Iterable[FlowFacts], facts: Facts) -> Iterator[tuple[str, FlowFacts]]:
    for flow in flows:
        for channel, _ in flow.channel:
            yield from ((id_, facts.flows[id_]) for id_ in channel.carried_by if id_ in facts.flows)


def _whole(values: Cases[T], flow: FlowFacts, facts: Facts) -> Cases[T]:
    """`values` in all configurations: where the flow does not exist, it is drawn as it is where it first does."""
    missing, first = facts.space.always & ~flow.exists, flow.exists.first()
    if not missing or first is None:
        return values
    usual = values.value_in(first)
    return Cases(tuple((value, where | missing if value is usual else where) for value, where in values))


def _touched(flow: FlowFacts) -> Iterator[Place]:
    yield from (*flow.flow.sources, *flow.flow.targets)
    yield from (hop.component for hops, _ in flow.through for hop in hops)
