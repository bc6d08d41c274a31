"""What a run has worked out, for the next one: each result under the digest of all that it follows from.

What a run did not ask for is forgotten. A result that cannot be read is made again.
"""

from __future__ import annotations

import sys
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

from groundplan.plain import Plain
from groundplan.project.program import program_states
from groundplan.project.store import Store

FOLDER = Path(".cache", "groundplan")

T = TypeVar("T", str, list[str])
V = TypeVar("V")


class Memo:
    """The results of one kind in the project at `root`."""

    def __init__(self, root: Path, kind: str, *inputs: str) -> None:
        """All of them follow from `inputs`: with others, none of them is there."""
        self._store = Store(root / FOLDER / kind)
        self._key = digest((_program(), *inputs))
        kept = self._store.recall(self._key)
        self._known: dict[str, Plain] = kept if isinstance(kept, dict) else {}
        self._asked: dict[str, Plain] = {}

    def of(self, key: str, make: Callable[[], T]) -> T:
        """The result under `key`, or what `make` makes."""
        kept = self._known.get(key)
        made = kept if isinstance(kept, str | list) else make()
        self._asked[key] = made
        return made  # type: ignore[return-value]

    def recall(self, key: str) -> str | None:
        """What was kept under `key`, for somebody to judge; who makes use of it keeps it on."""
        kept = self._known.get(key)
        return kept if isinstance(kept, str) else None

    def remember(self, key: str, made: str) -> None:
        """Keep `made` under `key`."""
        self._asked[key] = made

    def forget(self, key: str) -> None:
        """Keep the result under `key` no longer: another has come in its place."""
        self._asked.pop(key, None)

    def content_of(self, key: str, make: Callable[[], bytes]) -> bytes:
        """The content of a file under `key`, or what `make` makes."""
        return b64decode(self.of(key, lambda: b64encode(make()).decode()))

    def keep(self) -> None:
        """Keep what has been asked for, and nothing older."""
        if self._asked != self._known:
            self._store.keep_alone(self._key, self._asked)


class Recent(Generic[V]):
    """The last few values of one kind that this process has worked out, each under the digest of all that it follows from.

    For what is too large, or too entangled, to be kept between runs.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: dict[str, V] = {}
        self._lock = Lock()

    def get(self, key: str) -> V | None:
        return self._known.get(key)

    def keep(self, key: str, value: V) -> V:
        """`value`, which is kept until as many others have come after it as there is room for."""
        with self._lock:  # a server works in several threads
            self._known[key] = value
            if len(self._known) > self._most:
                del self._known[next(iter(self._known))]
        return value


@cache
def _program() -> str:
    """The state of the program, as it was when the first result was asked for."""
    return digest(f"{path} {state!r}" for path, state in program_states())


def digest(parts: Iterable[str | bytes]) -> str:
    """A few letters that stand for `parts`."""
    total = blake2b(digest_size=16)
    for part in parts:
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        total.update(b"%d\0" % len(content))
        total.update(content)
    return total.hexdigest()


def versions(*names: str) -> str:
    """Which editions of the packages `names` are installed: what they make follows from that."""
    return " ".join(f"{name} {_version(name)}" for name in names)


@cache
def installed() -> str:
    """Changes with every package that comes to the program's side or goes: its folder has other entries then."""
    folders = (Path(path) for path in dict.fromkeys(sys.path) if path.endswith(("site-packages", "dist-packages")))
    return " ".join(f"{folder} {folder.stat().st_mtime_ns}" for folder in folders if folder.is_dir())


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
