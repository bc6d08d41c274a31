"""Many layouts at once, on all cores."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path

from groundplan.draw.layout.cache import cached_layout, is_cached
from groundplan.draw.layout.layout import Layout
from groundplan.draw.scene.scene import Scene
from groundplan.errors import LayoutFailed
from groundplan.lifeline import end_with

_WORTH_IT = 3
"""Layouts from which on it pays to start processes."""

Outcome = Layout | LayoutFailed


def cached_layouts(scenes: Sequence[Scene], folder: Path, executor: Executor | None = None) -> list[Outcome]:
    """The layout of each scene, or why there is none.

    Those that are not in `folder` are made by `executor`, or by a process for each core.
    """
    missing = [scene for scene in scenes if not is_cached(scene, folder)]
    made: Mapping[int, Outcome] = {}
    if executor is not None:
        made = _by_scene(missing, executor.map(partial(_outcome, folder), missing))
    elif len(missing) >= _WORTH_IT:
        made = _by_scene(missing, _in_processes(missing, folder))
    return [made.get(id(scene)) or _outcome(folder, scene) for scene in scenes]


def _by_scene(scenes: Sequence[Scene], outcomes: Iterable[Outcome]) -> dict[int, Outcome]:
    return {id(scene): outcome for scene, outcome in zip(scenes, outcomes, strict=False)}


def _in_processes(scenes: Sequence[Scene], folder: Path) -> Iterator[Outcome]:
    """As many outcomes as processes can be had for: the caller makes the rest itself."""
    try:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(_cores(), context, initializer=end_with, initargs=(os.getpid(),)) as pool:
            yield from pool.map(partial(_outcome, folder), scenes)
    except (BrokenProcessPool, OSError, ImportError, NotImplementedError):
        return


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _outcome(folder: Path, scene: Scene) -> Outcome:
    try:
        return cached_layout(scene, folder)
    except LayoutFailed as failure:
        return failure
