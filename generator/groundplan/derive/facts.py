"""All facts of a model, for every configuration at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from groundplan.derive.borders import Border
from groundplan.derive.carriers import Carriers
from groundplan.derive.cases import Cases
from groundplan.derive.choose import cases, existence
from groundplan.derive.claims import Verdict, judge
from groundplan.derive.condition import Condition, Configuration, Space
from groundplan.derive.crossings import crossings
from groundplan.derive.decisions import TooEntangled
from groundplan.derive.flow_facts import FlowFacts, FlowState
from groundplan.derive.index import Index
from groundplan.derive.involvement import Involvement, involvements
from groundplan.derive.openings import OpeningFinder
from groundplan.derive.order import knot
from groundplan.derive.pictures import drawn, turns
from groundplan.derive.selection import Selection
from groundplan.derive.stage import Stage
from groundplan.derive.ties import named_together
from groundplan.derive.way import Pair, pairs
from groundplan.domain.boundary import Boundary
from groundplan.domain.component import Component, Place
from groundplan.domain.flow import Flow
from groundplan.domain.model import Model
from groundplan.domain.option import each
from groundplan.domain.party import Party
from groundplan.domain.selector import Selector
from groundplan.domain.view import View

MOST_STEPS = 400_000
"""How many steps of working out sets a claim may take, about two seconds."""

_MOST_STEPS_OF_ALL = 2_000_000
"""How many all flows may take together."""


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """The flows that exist under one configuration, in the model's order."""

    configuration: Configuration
    flows: Mapping[str, FlowState]


@dataclass(frozen=True, eq=False)
class Ground:
    """What follows from a model whichever border one asks about."""

    space: Space
    index: Index
    pairs: Mapping[str, tuple[Pair, ...]]
    crossed: Mapping[Pair, Cases[tuple[Boundary, ...]]]
    carriers: Carriers


@dataclass(frozen=True, eq=False)
class Facts:
    """All that follows from a model, seen from the border of `viewpoint`."""

    model: Model
    ground: Ground
    viewpoint: Boundary
    flows: Mapping[str, FlowFacts]

    @property
    def space(self) -> Space:
        return self.ground.space

    def seen_from(self, viewpoint: Boundary) -> Facts:
        """The facts as the border of another place sees them. Claims and views speak of the borders that they name, as before."""
        return self if viewpoint is self.viewpoint else _seen(self.model, self.ground, viewpoint)

    @cached_property
    def selection(self) -> Selection:
        """The reading of selectors over these flows."""
        return Selection(self.ground.index, self.flows, self.ground.crossed, self.ground.carriers, self.viewpoint)

    @property
    def verdicts(self) -> Mapping[str, Verdict]:
        """Every claim, judged, but for those that are `entangled`; none where the constraints themselves are."""
        return self._judged[0]

    @property
    def entangled(self) -> Mapping[str, tuple[str, ...]]:
        """The claims that cannot be judged, each with the options that are too many, the most entangled first."""
        return self._judged[1]

    @cached_property
    def _judged(self) -> tuple[dict[str, Verdict], dict[str, tuple[str, ...]]]:
        verdicts: dict[str, Verdict] = {}
        entangled: dict[str, tuple[str, ...]] = {}
        selection = self.selection.seen_from(self.model.project.viewpoint)
        for id_, claim in {} if self.space.entangled else self.model.claims.items():
            try:
                with self.space.decisions.within(MOST_STEPS):
                    verdicts[id_] = judge(claim, self.model, selection, self.drawn)
            except TooEntangled:
                entangled[id_] = knot(self.model.options, named_together(self.model))
        return verdicts, entangled

    def drawn(self, view: View) -> Mapping[Pair, Condition]:
        """The connections that have a line in the pictures of a view: one which a reader can see, or reach by opening what is folded up."""
        if not self.space.valid:
            return {}
        stage = self.stage(self.start(view))
        return drawn(stage, view, view.viewpoint or self.viewpoint, turns(self.flows, self.shown_by(view), stage))

    def stage(self, usual: Configuration) -> Stage:
        """Where places stand in pictures that start with `usual`."""
        return Stage(self.model, self.ground.index, usual)

    def select(self, selector: Selector) -> Mapping[str, Condition]:
        """Flow id -> where it matches, for the flows that match in some configuration, in the model's order."""
        return self.selection.select(selector)

    def shown_by(self, view: View) -> Mapping[str, Condition]:
        """The flows that a view shows, with the configurations in which it does: read from the border that the view speaks of."""
        return self.selection.seen_from(view.viewpoint or self.model.project.viewpoint).select(view.show)

    @cached_property
    def default(self) -> Snapshot:
        """The default configuration's flows. Where the constraints forbid the defaults, the first allowed configuration's."""
        return self.under(self.space.always.first() or self.space.default)

    def start(self, view: View) -> Configuration:
        """The configuration that a view starts with: the first one with its choices, or the default where there is none."""
        if not view.choices:
            return self.default.configuration
        return self.space.where(view.choices).first() or self.default.configuration

    def home(self, place: Place, configuration: Configuration) -> Boundary:
        """The innermost boundary that `place` is in, or is, under `configuration`."""
        return self.ground.index.home_in(place, configuration)

    def homes(self, component: Component) -> Cases[Boundary]:
        """The boundary that `component` is in, in each configuration."""
        return cases(component.boundary, self.space.always)

    def owner(self, place: Place, configuration: Configuration) -> Party | None:
        """Whose `place` is under `configuration`."""
        if isinstance(place, Boundary):
            return place.owner
        return cases(place.owner, self.space.always).value_in(configuration)

    @cached_property
    def openings(self) -> tuple[Flow, ...]:
        """Every flow that needs an opening of its own in some configuration, in the model's order."""
        return tuple(facts.flow for facts in self.flows.values() if facts.flow in facts.openings)

    @cached_property
    def components_in_flows(self) -> frozenset[str]:
        """Ids of the components that start, end or are passed by a flow."""
        flows = self.model.flows.values()
        ends = {place.id for flow in flows for place in (*flow.sources, *flow.targets) if isinstance(place, Component)}
        return frozenset(ends | {hop.component.id for flow in flows for hops in each(flow.through) for hop in hops})

    @cached_property
    def involvements(self) -> Mapping[Place, Involvement]:
        """What each place that takes part in a flow does there."""
        return involvements(facts.flow for facts in self.flows.values())

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
    """Every fact of every flow of `model`, seen from its own viewpoint.

    Raises TooEntangled where options depend on each other in too many ways.
    """
    space = Space(model.options, named_together(model))
    with space.decisions.within(_MOST_STEPS_OF_ALL):
        return _seen(model, _ground(model, space), model.project.viewpoint)


def _ground(model: Model, space: Space) -> Ground:
    index = Index(model, space)
    found: dict[str, tuple[Pair, ...]] = {}
    for id_, flow in model.flows.items():
        exists = existence(flow, space)
        found[id_] = pairs(flow, exists, cases(flow.channel, exists))
    crossed = {pair: crossings(pair, index) for several in found.values() for pair in several}
    return Ground(space, index, found, crossed, Carriers(found, space))


def _seen(model: Model, ground: Ground, viewpoint: Boundary) -> Facts:
    border = Border(viewpoint, ground.index)
    finder = OpeningFinder(model.flows, ground.crossed, ground.carriers, viewpoint)
    flows: dict[str, FlowFacts] = {}
    for number, (id_, several) in enumerate(ground.pairs.items(), start=1):
        first, openings = several[0], finder.openings(several)
        flows[id_] = FlowFacts(number, first.flow, first.exists, first.channel, several, ground.crossed, border, ground.carriers, openings)
    return Facts(model, ground, viewpoint, flows)
