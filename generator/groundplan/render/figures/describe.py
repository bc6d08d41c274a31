"""A drawing in sentences, for those who do not see it: what lies where, and who connects to whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from types import MappingProxyType
from typing import TypeAlias

from groundplan.derive.facts import Facts
from groundplan.derive.stage import is_elsewhere
from groundplan.domain.channel import Exposure, Layer
from groundplan.domain.entry import Status
from groundplan.domain.flow import Direction
from groundplan.draw.scene.scene import Badge, Box, Line, Scene
from groundplan.i18n.interface.marking import _
from groundplan.i18n.locale.spacing import fill

Phrase: TypeAlias = Callable[[str], str]
"""Turns a message id into the sentence of a locale, placeholders kept."""

Connection: TypeAlias = tuple[Exposure, Layer]
"""How a flow is connected, as far as it is told."""

HOLDS = _("{box} holds {things}.")
STANDS = _("{thing} stands in {box}.")
FOLDED = _("{box} is drawn folded up. Components in it: {count}.")
CONNECTS = _("{number}. {flow}: {source} connects to {target}. {direction}, {exposure}.")
CONNECTS_OFTEN = _("{source} opens {count} connections to {target}. {direction}.")
ONLY_WITH = _("{sentences} Only with {choices}.")
CONNECTS_THROUGH = _("{number}. {flow}: {source} connects to {target} through {via}. {direction}, {exposure}.")
OVERLAY = _("{sentences} It runs inside a tunnel.")
PLANNED, DEPRECATED = _("{sentences} It is planned."), _("{sentences} It is deprecated.")
PLANNED_PLACE, DEPRECATED_PLACE = _("{place} is planned."), _("{place} is deprecated.")
AND_THING = _("{things}, {thing}")
AND_STOP = _("{stops}, {stop}")
_DIRECTIONS = {
    Direction.INBOUND: _("Inbound"),
    Direction.OUTBOUND: _("Outbound"),
    Direction.INTERNAL: _("Internal"),
    Direction.EXTERNAL: _("Outside the boundary"),
}
_STATUSES = {Status.PLANNED: (PLANNED, PLANNED_PLACE), Status.DEPRECATED: (DEPRECATED, DEPRECATED_PLACE)}
_EXPOSURES = {Exposure.PUBLIC: _("public"), Exposure.PRIVATE: _("private")}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One statement about the thing `id`: a place, a flow, or nothing in particular.

    A flow that may be connected in several ways has a statement for each in `ways`, by what names it (`private overlay`); the first
    is that of the picture, and `text`. `flows` are all flows that the statement is about. What holds with some choices only tells where, as
    the viewer reads it, or in which place; `here` is whether it holds in the picture as it starts.
    """

    id: str
    text: str
    ways: tuple[tuple[str, str], ...] = ()
    flows: tuple[str, ...] = ()
    where: str = ""
    place: str = ""
    here: bool = True
    folded: bool = False
    """Whether it ends with the number of components that are folded up."""


@dataclass(frozen=True, slots=True)
class Description:
    """What a drawing says: about its places, outermost first, and about its flows, by number."""

    places: tuple[Sentence, ...]
    flows: tuple[Sentence, ...]


def describe(
    scene: Scene,
    locale: str,
    phrase: Phrase,
    choices: Mapping[str, str] = MappingProxyType({}),
    ways: Mapping[str, Sequence[Connection]] = MappingProxyType({}),
) -> Description:
    """The text alternative of `scene` in `locale`.

    `choices` says with which choices alone a flow exists, `ways` how it may be connected, the way in the picture first.
    """
    teller = _Teller(scene, locale, phrase, choices, ways)
    flows = (*(teller.many(line) for line in scene.lines if line.tallied), *teller.flows())
    return Description(tuple(teller.places()), flows)


def ways_of(facts: Facts) -> Mapping[str, Sequence[Connection]]:
    """Each flow's ways, that of the default configuration first."""
    default = facts.default.flows
    found: dict[str, Sequence[Connection]] = {}
    for id_, flow in facts.flows.items():
        usual = default[id_].channel if id_ in default else None
        channels = sorted(flow.channel.values(), key=lambda channel: usual is not None and channel is not usual)
        found[id_] = tuple(dict.fromkeys((channel.exposure, channel.layer) for channel in channels))
    return found


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells one picture in one locale."""

    scene: Scene
    locale: str
    phrase: Phrase
    choices: Mapping[str, str]
    ways: Mapping[str, Sequence[Connection]]

    def places(self) -> Iterator[Sentence]:
        """What holds what, and what is not there yet or not for long."""
        for box in self.scene.boxes:
            if box.collapsed is not None:
                yield Sentence(box.id, self._said(FOLDED, box=box.title[self.locale], count=box.collapsed), folded=True)
            elif inside := [self._name(id_) for id_ in _inside(self.scene, box)]:
                things = self._row(AND_THING, "things", "thing", inside)
                yield Sentence(box.id, self._said(HOLDS, box=box.title[self.locale], things=things))
        for card in self.scene.cards:
            if card.moves and card.box:
                text = self._said(STANDS, thing=card.name[self.locale], box=self._name(card.box))
                yield Sentence(card.component, text, place=card.box, here=not is_elsewhere(card.id))
        statuses = {box.id: box.status for box in self.scene.boxes} | {card.component: card.status for card in self.scene.cards}
        for id_, status in statuses.items():
            if status in _STATUSES:
                yield Sentence(id_, self._said(_STATUSES[status][1], place=self._name(id_)))

    def flows(self) -> Iterator[Sentence]:
        """Every flow that has a number in the picture, in the order of numbers."""
        numbered = [(badge.number, line, badge) for line in self.scene.lines if not line.tallied for badge in line.badges]
        for _number, line, badge in sorted(numbered, key=lambda item: item[0]):
            drawn = (badge.exposure or line.exposure, line.layer)
            found = [(f"{way[0]} {way[1]}", self._flow(line, badge, way)) for way in self.ways.get(badge.flow, (drawn,))]
            yield Sentence(badge.flow, found[0][1], tuple(found), (badge.flow,), where=badge.where, here=badge.here)

    def many(self, line: Line) -> Sentence:
        """A line that counts its flows: those of the default configuration, where it has any."""
        flows = tuple(badge.flow for badge in line.badges)
        count = sum(flow not in self.choices for flow in flows) or len(flows)
        source, target = self._name(line.source), self._name(line.target)
        direction = self.phrase(_DIRECTIONS[line.direction])
        return Sentence("", self._said(CONNECTS_OFTEN, source=source, target=target, count=count, direction=direction), flows=flows)

    def _flow(self, line: Line, badge: Badge, way: Connection) -> str:
        exposure, layer = way
        names = [self._name(stop) for stop in line.stops]
        text = self._said(
            CONNECTS_THROUGH if line.via else CONNECTS,
            number=badge.number,
            flow=badge.title[self.locale],
            source=names[0],
            target=names[-1],
            via=self._row(AND_STOP, "stops", "stop", names[1:-1]),
            direction=self.phrase(_DIRECTIONS[line.direction]),
            exposure=self.phrase(_EXPOSURES[exposure]),
        )
        if layer is Layer.OVERLAY:
            text = self._said(OVERLAY, sentences=text)
        if line.status in _STATUSES:
            text = self._said(_STATUSES[line.status][0], sentences=text)
        return self._said(ONLY_WITH, sentences=text, choices=self.choices[badge.flow]) if badge.flow in self.choices else text

    def _said(self, message: str, **values: object) -> str:
        return fill(self.phrase(message), values)

    def _row(self, message: str, many: str, one: str, names: Sequence[str]) -> str:
        """`names` in a row: the pattern sets `one` more behind as `many` as there are."""
        return reduce(lambda row, name: self._said(message, **{many: row, one: name}), names) if names else ""

    def _name(self, id_: str) -> str:
        card = self.scene.card_by_id.get(id_)
        return card.name[self.locale] if card else self.scene.box_by_id[id_].title[self.locale]


def _inside(scene: Scene, box: Box) -> Iterator[str]:
    yield from (inner.id for inner in scene.boxes if inner.parent == box.id)
    yield from (card.id for card in scene.cards if card.box == box.id and not card.moves)
