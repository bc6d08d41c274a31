"""How good a placement is: the less, the better."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from groundplan.domain.view import DrawingDirection
from groundplan.render.diagrams.bundles import Bundle
from groundplan.render.diagrams.geometry import Point, Rect, bounds, crosses, flatten
from groundplan.render.diagrams.placement import Placement
from groundplan.render.diagrams.scene import Scene
from groundplan.render.diagrams.sizes import title_rects

_CROSSING = 40.0
_OVER_CARD = 400.0
_OVER_TITLE = 60.0
_COMFORTABLE_WIDTH = 1180.0
"""What a laptop shows beside a site's navigation at 100 %."""


def score(placement: Placement, scene: Scene, bundles: Sequence[Bundle]) -> float:
    """Crossings, lines over cards and titles, the length of lines, and how far the picture is from a screen's size and shape."""
    tracks = [flatten(way, 14.0) for way in placement.ways]
    over_cards = sum(_over_cards(track, bundle, placement, scene) for track, bundle in zip(tracks, bundles, strict=True))
    over_titles = sum(_touches(track, title) for track in tracks for title in titles(placement, scene))
    length = sum(p.distance(q) for track in tracks for p, q in pairwise(track))
    return (
        _CROSSING * sum(crossings(a, b) for a, b in combinations(tracks, 2))
        + _OVER_CARD * over_cards
        + _OVER_TITLE * over_titles
        + length / 60
        + _shape(bounds([*placement.boxes.values(), *placement.cards.values()]), scene.direction)
    )


def titles(placement: Placement, scene: Scene) -> list[Rect]:
    """Where the titles and kinds of boxes with drawn content stand, in the widest locale."""
    return [rect for box in scene.boxes if box.id in scene.holders for rect in title_rects(box, placement.boxes[box.id])]


def crossings(a: Sequence[Point], b: Sequence[Point]) -> int:
    """How often two tracks cross."""
    return sum(
        crosses(p, q, r, s)
        for p, q in pairwise(a)
        for r, s in pairwise(b)
        if max(p.x, q.x) >= min(r.x, s.x) and max(r.x, s.x) >= min(p.x, q.x)
    )


def _over_cards(track: Sequence[Point], bundle: Bundle, placement: Placement, scene: Scene) -> int:
    others = [placement.rect(id_) for id_ in scene.solid if id_ not in {bundle.tail, bundle.head}]
    return sum(_touches(track, rect.grown(4.0)) for rect in others)


def _touches(track: Sequence[Point], rect: Rect) -> bool:
    return any(rect.holds(point) for point in track)


def _shape(extent: Rect, direction: DrawingDirection) -> float:
    """Area, and a price on what does not fit the width of a page or is much taller than wide."""
    area = extent.width * extent.height / 6000
    too_wide = max(0.0, extent.width - _COMFORTABLE_WIDTH) / 1.5
    tall = 1.2 if direction in {DrawingDirection.DOWN, DrawingDirection.UP} else 0.85
    too_tall = max(0.0, extent.height - tall * max(extent.width, 700.0)) / 3
    return area + too_wide + too_tall
