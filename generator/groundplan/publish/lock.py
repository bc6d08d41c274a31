"""One build at a time for each site."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from groundplan.errors import SiteInUse

try:
    import fcntl
except ImportError:  # Windows, where nothing keeps two builds apart
    fcntl = None  # type: ignore[assignment]


class Lock:
    """A lock that ends with the process that holds it, even if that is killed.

    It is on a file of its own, which is removed with it, or on a folder that stays.
    """

    def __init__(self, path: Path, site: Path) -> None:
        """Take the lock at `path`. Raises SiteInUse where another build has it, and OSError."""
        self._path = path
        self._handle = _opened(path)
        while not self._is_taken(site):
            os.close(self._handle)
            self._handle = _opened(path)

    def _is_taken(self, site: Path) -> bool:
        """Whether the lock is ours now: not if who had it before removed the file meanwhile."""
        try:
            _lock(self._handle)
        except BlockingIOError as error:
            os.close(self._handle)
            raise SiteInUse(f"another build is writing {site}; wait until it is done, or name another folder") from error
        with suppress(FileNotFoundError):
            return os.path.samestat(os.fstat(self._handle), os.lstat(self._path))
        return False

    def release(self) -> None:
        """Let the next build have it; a second time, nothing happens."""
        if self._handle < 0:
            return
        if not self._path.is_dir():
            self._path.unlink(missing_ok=True)
        os.close(self._handle)
        self._handle = -1


def _opened(path: Path) -> int:
    if path.is_dir():
        return os.open(path, os.O_RDONLY)
    return os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)


def _lock(handle: int) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:  # a file system without locks
        return
