"""All facts of a model, for every configuration at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from groundplan.derive.choose import cases, existence
from groundplan.derive.claims import Verdict, judge
from groundplan.derive.condition import Condition, Configuration, Space
from groundplan.derive.crossings import crossings
from groundplan.derive.direction import direction
from groundplan.derive.flow_facts import FlowFacts, FlowState
from groundplan.derive.openings import OpeningFinder
from groundplan.derive.payload import enters, leaves
from groundplan.derive.selection import Selection
from groundplan.domain.boundary import Boundary
from groundplan.domain.component import Component
from groundplan.domain.flow import Flow
from groundplan.domain.model import Model
from groundplan.domain.selector import Selector


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """The flows that exist under one configuration, in the model's order."""

    configuration: Configuration
    flows: Mapping[str, FlowState]


@dataclass(frozen=True, eq=False)
class Facts:
    """All that follows from a model."""

    model: Model
    space: Space
    flows: Mapping[str, FlowFacts]

    @property
    def viewpoint(self) -> Boundary:
        return self.model.project.viewpoint

    @cached_property
    def selection(self) -> Selection:
        """The reading of selectors over these flows."""
        return Selection(self.space, self.flows, self.model)

    @cached_property
    def verdicts(self) -> Mapping[str, Verdict]:
        """Every claim, judged."""
        return {id_: judge(claim, self.model, self.selection) for id_, claim in self.model.claims.items()}

    def select(self, selector: Selector) -> Mapping[str, Condition]:
        """Flow id -> where it matches, for the flows that match in some configuration, in the model's order."""
        return self.selection.select(selector)

    @cached_property
    def default(self) -> Snapshot:
        """The default configuration's flows. Where the constraints forbid the defaults, the first allowed configuration's."""
        return self.under(self.space.valid.first() or self.space.default)

    @cached_property
    def openings(self) -> tuple[Flow, ...]:
        """Every flow that needs an opening of its own in some configuration, in the model's order."""
        return tuple(facts.flow for facts in self.flows.values() if facts.flow in facts.openings)

    @cached_property
    def components_in_flows(self) -> frozenset[str]:
        """Ids of the components that start, end or are passed by a flow."""
        flows = self.model.flows.values()
        ends = {place.id for flow in flows for place in (flow.source, flow.target) if isinstance(place, Component)}
        return frozenset(ends | {hop.component.id for flow in flows for hop in flow.through})

    @cached_property
    def components_in_procedures(self) -> frozenset[str]:
        """Ids of the components that take part in a step."""
        steps = (step for procedure in self.model.procedures.values() for step in procedure.steps)
        return frozenset(component.id for step in steps for component in (step.by, step.to) if component)

    def under(self, configuration: Configuration) -> Snapshot:
        """The flows under `configuration`, which names every option."""
        states = ((id_, facts.under(configuration)) for id_, facts in self.flows.items())
        return Snapshot(configuration, {id_: state for id_, state in states if state is not None})


def derive(model: Model) -> Facts:
    """Every fact of every flow of `model`."""
    space = Space(model.options)
    viewpoint = model.project.viewpoint
    exists = {id_: existence(flow, space) for id_, flow in model.flows.items()}
    by_flow = {id_: cases(flow.channel, exists[id_]) for id_, flow in model.flows.items()}
    crossed = {id_: crossings(flow) for id_, flow in model.flows.items()}
    finder = OpeningFinder(model.flows, by_flow, crossed, viewpoint)
    facts: dict[str, FlowFacts] = {}
    for number, (id_, flow) in enumerate(model.flows.items(), start=1):
        way = direction(flow, viewpoint)
        facts[id_] = FlowFacts(
            number, flow, way, crossed[id_], enters(flow, way), leaves(flow, way), exists[id_], by_flow[id_], finder.openings(flow)
        )
    return Facts(model, space, facts)
