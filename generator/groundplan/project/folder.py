"""Files that belong together, written into a folder that may hold others."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from groundplan.errors import GroundplanError
from groundplan.project.store import write_file

LISTED = ".groundplan-pages"
"""Names the files that the last run wrote, a line each."""


def write_folder(folder: Path, files: Mapping[str, bytes]) -> int:
    """Write `files` below `folder`, and remove what the last run wrote and this one does not; how many files that are now.

    Raises GroundplanError, before anything is written, for a file that is there and was not written by the last run.
    """
    before = _listed(folder)
    for path in files:
        if path not in before and (folder / path).exists():
            raise GroundplanError(f"{folder / path} is not of an earlier export; nothing was written. Move it, or name another folder")
    for path in before - files.keys():
        (folder / path).unlink(missing_ok=True)
    for path, content in files.items():
        write_file(folder / path, content)
    write_file(folder / LISTED, "".join(f"{path}\n" for path in sorted(files)).encode())
    return len(files)


def _listed(folder: Path) -> set[str]:
    """The files of the last run, none of which can lie outside of the folder, whatever is written there."""
    try:
        lines = (folder / LISTED).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return set()
    inside = folder.resolve()
    return {line for line in lines if line and (folder / line).resolve().is_relative_to(inside)}
