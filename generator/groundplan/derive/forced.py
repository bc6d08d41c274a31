"""What every chain of connections asks for: that of the connections without which nothing leads from the source to the target."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TypeAlias

from groundplan.derive.condition import Condition
from groundplan.derive.way import Pair
from groundplan.domain.component import Place
from groundplan.domain.option import Conditions

Edge: TypeAlias = "tuple[Pair, Condition]"
"""A connection, and where it exists."""


def forced(pairs: Sequence[Pair], starts: Collection[Place], ends: Collection[Place], given: Callable[[Conditions], Given]) -> Conditions:
    """Option -> the only choice with which a chain leads from one of `starts` to one of `ends`, for the options of which that is so.

    `given` tells what a condition still asks for once choices are made. What is forced may close ways, and so force more.
    """
    found: dict[str, tuple[str, ...]] = {}
    space = next((pair.exists.space for pair in pairs), None)
    choices = {option.id: tuple(option.choices) for option in space.options} if space else {}
    while True:
        asked = given(found)
        edges = [(pair, exists) for pair in pairs if (exists := asked(pair.exists))]
        more = {option: choice for _, exists in _bridges(edges, starts, ends) for option, choice in _only(exists, choices)}
        if not more:
            return found
        found |= more


Given: TypeAlias = Callable[[Condition], Condition]


def _only(condition: Condition, choices: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The options of which a single choice occurs in a set, each with that choice."""
    for option in condition.named():
        occurring = [choice for choice in choices[option] if condition & condition.space.choice(option, choice)]
        if len(occurring) == 1:
            yield option, (occurring[0],)


def _bridges(edges: Sequence[Edge], starts: Collection[Place], ends: Collection[Place]) -> Iterator[Edge]:
    """The connections that are on every way. Ways that avoid one leave the way that is looked at before it, and come back behind it."""
    leaving: Mapping[Place, list[Edge]] = defaultdict(list)
    for edge in edges:
        leaving[edge[0].source].append(edge)
    way = _way(leaving, starts, ends)
    on_way = {id(edge) for edge in way}
    behind = {edge[0].target: number for number, edge in enumerate(way, start=1)}
    seen, waiting, furthest = set(starts), list(starts), 0
    for number, edge in enumerate(way):
        while waiting:
            for other in leaving[waiting.pop()]:
                place = other[0].target
                if id(other) in on_way:
                    continue
                furthest = max(furthest, len(way) if place in ends else behind.get(place, 0))  # a way may end where others start
                if place not in seen:
                    seen.add(place)
                    waiting.append(place)
        if furthest <= number:
            yield edge
        if edge[0].target not in seen:
            seen.add(edge[0].target)
            waiting.append(edge[0].target)


def _way(leaving: Mapping[Place, list[Edge]], starts: Collection[Place], ends: Collection[Place]) -> list[Edge]:
    """A way of fewest connections; empty where there is none."""
    came: dict[Place, Edge | None] = dict.fromkeys(starts)
    waiting = deque(came)
    while waiting:
        for edge in leaving[waiting.popleft()]:
            place = edge[0].target
            if place in ends:
                return [*_back(edge[0].source, came), edge]
            if place not in came:
                came[place] = edge
                waiting.append(place)
    return []


def _back(place: Place, came: Mapping[Place, Edge | None]) -> list[Edge]:
    way: list[Edge] = []
    while (edge := came[place]) is not None:
        way.append(edge)
        place = edge[0].source
    return way[::-1]
