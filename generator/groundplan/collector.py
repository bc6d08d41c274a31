"""The garbage collector, out of the way while a project is built up."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_MUCH = 50_000
"""New objects after which the relaxed collector looks through the youngest; 700, unless somebody says otherwise."""


@contextmanager
def paused_collector() -> Iterator[None]:
    """Run a block without garbage collections.

    Reading and deriving a large model creates hundreds of thousands of objects that all live on; the collector would walk
    them over and over and free nothing.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class RelaxedCollector:
    """The collector at work less often: what a build makes lives until its end, and little of it could be let go before."""

    def __init__(self) -> None:
        self._before: tuple[int, int, int] | None = None

    def begin(self) -> None:
        """Look for what can be let go only when there is much that is new. Where somebody wants it never to look, it does not."""
        if self._before is None:
            self._before = gc.get_threshold()
            gc.set_threshold(self._before[0] and max(_MUCH, self._before[0]), *self._before[1:])

    def end(self) -> None:
        """Look as often as before."""
        if self._before is not None:
            gc.set_threshold(*self._before)
            self._before = None
