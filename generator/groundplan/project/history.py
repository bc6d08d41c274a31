"""A model as it was: in an edition that the project keeps, or at a revision of git, read without touching what is checked out."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from groundplan.errors import GroundplanError, UsageError
from groundplan.project.git import git
from groundplan.project.member import MODEL
from groundplan.project.sources import EDITIONS


@contextmanager
def folder_of(name: str, project: Path, models: Collection[str] = (MODEL,)) -> Iterator[Path]:
    """The folder of a project that `name` means: an edition that it keeps, a folder, or a revision of the repository that it is in.

    Of a revision it has what may hold `models`, which start at the project and may lead out of it. Raises UsageError for what is
    none of them.
    """
    if is_kept(name, project):
        yield _project_in(project / EDITIONS / name, models)
    elif Path(name).is_dir():
        yield Path(name)
    else:
        with _archived(commit_of(project, name), project, models) as folder:
            yield folder


def is_kept(name: str, project: Path) -> bool:
    """Whether a project keeps an edition of this name in a folder."""
    return PurePosixPath(name).name == name and (project / EDITIONS / name).is_dir()


def _project_in(edition: Path, models: Collection[str]) -> Path:
    """The folder of the project in an edition: that which holds its model, be it further down, because it uses models beside itself."""
    own = next(iter(models), MODEL)
    found = (Path(str(path).removesuffix(own)) for path in edition.rglob(own) if path.is_dir())
    return min(found, key=lambda path: (len(path.parts), path), default=edition)


@contextmanager
def _archived(commit: str, project: Path, models: Collection[str]) -> Iterator[Path]:
    top, inside = project, ""
    if any(PurePosixPath(model).parts[:1] == ("..",) for model in models):
        inside = git(project, "rev-parse", "--show-prefix").decode().strip()
        top = Path(git(project, "rev-parse", "--show-toplevel").decode().strip())
    wanted = MODEL if tuple(models) == (MODEL,) else "."
    archive = git(top, "archive", "--format=tar", commit, wanted)
    with TemporaryDirectory(prefix="groundplan-") as folder:
        _unpack(archive, Path(folder))
        yield Path(folder) / inside


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
        first = git(project, "merge-base", commit_of(project, first), commit_of(project, last)).decode().strip()
    return first, last


def is_edition(name: str, project: Path) -> bool:
    """Whether the project keeps an edition of this name, or the repository that it is in has such a revision."""
    if is_kept(name, project):
        return True
    try:
        commit_of(project, name)
    except UsageError:
        return False
    return True


def how_to_have(name: str, project: Path) -> str:
    """How an edition can be had that is not there."""
    keep = f"keep the edition as a folder, `{EDITIONS}/{name}/{MODEL}`"
    try:
        is_shallow = git(project, "rev-parse", "--is-shallow-repository").strip() == b"true"
    except GroundplanError:
        return f"there is no repository of git here: {keep}"
    if is_shallow:
        return f"this clone has no history: `git fetch --unshallow --tags`, in a pipeline `fetch-depth: 0`; or {keep}"
    return f"fetch the history with its tags: `git fetch --tags`; or {keep}"


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


def commit_of(project: Path, name: str) -> str:
    """The commit that `name` means; a name that looks like an option means none."""
    try:
        return git(project, "rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}").decode().strip()
    except GroundplanError as error:
        raise UsageError(f"`{name}` is neither a folder nor a revision of git ({error})") from error
