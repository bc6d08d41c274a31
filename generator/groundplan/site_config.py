"""Where MkDocs finds the pages of a project and puts its site, read from its configuration without MkDocs.

Nothing else of the configuration matters to a check. Plain files are understood without YAML, which a check from memory must not
wait for.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from groundplan.errors import UsageError
from groundplan.project.sources import Sources, content_of, is_there, read_sources

NAMES = ("mkdocs.yml", "mkdocs.yaml")

_KEYS = ("docs_dir", "site_dir", "INHERIT")
_PLAIN = re.compile(rb"^(docs_dir|site_dir): *([\w./-]+) *\r?$", re.MULTILINE)
_DEEPEST = 20
"""How many configurations may inherit from each other: more are a circle."""


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """The folders of a site, below the folder of its configuration unless they are absolute."""

    path: Path | None
    docs: Path
    site: Path
    above: tuple[Path, ...] = ()
    """What it inherits from, the nearest first."""


def config_of(root: Path, path: Path | None = None) -> SiteConfig:
    """The configuration at `path`, or else the one in `root`, if there is any. Raises UsageError where `path` is not there."""
    if path is not None and not is_there(path):
        raise UsageError(f"{path} does not exist")
    found = path or next((root / name for name in NAMES if is_there(root / name)), None)
    read: list[Path] = []
    values = _read(found, read) if found else {}
    return SiteConfig(found, root / values.get("docs_dir", "docs"), root / values.get("site_dir", "site"), tuple(read[1:]))


def sources_of(root: Path, docs: Path | None = None, config: Path | None = None) -> Sources:
    """The files of the project at `root`, whose pages are in `docs`; where the configuration of MkDocs says, if it is left out.

    That is `config`, or the one that is found.
    """
    configuration = config_of(root, config)
    names = (_name(path, root) for path in (*filter(None, [configuration.path]), *configuration.above))
    sources = read_sources(root, _name(docs or configuration.docs, root), tuple(dict.fromkeys(names)))
    if any(b"snippets" in sources.files.get(name, b"") for name in sources.configuration):
        from groundplan.load.parts_of_pages import with_included  # YAML

        return with_included(sources)
    return sources


def _name(path: Path, root: Path) -> str:
    """How a project names what it has, be it elsewhere."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else Path(os.path.relpath(path, root)).as_posix()


def _read(path: Path, read: list[Path]) -> dict[str, str]:
    """The keys of a configuration and of what it inherits from; notes in `read` what that is."""
    content = content_of(path)
    read.append(path)
    plain = {key.decode(): value.decode() for key, value in _PLAIN.findall(content)}
    if all(content.count(key.encode()) == (key in plain) for key in _KEYS):
        return plain
    from groundplan.load.site_keys import site_keys  # YAML

    values = site_keys(path.name, content, _KEYS)
    above = values.pop("INHERIT", None)
    parent = path.parent / above if above else None
    return {**(_read(parent, read) if parent and len(read) < _DEEPEST and parent.is_file() else {}), **values}
