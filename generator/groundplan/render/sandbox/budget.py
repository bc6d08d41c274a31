"""What a page may take: a template is a program, and a page must end."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

LETTERS = 300_000_000
"""How many letters a page's templates may make, in all; each step of a loop counts as some."""

STEP = 50
"""A step of a loop, or a call, in letters."""

SECONDS = 10.0
"""How long a page's templates may keep a processor, without the functions that they call: tables and pictures take their time."""

MOST_WRITTEN = 1_000_000
"""How many letters a page may write itself, besides what functions print: Markdown takes its time for each."""

_SELDOM = 128
"""It takes time to tell the time."""


class TooMuch(Exception):
    """A template that asks for more than a page may take."""


class Budget:
    """What is left for one page. Its time runs while its templates do."""

    def __init__(self) -> None:
        self._letters = LETTERS
        self._printed = 0
        self._seconds = SECONDS
        self._runs = False
        self._asked = 0
        self._since = 0.0

    def take(self, letters: int) -> None:
        """Take so much before it is made. Raises TooMuch."""
        self._letters -= max(0, letters)
        if self._letters < 0:
            raise TooMuch("its templates make too much text, or take too many steps")
        self._asked += 1
        if self._runs and self._asked % _SELDOM == 0 and time.thread_time() - self._since > self._seconds:
            raise TooMuch(f"its templates run for more than {SECONDS:.0f} seconds")

    def received(self, letters: int) -> None:
        """A function has printed so much."""
        self._printed += letters

    def written(self, letters: int) -> None:
        """The page has become so long, with what functions printed in it. Raises TooMuch."""
        if letters - self._printed > MOST_WRITTEN:
            raise TooMuch(f"it writes more than {MOST_WRITTEN:,} letters besides what functions print")

    @contextmanager
    def running(self, runs: bool = True) -> Iterator[None]:
        """Time in here counts, or does not."""
        before = self._runs
        self._switch(runs)
        try:
            yield
        finally:
            self._switch(before)

    def _switch(self, runs: bool) -> None:
        if runs == self._runs:
            return
        now = time.thread_time()
        if runs:
            self._since = now
        else:
            self._seconds -= now - self._since
        self._runs = runs
