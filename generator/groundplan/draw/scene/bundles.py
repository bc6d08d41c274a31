"""Lines between the same two stops, drawn side by side along one way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from groundplan.domain.channel import Layer
from groundplan.draw.scene.scene import Line, Scene


@dataclass(frozen=True, slots=True)
class Strand:
    """One leg of one line in a bundle. `forward` tells whether the line runs the way of the bundle."""

    line: Line
    leg: int
    forward: bool


@dataclass(frozen=True)
class Bundle:
    """Everything that runs between `tail` and `head`, whichever way: overlays `inside` a tunnel, `carriers` of those, the rest `free`."""

    tail: str
    head: str
    strands: tuple[Strand, ...]

    @cached_property
    def inside(self) -> tuple[Strand, ...]:
        return tuple(strand for strand in self.strands if strand.line.layer is Layer.OVERLAY)

    @cached_property
    def carriers(self) -> tuple[Strand, ...]:
        carried = {flow for strand in self.inside for flow in strand.line.carriers}
        return tuple(s for s in self.strands if s not in self.inside and any(badge.flow in carried for badge in s.line.badges))

    @cached_property
    def free(self) -> tuple[Strand, ...]:
        taken = (*self.inside, *self.carriers)
        return tuple(strand for strand in self.strands if strand not in taken)


def bundles(scene: Scene) -> tuple[Bundle, ...]:
    """The bundles of a scene, in the order of their first lines and the direction of those."""
    found: dict[frozenset[str], tuple[str, str, list[Strand]]] = {}
    for line in scene.lines:
        for leg, (tail, head) in enumerate(line.legs()):
            known = found.setdefault(frozenset((tail, head)), (tail, head, []))
            known[2].append(Strand(line, leg, known[0] == tail))
    return tuple(Bundle(tail, head, tuple(strands)) for tail, head, strands in found.values())


def touching(bundle_list: Iterable[Bundle]) -> dict[str, list[str]]:
    """Stop -> the stops that some bundle joins it with."""
    neighbours: dict[str, list[str]] = {}
    for bundle in bundle_list:
        neighbours.setdefault(bundle.tail, []).append(bundle.head)
        neighbours.setdefault(bundle.head, []).append(bundle.tail)
    return neighbours
