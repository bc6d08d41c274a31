"""How long a good picture is searched for: every arrangement is begun from one order, and the better it is, the more orders follow."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from groundplan.draw.scene.bundles import Bundle
from groundplan.draw.scene.scene import Scene

_MANY, _MANY_IN_LEVEL = 64, 32
"""Stops and bundles from which on fewer orders are tried, because each takes longer: in first pictures, and in those of levels."""


_MANY_ORDERS, _BETTER = 4, 0.995
"""From so many orders on, a round that brings no price below this share of the one before is the last one."""


@dataclass(frozen=True, slots=True)
class Round:
    """How many of the best arrangements are tried further, and from how many more orders: those that are not worse by more than this."""

    plans: int
    orders: int
    share: float = math.inf
    more: float = 0.0

    def most(self, prices: Sequence[float]) -> float:
        """What an arrangement may cost at most to be tried further. `prices` are those of all that are known, the least first."""
        if not prices:
            return math.inf
        enough = prices[self.plans - 1] if len(prices) >= self.plans else math.inf
        return min(enough, prices[0] * self.share + self.more)

    def is_last(self, before: float, after: float) -> bool:
        """Whether no further round is worth it after this one: from many orders, nothing was found that is much better than `before`."""
        return self.orders >= _MANY_ORDERS and after > before * _BETTER


_OF_FIRST = (Round(10, 1, 1.5, 100.0), Round(4, 2, 1.35, 70.0), Round(3, 4, 1.25, 50.0), Round(2, 8, 1.25, 30.0))
"""What follows when each arrangement has been begun from one order."""
_OF_LEVELS, _OF_MANY = (Round(2, 1),), (Round(2, 3),)


def rounds_of(scene: Scene, bundles: Sequence[Bundle]) -> Sequence[Round]:
    """The rounds that are worth it. The first picture of a view deserves more time than its levels, of which there may be hundreds."""
    if scene.level is not None:
        return _OF_LEVELS
    return _OF_FIRST if is_small(scene, bundles) else _OF_MANY


def is_small(scene: Scene, bundles: Sequence[Bundle]) -> bool:
    """Whether a picture of this scene takes so little time that many can be tried."""
    return len(scene.solid) + len(bundles) < (_MANY if scene.level is None else _MANY_IN_LEVEL)
