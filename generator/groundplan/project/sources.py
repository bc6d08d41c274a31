"""What a project has on disk, read once. Nothing that an author wrote is passed over because it is not the file that it looks like.

Imports nothing that a check from memory must wait for.
"""

from __future__ import annotations

import os
import re
import stat
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from groundplan.errors import GroundplanError, NotAFile, NotAFolder, ProjectNotFound
from groundplan.project.member import ALONE, MODEL, Member

DOCS, TEMPLATES, SETTINGS = "docs", "templates", "groundplan.toml"
EDITIONS = "editions"
"""The folder of the editions that a project keeps, each in a folder of its own, and the setting that names them."""
SITE = ("mkdocs.yml", "mkdocs.yaml")
"""What the configuration of the site may be called; the first that there is counts."""

PAGES = (".md", ".nav.yml", ".pages", ".meta.yml")
"""How the names of files end that count below the folder of pages: those, and what plugins read of a folder."""

OF_MODELS = (".yaml", ".yml", ".po")
"""How the names of files end that are read of an edition."""
IMAGES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"))
"""How the names of pictures end that a document takes over from its pages."""

_USES = re.compile(rb"^(?:\xef\xbb\xbf)?[\"']?uses\b|\A\s*\{[\s\S]*uses", re.MULTILINE)

_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


@dataclass(frozen=True)
class Sources:
    """The files of the project at `root`: whatever is said of it follows from these bytes.

    Paths start at `root` and have slashes: `model/flows.yaml`.
    """

    root: Path
    files: Mapping[str, bytes]
    """Whatever is in the folders of models and `templates/`, its pages below `docs`, the settings, and the configuration of the site.

    Where the settings name editions, the models of those that are kept, too.
    """
    odd: Mapping[str, OSError | GroundplanError] = field(default_factory=dict)
    """What has a name there and cannot be read as a file: folders, too. Each with what reading it raises.

    The folder of the pages is among them where there is none.
    """
    docs: str = DOCS
    """The folder of the pages."""
    configuration: tuple[str, ...] = SITE[:1]
    """The configuration of the site, and what that inherits from, the nearest first."""

    parts: tuple[str, ...] = ()
    """Files that pages include; their paths may lead out of the project."""
    overrides: tuple[str, ...] = ()
    """The templates of the theme that the project brings."""
    member: Member = ALONE
    """Which project of the site it is."""
    used: tuple[str, ...] = ()
    """The folders of models whose entries it shares, before those that use them; their paths may lead out of the project."""

    @property
    def models(self) -> tuple[str, ...]:
        """The folder of its model, and those that it uses."""
        return (self.member.model, *self.used)

    def content(self, path: str) -> bytes | None:
        """The bytes of a file; None where there is none. Raises NotAFile for what only has its name, and OSError."""
        if path in self.odd:
            raise self.odd[path]
        return self.files.get(path)

    def rewritten(self, path: str, text: str) -> bytes:
        """`text` as the content of a file that is there: with the mark of the encoding where it has one, which is no part of the text."""
        return (BOM_UTF8 if (self.content(path) or b"").startswith(BOM_UTF8) else b"") + text.encode()

    def text(self, path: str) -> str | None:
        """The text of a file, for excerpts; None where there is none."""
        content = self.files.get(path)
        return None if content is None else content.decode("utf-8", errors="replace")

    def below(self, folder: str, *suffixes: str) -> dict[str, bytes]:
        """The files in `folder`, at any depth, whose names end in one of `suffixes`, in the order of their paths.

        Raises NotAFile or OSError for what only looks like one: a named pipe, a link that leads nowhere, a folder with such a
        name and no such file in it.
        """
        names = [name for name in (*self.files, *self.odd) if name.startswith(f"{folder}/") and name.endswith(suffixes)]
        holding = {name for name in names if name in self.odd and any(other.startswith(f"{name}/") for other in names)}
        found = ((name, self.content(name)) for name in sorted(names) if name not in holding)
        return {name: content for name, content in found if content is not None}

    def using(self, model: str) -> list[str]:
        """The files of a model that may say which others it uses: told by a look at their bytes, which needs no YAML."""
        found = (name for name in self.files if name.startswith(f"{model}/") and name.endswith((".yaml", ".yml")))
        return sorted(name for name in found if _USES.search(self.files[name]))

    @property
    def icons(self) -> dict[str, str]:
        """The names of the project's own icons, each with what is wrong with its file, in words; nothing if it may be published."""
        found: dict[str, str] = {}
        for folder in (f"{model}/icons/" for model in self.models):
            own = (name for name in self.files if name.startswith(folder) and "/" not in name.removeprefix(folder))
            found = {name.removeprefix(folder): self._problem(name, folder) for name in own} | found
        return found

    def _problem(self, name: str, folder: str) -> str:
        homes = (self.root.resolve(), (self.root / folder).resolve())
        if not any((self.root / name).resolve().is_relative_to(home) for home in homes):
            return "is a link to a file outside of the project"
        from groundplan.project.passive import active_part  # few projects have icons of their own

        active = active_part(self.files[name]) if name.endswith(".svg") else ""
        return f"holds {active}, which is more than a picture" if active else ""


def read_sources(root: Path, docs: str = DOCS, configuration: tuple[str, ...] = SITE, member: Member = ALONE) -> Sources:
    """The files of the project `member` at `root`, with its pages in the folder `docs`; `configuration` is that of its site.

    Raises ProjectNotFound where there is no model, and NotAFolder where something has the name of a folder and is none.
    """
    require_model(root, member.model)
    files, odd = _read(_named(root, docs, configuration, member))
    if not is_there(root / docs):
        odd[docs] = NotAFolder(f"{root / docs} must be a folder")
    return Sources(root, files, odd, docs, configuration, member=member)


def with_model(sources: Sources, folder: str) -> Sources:
    """`sources` with the model in `folder`, whose entries it shares. Raises what `read_sources` does for the project's own."""
    files, odd = _read(_below(sources.root, folder))
    return replace(sources, files={**sources.files, **files}, odd={**sources.odd, **odd}, used=(*sources.used, folder))


def _read(named: Iterable[tuple[str, Path]]) -> tuple[dict[str, bytes], dict[str, OSError | GroundplanError]]:
    files: dict[str, bytes] = {}
    odd: dict[str, OSError | GroundplanError] = {}
    for name, path in named:
        try:
            files[name] = content_of(path)
        except (OSError, NotAFile) as error:
            odd[name] = error
    return files, odd


def require_model(root: Path, model: str = MODEL) -> None:
    """Raise ProjectNotFound where there is no model."""
    if not is_there(root / model):
        raise ProjectNotFound(f"{root} holds no folder `{model}`; `groundplan init` writes a project to start from")


def _named(root: Path, docs: str, configuration: tuple[str, ...], member: Member) -> Iterator[tuple[str, Path]]:
    """Whatever may be read, by its path from `root`."""
    yield from _below(root, member.model)
    start = docs if member.keeps_rest or not member.folder else f"{docs}/{member.folder.rstrip('/')}"
    for name, path in _below(root, start):
        if name.endswith(PAGES) and member.has(name.removeprefix(f"{docs}/")):
            yield name, path
    yield from _said_above(root, docs, start)
    yield from _below(root, TEMPLATES)
    yield from ((name, root / name) for name in (SETTINGS, *configuration) if is_there(root / name))
    if (root / SETTINGS).is_file() and EDITIONS.encode() in (root / SETTINGS).read_bytes():
        yield from ((name, path) for name, path in _below(root, EDITIONS) if name.endswith(OF_MODELS))


def _said_above(root: Path, docs: str, start: str) -> Iterator[tuple[str, Path]]:
    """What plugins read of the folders around that of a project's pages."""
    above = PurePosixPath(docs)
    for part in PurePosixPath(start).relative_to(above).parts:
        found = (root / above).iterdir() if (root / above).is_dir() else ()
        yield from ((f"{above}/{path.name}", path) for path in sorted(found) if path.name.endswith(PAGES[1:]))
        above /= part


def _below(root: Path, folder: str) -> Iterator[tuple[str, Path]]:
    """Whatever is in `folder`, by its path from `root`. Only an editor's lock (`.#flows.yaml`) leads nowhere on purpose."""
    start = len(os.fspath(root / folder)) + 1
    for entry in entries_below(root / folder):
        path = Path(entry.path)
        is_lock = entry.name.startswith(".#") and entry.is_symlink() and not path.exists()
        if not is_lock:
            yield f"{folder}/{entry.path[start:].replace(os.sep, '/')}", path


def is_there(path: Path) -> bool:
    """Whether something has this name, be it a link that leads nowhere: reading that must fail."""
    return os.path.lexists(path)


def content_of(path: Path) -> bytes:
    """The bytes of a file. Raises NotAFile for a folder and for what has no end (a named pipe, a device), and OSError."""
    kind = stat.S_IFMT(path.stat().st_mode)
    if kind != stat.S_IFREG:
        raise NotAFile(f"{path} is {_KINDS.get(kind, 'something else')}, not a file; remove it, or give it another name")
    return path.read_bytes()


def printable_name(name: str) -> str:
    """How findings name a file. What is not UTF-8 in it could not be printed."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def is_utf8(name: str) -> bool:
    """Whether the name of a file can be printed."""
    return not any("\ud800" <= letter <= "\udfff" for letter in name)


def entries_below(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Whatever is in `folder`, at any depth. Links to folders are followed, unless they lead back to where they are.

    Nothing where there is no such folder. Raises NotAFolder where it is something else, and OSError where one cannot be read.
    """
    require_folder(folder)
    if is_there(folder):
        yield from _entries(folder, frozenset())


def require_folder(folder: Path) -> None:
    """Raise NotAFolder where something has this name and is none."""
    if is_there(folder) and not folder.is_dir():
        raise NotAFolder(f"{folder} must be a folder")


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
