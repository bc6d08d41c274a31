"""Where everything stands: several arrangements are laid out, and the best one is finished."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from groundplan.render.diagrams import badges, titles
from groundplan.render.diagrams.axes import Axes
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
_NEAREST, _FARTHEST = 68.0, 240.0
"""Pixels between columns, at least and at most."""
_GROUP_GAP = 8.0
_PITCH = 88.0
"""How much of a column a card takes."""
_FILLED = 0.3
"""The share of the room between columns that badges may take."""
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
    seen: set[str] = set()
    orders = Order if len(scene.solid) <= _MANY else (Order.WRITTEN,)
    for tallest, arrangement, order in product(_TALLEST, Arrangement, orders):
        chosen = columns(scene, bundled, arrangement, tallest)
        source = dot(scene, bundled, chosen, _spacing(scene, bundled, sizes, chosen), order)
        if source not in seen:
            seen.add(source)
            placement = read(engine.run(source), scene, bundled, chosen)
            routed = route(placement, scene, bundled, chosen, titles.default_rects(placement, scene))
            named = titles.place(routed, scene)
            yield _Candidate(routed, named, score(routed, scene, bundled, titles.rects(named, routed, scene)))


def _spacing(scene: Scene, bundled: Sequence[Bundle], sizes: Sizes, chosen: Mapping[str, int]) -> Spacing:
    """Room between columns for the widest group of badges with an arrow beside it, and for all groups together."""
    upright = Axes(scene.direction).upright
    groups = [badges.group_size(bundle, scene.direction) for bundle in bundled]
    widest = max((height if upright else width for width, height in groups), default=0.0)
    crowd = sum((width + _GROUP_GAP) * (height + _GROUP_GAP) for width, height in groups)
    gaps = max(1, max(chosen.values(), default=0))
    longest = max(Counter(chosen.values()).values(), default=1) * (sizes.card_width if upright else _PITCH)
    needed = min(_FARTHEST, crowd / (gaps * longest * _FILLED))
    return Spacing(within=26.0 if upright else 24.0, between=max(_NEAREST, widest + 32.0, needed), sizes=sizes)


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
        badges=tuple(
            replace(spot, centre=shift(spot.centre), leader=shift(spot.leader) if spot.leader else None) for spot in layout.badges
        ),
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
