"""What happens at the border of a viewpoint: which way a connection crosses it, and what data goes in and out."""

from __future__ import annotations

from collections.abc import Mapping

from groundplan.derive.cases import Cases, combined, unioned
from groundplan.derive.choose import cases
from groundplan.derive.index import Index
from groundplan.derive.way import Pair
from groundplan.domain.boundary import Boundary
from groundplan.domain.component import Place
from groundplan.domain.data import DataClass
from groundplan.domain.flow import Direction, OpenedBy
from groundplan.domain.option import Varying

Sides = tuple[bool, bool]
"""Whether the initiator is inside, and whether the target is."""
INWARD, OUTWARD = (False, True), (True, False)

_DIRECTIONS = {
    INWARD: Direction.INBOUND,
    OUTWARD: Direction.OUTBOUND,
    (True, True): Direction.INTERNAL,
    (False, False): Direction.EXTERNAL,
}


class Border:
    """The border of `viewpoint`, as connections see it; what is asked again is remembered."""

    def __init__(self, viewpoint: Boundary, index: Index) -> None:
        self.viewpoint = viewpoint
        self._inside = index.places([viewpoint])
        self._sides: dict[Pair, Cases[Sides]] = {}
        self._varying = bool(self._inside.sometimes)

    @property
    def moves(self) -> bool:
        """Whether some component is inside only in some configurations."""
        return self._varying

    def direction(self, pair: Pair) -> Cases[Direction]:
        """Which way `pair` crosses the border, told by who opens the connection.

        The initiator decides, not the payload: a poll from outside is inbound although its data leaves. What both ends open is
        outbound for either. See `enters` and `leaves` for the data, `openings` for what a firewall must allow.
        """
        return self.sides(pair).map(lambda sides: _direction(sides, pair.flow.opened_by))

    def enters(self, pair: Pair) -> Cases[tuple[DataClass, ...]]:
        """The data that `pair` brings inside, as written."""
        return self._data(pair, {INWARD: pair.flow.carries, OUTWARD: pair.flow.returns})

    def leaves(self, pair: Pair) -> Cases[tuple[DataClass, ...]]:
        """The data that `pair` takes out, as written. What is pulled from outside leaves, too."""
        return self._data(pair, {INWARD: pair.flow.returns, OUTWARD: pair.flow.carries})

    def sides(self, pair: Pair) -> Cases[Sides]:
        """On which side of the border the ends of `pair` are."""
        found = self._sides.get(pair)
        if found is None:
            found = self._sides[pair] = self._find(pair)
        return found

    def _find(self, pair: Pair) -> Cases[Sides]:
        if not pair.exists:
            return Cases(())
        if not self._varying:
            always = self._inside.always
            return Cases((((pair.source in always, pair.target in always), pair.exists),))
        return combined(lambda source, target: (source, target), self._side(pair, pair.source), self._side(pair, pair.target))

    def _side(self, pair: Pair, end: Place) -> Cases[bool]:
        inside = self._inside.holding(end)
        split = ((True, pair.exists & inside), (False, pair.exists & ~inside))
        return Cases(tuple((side, condition) for side, condition in split if condition))

    def _data(self, pair: Pair, by_side: Mapping[Sides, Varying[tuple[DataClass, ...]]]) -> Cases[tuple[DataClass, ...]]:
        return unioned(cases(by_side.get(side, ()), condition) for side, condition in self.sides(pair))


def _direction(sides: Sides, opened_by: OpenedBy | None) -> Direction:
    if opened_by is OpenedBy.BOTH and sides in {INWARD, OUTWARD}:
        return Direction.OUTBOUND
    return _DIRECTIONS[sides]
