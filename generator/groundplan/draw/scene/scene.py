"""What a diagram shows, without coordinates."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from groundplan.derive.stage import component_of
from groundplan.domain.boundary import BoundaryKind
from groundplan.domain.channel import Exposure, Layer
from groundplan.domain.component import ComponentKind
from groundplan.domain.entry import Status
from groundplan.domain.flow import Direction
from groundplan.domain.party import Role
from groundplan.domain.view import DrawingDirection

ByLocale: TypeAlias = Mapping[str, str]
"""Locale tag -> the text in that locale. Every text of a scene has the same locales."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A boundary. `collapsed` is the number of components folded away inside it, or None where its content is drawn."""

    id: str
    kind: BoundaryKind
    title: ByLocale
    subtitle: ByLocale
    parent: str | None = None
    role: Role | None = None
    viewpoint: bool = False
    status: Status = Status.ACTIVE
    collapsed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guise:
    """How a card looks with some choices; `where` and `here` are as those of badges."""

    role: Role | None
    subtitle: ByLocale
    where: str
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A component in the box `box`. `icon` is the component's own, by class path or file name.

    One that `moves` stands in several boxes, each with other choices, with an id of its own in each (see `derive/stage.py`). One whose
    owner is by choice has several `guises`.
    """

    id: str
    kind: ComponentKind
    name: ByLocale
    subtitle: ByLocale
    box: str | None = None
    role: Role | None = None
    icon: str | None = None
    status: Status = Status.ACTIVE
    moves: bool = False
    guises: tuple[Guise, ...] = ()

    @property
    def component(self) -> str:
        """The id of the component."""
        return component_of(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """The sign of one flow: the number of its row in the tables. `exposure` is the flow's own where it differs from the line's.

    A flow may take several ways, by choice. `where` then tells, as JSON, with which choices it runs along this line (alternatives of
    option -> choices), and `here` whether it does with those that the picture starts with.
    """

    number: int
    flow: str
    title: ByLocale
    exposure: Exposure | None = None
    where: str = ""
    here: bool = True

    def is_seen(self, absent: Collection[str]) -> bool:
        """Whether it is in the picture as it starts, in which `absent` flows are not."""
        return self.here and self.flow not in absent


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Flows with the same ends, way and looks. An end is a card or a box; `via` are the cards passed in between, in order.

    `carriers` are the flows that carry an overlay: where they run along the same way, it is drawn inside of them. A line that
    is `tallied` says how many flows it stands for, instead of the number of each. A line with a flow of several ends or ways, `paired`,
    may be one of several that this flow has, and the `turn`th of those between the same stops.
    """

    source: str
    target: str
    direction: Direction
    exposure: Exposure
    badges: tuple[Badge, ...]
    layer: Layer = Layer.UNDERLAY
    via: tuple[str, ...] = ()
    status: Status = Status.ACTIVE
    carriers: tuple[str, ...] = ()
    tallied: bool = False
    paired: bool = False
    turn: int = 0

    @property
    def id(self) -> str:
        """Its first flow, with its way where that flow may have several lines."""
        if not self.paired:
            return self.badges[0].flow
        return ":".join([self.badges[0].flow, ">".join(self.stops), *([str(self.turn)] if self.turn else [])])

    @property
    def marks(self) -> tuple[Badge, ...]:
        """The badges that are drawn on each leg; the first one stands for all of them where they are counted."""
        return self.badges[:1] if self.tallied else self.badges

    @property
    def stops(self) -> tuple[str, ...]:
        """Everything that it touches, in order."""
        return self.source, *self.via, self.target

    def is_seen(self, absent: Collection[str]) -> bool:
        """Whether some flow but the `absent` ones runs along it in the picture as it starts."""
        return any(badge.is_seen(absent) for badge in self.badges)

    def legs(self) -> Iterator[tuple[str, str]]:
        """The stretches from one stop to the next."""
        return zip(self.stops, self.stops[1:], strict=False)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A whole picture, of the view `id` or of the one place `level` in it. Boxes stand before what is in them.

    `omitted` flows between its places have no line, because there are too many of them, and `folded` ones because they run inside of
    what is folded up. `borders` are crossed by the flows that have a line, and not drawn: outermost first, by what they are called.
    """

    id: str
    level: str | None = None
    omitted: int = 0
    folded: int = 0
    borders: tuple[ByLocale, ...] = ()
    boxes: tuple[Box, ...] = ()
    cards: tuple[Card, ...] = ()
    lines: tuple[Line, ...] = ()
    direction: DrawingDirection = DrawingDirection.RIGHT

    @cached_property
    def box_by_id(self) -> Mapping[str, Box]:
        return {box.id: box for box in self.boxes}

    @cached_property
    def card_by_id(self) -> Mapping[str, Card]:
        return {card.id: card for card in self.cards}

    @cached_property
    def holders(self) -> frozenset[str]:
        """The boxes that have something in them."""
        return frozenset(x for x in (*(card.box for card in self.cards), *(box.parent for box in self.boxes)) if x is not None)

    @cached_property
    def leaves(self) -> tuple[Box, ...]:
        """The boxes with nothing in them: collapsed ones, and places that stand for themselves."""
        return tuple(box for box in self.boxes if box.id not in self.holders)

    @cached_property
    def solid(self) -> tuple[str, ...]:
        """What lines and badges keep clear of: cards, and boxes with nothing in them."""
        return *(card.id for card in self.cards), *(box.id for box in self.leaves)

    def enclosing(self, id_: str) -> Iterator[Box]:
        """The boxes around a card or a box, innermost first, itself left out."""
        parent = self.card_by_id[id_].box if id_ in self.card_by_id else self.box_by_id[id_].parent
        while parent is not None:
            yield self.box_by_id[parent]
            parent = self.box_by_id[parent].parent

    def root(self, id_: str) -> str:
        """The outermost box around a card or a box, or itself."""
        return ([id_] + [box.id for box in self.enclosing(id_)])[-1]
