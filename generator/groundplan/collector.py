"""The garbage collector, out of the way while a project is built up."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
