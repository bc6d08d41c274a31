"""The graph that the engine lays out, built with the package `diagrams`: fixed sizes, no texts, columns given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TypeVar

import diagrams

from groundplan.domain.view import DrawingDirection
from groundplan.draw.measure.sizes import BOX_MARGIN, CARD_HEIGHT, TITLE_LEFT, Sizes, leaf_height, title_size
from groundplan.draw.scene.bundles import Bundle
from groundplan.draw.scene.scene import Box, Card, Scene

_T = TypeVar("_T")

_INCH = 72.0
WITHIN, _BETWEEN = 24.0, 70.0
"""Pixels between neighbours in a column, and between columns; the latter are adjusted afterwards."""
_RANKDIR = {
    DrawingDirection.RIGHT: "LR",
    DrawingDirection.LEFT: "RL",
    DrawingDirection.DOWN: "TB",
    DrawingDirection.UP: "BT",
}
_UNSEEN = {"width": "0.01", "height": "0.01", "style": "invis"}
_LABEL_PAD = 8.0
"""What the engine adds to a label's height, and on each side of it."""
_LABEL = (
    '<<table border="0" cellborder="0" cellspacing="0" cellpadding="0" fixedsize="true" width="{:.0f}" height="{:.0f}">'
    "<tr><td></td></tr></table>>"
)


@dataclass(frozen=True, slots=True)
class Order:
    """In which order siblings are written: the engine starts from it, and finds other ways to cross fewer lines.

    0 is the order of the model, which may run backwards. Any other number shuffles, in the same way everywhere.
    """

    seed: int
    backwards: bool = False

    def of(self, siblings: Sequence[_T], name: Callable[[_T], str]) -> list[_T]:
        """`siblings` in this order, told apart by their names."""
        if self.seed == 0:
            return list(reversed(siblings)) if self.backwards else list(siblings)
        return sorted(siblings, key=lambda sibling: sha256(f"{self.seed} {name(sibling)}".encode()).digest())


@dataclass(frozen=True, slots=True)
class GraphNames:
    """How the graph names what the scene names: the engine's syntax then never meets an author's id."""

    node: Mapping[str, str]
    cluster: Mapping[str, str]

    @classmethod
    def of(cls, scene: Scene) -> GraphNames:
        places = [*(card.id for card in scene.cards), *(box.id for box in scene.boxes)]
        held = [box.id for box in scene.boxes if box.id in scene.holders]
        return cls({id_: f"n{index}" for index, id_ in enumerate(places)}, {id_: f"c{index}" for index, id_ in enumerate(held)})


def graph_source(scene: Scene, bundles: Sequence[Bundle], columns: Mapping[str, int], sizes: Sizes, order: Order) -> str:
    """The source of the graph, with siblings written in `order`."""
    names = GraphNames.of(scene)
    if not bundles:  # the engine fills columns from below
        order = replace(order, backwards=True)
    with _context(scene) as diagram:
        nodes = _Nodes(scene, names, sizes, columns, order)
        nodes.add_into(None)
        _add_columns(diagram, names, columns)
        for index, bundle in order.of(list(enumerate(bundles)), lambda pair: f"{pair[1].tail} {pair[1].head}"):
            tail, head = sorted((bundle.tail, bundle.head), key=lambda stop: columns[stop])
            if columns[tail] == columns[head]:  # a loop, which is drawn beside its column
                continue
            edge = diagrams.Edge(id=f"e{index}", weight=str(len(bundle.strands)))
            diagram.connect(nodes.made[tail], nodes.made[head], edge)
        return str(diagram.dot.source)


@contextmanager
def _context(scene: Scene) -> Iterator[diagrams.Diagram]:
    """A diagram that nodes and clusters attach themselves to. It is never entered, because leaving it would draw it."""
    diagram = diagrams.Diagram(
        scene.id,
        filename="unused",
        direction=_RANKDIR[scene.direction],
        curvestyle="curved",
        show=False,
        graph_attr={
            "label": "",
            "pad": "0",
            "splines": "spline",
            "newrank": "true",
            "nodesep": f"{WITHIN / _INCH:.3f}",
            "ranksep": f"{_BETWEEN / _INCH:.3f}",
        },
        node_attr={"shape": "box", "style": "", "fixedsize": "true", "label": ""},
    )
    outer, cluster = diagrams.getdiagram(), diagrams.getcluster()
    diagrams.setdiagram(diagram)
    diagrams.setcluster(None)
    try:
        yield diagram
    finally:
        diagrams.setdiagram(outer)
        diagrams.setcluster(cluster)


class _Nodes:
    """Adds boxes and cards to the graph, each in the box around it."""

    def __init__(self, scene: Scene, names: GraphNames, sizes: Sizes, columns: Mapping[str, int], order: Order) -> None:
        self.made: dict[str, diagrams.Node] = {}
        self._scene, self._names, self._sizes, self._columns = scene, names, sizes, columns
        self._order = order

    def add_into(self, parent: str | None) -> None:
        cards: list[Box | Card] = [card for card in self._scene.cards if card.box == parent]
        inside = cards + [box for box in self._scene.boxes if box.parent == parent]
        for thing in self._order.of(inside, lambda thing: thing.id):
            if thing.id in self._scene.holders and not isinstance(thing, Card):
                self._add_cluster(thing)
            else:
                self._add(thing.id, *room_of(thing.id, self._scene, self._sizes))

    def _add(self, id_: str, width: float, height: float) -> None:
        attributes = {"width": f"{width / _INCH:.4f}", "height": f"{height / _INCH:.4f}"}
        self.made[id_] = diagrams.Node("", nodeid=self._names.node[id_], **attributes)

    def _add_cluster(self, box: Box) -> None:
        width, height = title_size(box, self._sizes)
        label = _LABEL.format(width + 2 * (TITLE_LEFT - _LABEL_PAD), height - BOX_MARGIN - _LABEL_PAD)
        attributes = {"label": label, "margin": f"{BOX_MARGIN:.0f}"}
        with diagrams.Cluster(self._names.cluster[box.id], graph_attr=attributes):
            if box.id in self._columns:
                self.made[box.id] = diagrams.Node("", nodeid=self._names.node[box.id], **_UNSEEN)
            self.add_into(box.id)


def room_of(stop: str, scene: Scene, sizes: Sizes) -> tuple[float, float]:
    """Width and height of a card or a leaf; of a box with drawn content the place inside of it where lines are tied, which has none."""
    if stop in scene.card_by_id:
        return sizes.card_width, CARD_HEIGHT
    return (0.0, 0.0) if stop in scene.holders else (sizes.leaf_width, leaf_height(scene.box_by_id[stop]))


def _add_columns(diagram: diagrams.Diagram, names: GraphNames, columns: Mapping[str, int]) -> None:
    """An unseen spine holds the columns in order; each stop is tied to its own."""
    count = max(columns.values(), default=-1) + 1
    for column in range(count):
        diagram.dot.node(f"r{column}", label="", **_UNSEEN)
        with diagram.dot.subgraph() as rank:
            rank.attr(rank="same")
            rank.node(f"r{column}")
            for stop in (stop for stop, at in columns.items() if at == column):
                rank.node(names.node[stop])
    for column in range(1, count):
        diagram.dot.edge(f"r{column - 1}", f"r{column}", style="invis")
