"""Where a project lies in its repository, told without asking git."""

from __future__ import annotations

from pathlib import Path

from groundplan.errors import UsageError

_SIGN = ".git"
"""A folder in a repository, a file in its further working trees."""


def place_in_repository(root: Path, relative_to: Path | None = None) -> str:
    """The project at `root` as a path from `relative_to`, from its repository if that is left out, or else from the working directory.

    Empty where these are the same, and where the project lies outside of the working directory. Raises UsageError where it lies
    outside of `relative_to`.
    """
    project = root.resolve()
    if relative_to is None:
        above = next((folder for folder in (project, *project.parents) if (folder / _SIGN).exists()), Path.cwd())
        return _below(project, above) if project.is_relative_to(above) else ""
    if not project.is_relative_to(relative_to.resolve()):
        raise UsageError(f"{root} does not lie in {relative_to}, which paths are to be relative to")
    return _below(project, relative_to.resolve())


def _below(project: Path, above: Path) -> str:
    found = project.relative_to(above).as_posix()
    return "" if found == "." else found
