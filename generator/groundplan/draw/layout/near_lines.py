"""All lines of a picture, found by where they run: there may be thousands of points, and badges ask for each place on their way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from groundplan.draw.geometry import Point, Rect

_CELL = 24.0
_NO_LINES: Mapping[int, Sequence[Point]] = {}


class NearLines:
    """Lines by their points, and half of the width that each is drawn in."""

    def __init__(self, tracks: Sequence[Sequence[Point]], halves: Sequence[float]) -> None:
        self.tracks = tracks
        self._halves = halves
        self._widest = max(halves, default=0.0)
        self._cells: dict[tuple[int, int], dict[int, list[Point]]] = {}
        """Column and row of a grid -> line -> its points there."""
        for index, track in enumerate(tracks):
            for point in track:
                cell = int(point[0] // _CELL), int(point[1] // _CELL)
                self._cells.setdefault(cell, {}).setdefault(index, []).append(point)

    def over(self, area: Rect, own: int) -> int:
        """How many lines other than `own` have some of their width in `area`."""
        left, top, right, bottom = area.x, area.y, area.x + area.width, area.y + area.height
        widest, cells, halves = self._widest, self._cells, self._halves
        rows = range(int((top - widest) // _CELL), int((bottom + widest) // _CELL) + 1)
        found: set[int] = set()
        for column in range(int((left - widest) // _CELL), int((right + widest) // _CELL) + 1):
            for row in rows:
                for line, points in cells.get((column, row), _NO_LINES).items():
                    if line == own or line in found:
                        continue
                    half = halves[line]
                    west, east, north, south = left - half, right + half, top - half, bottom + half
                    for x, y in points:
                        if west < x < east and north < y < south:
                            found.add(line)
                            break
        return len(found)
