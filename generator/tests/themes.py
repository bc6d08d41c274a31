"""Templates of the theme, listed once for all builds of a process and compiled once for all processes: they lie in packages."""

from __future__ import annotations

import site
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import CodeType

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader
from jinja2.bccache import Bucket
from mkdocs.theme import Theme

COMPILED = Path(__file__).parents[2] / ".cache/tests/templates"
PACKAGES = tuple(site.getsitepackages())


class _Compiled(FileSystemBytecodeCache):
    """What templates were compiled to, each by all that it follows from: its text, its place, and what its environment adds to Jinja."""

    def __init__(self) -> None:
        COMPILED.mkdir(parents=True, exist_ok=True)
        super().__init__(str(COMPILED))
        self._known: dict[str, CodeType | None] = {}

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        added = (
            *environment.extensions,
            *(f"{name} {f.__module__}.{f.__qualname__}" for name, f in {**environment.filters, **environment.tests}.items()),
        )
        bucket = Bucket(environment, sha256("\0".join((name, str(filename), source, *added)).encode()).hexdigest(), "")
        bucket.code = self._known.get(bucket.key)
        if bucket.code is None:
            self.load_bytecode(bucket)
            self._known[bucket.key] = bucket.code
        return bucket

    def set_bucket(self, bucket: Bucket) -> None:
        self._known[bucket.key] = bucket.code
        self.dump_bytecode(bucket)


class _Listed(FileSystemLoader):
    """Lists what is in a package once, without hidden folders: of ten thousand icons, MkDocs takes none for a file of a site."""

    def list_templates(self) -> list[str]:
        return sorted({name for folder in self.searchpath for name in (_listed if folder.startswith(PACKAGES) else _walked)(folder)})


def _walked(folder: str) -> list[str]:
    return [name for name in FileSystemLoader(folder).list_templates() if not name.startswith(".")]


_listed = cache(_walked)


def keep_templates() -> None:
    """From now on, builds of this process take templates of the theme as they were compiled before."""
    compiled, original = _Compiled(), Theme.get_env

    def get_env(theme: Theme) -> Environment:
        environment = original(theme)
        environment.loader, environment.bytecode_cache = _Listed(theme.dirs), compiled
        return environment

    Theme.get_env = get_env  # type: ignore[method-assign]
