"""A look at what a site is made from, again and again, while it is served.

The server of MkDocs stops looking at a folder for good when it is renamed or removed, and cannot look at one that is not there yet.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from stat import S_ISDIR
from threading import Event, Lock, Thread
from typing import TypeAlias

State: TypeAlias = tuple[tuple[str, int, int, int], ...]

_EVERY = 0.1
"""Seconds between two looks."""


class Watch:
    """Calls whenever something below some paths is not as it was when the last build began."""

    def __init__(self) -> None:
        self._paths: tuple[Path, ...] = ()
        self._known: State = ()
        self._begun: State = ()
        self._lock = Lock()
        self._end = Event()

    def begin(self, paths: Iterable[Path]) -> None:
        """A build begins, which reads what is below `paths`, be it there or not."""
        wanted = tuple(dict.fromkeys(paths))
        with self._lock:
            self._paths = wanted
            self._known = self._begun = _state(wanted)

    def changed(self) -> list[Path]:
        """What is not as it was when the last build began; of folders, only those that came or went."""
        with self._lock:
            now = _state(self._paths)
            paths = {entry[0] for entry in set(now) ^ set(self._begun)}
            folders = {entry[0] for entry in now if not entry[1]} & {entry[0] for entry in self._begun if not entry[1]}
        return [Path(path) for path in sorted(paths - folders)]

    def start(self, call: Callable[[], None]) -> None:
        """Look from now on, until `stop`."""
        Thread(target=self._look, args=(call,), daemon=True).start()

    def stop(self) -> None:
        self._end.set()

    def _look(self, call: Callable[[], None]) -> None:
        while not self._end.wait(_EVERY):
            with self._lock:
                now = _state(self._paths)
                changed, self._known = now != self._known, now
            if changed:
                call()


def _state(paths: Iterable[Path]) -> State:
    return tuple(entry for path in paths for entry in _entries(os.fspath(path)))


def _entries(path: str) -> Iterator[tuple[str, int, int, int]]:
    """What tells that a file or a folder has changed, and for all that is in a folder; nothing where there is none.

    A site has hundreds of files, which are looked at ten times in a second: paths are texts here.
    """
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return
    yield _entry(path, status)
    if S_ISDIR(status.st_mode):
        yield from _below(path)


def _below(folder: str) -> Iterator[tuple[str, int, int, int]]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:  # it has gone meanwhile, or nobody may look into it
        return
    for entry in entries:
        with suppress(OSError):
            yield _entry(entry.path, entry.stat())
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path)


def _entry(path: str, status: os.stat_result) -> tuple[str, int, int, int]:
    return path, 0 if S_ISDIR(status.st_mode) else status.st_mtime_ns, status.st_size, status.st_ino
