"""No child outlives its parent: a build that is killed must not go on, let alone publish.

Imports nothing that a child must wait for.
"""

from __future__ import annotations

import ctypes
import math
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Thread

if sys.platform == "linux":
    import resource

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def end_with(parent: int) -> None:
    """Let the kernel end this process as soon as the thread of `parent` that started it is gone, however that happens.

    Only Linux can; elsewhere nothing happens.
    """
    if _LIBC is None:
        return
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:  # it is gone already
        os._exit(128 + signal.SIGTERM)


def ending_with_us() -> Callable[[], None] | None:
    """What a child of this process is to call before its program, for `subprocess`."""
    return partial(end_with, os.getpid()) if _LIBC is not None else None


def end_after(child: int, seconds: float) -> None:
    """Let the kernel end a child of this process once it has taken so much of a processor, whoever is there by then. Only Linux can.

    For programs that answer at once and do nothing else: to start one with `ending_with_us` takes a copy of this process first, which
    is longer than they take.
    """
    if sys.platform == "linux":
        most = math.ceil(seconds) + 1
        with suppress(OSError):  # it has ended
            resource.prlimit(child, resource.RLIMIT_CPU, (most, most))


def end_with_stdin() -> None:
    """End this process when its standard input ends: a pipe that its parent holds open while it lives. Works everywhere."""
    Thread(target=_wait_for_end, args=(sys.stdin.fileno(),), daemon=True).start()


def _wait_for_end(pipe: int) -> None:
    with suppress(OSError):
        while os.read(pipe, 1024):
            pass
    os.kill(os.getpid(), signal.SIGTERM)
