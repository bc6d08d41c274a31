"""How processor time grows with what is read, as a ratio within one run, so that a slow or busy machine decides nothing."""

from __future__ import annotations

import time
from collections.abc import Callable

SMALL, LARGE = 1_000, 10_000
STEEPEST = 3.5  # times as much for each part as in the small one: ten where the time grows with the square
NOTICED = 0.002  # seconds below which the clock says little
TRIES = 5


def spent(work: Callable[[], object]) -> float:
    """Seconds of processor time that `work` takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def steepness(work: Callable[[int], object]) -> float:
    """How many times as long a part takes among many as among few: one where the time grows evenly."""
    steepest = float("inf")
    for _ in range(TRIES):
        small, large = spent(lambda: work(SMALL)), spent(lambda: work(LARGE))
        steepest = min(steepest, large * SMALL / LARGE / max(small, NOTICED))
        if steepest < STEEPEST:
            break
    return steepest


def grows_evenly(work: Callable[[int], object]) -> bool:
    return steepness(work) < STEEPEST
