"""What a layout follows from, and nothing else: scenes that differ in other things only have the same layout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from groundplan.domain.boundary import BoundaryKind
from groundplan.domain.component import ComponentKind
from groundplan.domain.flow import Direction
from groundplan.domain.party import Role
from groundplan.draw.measure.shapes import is_straight
from groundplan.draw.measure.sizes import Sizes, measure
from groundplan.draw.scene.scene import Badge, Box, ByLocale, Card, Line, Scene

_UNTOLD: ByLocale = {}
_SIDES = frozenset({Role.VENDOR, Role.CUSTOMER})
"""The parties that have a side of their own."""


@dataclass(frozen=True, slots=True)
class Basis:
    """A scene without texts, looks and names of its own, and the sizes that its texts need."""

    scene: Scene
    sizes: Sizes


def basis(scene: Scene) -> Basis:
    """What `scene` is laid out by. A text counts by the room that it takes, a number by its digits and its place in the order."""
    numbers = _least(badge.number for line in scene.lines for badge in line.badges)
    flows = frozenset(badge.flow for line in scene.lines for badge in line.badges)
    bare = Scene(
        id="scene",
        level=scene.level if scene.level is None or scene.level in scene.card_by_id else "level",
        boxes=tuple(map(_box, scene.boxes)),
        cards=tuple(map(_card, scene.cards)),
        lines=tuple(_line(line, numbers, flows) for line in scene.lines),
        direction=scene.direction,
    )
    return Basis(bare, measure(scene))


def _box(box: Box) -> Box:
    return Box(
        id=box.id,
        kind=BoundaryKind.OTHER,
        title=_UNTOLD,
        subtitle=_UNTOLD,
        parent=box.parent,
        role=_side(box.role, box.parent),
        viewpoint=box.viewpoint,
        collapsed=None if box.collapsed is None else 1,
    )


def _card(card: Card) -> Card:
    kind = ComponentKind.OTHER if is_straight(card.kind) else card.kind
    return Card(id=card.id, kind=kind, name=_UNTOLD, subtitle=_UNTOLD, box=card.box, role=_side(card.role, card.box))


def _side(role: Role | None, around: str | None) -> Role | None:
    """Only the outermost places have sides."""
    return role if around is None and role in _SIDES else None


def _line(line: Line, numbers: Mapping[int, int], flows: frozenset[str]) -> Line:
    return Line(
        source=line.source,
        target=line.target,
        direction=Direction.INTERNAL,
        exposure=line.exposure,
        badges=tuple(Badge(number=numbers[badge.number], flow=badge.flow, title=_UNTOLD) for badge in line.badges),
        layer=line.layer,
        via=line.via,
        carriers=tuple(sorted(flows.intersection(line.carriers))),
        tallied=line.tallied,
        paired=line.paired,
        turn=line.turn,
    )


def _least(numbers: Iterable[int]) -> dict[int, int]:
    """Each number -> the least that has as many digits and the same place in the order."""
    found: dict[int, int] = {}
    last = -1
    for number in sorted(set(numbers)):
        last = found[number] = max(last + 1, 10 ** (len(str(number)) - 1) if number > 9 else 0)
    return found
