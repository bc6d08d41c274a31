"""The model of a project as it was at a revision of git, read without touching what is checked out."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from groundplan.errors import GroundplanError, UsageError
from groundplan.project.git import git


@contextmanager
def folder_of(name: str, project: Path, *, whole: bool = False) -> Iterator[Path]:
    """The folder of a project that `name` means: a folder, or a revision of the repository that `project` is in.

    Of a revision it has the model, or the `whole` folder where models lie elsewhere. Raises UsageError for what is neither.
    """
    if Path(name).is_dir():
        yield Path(name)
        return
    archive = git(project, "archive", "--format=tar", _commit(project, name), *(["."] if whole else ["model"]))
    with TemporaryDirectory(prefix="groundplan-") as folder:
        _unpack(archive, Path(folder))
        yield Path(folder)


def compared(old: str, new: str | None, project: Path) -> tuple[str, str]:
    """What arguments of `diff` mean: `OLD NEW`, `OLD..NEW`, `OLD...NEW` since they parted, or `OLD` until today."""
    if new is not None:
        return old, new
    if Path(old).is_dir() or ".." not in old:
        return old, str(project)
    dots = "..." if "..." in old else ".."
    first, _, last = old.partition(dots)
    first, last = first or "HEAD", last or "HEAD"
    if dots == "...":
        first = git(project, "merge-base", _commit(project, first), _commit(project, last)).decode().strip()
    return first, last


def is_revision(name: str, project: Path) -> bool:
    """Whether the repository that `project` is in has a revision of this name."""
    try:
        _commit(project, name)
    except UsageError:
        return False
    return True


def _unpack(archive: bytes, folder: Path) -> None:
    """Write the files of an archive that git made, whose names lead nowhere else; a link is the file that it leads to, if any.

    Early editions of Python 3.11 cannot filter what is extracted.
    """
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        for member in files:
            with suppress(KeyError, RecursionError):  # a link out of the archive, or in a circle
                if content := files.extractfile(member):
                    path = folder / member.name
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(content.read())


def _commit(project: Path, name: str) -> str:
    """The commit that `name` means; a name that looks like an option means none."""
    try:
        return git(project, "rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}").decode().strip()
    except GroundplanError as error:
        raise UsageError(f"`{name}` is neither a folder nor a revision of git ({error})") from error
