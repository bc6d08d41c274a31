"""Files written whole or not at all, and results kept between runs.

Imports nothing that a check from memory must wait for.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from groundplan.errors import NotAFile

LAYOUTS = "GROUNDPLAN_LAYOUTS"
"""The variable of the environment that names a folder of layouts for several projects to share."""


def layouts_folder(root: Path) -> Path:
    """Where the layouts of the project at `root` are kept: in a folder of its own, unless the environment names another.

    Projects can share one, since a layout is found by all that it follows from.
    """
    shared = os.environ.get(LAYOUTS)
    return Path(shared) if shared else root / ".cache" / "groundplan" / "layouts"


def icons_folder(root: Path) -> Path:
    """Where icons in the sizes in which pictures show them are kept: with the layouts, since they are as good for every project."""
    return layouts_folder(root) / "icons"


def refuse_folder(path: Path) -> None:
    """Raise NotAFile where there is a folder, which cannot be written to."""
    if path.is_dir():
        raise NotAFile(f"{path} is a folder, not a file; nothing was written to it")


def write_file(path: Path, content: bytes) -> None:
    """Put `content` at `path`, by way of a temporary file beside it, so that no reader ever sees half of it.

    A link stays, and the file that it leads to is written. What is no file, such as `/dev/null` or a named pipe, takes the content and
    stays what it is. Raises NotAFile where there is a folder.
    """
    from tempfile import mkstemp  # a check from memory writes nothing

    refuse_folder(path)
    if path.exists() and not path.is_file():
        with path.open("wb") as taker:
            taker.write(content)
        return
    path = path.resolve() if path.is_symlink() else path
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


class Store:
    """Results in a folder, as JSON, each found by a key: the digest of all that it depends on.

    An entry that is damaged is as good as none, and a folder that cannot be written is no reason to fail.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __contains__(self, key: str) -> bool:
        """Whether there is an entry, whole or not."""
        return self.path(key).is_file()

    def recall(self, key: str) -> Any:
        """What was kept under `key`, or None."""
        try:
            entry = self.path(key).read_bytes()
            content = entry[_HEAD:-1]
            return json.loads(content) if entry == _entry(content) else None
        except (OSError, ValueError, RecursionError):
            return None

    def keep(self, key: str, content: object) -> None:
        """Keep `content`, which is what JSON can say."""
        with suppress(OSError):
            write_file(self.path(key), _entry(json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")))

    def keep_alone(self, key: str, content: object) -> None:
        """Keep `content`, and nothing older."""
        self.keep(key, content)
        with suppress(OSError):
            for other in self._folder.glob("*.json"):
                if other != self.path(key):
                    other.unlink(missing_ok=True)

    def path(self, key: str) -> Path:
        """Where what is kept under `key` is."""
        return self._folder / f"{key}.json"


def _entry(content: bytes) -> bytes:
    """JSON as it is kept, with its digest before it."""
    return b'{"digest": "%s", "content": %s}' % (sha256(content).hexdigest().encode(), content)


_HEAD = len(_entry(b"")) - 1
"""Where the content of an entry begins."""
