"""Where MkDocs finds the pages of a project and puts its site, read from its configuration without MkDocs.

Nothing else of the configuration matters to a check. Plain files are understood without YAML, which a check from memory must not
wait for.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from groundplan.diagnostics import Finding, Span
from groundplan.errors import UsageError
from groundplan.nearest import did_you_mean
from groundplan.project.member import ALONE, Member
from groundplan.project.sources import Sources, content_of, is_there, read_sources, with_model

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


@dataclass(frozen=True, slots=True)
class Estate:
    """The projects of a site: one, for most."""

    members: tuple[Member, ...] = (ALONE,)
    findings: tuple[Finding, ...] = ()
    """What is wrong with how its configuration names them."""
    places: Mapping[str, Span] = field(default_factory=dict)
    """Where each is named."""

    def called(self, name: str | None) -> tuple[Member, ...]:
        """The project of that name; all of them without one. Raises UsageError where there is none."""
        if name is None:
            return self.members
        found = tuple(member for member in self.members if member.name == name)
        if not found:
            raise UsageError(f"there is no project `{name}`{self._instead(name)}")
        return found

    def one(self, name: str | None) -> Member:
        """The same, for what can speak of one alone: without a name, the one that pages in no other's folder speak of."""
        found = self.called(name)
        if len(found) > 1:
            found = tuple(member for member in found if not member.folder)
        if not found:
            raise UsageError(f"the site has several projects{self._instead('')}; name one with `--project`")
        return found[0]

    def _instead(self, name: str) -> str:
        names = [member.name for member in self.members if member.name]
        return f"; {did_you_mean(name, names) or 'they are ' + ', '.join(names)}" if names else ": the site has one, which has no name"


def estate_of(root: Path, config: Path | None = None) -> Estate:
    """The projects that the configuration of MkDocs names, in `config` or in the one that is found; the only one, where it names none."""
    contents = configuration_sources(root, config).files.items()
    if not any(b"projects" in content for _, content in contents):
        return Estate()
    from groundplan.load.projects import projects_of  # YAML
    from groundplan.load.publishing import Publishing
    from groundplan.load.site_tree import site_tree

    named = projects_of(Publishing(site_tree(contents)), lambda model: is_there(root / model))
    return Estate() if named is None else Estate(named.members, named.findings, named.places)


def sources_of(root: Path, docs: Path | None = None, config: Path | None = None, member: Member | None = None) -> Sources:
    """The files of a project at `root`, whose pages are in `docs`; where the configuration of MkDocs says, if it is left out.

    That is `config`, or the one that is found. Of several projects, the files of `member`.
    """
    configuration = config_of(root, config)
    names = (_name(path, root) for path in (*filter(None, [configuration.path]), *configuration.above))
    member = member or estate_of(root, config).one(None)
    sources = read_sources(root, _name(docs or configuration.docs, root), tuple(dict.fromkeys(names)), member)
    if sources.using(member.model):
        from groundplan.load.uses import with_used  # YAML

        sources = with_used(sources)
    if any(key in sources.files.get(name, b"") for name in sources.configuration for key in (b"snippets", b"custom_dir")):
        from groundplan.load.parts_of_pages import with_included, with_overrides  # YAML

        return with_overrides(with_included(sources))
    return sources


def used_by(root: Path, member: Member) -> tuple[str, ...]:
    """The folder of a project's model, and those of the models that it uses."""
    sources = Sources(root, {}, member=member)
    if is_there(root / member.model):
        sources = replace(with_model(sources, member.model), used=())
    if sources.using(member.model):
        from groundplan.load.uses import with_used  # YAML

        return with_used(sources).models
    return sources.models


def configuration_sources(root: Path, config: Path | None = None) -> Sources:
    """The configuration of a site alone."""
    configuration = config_of(root, config)
    files = [path for path in (configuration.path, *configuration.above) if path]
    contents = {_name(path, root): content_of(path) for path in files}
    return Sources(root, contents, configuration=tuple(contents))


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
