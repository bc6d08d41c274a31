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


_BEGINS, _ENDS, _NAMES = (".#", ".~", ".goutputstream-"), ("~", ".swp", ".swo", ".swx", "___"), ("4913", ".DS_Store")


class Watch:
    """Calls whenever something below some paths is not as it was when the last build began."""

    def __init__(self) -> None:
        self._begun: dict[Path, State] = {}
        """What there was when the last build began."""
        self._known: dict[Path, State] = {}
        self._looked: dict[Path, State] = {}
        self._lock = Lock()
        self._end = Event()

    def look(self) -> None:
        """Take notice of what there is now: the next build begins with it, although it reads the first files before it says `begin`."""
        with self._lock:
            self._looked = {path: _state(path) for path in self._begun}

    def begin(self, paths: Iterable[Path]) -> None:
        """A build begins, which reads what is below `paths`, be it there or not, as it was at the last look, or as it is now."""
        with self._lock:
            looked, self._looked = self._looked, {}
            wanted = dict.fromkeys(paths)
            self._begun = {path: looked[path] if path in looked else _state(path) for path in wanted}
            self._known = dict(self._begun)

    def changed(self) -> list[Path]:
        """What is not as it was when the last build began; of folders, only those that came or went."""
        self.look()
        with self._lock:
            now, begun = ({entry for entries in states.values() for entry in entries} for states in (self._looked, self._begun))
        paths = {entry[0] for entry in now ^ begun}
        folders = {entry[0] for entry in now if not entry[1]} & {entry[0] for entry in begun if not entry[1]}
        return [Path(path) for path in sorted(paths - folders)]

    def start(self, call: Callable[[], None]) -> None:
        """Look from now on, until `stop`."""
        Thread(target=self._look, args=(call,), daemon=True).start()

    def stop(self) -> None:
        self._end.set()

    def _look(self, call: Callable[[], None]) -> None:
        while not self._end.wait(_EVERY):
            with self._lock:
                now = {path: _state(path) for path in self._known}
                changed, self._known = now != self._known, now
            if changed:
                call()


def is_of_editor(name: str) -> bool:
    """Whether a file of this name is one that editors and desktops keep beside the real ones."""
    return name.startswith(_BEGINS) or name.endswith(_ENDS) or name in _NAMES


def _state(path: Path) -> State:
    return tuple(_entries(os.fspath(path)))


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
        yield from _below(path, ())


def _below(folder: str, around: tuple[str, ...]) -> Iterator[tuple[str, int, int, int]]:
    """What is in a folder, and behind links in it that do not lead back to one of the folders `around`."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:  # it has gone meanwhile, or nobody may look into it
        return
    for entry in entries:
        with suppress(OSError):
            yield _entry(entry.path, entry.stat())
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path, around)
            elif entry.is_dir() and (behind := os.path.realpath(entry.path)) not in around and not _holds(behind, folder):
                yield from _below(entry.path, (*around, behind))


def _entry(path: str, status: os.stat_result) -> tuple[str, int, int, int]:
    return path, 0 if S_ISDIR(status.st_mode) else status.st_mtime_ns, status.st_size, status.st_ino


def _holds(behind: str, folder: str) -> bool:
    """Whether what is behind a link in `folder` is around it."""
    return f"{os.path.realpath(folder)}{os.sep}".startswith(f"{behind}{os.sep}")
