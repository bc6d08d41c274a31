"""A place beside the old site where the new one grows, so that readers never see a half of it."""

from __future__ import annotations

import shutil
from pathlib import Path

_FOLDER = ".groundplan"


class Staging:
    """The new site lives in a hidden folder of the old one until it is whole.

    Inside, not beside: the site's folder may be a mount point, whose neighbours are on another disk or read-only. Hidden
    entries of the old site stay, as with MkDocs: `.git` of a published branch, for example.
    """

    def __init__(self, site: Path) -> None:
        self.site = site
        self.folder = site / _FOLDER
        self._is_new = not site.exists()
        shutil.rmtree(self.folder, ignore_errors=True)

    def publish(self) -> None:
        """Put the new site in the place of the old one."""
        for old in self.site.iterdir():
            if not old.name.startswith("."):
                _remove(old)
        for new in self.folder.iterdir():
            target = self.site / new.name
            if target.exists():
                _remove(target)
            new.rename(target)
        self.folder.rmdir()

    def discard(self) -> None:
        """Leave the old site as it was."""
        shutil.rmtree(self.folder, ignore_errors=True)
        if self._is_new and self.site.exists() and not any(self.site.iterdir()):
            self.site.rmdir()


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
