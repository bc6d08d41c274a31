"""The processes that make layouts. They load the program once for all pictures of a site."""

from __future__ import annotations

import multiprocessing
import os
import signal
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import Connection, wait
from threading import Thread

_SPAWN = multiprocessing.get_context("spawn")
_pipes: list[tuple[Connection, Connection]] = []
"""What ends processes when its second end is closed: one for all that are ever started, or as many as threads began with them at once."""


_pools: dict[int, ProcessPoolExecutor] = {}
"""How many processes there may be -> these."""


def end_processes() -> None:
    """Let go of the processes: all pictures that are wanted for now have been laid out."""
    while _pools:
        _, processes = _pools.popitem()
        processes.shutdown(wait=False, cancel_futures=True)


def stop_processes() -> None:
    """The same, whatever they are doing, and also those that were let go before: nobody waits for it any longer."""
    end_processes()
    while _pipes:
        for end in _pipes.pop():
            end.close()


def cores() -> int:
    """How many layouts this machine makes at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def pool(most: int) -> ProcessPoolExecutor:
    """Up to `most` processes. Raises OSError, ImportError and NotImplementedError where there cannot be any."""
    if most not in _pools:
        if not _pipes:
            _pipes.append(_SPAWN.Pipe(duplex=False))
        stopped, _ = _pipes[0]
        _pools[most] = ProcessPoolExecutor(most, _SPAWN, initializer=_watch, initargs=(stopped,))
    return _pools[most]


def _watch(stopped: Connection) -> None:
    """End this process when the one that has started it is gone, however that happens, or wants no more of it.

    The kernel could do so, too, but with the thread that has started it, which may be that of a request, or gone before the processes
    are told to end. A process that is killed then may have what another one waits for, and none of them would ever end.
    """
    parent = multiprocessing.parent_process()
    assert parent is not None
    Thread(target=_end_after_one_of, args=(parent.sentinel, stopped), daemon=True).start()


def _end_after_one_of(*signs: int | Connection) -> None:
    wait(signs)
    os._exit(128 + signal.SIGTERM)


def _of_the_parent() -> None:
    _pools.clear()
    _pipes.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_of_the_parent)
