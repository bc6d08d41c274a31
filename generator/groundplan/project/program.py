"""The state of the program itself: what it makes and finds follows from it as from the files of a project.

Imports nothing that a build which has nothing to do must wait for.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from groundplan.bundled import PACKAGE, templates_folder


def program_states() -> Iterator[tuple[str, bytes]]:
    """What changes with every change of the program, since another version may find, and make, something else: path -> what tells of a
    file.
    """
    yield from _states(os.fspath(PACKAGE), (".py", ".md", ".po", ".json", ".txt"))
    yield from _states(os.fspath(templates_folder()), (".jinja", ".typ"))


def _states(folder: str, endings: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Every run asks for some seven hundred files: as texts, they take half of the time that objects of paths do."""
    for home, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            if name.endswith(endings):
                path = f"{home}{os.sep}{name}"
                status = os.stat(path)  # noqa: PTH116
                yield path, f"{status.st_size} {status.st_mtime_ns}".encode()
