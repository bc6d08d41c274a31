"""How good a placement is: the less, the better."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from groundplan.domain.view import DrawingDirection
from groundplan.draw.geometry import Point, Rect, bounds, crosses, flatten
from groundplan.draw.layout.axes import Axes
from groundplan.draw.layout.placement import Placement
from groundplan.draw.scene.bundles import Bundle
from groundplan.draw.scene.scene import Scene

_APART = 4.0
_CELL = 32.0
_CROSSING = 40.0
_MERGED = 4000.0
_OVER_CARD = 400.0
_OVER_TITLE = 60.0
_TURN = 30.0
_TURNED = 20.0
"""How far beyond both of its ends a line runs that turns back."""
_WINDOW = Rect(0.0, 0.0, 1180.0, 600.0)
"""What a laptop shows of a picture at 100 %, beside a site's navigation and below a heading."""
_SHRUNK = 150.0
"""The price of a picture that must be drawn at half its size to fit."""


def score(placement: Placement, scene: Scene, bundles: Sequence[Bundle], titles: Sequence[Rect]) -> float:
    """Crossings, lines over cards and titles, lines that turn back, the length of lines, and how badly the picture fits a window."""
    tracks = [flatten(way, 14.0) for way in placement.ways]
    over_cards = sum(_over_cards(track, bundle, placement, scene) for track, bundle in zip(tracks, bundles, strict=True))
    over_titles = sum(_touches(track, title) for track in tracks for title in titles)
    length = sum(p.distance(q) for track in tracks for p, q in pairwise(track))
    return (
        _CROSSING * crossings(tracks)
        + _MERGED * sum(1 for _ in merged(placement, scene))
        + _OVER_CARD * over_cards
        + _OVER_TITLE * over_titles
        + _TURN * sum(_turns(track, scene.direction) for track in tracks)
        + length / 40
        + _shape(bounds([*placement.boxes.values(), *placement.cards.values()]))
    )


def merged(placement: Placement, scene: Scene) -> Iterator[tuple[str, str]]:
    """Pairs of a box and something outside of it that lie over each other."""
    around = {id_: {box.id for box in scene.enclosing(id_)} for id_ in (*scene.box_by_id, *scene.card_by_id)}
    for box in placement.boxes:
        frame = placement.boxes[box].grown(_APART / 2)
        for other, outer in around.items():
            apart = other != box and box not in outer and other not in around[box]
            if apart and frame.overlaps(placement.rect(other)):
                yield box, other


def crossings(tracks: Sequence[Sequence[Point]]) -> int:
    """How often tracks cross each other. Stretches are compared only with those in the same cell of a grid."""
    cells: dict[tuple[int, int], list[tuple[int, Point, Point]]] = {}
    for index, track in enumerate(tracks):
        for p, q in pairwise(track):
            for cell in _cells(p, q):
                cells.setdefault(cell, []).append((index, p, q))
    found = {(a, b) for members in cells.values() for a, b in combinations(members, 2) if a[0] != b[0] and crosses(a[1], a[2], b[1], b[2])}
    return len(found)


def _cells(p: Point, q: Point) -> set[tuple[int, int]]:
    columns = range(int(min(p.x, q.x) // _CELL), int(max(p.x, q.x) // _CELL) + 1)
    rows = range(int(min(p.y, q.y) // _CELL), int(max(p.y, q.y) // _CELL) + 1)
    return {(column, row) for column in columns for row in rows}


def _over_cards(track: Sequence[Point], bundle: Bundle, placement: Placement, scene: Scene) -> int:
    others = [placement.rect(id_) for id_ in scene.solid if id_ not in {bundle.tail, bundle.head}]
    return sum(_touches(track, rect.grown(4.0)) for rect in others)


def _touches(track: Sequence[Point], rect: Rect) -> bool:
    left, top, right, bottom = rect.x, rect.y, rect.right, rect.bottom
    return any(left <= x <= right and top <= y <= bottom for x, y in track)


def _turns(track: Sequence[Point], direction: DrawingDirection) -> bool:
    """Whether a line runs beyond both of its ends, across the columns, and comes back."""
    axes = Axes(direction)
    along = [axes.turn(point).x for point in track]
    low, high = sorted((along[0], along[-1]))
    return min(along) < low - _TURNED or high + _TURNED < max(along)


def _shape(extent: Rect) -> float:
    """Area, and a price on what must be shrunk to be seen whole, or is wider than a page even so."""
    area = extent.width * extent.height / 12000
    shrunk = max(extent.width / _WINDOW.width, extent.height / _WINDOW.height, 1.0) - 1.0
    too_wide = max(0.0, extent.width - _WINDOW.width) / 0.6
    return area + _SHRUNK * shrunk + too_wide
