"""The order in which overlays are worked out: carriers before what they carry."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def carriers_first(flow: T, carriers: Callable[[T], Iterable[T]], known: Container[T]) -> Iterator[T]:
    """`flow` and the flows that carry it, directly or further down, each after its own carriers; nothing of what is `known`.

    The caller makes each known before it asks for the next. Not a recursion, because overlays may be nested deeper than
    Python recurses; that no overlay carries itself is for `resolve` to see to.
    """
    waiting = [flow]
    while waiting:
        below = [carrier for carrier in carriers(waiting[-1]) if carrier not in known]
        waiting += below
        if not below and (ready := waiting.pop()) not in known:
            yield ready
