"""Whether a site would come out as it stands: everything that its build has read is as it was, and so is every file of the site.

Imports nothing that a build would: where nothing has changed, neither MkDocs is loaded nor what makes records and command lines.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple, TypedDict

from groundplan.bundled import PACKAGE, templates_folder
from groundplan.project.program import program_states
from groundplan.project.store import Store, layouts_folder

_FOLDER = Path(".cache", "groundplan", "build")
_VOLATILE = ("_", "COLUMNS", "LINES", "OLDPWD", "PWD", "SHLVL", "TERM", "WINDOWID")
"""What a shell changes in the environment, and no build looks at."""
_SECOND = 10**9
_COARSE = 2 * _SECOND
"""How far behind a file system may be that counts whole seconds."""
_OF_THE_SYSTEM = ("/proc/", "/sys/", "/dev/")
_IN_MEMORY = "/dev/shm/"
"""Where people keep what is to be quick, and projects with it."""
_GIT_FILES = ("HEAD", "index", "packed-refs", "config", "info/exclude")


class Notes(TypedDict):
    """What a build has noted: what it read, whether it asked git, what else it may follow from, and what it said."""

    files: list[str]
    folders: list[str]
    git: bool
    unknown: str
    said: list[str]


NOTHING_TO_DO = "Nothing has changed since the last build."


class BuildOrder(NamedTuple):
    """What is asked of a build: the project, where its site goes, and in which words."""

    root: Path
    site: Path
    words: tuple[str, ...]

    @property
    def place(self) -> str:
        """Where the site is, for who asked for it."""
        look = f"`python -m http.server --directory {self.site}` and open http://localhost:8000/"
        return f"The site is in {self.site}. To look at it, run {look}."


def words_of(
    config: Path | None = None,
    *,
    strict: bool = False,
    audience: str | None = None,
    locales: Iterable[str] = (),
    project: str | None = None,
) -> tuple[str, ...]:
    """The words of an order, whichever options say them."""
    return (str(config or ""), str(strict), audience or "", *locales, *(["--project", project] if project else ()))


def last_order(root: Path, words: tuple[str, ...]) -> BuildOrder | None:
    """The last order in these words that left it to the configuration where the site goes: it went where it goes if nothing has changed."""
    site = Store(root / _FOLDER).recall(_digest([str(root.resolve()), *words]))
    return BuildOrder(root, root / site, words) if isinstance(site, str) else None


class LastBuild:
    """The last build that was asked for in the same words, as far as it is known what it followed from."""

    def __init__(self, asked: BuildOrder) -> None:
        self._asked = asked
        self._store = Store(asked.root / _FOLDER)
        self._key = _digest([str(asked.root.resolve()), str(asked.site.resolve()), *asked.words])
        self._began = time.time_ns()
        self._beside = self._listing(asked.root)

    def unchanged(self) -> list[str] | None:
        """What that build said, where another would do the same; None where one is needed."""
        kept = self._store.recall(self._key)
        try:
            if kept is None or not self._is_built(kept) or kept["state"] != self._state(kept["notes"], self._beside):
                return None
            return [str(line) for line in kept["said"]]
        except (KeyError, TypeError, ValueError, OSError):  # written by another version, or changed while we look
            return None

    def _is_built(self, kept: dict[str, Any]) -> bool:
        """Whether the site is as it was. A file that nobody has written to since its stamp was taken is not read once more."""
        now, digests, known = self._stamps(), kept["site"], kept["stamps"]
        if now.keys() != digests.keys():
            return False
        touched = [path for path, stamp in now.items() if known.get(path) != stamp]
        if any(self._digest_of(path) != digests[path] for path in touched):
            return False
        if touched and (settled := _settled(now)) != known:
            self._store.keep(self._key, {**kept, "stamps": settled})
        return True

    @property
    def trace(self) -> Path:
        """Where a build notes what it reads."""
        return (self._asked.root / _FOLDER / f"trace-{os.getpid()}").absolute()

    def keep(self, *, configured: bool) -> None:
        """Remember the build that has left its notes; not where it may follow from more, or where something may have changed meanwhile.

        Where the site went may be as `configured`.
        """
        notes = _taken(self.trace)
        if notes is None or notes["unknown"] or self._listing(self._asked.root) != self._beside:
            return
        with suppress(OSError):
            notes["files"], notes["folders"] = self._read(notes["files"]), self._read(notes["folders"])
            if any(map(self._may_be_newer, (*notes["files"], *notes["folders"]))):
                return
            state = self._state(notes, self._beside)
            stamps = self._stamps()
            digests = {path: self._digest_of(path) for path in stamps}
            kept = {"notes": notes, "state": state, "site": digests, "stamps": _settled(stamps), "said": notes["said"]}
            self._store.keep(self._key, kept)
            if configured:
                root, site, words = self._asked
                below = site.relative_to(root) if site.is_relative_to(root) else site
                self._store.keep(_digest([str(root.resolve()), *words]), str(below))

    def _read(self, paths: Iterable[str]) -> list[str]:
        """What was read of the sources: not what the build makes, for itself or for readers, nor what the system tells of itself."""
        site = self._asked.site.resolve()
        made = [site, self._asked.root.resolve() / ".cache", layouts_folder(self._asked.root).resolve()]
        staged = f"{site.parent}{os.sep}.{site.name}.groundplan-"
        others = [path for path in paths if not path.startswith(staged) and not _is_of_system(path)]
        sources = dict.fromkeys(map(_source_of, others))
        return [path for path in sources if not _is_told(path) and not any(Path(path).is_relative_to(one) for one in made)]

    def _may_be_newer(self, path: str) -> bool:
        """Whether something was changed after the build began."""
        if Path(path) == self._asked.root.resolve() or _is_of_program(path):
            return False
        try:
            changed = Path(path).stat().st_mtime_ns
        except OSError:
            return False
        return changed >= self._began - (0 if changed % _SECOND else _COARSE)

    def _state(self, notes: Notes, beside: str) -> str:
        """A digest of all that a build follows from, as it is now."""
        files = [part for path in notes["files"] for part in (path, _stamp(path) if _is_of_program(path) else _content(path))]
        folders = [part for path in notes["folders"] for part in (path, _stamp(path) if _is_of_program(path) else self._listing(path))]
        git = list(_git_state(self._asked.root)) if notes["git"] else []
        return _digest([*_around(), beside, *files, "\0", *folders, "\0", *git])

    def _listing(self, folder: str | Path) -> str:
        """The names in a folder, without what a build keeps and makes beside its sources."""
        site = self._asked.site.name
        try:
            names = sorted(os.listdir(folder))  # noqa: PTH208 - objects of a thousand paths took half of the time
        except OSError as error:
            return f"\0{error.errno}"
        ours = {"__pycache__"}
        if {".cache", site} & {*names} and Path(folder).resolve() == self._asked.root.resolve():
            ours |= {".cache", site}
        return "\0".join(name for name in names if name not in ours and not name.startswith(f".{site}.groundplan-"))

    def _stamps(self) -> dict[str, str]:
        """Each file of the site that is not hidden, with what the system changes whenever somebody writes to it."""
        site = os.fspath(self._asked.site)
        paths = (f"{folder}{os.sep}{name}" for folder, folders, names in os.walk(site) for name in _shown(folders, names))
        return {path[len(site) + 1 :]: _written(path) for path in paths}

    def _digest_of(self, path: str) -> str:
        """A digest of what is in a file of the site."""
        return _content(f"{os.fspath(self._asked.site)}{os.sep}{path}")


def _written(path: str) -> str:
    """The time of the last change comes first: nobody can set it, as one can that of the content."""
    status = os.stat(path)  # noqa: PTH116
    return f"{status.st_ctime_ns} {status.st_mtime_ns} {status.st_size} {status.st_ino}"


def _settled(stamps: dict[str, str]) -> dict[str, str]:
    """Those that would differ if a file were written to from now on: clocks of file systems take their time. Windows has no such time."""
    least = 0 if os.name == "nt" else time.time_ns() - _COARSE
    return {path: stamp for path, stamp in stamps.items() if int(stamp.partition(" ")[0]) < least}


def _shown(folders: list[str], names: list[str]) -> list[str]:
    folders[:] = [name for name in folders if not name.startswith(".")]
    return [name for name in names if not name.startswith(".")]


def _around() -> Iterator[str]:
    """The program, the interpreter, the day, and the environment."""
    yield from (f"{path} {state!r}" for path, state in program_states())
    yield f"{sys.version} {sys.executable} {date.today()} {datetime.now(UTC).date()}"  # noqa: DTZ011 - waivers end where authors live
    yield from (f"{name}={value}" for name, value in sorted(os.environ.items()) if name not in _VOLATILE)


def _is_of_system(path: str) -> bool:
    return f"{path}{os.sep}".startswith(_OF_THE_SYSTEM) and not path.startswith(_IN_MEMORY)


def _is_told(path: str) -> bool:
    """Whether `program_states` tells of a file: of all modules of ours."""
    return path.endswith(".py") and path.startswith(f"{PACKAGE}{os.sep}")


def _is_of_program(path: str) -> bool:
    """Whether a file came with what is installed: it is told by its size and time."""
    return path.startswith(_program_folders())


@cache
def _program_folders() -> tuple[str, ...]:
    return tuple(f"{folder}{os.sep}" for folder in (sys.prefix, sys.base_prefix, PACKAGE, templates_folder()))


def _stamp(path: str) -> str:
    """What tells a file or a folder that was installed."""
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return ""
    return f"{path} {status.st_size} {status.st_mtime_ns}"


def _source_of(path: str) -> str:
    """What a compiled module was compiled from, if that is there: it is compiled again at will."""
    folder, mark, name = path.rpartition(f"{os.sep}__pycache__{os.sep}")
    source = f"{folder}{os.sep}{name.partition('.')[0]}.py"
    return source if mark and os.path.exists(source) else path  # noqa: PTH110


def _content(path: str) -> str:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return blake2b(file.read(), digest_size=16).hexdigest()
    except OSError as error:
        return f"\0{error.errno}"


def _git_state(root: Path) -> Iterator[str]:
    """What the answers of git follow from, besides the files of the project."""
    found = next((folder / ".git" for folder in (root.resolve(), *root.resolve().parents) if (folder / ".git").exists()), None)
    if found is None:
        return
    if found.is_file():  # a worktree
        found = found.parent / found.read_text(encoding="utf-8").partition("gitdir:")[2].strip()
    common = found / _first_line(found / "commondir")
    refs = sorted(path for path in (common / "refs").rglob("*") if path.is_file())
    for path in (*(found / name for name in _GIT_FILES), *(common / name for name in _GIT_FILES), *refs, Path.home() / ".gitconfig"):
        yield f"{path} {_content(os.fspath(path))}"


def _first_line(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError:
        return "."


def _digest(parts: Iterable[str]) -> str:
    total = blake2b(digest_size=16)
    for part in parts:
        content = part.encode("utf-8", "surrogateescape")
        total.update(b"%d\0" % len(content))
        total.update(content)
    return total.hexdigest()


def _taken(path: Path) -> Notes | None:
    """The notes at `path`, which are gone after that; None where there are none."""
    try:
        found: Notes = json.loads(path.read_text(encoding="utf-8"))
        path.unlink()
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None
