"""Many layouts at once, on all cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from threading import Lock

from groundplan.draw.layout.basis import Basis, basis
from groundplan.draw.layout.cache import is_cached, keep, kept_as, layout_key, layout_of
from groundplan.draw.layout.layout import Layout, arrange
from groundplan.draw.layout.processes import cores, end_processes, pool
from groundplan.draw.scene.scene import Scene
from groundplan.errors import GroundplanError, LayoutFailed
from groundplan.progress import counted

_WORTH_IT = 3
"""Layouts from which on it pays to start processes."""

_LAST = 5
"""How far a process steps back for others, from 0 to 19."""

Outcome = Layout | LayoutFailed


def cached_layouts(scenes: Sequence[Scene], folder: Path, executor: Executor | None = None) -> list[Outcome]:
    """The layout of each scene, or why there is none. Scenes that have the same one share it.

    Those that are not in `folder` are made by `executor`, or on all cores.
    """
    bases = bases_of(scenes)
    keys = [layout_key(based) for based in bases]
    missing = {key: based for key, based in zip(keys, bases, strict=True) if not is_cached(key, folder)}
    known = dict(zip(missing, _at_once(missing, folder, executor), strict=False))
    rest = {key: based for key, based in missing.items() if key not in known}
    for key, based in counted(rest.items(), "picture", len(rest)):
        known[key] = _outcome(folder, key, based)
    for key, based in zip(keys, bases, strict=True):
        if key not in known:
            known[key] = _outcome(folder, key, based)
    return [known[key] for key in keys]


def _at_once(missing: Mapping[str, Basis], folder: Path, executor: Executor | None) -> Iterable[Outcome]:
    """As many outcomes, from the first one on, as somebody else can be had for to make them."""
    if executor is not None:
        return counted(_by(executor, missing, folder), "picture", len(missing))
    if len(missing) >= _WORTH_IT and cores() > 1:
        return counted(_in_processes(missing, folder), "picture", len(missing))
    return ()


def kept_layouts(scenes: Sequence[Scene], folder: Path) -> dict[str, bytes]:
    """What `folder` has of the layouts of `scenes`: the name of each file, and its content."""
    keys = dict.fromkeys(layout_key(based) for based in bases_of(scenes))
    return {name: content for key in keys for name, content in kept_as(key, folder)}


def _by(executor: Executor, missing: Mapping[str, Basis], folder: Path) -> Iterator[Outcome]:
    """As many outcomes as `executor` gives. Whoever makes them may have another disk, so that they are kept here."""
    for key, outcome in zip(missing, executor.map(_made, missing, missing.values()), strict=False):
        if isinstance(outcome, Layout):
            keep(outcome, key, folder)
        yield outcome


def _made(key: str, based: Basis) -> Outcome:
    """A layout, made wherever this is called. Raises GroundplanError where the program there would make another one."""
    if layout_key(based) != key:
        raise GroundplanError("a worker of the cluster has another edition of Groundplan, or of what draws for it; install the same")
    try:
        return arrange(based)
    except LayoutFailed as failure:
        return failure


def bases_of(scenes: Sequence[Scene]) -> list[Basis]:
    """What each is laid out by. A level that shows what a first picture shows has its layout: nothing moves on the way between them."""
    bases = [basis(scene) for scene in scenes]
    firsts = [based for based in bases if based.scene.level is None]
    found = []
    for based in bases:
        bare = replace(based, scene=replace(based.scene, level=None))
        found.append(bare if bare in firsts else based)
    return found


def _in_processes(missing: Mapping[str, Basis], folder: Path) -> Iterator[Outcome]:
    """As many outcomes as processes can be had for: the caller makes the rest itself.

    This process makes layouts, too, from the last one on, for as long as the others have not begun them.
    """
    try:
        tasks, others = list(missing.items()), pool(cores() - 1)
        shares = Shares(len(tasks), lambda number: others.submit(_outcome, folder, *tasks[number]))
        for _ in range(cores()):  # so that none of the others waits for this process to hand out work
            shares.give()
        own: dict[int, Outcome] = {}
        for number in range(len(tasks)):
            while number not in own and not shares.is_made(number) and (last := shares.take()) is not None:
                own[last] = _outcome(folder, *tasks[last])
            yield own[number] if number in own else shares.given[number].result()
    except (BrokenProcessPool, OSError, ImportError, NotImplementedError):
        end_processes()


class Shares:
    """Who does which of some tasks: others from the first one on, as they come to it, and whoever has divided them from the last one on."""

    def __init__(self, tasks: int, submit: Callable[[int], Future[Outcome]]) -> None:
        self.given: dict[int, Future[Outcome]] = {}
        self._submit = submit
        self._next, self._end = 0, tasks
        self._lock = Lock()

    def give(self, done: Future[Outcome] | None = None) -> None:
        """Let the others do one more, and when it is done, another one: nothing where the one that is `done` has failed.

        What was given is never taken back, and nothing is given to others that are no more: a pool of processes that breaks bears neither.
        """
        if done and (done.cancelled() or done.exception()):
            return
        with self._lock:
            if self._next == self._end:
                return
            number, self._next = self._next, self._next + 1
            self.given[number] = given = self._submitted(number)
        given.add_done_callback(self.give)

    def _submitted(self, number: int) -> Future[Outcome]:
        try:
            return self._submit(number)
        except RuntimeError as ended:  # somebody has let the processes go
            given: Future[Outcome] = Future()
            given.set_exception(BrokenProcessPool(str(ended)))
            return given

    def take(self) -> int | None:
        """The last one that nobody has; None where all are given."""
        with self._lock:
            if self._next == self._end:
                return None
            self._end -= 1
            return self._end

    def is_made(self, number: int) -> bool:
        return number in self.given and self.given[number].done()


def in_background(key: str, based: Basis, folder: Path) -> Future[Outcome] | None:
    """A layout that a process in the background makes and keeps; None where there cannot be processes."""
    try:
        return pool(cores()).submit(_patiently, folder, key, based)
    except (BrokenProcessPool, OSError, ImportError, NotImplementedError):
        end_processes()
        return None


def _patiently(folder: Path, key: str, based: Basis) -> Outcome:
    """A layout that gives way to whatever else the machine has to do."""
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, 0, _LAST)
    return _outcome(folder, key, based)


def _outcome(folder: Path, key: str, based: Basis) -> Outcome:
    try:
        return layout_of(based, key, folder)
    except LayoutFailed as failure:
        return failure
