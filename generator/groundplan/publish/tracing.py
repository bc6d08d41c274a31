"""What a build reads, noted while it runs: files and folders, by asking Python itself, which tells of each before it is opened.

Imports nothing that is not there anyway: what is imported before the notes begin is not noted.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

TRACE = "GROUNDPLAN_TRACE"
"""The variable of the environment that names the file for the notes."""

_OURS = ("mkdocs", "material", "groundplan", "pymdownx")
"""Whose plugins and extensions follow from files alone."""
_OF_MARKDOWN = frozenset(
    {"abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes", "legacy_attrs", "legacy_em"}
    | {"md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks"}
)
_UNTRACED = ("os.system", "os.exec", "os.posix_spawn", "os.spawn", "socket.connect", "socket.getaddrinfo", "urllib.Request")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_GIT = frozenset({"git", "git.exe"})


class Trace:
    """The notes of one process."""

    def __init__(self) -> None:
        self.files: set[str] = set()
        self.folders: set[str] = set()
        self.git = False
        self.unknown = ""
        """What else the build may follow from."""
        self.said: list[str] = []
        self._on = True

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        if not self._on:
            return
        if event == "open":
            self._opened(*args)
        elif event in ("os.listdir", "os.scandir"):
            self._note(self.folders, args[0] if args[0] is not None else ".")
        elif event == "subprocess.Popen":
            self._started(args[0], args[1])
        elif event in _UNTRACED:
            self.unknown = self.unknown or event

    def _opened(self, path: object, mode: object, flags: object) -> None:
        writes = set(mode) & set("wax+") if isinstance(mode, str) else isinstance(flags, int) and flags & _WRITING
        if not writes:
            self._note(self.files, path)

    def _note(self, among: set[str], path: object) -> None:
        if isinstance(path, str | bytes | os.PathLike):
            among.add(str(Path(os.fsdecode(path)).absolute()))

    def _started(self, program: object, words: object) -> None:
        first = words[0] if isinstance(words, list | tuple) and words else words
        name = Path(os.fsdecode(first)).name if isinstance(first, str | bytes | os.PathLike) else str(program)
        if name in _GIT:
            self.git = True
        elif not name.startswith("graphviz-pure"):  # whose answer follows from what it is given
            self.unknown = self.unknown or f"the program {name}"

    def configured(self, plugins: Iterable[str], extensions: Iterable[object], hooks: Iterable[str]) -> None:
        """Note the modules of plugins, and the names of extensions (an extension itself is of its module) and hooks: those of others
        may look at clocks, for example."""
        foreign = [name for name in plugins if name.partition(".")[0] not in _OURS]
        named = [given if isinstance(given, str) else type(given).__module__ for given in extensions]
        foreign += [name for name in named if name.partition(".")[0] not in _OURS and name not in _OF_MARKDOWN]
        if others := [*foreign, *hooks]:
            self.unknown = self.unknown or f"what {others[0]} looks at"

    def write(self, path: str) -> None:
        """Write the notes to `path`, and end them. Where that cannot be, the build is not remembered."""
        self._on = False
        notes = {
            "files": sorted(self.files),
            "folders": sorted(self.folders),
            "git": self.git,
            "unknown": self.unknown,
            "said": self.said,
        }
        with suppress(OSError):
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).write_text(json.dumps(notes), encoding="utf-8")


_TRACE: list[Trace] = []


def begin() -> Trace:
    """Note what this process reads from now on."""
    trace = Trace()
    _TRACE.append(trace)
    sys.addaudithook(trace)
    return trace


def current() -> Trace | None:
    """The notes of this process, where somebody asked for them."""
    return _TRACE[-1] if _TRACE else None
