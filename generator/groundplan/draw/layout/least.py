"""What a picture costs at least, told before it is made: what cannot become the best one need not be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from groundplan.draw.geometry import Rect, apart
from groundplan.draw.layout.axes import Axes
from groundplan.draw.layout.gaps import NEAREST
from groundplan.draw.layout.graph import WITHIN, room_of
from groundplan.draw.layout.placement import Placement
from groundplan.draw.layout.score import Score, extent_of, shape
from groundplan.draw.measure.sizes import Sizes
from groundplan.draw.scene.bundles import Bundle
from groundplan.draw.scene.scene import Scene

_ROUNDING = 1e-6
"""What sums of the same numbers may differ by."""
_ROUNDED = 2.0
"""What the engine may take from the room between two stops: it counts in whole points."""


def of_columns(columns: Mapping[str, int], scene: Scene, bundles: Sequence[Bundle], sizes: Sizes) -> float:
    """For stops dealt out to `columns`: these stand below each other, apart from each other, and lines lead from one to another."""
    upright = Axes(scene.direction).upright
    count = max(columns.values(), default=-1) + 1
    wide, tall = [0.0] * count, [-WITHIN] * count
    for stop, column in columns.items():
        width, height = room_of(stop, scene, sizes)
        across, along = (height, width) if upright else (width, height)
        wide[column] = max(wide[column], across)
        tall[column] += along + WITHIN - _ROUNDED
    across, along = sum(wide) + NEAREST * (count - 1), max(tall, default=0.0)
    return Score(0.0, _between(columns, wide, bundles), shape(_extent(across, along, upright=upright))).total - _ROUNDING


def _between(columns: Mapping[str, int], wide: Sequence[float], bundles: Sequence[Bundle]) -> float:
    """How long the lines are together that lead from column to column."""
    total = 0.0
    for bundle in bundles:
        low, high = sorted((columns[bundle.tail], columns[bundle.head]))
        if low != high:
            total += sum(wide[low + 1 : high]) + NEAREST * (high - low)
    return total


def _extent(across: float, along: float, *, upright: bool) -> Rect:
    width, height = (along, across) if upright else (across, along)
    return Rect(0.0, 0.0, max(0.0, width), max(0.0, height))


def of_placement(placement: Placement, merging: float, bundles: Sequence[Bundle]) -> float:
    """Whichever ways the lines take: none is shorter than the room between its ends. `merging` is the price of merged boxes."""
    length = sum(apart(placement.rect(bundle.tail), placement.rect(bundle.head)) for bundle in bundles)
    return Score(merging, length, shape(extent_of(placement))).total - _ROUNDING
