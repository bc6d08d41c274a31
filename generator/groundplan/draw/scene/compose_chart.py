"""From a procedure to its chart: who takes part, and what goes from whom to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, permutations

from groundplan.derive.condition import Configuration
from groundplan.derive.facts import Facts
from groundplan.derive.flow_facts import FlowState
from groundplan.derive.way import Way
from groundplan.domain.boundary import Boundary
from groundplan.domain.channel import Layer
from groundplan.domain.component import Component, Place
from groundplan.domain.flow import Flow
from groundplan.domain.party import Role
from groundplan.domain.procedure import Procedure, Step
from groundplan.draw.scene.chart import Chart, Group, Message, Participant
from groundplan.draw.scene.compose import KindLabels, Labelling, borders_left_out, card_of, role_of
from groundplan.draw.scene.lines import TextLabels
from groundplan.draw.scene.scene import Badge, Box, ByLocale, Line

_MOST_TRIED = 6
"""Members of a group up to which every order of them is tried."""


def compose_chart(facts: Facts, procedure: Procedure, configuration: Configuration, labels: TextLabels, kinds: KindLabels) -> Chart | None:
    """The chart of `procedure`; None where no step says who takes part. A flow is drawn as it is under `configuration`.

    Who is far from the viewpoint stands left and who is inside stands right; groups keep the order in which they appear, and
    within a group the arrows are kept short.
    """
    labelling = Labelling(labels, kinds)
    setting = _Setting(facts, configuration, labelling)
    messages = tuple(_message(step, setting) for step in procedure.steps)
    places = {place.id: place for step in procedure.steps for place in _places(step, setting)}
    if not places:
        return None
    groups: dict[Boundary, list[Place]] = {}
    for place in places.values():
        groups.setdefault(_home(facts.home(place, configuration), facts.viewpoint), []).append(place)
    ranked = sorted(groups, key=lambda home: _side(home, facts.viewpoint))
    ordered = _shortest([groups[home] for home in ranked], messages)
    drawn = tuple(_group(home, members, setting) for home, members in zip(ranked, ordered, strict=True))
    return Chart(
        id=procedure.id,
        groups=drawn,
        messages=messages,
        borders=_borders(procedure, drawn, setting),
        absent=tuple(_absent(procedure, setting)),
    )


def _absent(procedure: Procedure, setting: _Setting) -> Iterator[str]:
    """The flows of steps that do not exist under the configuration."""
    used = dict.fromkeys(step.uses.id for step in procedure.steps if step.uses)
    return (id_ for id_ in used if setting.facts.flows[id_].under(setting.configuration) is None)


def _borders(procedure: Procedure, groups: Iterable[Group], setting: _Setting) -> tuple[ByLocale, ...]:
    """The borders that connections of a chart cross, and that it has no frame for."""
    drawn = {box.id for group in groups for box in (group.frame, *group.members) if isinstance(box, Box)}
    states = [setting.state(step.uses) for step in procedure.steps if step.uses]
    crossed = (boundary for state in states if state for boundary in state.crosses)
    return borders_left_out(crossed, drawn, setting.facts, setting.labelling)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a chart speaks of: one configuration, in every language."""

    facts: Facts
    configuration: Configuration
    labelling: Labelling

    def state(self, flow: Flow) -> FlowState | None:
        """`flow` under the configuration, or in the first one that it has where it does not exist there."""
        facts_of = self.facts.flows[flow.id]
        first = facts_of.exists.first()
        return facts_of.under(self.configuration) or (facts_of.under(first) if first else None)

    def way(self, step: Step) -> Way:
        """The way of the flow that `step` uses: of its pairs, the one that most of those who take part belong to."""
        assert step.uses is not None
        state = self.state(step.uses)
        ways = state.ways if state else ((step.uses.sources[0], step.uses.targets[0]),)
        return max(ways, key=lambda way: (step.by in way) + (step.to in way))


def _places(step: Step, setting: _Setting) -> Iterator[Place]:
    """Everything that takes part in a step, in the order of its way."""
    if step.uses:
        yield from setting.way(step)
    yield from (component for component in (step.by, step.to) if component)


def _message(step: Step, setting: _Setting) -> Message:
    labelling = setting.labelling
    if step.uses is None:
        ends = tuple(dict.fromkeys(component.id for component in (step.by, step.to) if component))
        return Message(id=step.id, title=labelling.labels(step.name), stops=ends)
    stops = tuple(id_ for id_, _ in groupby(place.id for place in setting.way(step)))
    state = setting.state(step.uses)
    return Message(
        id=step.id,
        title=labelling.labels(step.name),
        stops=stops,
        line=_line(state, setting.way(step), labelling) if state else None,
        tunnelled=_tunnelled(stops, state, setting) if state else (),
        actors=tuple(component.id for component in (step.by, step.to) if component and component.id not in stops),
    )


def _line(state: FlowState, way: Way, labelling: Labelling) -> Line:
    flow = state.flow
    return Line(
        source=way[0].id,
        via=tuple(place.id for place in way[1:-1]),
        target=way[-1].id,
        direction=state.direction,
        exposure=state.exposure,
        layer=state.layer,
        status=flow.status,
        badges=(Badge(number=state.number, flow=flow.id, title=labelling.labels(flow.name)),),
    )


def _tunnelled(stops: tuple[str, ...], state: FlowState, setting: _Setting) -> tuple[bool, ...]:
    """Which legs of an overlay its carriers make a tunnel for; all of them where no carrier runs along any."""
    legs = list(pairwise(stops))
    if state.layer is not Layer.OVERLAY:
        return (False,) * len(legs)
    states = [setting.state(setting.facts.flows[id_].flow) for id_ in state.channel.carried_by if id_ in setting.facts.flows]
    carriers = [{place.id for place in way} for carrier in states if carrier for way in carrier.ways]
    carried = tuple(any(set(leg) <= stations for stations in carriers) for leg in legs)
    return carried if any(carried) else (True,) * len(legs)


def _home(place: Boundary, viewpoint: Boundary) -> Boundary:
    """The place under whose title a participant stands: the viewpoint, or the outermost one that does not hold the viewpoint."""
    around = list(place.enclosing())
    if viewpoint in around:
        return viewpoint
    return next((boundary for boundary in reversed(around) if viewpoint not in boundary), around[0])


def _side(home: Boundary, viewpoint: Boundary) -> int:
    """From the far side to the near one: the other of vendor and customer, everybody else, the viewpoint's own side, it itself."""
    near = role_of(viewpoint.owner)
    far = Role.CUSTOMER if near is Role.VENDOR else Role.VENDOR
    if home is viewpoint:
        return 3
    if role_of(home.owner) is far:
        return 0
    return 2 if role_of(home.owner) is near else 1


def _shortest(groups: list[list[Place]], messages: Iterable[Message]) -> list[list[Place]]:
    """The members of each group in an order that keeps the arrows short; in that of their first appearance otherwise."""
    legs = [leg for message in messages for leg in message.legs()]
    best = groups
    for _ in range(2):  # the best order of a group depends on those of the others
        for index, group in enumerate(best):
            if len(group) <= _MOST_TRIED:
                tried = ([*best[:index], list(order), *best[index + 1 :]] for order in permutations(group))
                best = min(tried, key=lambda order: _length(order, legs))
    return best


def _length(groups: Iterable[Iterable[Place]], legs: Iterable[tuple[str, str]]) -> int:
    column = {place.id: index for index, place in enumerate(place for group in groups for place in group)}
    return sum(abs(column[tail] - column[head]) for tail, head in legs)


def _group(home: Boundary, members: list[Place], setting: _Setting) -> Group:
    drawn = tuple(_participant(place, setting) for place in members)
    return Group(frame=None if members == [home] else _box(home, setting.facts, setting.labelling), members=drawn)


def _participant(place: Place, setting: _Setting) -> Participant:
    labelling = setting.labelling
    match place:
        case Component():
            return replace(card_of(place, setting.facts, setting.configuration, labelling), subtitle=labelling.kinds(place.kind))
        case Boundary():
            return replace(_box(place, setting.facts, labelling), subtitle=labelling.kinds(place.kind))


def _box(boundary: Boundary, facts: Facts, labelling: Labelling) -> Box:
    return Box(
        id=boundary.id,
        kind=boundary.kind,
        role=role_of(boundary.owner),
        viewpoint=boundary is facts.viewpoint,
        title=labelling.labels(boundary.name),
        subtitle=labelling.subtitle(boundary, boundary.owner),
        status=boundary.status,
    )
