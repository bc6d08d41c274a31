"""A drawing in sentences, for those who do not see it: what lies where, and who connects to whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from types import MappingProxyType
from typing import TypeAlias

from groundplan.domain.channel import Exposure, Layer
from groundplan.domain.flow import Direction
from groundplan.i18n.spacing import fill
from groundplan.render.diagrams.scene import Line, Scene

Phrase: TypeAlias = Callable[[str], str]
"""Turns a message id into the sentence of a locale, placeholders kept."""


def _(message: str) -> str:
    """Marks a message for extraction; the translation happens where it is said."""
    return message


HOLDS = _("{box} holds {things}.")
FOLDED = _("{box} is drawn folded up. Components in it: {count}.")
CONNECTS = _("{number}. {flow}: {source} connects to {target}. {direction}, {exposure}.")
CONNECTS_OFTEN = _("{source} opens {count} connections to {target}. {direction}.")
ONLY_WITH = _("{sentences} Only with {choices}.")
CONNECTS_THROUGH = _("{number}. {flow}: {source} connects to {target} through {via}. {direction}, {exposure}.")
OVERLAY = _("{sentences} It runs inside a tunnel.")
AND_THING = _("{things}, {thing}")
AND_STOP = _("{stops}, {stop}")
_DIRECTIONS = {
    Direction.INBOUND: _("Inbound"),
    Direction.OUTBOUND: _("Outbound"),
    Direction.INTERNAL: _("Internal"),
    Direction.EXTERNAL: _("Outside the boundary"),
}
_EXPOSURES = {Exposure.PUBLIC: _("public"), Exposure.PRIVATE: _("private")}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One statement about the thing `id`: a boundary, a flow, or nothing in particular."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Description:
    """What a drawing says: about its places, outermost first, and about its flows, by number."""

    places: tuple[Sentence, ...]
    flows: tuple[Sentence, ...]


def describe(scene: Scene, locale: str, phrase: Phrase, choices: Mapping[str, str] = MappingProxyType({})) -> Description:
    """The text alternative of `scene` in `locale`. `choices` says with which choices alone a flow exists."""
    told = [_flow(scene, line, index, locale, phrase) for index, line in _numbered(scene)]
    told = [
        replace(s, text=fill(phrase(ONLY_WITH), {"sentences": s.text, "choices": choices[s.id]})) if s.id in choices else s for s in told
    ]
    many = [_many(scene, line, locale, phrase) for line in scene.lines if line.tallied]
    return Description(tuple(_places(scene, locale, phrase)), (*many, *told))


def _numbered(scene: Scene) -> list[tuple[int, Line]]:
    """Every flow by the index of its badge, in the order of numbers."""
    lines = (line for line in scene.lines if not line.tallied)
    found = [(badge.number, index, line) for line in lines for index, badge in enumerate(line.badges)]
    return [(index, line) for _number, index, line in sorted(found, key=lambda item: item[0])]


def _places(scene: Scene, locale: str, phrase: Phrase) -> Iterator[Sentence]:
    for box in scene.boxes:
        inside = [b.title[locale] for b in scene.boxes if b.parent == box.id] + [c.name[locale] for c in scene.cards if c.box == box.id]
        if box.collapsed is not None:
            yield Sentence(box.id, fill(phrase(FOLDED), {"box": box.title[locale], "count": box.collapsed}))
        elif inside:
            things = _row(phrase(AND_THING), "things", "thing", inside)
            yield Sentence(box.id, fill(phrase(HOLDS), {"box": box.title[locale], "things": things}))


def _many(scene: Scene, line: Line, locale: str, phrase: Phrase) -> Sentence:
    source, target = _name(scene, line.source, locale), _name(scene, line.target, locale)
    values = {"source": source, "target": target, "count": len(line.badges), "direction": phrase(_DIRECTIONS[line.direction])}
    return Sentence("", fill(phrase(CONNECTS_OFTEN), values))


def _flow(scene: Scene, line: Line, index: int, locale: str, phrase: Phrase) -> Sentence:
    badge = line.badges[index]
    names = [_name(scene, stop, locale) for stop in line.stops]
    values = {
        "number": badge.number,
        "flow": badge.title[locale],
        "source": names[0],
        "target": names[-1],
        "via": _row(phrase(AND_STOP), "stops", "stop", names[1:-1]),
        "direction": phrase(_DIRECTIONS[line.direction]),
        "exposure": phrase(_EXPOSURES[badge.exposure or line.exposure]),
    }
    text = fill(phrase(CONNECTS_THROUGH if line.via else CONNECTS), values)
    return Sentence(badge.flow, fill(phrase(OVERLAY), {"sentences": text}) if line.layer is Layer.OVERLAY else text)


def _row(pattern: str, many: str, one: str, names: Sequence[str]) -> str:
    """`names` in a row: `pattern` sets `one` more behind as `many` as there are."""
    return reduce(lambda row, name: fill(pattern, {many: row, one: name}), names) if names else ""


def _name(scene: Scene, id_: str, locale: str) -> str:
    return scene.card_by_id[id_].name[locale] if id_ in scene.card_by_id else scene.box_by_id[id_].title[locale]
