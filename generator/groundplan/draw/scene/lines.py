"""The lines of a picture: flows along the ways that they take, those that look alike as one."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from groundplan.derive.condition import Condition, Configuration
from groundplan.derive.flow_facts import FlowState
from groundplan.derive.folding import CardWay
from groundplan.derive.pictures import Turn
from groundplan.domain.channel import Exposure, Layer
from groundplan.domain.entry import Status, Text
from groundplan.domain.flow import Direction
from groundplan.draw.scene.scene import Badge, ByLocale, Line

TextLabels: TypeAlias = Callable[[Text], ByLocale]
_Key: TypeAlias = tuple[tuple[str, ...], Direction, Exposure, Layer, Status]


class Stroke(NamedTuple):
    """A flow as it is in some configurations, and the way of one pair of its ends."""

    turn: Turn
    way: CardWay

    @property
    def state(self) -> FlowState:
        return self.turn.state

    @property
    def where(self) -> Condition:
        return self.turn.where

    @property
    def flow(self) -> str:
        return self.state.flow.id


def lines_of(
    drawn: Iterable[tuple[Stroke, CardWay]], labels: TextLabels, wheres: Mapping[str, Condition], usual: Configuration
) -> Iterator[Line]:
    """The lines of ways with their stops; flows with the same stops and looks are one. `wheres` tells where each flow is shown at all."""
    everyone = _members(drawn)
    several = Counter(member.flow for member in everyone)
    turns = Counter[tuple[str, CardWay]]()
    for (stops, direction, exposure, layer, status), members in _alike(everyone).items():
        first = members[0].flow
        yield Line(
            source=stops[0],
            via=stops[1:-1],
            target=stops[-1],
            direction=direction,
            exposure=exposure,
            layer=layer,
            status=status,
            badges=tuple(_badge(member, labels, wheres[member.flow], usual) for member in members),
            carriers=tuple(dict.fromkeys(carrier.id for member in members for carrier in member.state.carriers)),
            paired=any(len(member.state.ways) > 1 or several[member.flow] > 1 for member in members),
            turn=turns[first, stops],
        )
        turns[first, stops] += 1


class _Member(NamedTuple):
    """A flow along a line, with where it runs there."""

    state: FlowState
    stops: CardWay
    where: Condition

    @property
    def flow(self) -> str:
        return self.state.flow.id

    @property
    def key(self) -> _Key:
        state = self.state
        return self.stops, state.direction, state.exposure, state.layer, state.flow.status


def _members(drawn: Iterable[tuple[Stroke, CardWay]]) -> list[_Member]:
    """Each flow once along each line that it has; ways that differ only in what is folded up are one."""
    found: dict[tuple[str, CardWay, Direction], _Member] = {}
    for stroke, stops in drawn:
        if stops:
            key = (stroke.flow, stops, stroke.state.direction)
            known = found.get(key)
            where = known.where | stroke.where if known else stroke.where
            found[key] = _Member(known.state if known else stroke.state, stops, where)
    return list(found.values())


def _alike(everyone: Iterable[_Member]) -> Mapping[_Key, list[_Member]]:
    grouped: dict[_Key, list[_Member]] = {}
    for member in everyone:
        grouped.setdefault(member.key, []).append(member)
    return grouped


def _badge(member: _Member, labels: TextLabels, shown: Condition, usual: Configuration) -> Badge:
    state, always = member.state, member.where.agrees(shown)
    return Badge(
        number=state.number,
        flow=member.flow,
        title=labels(state.flow.name),
        where="" if always else written_condition(member.where),
        here=always or member.where.holds_in(usual),
    )


def written_condition(condition: Condition) -> str:
    """A set of configurations as the viewer reads it."""
    return json.dumps(list(condition.cubes()), separators=(",", ":"))
