"""A scene as DOT, for other programs: names, colours and numbers as in the drawing, the layout left to them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from groundplan.domain.channel import Exposure
from groundplan.domain.entry import Status
from groundplan.domain.flow import Direction
from groundplan.domain.view import DrawingDirection
from groundplan.draw.scene.scene import Box, Card, Line, Scene

_RANKDIR = {DrawingDirection.RIGHT: "LR", DrawingDirection.LEFT: "RL", DrawingDirection.DOWN: "TB", DrawingDirection.UP: "BT"}
_COLOURS = {Direction.INBOUND: "#b93a0a", Direction.OUTBOUND: "#007c85", Direction.INTERNAL: "#46454a", Direction.EXTERNAL: "#46454a"}


def dot_source(scene: Scene, locale: str, notes: Collection[str] = ()) -> str:
    """The whole graph with a final newline, `notes` as its label. A flow through others is an edge for each leg."""
    head = {"rankdir": _RANKDIR[scene.direction], "compound": "true", **({"label": "\n".join(notes)} if notes else {})}
    lines = [
        f"digraph {_quoted(scene.id)} {{",
        f"  graph{_attributes(head)};",
        '  node [shape="box", style="rounded"];',
        *_indented(_content(scene, None, locale)),
        *_indented(edge for line in scene.lines for edge in _edges(line)),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _content(scene: Scene, parent: str | None, locale: str) -> Iterator[str]:
    """What stands directly in a box, or outside of all."""
    for box in scene.boxes:
        if box.parent == parent:
            yield from _box(scene, box, locale)
    for card in scene.cards:
        if card.box == parent:
            yield _card(card, locale)


def _box(scene: Scene, box: Box, locale: str) -> Iterator[str]:
    if box.id not in scene.holders:
        yield _node(box.id, box.title[locale], box.subtitle[locale], box.status)
        return
    yield f"subgraph {_quoted(f'cluster_{box.id}')} {{"
    yield f"  label={_quoted(box.title[locale])};"
    if box.viewpoint:
        yield "  penwidth=3;"
    if any(box.id in line.stops for line in scene.lines):  # edges join nodes only
        yield f"  {_quoted(box.id)}{_attributes({'shape': 'point'})};"
    yield from _indented(_content(scene, box.id, locale))
    yield "}"


def _card(card: Card, locale: str) -> str:
    return _node(card.id, card.name[locale], card.subtitle[locale], card.status)


def _node(id_: str, name: str, kind: str, status: Status) -> str:
    looks = {"label": f"{name}\n{kind}" if kind else name}
    if status is Status.PLANNED:
        looks["style"] = "rounded,dashed"
    return f"{_quoted(id_)}{_attributes(looks)};"


def _edges(line: Line) -> Iterator[str]:
    looks = {"color": _COLOURS[line.direction], "label": ", ".join(str(badge.number) for badge in line.badges)}
    if line.exposure is Exposure.PRIVATE:
        looks["penwidth"] = "3"
    if line.status is Status.PLANNED or line.direction is Direction.EXTERNAL:
        looks["style"] = "dashed"
    for tail, head in line.legs():
        yield f"{_quoted(tail)} -> {_quoted(head)}{_attributes(looks)};"


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _attributes(values: Mapping[str, str]) -> str:
    return f" [{', '.join(f'{key}={_quoted(value)}' for key, value in values.items())}]"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
