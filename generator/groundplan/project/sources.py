"""What a project has on disk. Nothing that an author wrote is passed over because it is not the file that it looks like.

Imports nothing that a check from memory must wait for.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from groundplan.errors import NotAFile, NotAFolder

_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def is_there(path: Path) -> bool:
    """Whether something has this name, be it a link that leads nowhere: reading that must fail."""
    return os.path.lexists(path)


def content_of(path: Path) -> bytes:
    """The bytes of a file. Raises NotAFile for a folder and for what has no end (a named pipe, a device), and OSError."""
    kind = stat.S_IFMT(path.stat().st_mode)
    if kind != stat.S_IFREG:
        raise NotAFile(f"{path} is {_KINDS.get(kind, 'something else')}, not a file; remove it, or give it another name")
    return path.read_bytes()


def files_below(folder: Path, *suffixes: str) -> list[Path]:
    """The files in `folder`, at any depth, whose names end in one of `suffixes`, sorted as their paths are read.

    What only looks like one is among them, so that `content_of` refuses it: a named pipe, a link that leads nowhere, a folder
    with such a name and no such file in it. Only an editor's lock (`.#flows.yaml`) leads nowhere on purpose.
    """
    found: list[Path] = []
    folders: list[Path] = []
    for entry in entries_below(folder):
        if not entry.name.endswith(suffixes):
            continue
        path = Path(entry.path)
        if entry.is_dir():
            folders.append(path)
        elif not (entry.name.startswith(".#") and entry.is_symlink() and not path.exists()):
            found.append(path)
    holding = {above for path in found for above in path.parents}
    return sorted((*found, *(path for path in folders if path not in holding)), key=Path.as_posix)


def entries_below(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Whatever is in `folder`, at any depth. Links to folders are followed, unless they lead back to where they are.

    Nothing where there is no such folder. Raises NotAFolder where it is something else, and OSError where one cannot be read.
    """
    if not is_there(folder):
        return
    if not folder.is_dir():
        raise NotAFolder(f"{folder} must be a folder")
    yield from _entries(folder, frozenset())


def _entries(folder: Path, around: frozenset[tuple[int, int]]) -> Iterator[os.DirEntry[str]]:
    status = folder.stat()
    here = (status.st_dev, status.st_ino)
    if here in around:
        return
    with os.scandir(folder) as entries:
        listed = sorted(entries, key=lambda entry: entry.name)
    for entry in listed:
        yield entry
        if entry.is_dir():
            yield from _entries(Path(entry.path), around | {here})
