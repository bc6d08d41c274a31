"""The key of a picture: what its numbers stand for, sorted by what a reviewer asks first."""

from __future__ import annotations

from collections.abc import Collection, Iterator
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


def key(scene: Scene, facts: Facts, words: Words, links: Links, absent: Collection[str]) -> tuple[KeyGroup, ...]:
    """What has a number in `scene` and is not `absent`: inbound before outbound, public before private."""
    numbered = sorted(set(_numbered(scene, absent)), key=lambda item: (_DIRECTIONS.index(item[0]), _EXPOSURES.index(item[1]), item[2]))
    return tuple(
        KeyGroup(
            direction,
            exposure,
            f"{words.label(direction)} · {words.label(exposure)}",
            tuple(_entry(number, flow, facts, words, links) for _, _, number, flow in members),
        )
        for (direction, exposure), members in groupby(numbered, key=lambda item: (item[0], item[1]))
    )


def _numbered(scene: Scene, absent: Collection[str]) -> Iterator[tuple[Direction, Exposure, int, str]]:
    for line in (line for line in scene.lines if not line.tallied):
        for badge in line.badges:
            if badge.is_seen(absent):
                yield line.direction, badge.exposure or line.exposure, badge.number, badge.flow


def _entry(number: int, id_: str, facts: Facts, words: Words, links: Links) -> tuple[int, Linked]:
    flow = facts.model.flows[id_]
    return number, Linked(id_, words.plain(flow.name), links.flow(flow))
