"""The key of a picture: what its numbers stand for, sorted by what a reviewer asks first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from groundplan.derive.facts import Facts
from groundplan.domain.channel import Exposure
from groundplan.domain.flow import Direction
from groundplan.draw import Scene
from groundplan.render.pages.links import Links
from groundplan.render.tables.row import Linked
from groundplan.render.words.words import Words

_DIRECTIONS = list(Direction)
_EXPOSURES = list(Exposure)


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """The connections of a picture that share direction and exposure, by their numbers."""

    direction: Direction
    exposure: Exposure
    title: str
    entries: tuple[tuple[int, Linked], ...]


@dataclass(frozen=True, slots=True)
class PictureKey:
    """What the numbers of a picture stand for, and which ones a reader looks for in vain.

    `others` have a number in it with other choices only. `missing` are those in between that it never has, where they are few: a gap in
    what is otherwise counted through.
    """

    groups: tuple[KeyGroup, ...]
    others: tuple[tuple[int, Linked], ...]
    missing: tuple[tuple[int, Linked], ...]


def key(scene: Scene, facts: Facts, words: Words, links: Links, absent: Collection[str]) -> PictureKey:
    """What has a number in `scene` and is not `absent`: inbound before outbound, public before private."""
    numbered = sorted(set(_numbered(scene, absent)), key=lambda item: (_DIRECTIONS.index(item[0]), _EXPOSURES.index(item[1]), item[2]))
    groups = tuple(
        KeyGroup(
            direction,
            exposure,
            f"{words.label(direction)} · {words.label(exposure)}",
            tuple(_entry(number, flow, facts, words, links) for _, _, number, flow in members),
        )
        for (direction, exposure), members in groupby(numbered, key=lambda item: (item[0], item[1]))
    )
    here = {flow: number for _, _, number, flow in numbered}
    known = {badge.flow: badge.number for line in scene.lines for badge in line.badges}
    drawn = {badge.flow for line in scene.lines if not line.tallied for badge in line.badges}
    others = ((flow, known[flow]) for flow in drawn - here.keys())
    return PictureKey(groups, _entries(others, facts, words, links), _entries(_missing(facts, known, here.values()), facts, words, links))


def _entries(flows: Iterable[tuple[str, int]], facts: Facts, words: Words, links: Links) -> tuple[tuple[int, Linked], ...]:
    return tuple(_entry(number, flow, facts, words, links) for flow, number in sorted(flows, key=lambda item: item[1]))


def _missing(facts: Facts, known: Collection[str], numbers: Collection[int]) -> list[tuple[str, int]]:
    """The flows that a picture does not know whose numbers lie between those that it has; none where that is the rule."""
    least, most = min(numbers, default=0), max(numbers, default=0)
    found = [(id_, flow.number) for id_, flow in facts.flows.items() if id_ not in known and least < flow.number < most]
    return found if len(found) <= len(numbers) / 3 else []


def _numbered(scene: Scene, absent: Collection[str]) -> Iterator[tuple[Direction, Exposure, int, str]]:
    for line in (line for line in scene.lines if not line.tallied):
        for badge in line.badges:
            if badge.is_seen(absent):
                yield line.direction, badge.exposure or line.exposure, badge.number, badge.flow


def _entry(number: int, id_: str, facts: Facts, words: Words, links: Links) -> tuple[int, Linked]:
    flow = facts.model.flows[id_]
    return number, Linked(id_, words.plain(flow.name), links.flow(flow))
