"""What a build is doing, told to whoever waits for it at a terminal."""

from __future__ import annotations

import logging

from groundplan.progress import Progress

_LOG = "mkdocs"


class Telling:
    """The progress of one build after the other. Messages of MkDocs have lines of their own."""

    def __init__(self) -> None:
        self._progress: Progress | None = None
        self._clearing: Clearing | None = None
        self._pages = 0

    def begin(self) -> None:
        """A build begins."""
        self.end()
        self._progress, self._pages = Progress("The model"), 0
        self._clearing = Clearing(self._progress)
        logging.getLogger(_LOG).handlers.insert(0, self._clearing)
        self._progress.start()

    def page(self, path: str, total: int) -> None:
        """A page is rendered, one of `total`."""
        self._pages += 1
        self._say(f"Page {self._pages} of {total}: {path}")

    def writing(self) -> None:
        """All pages are rendered."""
        self._say("The site")

    def end(self) -> None:
        """The build has ended, in whatever way; a second time, nothing happens."""
        if self._progress and self._clearing:
            self._progress.stop()
            logging.getLogger(_LOG).removeHandler(self._clearing)
        self._progress = self._clearing = None

    def _say(self, text: str) -> None:
        if self._progress:
            self._progress.say(text)


class Clearing(logging.Handler):
    """Makes room for what a log says; to be asked before the others."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self._progress = progress

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002
        self._progress.clear()
