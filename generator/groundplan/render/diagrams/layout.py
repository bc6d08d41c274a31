"""Where everything stands: several arrangements are laid out, and the best one is finished."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from groundplan.domain.view import DrawingDirection
from groundplan.render.diagrams import badges, titles
from groundplan.render.diagrams.badges import Spot
from groundplan.render.diagrams.bundles import Bundle, bundles
from groundplan.render.diagrams.columns import Arrangement, columns
from groundplan.render.diagrams.engine import Engine
from groundplan.render.diagrams.geometry import Point, Rect, bounds, flatten
from groundplan.render.diagrams.graph import Order, Spacing, dot
from groundplan.render.diagrams.placement import Placement, read
from groundplan.render.diagrams.routes import route
from groundplan.render.diagrams.scene import Scene
from groundplan.render.diagrams.score import score
from groundplan.render.diagrams.sizes import Sizes, measure
from groundplan.render.diagrams.strands import Leg, Tunnel, unbundle
from groundplan.render.diagrams.titles import Title

MARGIN = 12.0
"""White space around the picture."""
_TALLEST = (6, 9)
_MANY = 60
"""Stops from which on fewer arrangements are tried."""


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


def lay_out(scene: Scene, engine: Engine | None = None) -> Layout:
    """The best layout of `scene` among several. Raises LayoutFailed when the engine does."""
    engine = engine or Engine()
    sizes, bundled = measure(scene), bundles(scene)
    best = min(_candidates(scene, bundled, sizes, engine), key=lambda candidate: candidate.score)
    placement = best.placement
    spots = badges.place(placement, scene, bundled, titles.rects(best.titles, placement, scene))
    course = unbundle(scene, bundled, placement.ways)
    return _framed(Layout(0.0, 0.0, sizes, placement.boxes, best.titles, placement.cards, course.legs, course.tunnels, spots), scene)


@dataclass(frozen=True, slots=True)
class _Candidate:
    placement: Placement
    titles: Mapping[str, Title]
    score: float


def _candidates(scene: Scene, bundled: Sequence[Bundle], sizes: Sizes, engine: Engine) -> Iterator[_Candidate]:
    spacing = _spacing(scene, bundled, sizes)
    seen: set[str] = set()
    orders = Order if len(scene.solid) <= _MANY else (Order.WRITTEN,)
    for tallest, arrangement, order in product(_TALLEST, Arrangement, orders):
        chosen = columns(scene, bundled, arrangement, tallest)
        source = dot(scene, bundled, chosen, spacing, order)
        if source not in seen:
            seen.add(source)
            placement = read(engine.run(source), scene, bundled, chosen)
            routed = route(placement, scene, bundled, chosen, titles.default_rects(placement, scene))
            named = titles.place(routed, scene)
            yield _Candidate(routed, named, score(routed, scene, bundled, titles.rects(named, routed, scene)))


def _spacing(scene: Scene, bundled: Sequence[Bundle], sizes: Sizes) -> Spacing:
    """Room between columns for the widest group of badges with an arrow beside it."""
    groups = [badges.group_size(bundle, scene.direction) for bundle in bundled] or [(0.0, 0.0)]
    if scene.direction in {DrawingDirection.DOWN, DrawingDirection.UP}:
        return Spacing(within=26.0, between=max(70.0, max(height for _, height in groups) + 40.0), sizes=sizes)
    return Spacing(within=24.0, between=max(68.0, max(width for width, _ in groups) + 32.0), sizes=sizes)


def _framed(layout: Layout, scene: Scene) -> Layout:
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
        badges=tuple(replace(spot, centre=shift(spot.centre)) for spot in layout.badges),
    )


def _extents(layout: Layout, scene: Scene) -> Iterator[Rect]:
    numbers = {badge.flow: badge.number for line in scene.lines for badge in line.badges}
    yield from layout.boxes.values()
    yield from layout.cards.values()
    yield from (badges.rect(numbers[spot.flow], spot.centre) for spot in layout.badges)
    points = (point for legs in layout.lines.values() for leg in legs for point in flatten(leg.spline))
    yield from (Rect(point.x - 4, point.y - 4, 8, 8) for point in points)
    if not (layout.boxes or layout.cards):
        yield Rect(0.0, 0.0, 320.0, 80.0)


def _round(value: float) -> float:
    return round(value, 1) + 0.0
