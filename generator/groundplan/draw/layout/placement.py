"""What the engine answered, checked and turned into rectangles and ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from groundplan.draw.geometry import Point, Rect, Spline
from groundplan.draw.layout.engine import DrawnGraph, DrawnItem
from groundplan.draw.layout.graph import GraphNames
from groundplan.draw.scene.bundles import Bundle
from groundplan.draw.scene.scene import Scene
from groundplan.errors import LayoutFailed

_INCH = 72.0


@dataclass(frozen=True, slots=True)
class Placement:
    """Where boxes and cards stand, and which way each bundle takes from its tail to its head."""

    boxes: Mapping[str, Rect]
    cards: Mapping[str, Rect]
    ways: tuple[Spline, ...]
    anchors: Mapping[str, Point]
    """For each box with drawn content at which a line ends: the place inside of it where the line is tied."""

    def rect(self, id_: str) -> Rect:
        return self.cards[id_] if id_ in self.cards else self.boxes[id_]


def positions(answer: DrawnGraph, scene: Scene, bundles: Sequence[Bundle], columns: Mapping[str, int]) -> Placement:
    """The engine's answer. Raises LayoutFailed unless every box, card and bundle of the scene is in it, once.

    The engine does not know of bundles within a column: their ways are those of `routes` alone.
    """
    try:
        return _read(answer, scene, bundles, columns)
    except (KeyError, ValueError, IndexError, TypeError, AttributeError) as error:
        raise LayoutFailed(f"the graph engine left something out: {error}") from error


def _read(answer: DrawnGraph, scene: Scene, bundles: Sequence[Bundle], columns: Mapping[str, int]) -> Placement:
    names, height = GraphNames.of(scene), float(answer["bb"].split(",")[3])
    nodes, clusters, edges = _answered(answer, height)
    _demand(edges, [bundle for bundle in bundles if columns[bundle.tail] != columns[bundle.head]], nodes, columns)
    rects = {id_: _node(nodes[name], height) for id_, name in names.node.items() if name in nodes}
    boxes = {box.id: clusters[f"cluster_{names.cluster[box.id]}"] if box.id in names.cluster else rects[box.id] for box in scene.boxes}
    anchors = {id_: rects[id_].centre for id_ in columns if id_ in names.cluster}
    ways = tuple(edges.get(f"e{index}", ()) for index, _ in enumerate(bundles))
    return Placement(boxes, {card.id: rects[card.id] for card in scene.cards}, ways, anchors)


def _answered(answer: DrawnGraph, height: float) -> tuple[Mapping[str, DrawnItem], Mapping[str, Rect], Mapping[str, Spline]]:
    """The nodes, the rectangles of the clusters and the ways of the edges, by name."""
    nodes = {item["name"]: item for item in answer.get("objects", ()) if "pos" in item}
    clusters = {item["name"]: _cluster(item, height) for item in answer.get("objects", ()) if "bb" in item}
    return nodes, clusters, {edge["id"]: _spline(edge["pos"], height) for edge in answer.get("edges", ()) if "id" in edge}


def _demand(edges: Mapping[str, Spline], bundles: Sequence[Bundle], nodes: Mapping[str, DrawnItem], columns: Mapping[str, int]) -> None:
    spine = max(columns.values(), default=-1) + 1
    if len(edges) != len(bundles) or len(nodes) != len(columns) + spine:
        raise ValueError(f"{len(bundles)} lines and {len(columns) + spine} nodes went in, {len(edges)} and {len(nodes)} came out")


def _cluster(item: DrawnItem, height: float) -> Rect:
    left, low, right, high = map(float, item["bb"].split(","))
    return Rect(left, height - high, right - left, high - low)


def _node(item: DrawnItem, height: float) -> Rect:
    x, y = map(float, item["pos"].split(","))
    return Rect.around(Point(x, height - y), float(item["width"]) * _INCH, float(item["height"]) * _INCH)


def _spline(text: str, height: float) -> Spline:
    pairs = (pair.split(",") for pair in text.split() if pair[0] not in "es")
    points = tuple(Point(float(x), height - float(y)) for x, y in pairs)
    if len(points) < 4 or len(points) % 3 != 1:
        raise ValueError(f"a spline of {len(points)} points")
    return points
