"""A place beside the old site where the new one grows, so that readers never see a half of it."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from groundplan.errors import NotAFolder
from groundplan.publish.exchange import exchange
from groundplan.publish.lock import Lock

_INSIDE = ".groundplan"
"""Where earlier versions put the new site: below the old one."""


class Staging:
    """The new site grows in a hidden folder beside the old one, then the two trade names in one step.

    A site that is a mount point, or whose neighbourhood may not be written, cannot be renamed. Its new content grows elsewhere,
    and replaces the old entry by entry. Hidden entries of the old site stay, as with MkDocs: `.git` of a published branch, for example.
    """

    def __init__(self, site: Path) -> None:
        """Begin a new site. Raises SiteInUse where another build has, NotAFolder, and OSError."""
        self.site = site.resolve()  # a link stays, and what it leads to is replaced
        if self.site.exists() and not self.site.is_dir():
            raise NotAFolder(f"{site} must be a folder")
        self.site.parent.mkdir(parents=True, exist_ok=True)
        self._beside = _may_be_renamed(self.site)
        self._old = self._named("old")
        self._lock = Lock(self._named("lock") if self._beside else self.site, site)
        self.folder = self._named("new")
        atexit.register(self.discard)  # a signal may end the process before anybody else knows what there is to tidy up
        try:
            self._recover()
            self.folder = self._made()
            self._before = dict(_states(self.site))
        except BaseException:
            with suppress(OSError):
                self.discard()
            raise

    def _named(self, kind: str) -> Path:
        return self.site.with_name(f".{self.site.name}.groundplan-{kind}")

    def _recover(self) -> None:
        """Tidy up after a build that was killed."""
        if self._beside and self._old.is_dir():
            if not os.path.lexists(self.site):
                self._old.rename(self.site)
            _remove(self._old)
        _remove(self.site / _INSIDE)

    def _made(self) -> Path:
        """An empty folder for the new site."""
        if self._beside:
            folder = self._named("new")
            _remove(folder)
            folder.mkdir()
            return folder
        (self.site / _INSIDE).mkdir()  # fails now, rather than in the end, where the site may not be written
        return Path(tempfile.mkdtemp(prefix="groundplan-"))

    def adopt(self) -> None:
        """Take along what others have put into the site by its own name meanwhile."""
        for name, state in _states(self.site):
            target = self.folder / name
            if self._before.get(name) != state and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(self.site / name, target)

    def publish(self) -> None:
        """Put the new site in the place of the old one."""
        try:
            if not (self._beside and self._trade()):
                self._refill()
        finally:
            self.discard()

    def _trade(self) -> bool:
        """The new site for the old one; False where the old one turns out to be held in its place."""
        if not self.site.exists():
            self.folder.rename(self.site)
            return True
        _keep_hidden(self.site, self.folder)
        _dress(self.folder, self.site)
        try:
            if not exchange(self.folder, self.site):
                self._trade_in_steps()
        except OSError:  # a mount point of the same file system
            (self.site / _INSIDE).mkdir()
            return False
        return True

    def _trade_in_steps(self) -> None:
        """What systems do that cannot exchange. The next build mends what is cut off in between."""
        self.site.rename(self._old)
        try:
            self.folder.rename(self.site)
        except BaseException:
            self._old.rename(self.site)
            raise
        _remove(self._old)

    def _refill(self) -> None:
        """The content of the old site for that of the new one: what pages refer to first, then pages, then what is gone."""
        inside = self.site / _INSIDE
        shutil.copytree(self.folder, inside, dirs_exist_ok=True)
        new = sorted(inside.iterdir(), key=lambda entry: (entry.suffix == ".html", entry.name))
        names = {entry.name for entry in new}
        for entry in new:
            _replace(self.site / entry.name, entry)
        for entry in list(self.site.iterdir()):
            if entry.name not in names and not entry.name.startswith("."):
                _remove(entry)

    def discard(self) -> None:
        """Leave the site as it is; a second time, nothing happens."""
        atexit.unregister(self.discard)
        try:
            _remove(self.folder)
            _remove(self.site / _INSIDE)
        finally:
            self._lock.release()


def _may_be_renamed(site: Path) -> bool:
    if not os.access(site.parent, os.W_OK | os.X_OK):
        return False
    return not site.exists() or (not site.is_mount() and site.stat().st_dev == site.parent.stat().st_dev)


def _states(site: Path) -> Iterator[tuple[Path, tuple[int, int]]]:
    """Each file that is not hidden, with what changes when somebody writes it."""
    for folder, folders, files in os.walk(site):
        folders[:] = (name for name in folders if not name.startswith("."))
        for name in files:
            path = Path(folder, name)
            with suppress(FileNotFoundError):
                status = path.stat()
                yield path.relative_to(site), (status.st_mtime_ns, status.st_size)


def _keep_hidden(old: Path, new: Path) -> None:
    """Let the hidden entries of `old` be in `new`, too: as further names of the same files, where that is possible."""
    for entry in old.iterdir():
        target = new / entry.name
        if not entry.name.startswith(".") or os.path.lexists(target):
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, target, symlinks=True, copy_function=_linked)
        else:
            _linked(str(entry), str(target))


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def _dress(new: Path, old: Path) -> None:
    """Give a folder the owner and the rights of the one that it replaces."""
    status = old.stat()
    with suppress(OSError, AttributeError):
        os.chown(new, status.st_uid, status.st_gid)
    with suppress(OSError):
        new.chmod(status.st_mode & 0o7777)


def _replace(old: Path, new: Path) -> None:
    """`new` under the name of `old`; the old entry is removed, or takes the place of `new`."""
    if os.path.lexists(old) and not (old.is_file() and new.is_file()):
        if exchange(new, old):
            return
        _remove(old)
    new.replace(old)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
