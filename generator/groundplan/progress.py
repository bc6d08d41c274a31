"""What a program is doing, for people who wait for it at a terminal. Pipelines and files get nothing of it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread
from types import TracebackType
from typing import TextIO, TypeVar

T = TypeVar("T")

PATIENCE = 2.0
"""Seconds that people wait without asking themselves whether anything happens."""
_EVERY = 0.25
_ERASE = "\r\x1b[2K"


class Progress:
    """A line at the end of a terminal, which comes when `patience` is over and goes with the work."""

    def __init__(self, text: str = "", *, stream: TextIO | None = None, patience: float = PATIENCE) -> None:
        self._stream = stream or sys.stderr
        self._text = text
        self._patience = patience
        self._end = Event()
        self._lock = Lock()
        self._shown = False
        self._thread: Thread | None = None
        self._began = time.monotonic()
        self._steps: list[_Step] = []

    def __enter__(self) -> Progress:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def start(self) -> None:
        """Begin to wait."""
        self._began = time.monotonic()
        _running.append(self)
        if self._stream.isatty() and os.environ.get("TERM") != "dumb" and self._thread is None:
            self._thread = Thread(target=self._tell, daemon=True)
            self._thread.start()

    def say(self, text: str) -> None:
        """What is being done now."""
        self._text = text

    @contextmanager
    def step(self, text: str) -> Iterator[_Step]:
        """What is being done within that, until the context ends."""
        step = _Step(text)
        self._steps.append(step)
        try:
            yield step
        finally:
            self._steps.remove(step)

    @property
    def line(self) -> str:
        """For how long, what, and what within that."""
        seconds = time.monotonic() - self._began
        return " · ".join((f"{seconds:.0f} s", self._text, *(step.text for step in self._steps)))

    def clear(self) -> None:
        """Make room for another line, such as a message of a log."""
        with self._lock:
            if self._shown:
                self._stream.write(_ERASE)
                self._stream.flush()
                self._shown = False

    def stop(self) -> None:
        """The work is done, or given up; a second time, nothing happens."""
        self._end.set()
        if self in _running:
            _running.remove(self)
        if self._thread:
            self._thread.join()
        self.clear()

    def _tell(self) -> None:
        wait = self._patience
        while not self._end.wait(wait):
            wait = _EVERY
            with self._lock:
                width = max(20, _columns(self._stream) - 1)
                self._stream.write(f"{_ERASE}{self.line[:width]}")
                self._stream.flush()
                self._shown = True


class _Step:
    """A part of the work, and how far it is."""

    def __init__(self, text: str) -> None:
        self.text = text


_running: list[Progress] = []
"""Those who tell of the work at present, the innermost last."""


@contextmanager
def step(text: str) -> Iterator[None]:
    """Tell whoever waits what is being done, until the context ends."""
    if not _running:
        yield
        return
    with _running[-1].step(text):
        yield


def counted(things: Iterable[T], what: str, total: int) -> Iterator[T]:
    """`things`, while whoever waits is told which of `total` is being worked on, or waited for: `picture 3 of 12`."""
    if not _running or not total:
        yield from things
        return
    with _running[-1].step("") as step_:
        step_.text = f"{what} 1 of {total}"
        for number, thing in enumerate(things, start=1):
            step_.text = f"{what} {number} of {total}"
            yield thing
            step_.text = f"{what} {min(number + 1, total)} of {total}"


def _columns(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError):
        return 80
