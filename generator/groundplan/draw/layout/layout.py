"""Where everything stands: several arrangements are laid out, and the best one is finished."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from groundplan.draw.geometry import Point, Rect, bounds, flatten
from groundplan.draw.layout import badges, titles
from groundplan.draw.layout.badges import Spot
from groundplan.draw.layout.basis import Basis, basis
from groundplan.draw.layout.candidates import Finished, best_candidate, first_candidate
from groundplan.draw.layout.engine import Engine
from groundplan.draw.layout.strands import Leg, Tunnel
from groundplan.draw.layout.titles import Title
from groundplan.draw.measure.sizes import Sizes
from groundplan.draw.scene.bundles import bundles
from groundplan.draw.scene.scene import Scene

MARGIN = 12.0
"""White space around the picture."""
_LINE = 6.0
"""How far a line reaches to its sides at most, with what is drawn around it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Pixels from the top left corner; the same for every locale."""

    width: float
    height: float
    sizes: Sizes
    boxes: Mapping[str, Rect]
    titles: Mapping[str, Title]
    cards: Mapping[str, Rect]
    lines: Mapping[str, tuple[Leg, ...]]
    tunnels: tuple[Tunnel, ...]
    badges: tuple[Spot, ...]

    @property
    def clear_titles(self) -> frozenset[str]:
        """The boxes to whose titles no line comes near."""
        legs = ((leg.spline, _LINE) for legs in self.lines.values() for leg in legs)
        tubes = ((tunnel.spline, tunnel.width / 2 + _LINE) for tunnel in self.tunnels)
        return titles.clear(self.titles, self.boxes, self.sizes, (*legs, *tubes))


def lay_out(scene: Scene, engine: Engine | None = None) -> Layout:
    """The best layout of `scene` among several. Raises LayoutFailed when the engine does."""
    return arrange(basis(scene), engine)


def arrange(based: Basis, engine: Engine | None = None) -> Layout:
    """The layout of every scene that has this basis. Raises LayoutFailed when the engine does."""
    return _finished(best_candidate(based.scene, bundles(based.scene), based.sizes, engine or Engine()), based)


def arrange_at_once(based: Basis, engine: Engine | None = None) -> Layout:
    """A layout for whoever waits for the one that `arrange` makes, which is better. Raises LayoutFailed when the engine does."""
    return _finished(first_candidate(based.scene, bundles(based.scene), based.sizes, engine or Engine()), based)


def _finished(best: Finished, based: Basis) -> Layout:
    placement, course = best.candidate.placement, best.course
    found = Layout(
        width=0.0,
        height=0.0,
        sizes=based.sizes,
        boxes=placement.boxes,
        titles=best.candidate.titles,
        cards=placement.cards,
        lines=course.legs,
        tunnels=course.tunnels,
        badges=best.badges.settled(),
    )
    return framed(found, based.scene)


def framed(layout: Layout, scene: Scene) -> Layout:
    """The layout moved so that everything, with a margin, starts at 0, and rounded to a tenth of a pixel."""
    extent = bounds(_extents(layout, scene)).grown(MARGIN)
    dx, dy = -extent.x, -extent.y

    def place(rect: Rect) -> Rect:
        return Rect(_round(rect.x + dx), _round(rect.y + dy), _round(rect.width), _round(rect.height))

    def shift(point: Point) -> Point:
        return Point(_round(point.x + dx), _round(point.y + dy))

    return replace(
        layout,
        width=_round(extent.width),
        height=_round(extent.height),
        boxes={id_: place(rect) for id_, rect in layout.boxes.items()},
        cards={id_: place(rect) for id_, rect in layout.cards.items()},
        lines={id_: tuple(replace(leg, spline=tuple(map(shift, leg.spline))) for leg in legs) for id_, legs in layout.lines.items()},
        tunnels=tuple(replace(tunnel, spline=tuple(map(shift, tunnel.spline))) for tunnel in layout.tunnels),
        badges=tuple(
            replace(spot, centre=shift(spot.centre), leader=shift(spot.leader) if spot.leader else None) for spot in layout.badges
        ),
    )


def _extents(layout: Layout, scene: Scene) -> Iterator[Rect]:
    marks = {(line.id, badge.flow): (line, badge) for line in scene.lines for badge in line.marks}
    yield from layout.boxes.values()
    yield from layout.cards.values()
    yield from (badges.rect(*marks[spot.line, spot.flow], spot.centre) for spot in layout.badges)
    points = (point for legs in layout.lines.values() for leg in legs for point in flatten(leg.spline))
    yield from (Rect(point.x - 4, point.y - 4, 8, 8) for point in points)
    if not (layout.boxes or layout.cards):
        yield Rect(0.0, 0.0, 320.0, 80.0)


def _round(value: float) -> float:
    return round(value, 1) + 0.0
