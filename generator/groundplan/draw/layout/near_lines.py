"""All lines of a picture, found by where they run: there may be thousands of points, and badges ask for each place on their way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from groundplan.draw.geometry import Point, Rect

_CELL = 24.0


class _Piece(NamedTuple):
    line: int
    x: float
    y: float


class NearLines:
    """Lines by their points, and half of the width that each is drawn in."""

    def __init__(self, tracks: Sequence[Sequence[Point]], halves: Sequence[float]) -> None:
        self.tracks = tracks
        self._halves = halves
        self._widest = max(halves, default=0.0)
        self._cells: dict[tuple[int, int], list[_Piece]] = {}
        for index, track in enumerate(tracks):
            for x, y in track:
                self._cells.setdefault((int(x // _CELL), int(y // _CELL)), []).append(_Piece(index, x, y))

    def over(self, area: Rect, own: int) -> int:
        """How many lines other than `own` have some of their width in `area`."""
        left, top, right, bottom = area.x, area.y, area.right, area.bottom
        found: set[int] = set()
        for line, x, y in self._around(area.grown(self._widest)):
            if line != own and line not in found:
                half = self._halves[line]
                if left - half < x < right + half and top - half < y < bottom + half:
                    found.add(line)
        return len(found)

    def _around(self, area: Rect) -> list[_Piece]:
        columns = range(int(area.x // _CELL), int(area.right // _CELL) + 1)
        rows = range(int(area.y // _CELL), int(area.bottom // _CELL) + 1)
        return [piece for column in columns for row in rows for piece in self._cells.get((column, row), ())]
