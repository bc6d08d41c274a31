"""The graphs that the engine lays out, built with the package `diagrams`: fixed sizes, no texts, columns given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
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
_UNSEEN_STATED = f"[{' '.join(f'{name}={value}' for name, value in _UNSEEN.items())}]"
_LOOKS = ("bgcolor", "color", "fontcolor", "fontname", "fontsize", "imagescale", "labeljust", "labelloc", "pencolor")
"""Attributes of the package `diagrams` that move nothing."""
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


class GraphSources:
    """The sources of all graphs of one scene. Its statements are built once; graphs differ in columns and in the order of siblings."""

    def __init__(self, scene: Scene, bundles: Sequence[Bundle], sizes: Sizes) -> None:
        self._names, self._bundles = GraphNames.of(scene), bundles
        self._inside: dict[str | None, list[Box | Card]] = {}
        for card in scene.cards:
            self._inside.setdefault(card.box, []).append(card)
        for box in scene.boxes:
            self._inside.setdefault(box.parent, []).append(box)
        with _context(scene) as diagram:
            self._head = str(diagram.dot.source).rstrip().removesuffix("}")
            self._clusters = {id_: _cluster(name, scene.box_by_id[id_], sizes) for id_, name in self._names.cluster.items()}
            made = {id_: _node(name, id_, scene, sizes) for id_, name in self._names.node.items()}
            self._nodes = dict(zip(made, diagram.dot.body, strict=True))
            diagram.dot.body.clear()
            for index, bundle in enumerate(bundles):
                for tail, head in ((bundle.tail, bundle.head), (bundle.head, bundle.tail)):
                    diagram.dot.edge(made[tail].nodeid, made[head].nodeid, **_edge(index, bundle))
            self._edges = list(zip(diagram.dot.body[::2], diagram.dot.body[1::2], strict=True))

    def of(self, columns: Mapping[str, int], order: Order) -> str:
        """The source of the graph with these columns, siblings written in `order`."""
        if not self._bundles:  # the engine fills columns from below
            order = replace(order, backwards=True)
        statements = (*self._places(None, columns, order), *self._columns(columns), *self._lines(columns, order))
        return f"{self._head}{''.join(statements)}}}\n"

    def _places(self, parent: str | None, columns: Mapping[str, int], order: Order) -> Iterator[str]:
        """Boxes and cards, each in the box around it."""
        for thing in order.of(self._inside.get(parent, ()), lambda thing: thing.id):
            if thing.id not in self._clusters:
                yield self._nodes[thing.id]
                continue
            yield self._clusters[thing.id]
            if thing.id in columns:
                yield self._nodes[thing.id]
            yield from self._places(thing.id, columns, order)
            yield "}\n"

    def _columns(self, columns: Mapping[str, int]) -> Iterator[str]:
        """An unseen spine holds the columns in order; each stop is tied to its own."""
        count = max(columns.values(), default=-1) + 1
        for column in range(count):
            stops = (self._names.node[stop] for stop, at in columns.items() if at == column)
            yield f"r{column} {_UNSEEN_STATED}\n{{\nrank=same\n{_lines_of([f'r{column}', *stops])}}}\n"
        yield from (f"r{column - 1} -> r{column} [style=invis]\n" for column in range(1, count))

    def _lines(self, columns: Mapping[str, int], order: Order) -> Iterator[str]:
        """The bundles between columns. Those within one are loops, which are drawn beside it."""
        for index, bundle in order.of(list(enumerate(self._bundles)), lambda pair: f"{pair[1].tail} {pair[1].head}"):
            tail, head = columns[bundle.tail], columns[bundle.head]
            if tail != head:
                yield self._edges[index][tail > head]


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
    for attributes in (diagram.dot.graph_attr, diagram.dot.node_attr, diagram.dot.edge_attr):
        _forget_looks(attributes)
    outer, cluster = diagrams.getdiagram(), diagrams.getcluster()
    diagrams.setdiagram(diagram)
    diagrams.setcluster(None)
    try:
        yield diagram
    finally:
        diagrams.setdiagram(outer)
        diagrams.setcluster(cluster)


def _node(name: str, id_: str, scene: Scene, sizes: Sizes) -> diagrams.Node:
    """Adds a card or a box to the diagram: one with drawn content as the unseen place at which lines to it are tied."""
    if id_ in scene.holders:
        return diagrams.Node("", nodeid=name, **_UNSEEN)
    width, height = room_of(id_, scene, sizes)
    return diagrams.Node("", nodeid=name, width=f"{width / _INCH:.4f}", height=f"{height / _INCH:.4f}")


def _cluster(name: str, box: Box, sizes: Sizes) -> str:
    """How the statement of a box with drawn content begins."""
    width, height = title_size(box, sizes)
    label = _LABEL.format(width + 2 * (TITLE_LEFT - _LABEL_PAD), height - BOX_MARGIN - _LABEL_PAD)
    cluster = diagrams.Cluster(name, graph_attr={"label": label, "margin": f"{BOX_MARGIN:.0f}"})
    _forget_looks(cluster.dot.graph_attr)
    return f"subgraph {cluster.name} {{\n{_lines_of(list(cluster.dot)[1:-1])}"


def _edge(index: int, bundle: Bundle) -> dict[str, str]:
    attributes = dict(diagrams.Edge(id=f"e{index}", weight=str(len(bundle.strands))).attrs)
    _forget_looks(attributes)
    return attributes


def _forget_looks(attributes: MutableMapping[str, str]) -> None:
    """Leave out what moves nothing: the engine would carry it along."""
    for name in _LOOKS:
        attributes.pop(name, None)


def room_of(stop: str, scene: Scene, sizes: Sizes) -> tuple[float, float]:
    """Width and height of a card or a leaf; of a box with drawn content the place inside of it where lines are tied, which has none."""
    if stop in scene.card_by_id:
        return sizes.card_width, CARD_HEIGHT
    return (0.0, 0.0) if stop in scene.holders else (sizes.leaf_width, leaf_height(scene.box_by_id[stop]))


def _lines_of(statements: Iterable[str]) -> str:
    return "".join(f"{statement.strip()}\n" for statement in statements)
