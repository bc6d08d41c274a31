"""Which state of a model this is: told by its commit where there is one, by its content otherwise, never by the clock."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from groundplan.errors import GroundplanError
from groundplan.plain import JsonObject
from groundplan.project.git import git
from groundplan.project.sources import Sources


@dataclass(frozen=True, slots=True)
class Revision:
    """A state of a model."""

    digest: str
    """SHA-256 of the YAML files, with their paths: twelve hexadecimal digits. The same on every machine."""
    commit: str = ""
    """The last commit that changed the model, as `git describe` names it; empty where the model is in none as it stands."""
    date: str = ""
    """The day of that commit, such as 2026-03-31."""

    @property
    def name(self) -> str:
        return self.commit or self.digest

    @property
    def document(self) -> JsonObject:
        """What JSON says of it."""
        return {"revision": self.name, "digest": self.digest, "date": self.date or None}


def revision_of(sources: Sources) -> Revision:
    """The state of a project's model, and of those that it uses."""
    root, digest = sources.root, _digest(sources)
    if _said(root, "status", "--porcelain", "--", *sources.models) != "":  # it was changed since, or there is no repository
        return Revision(digest)
    commit, _, date = (_said(root, "log", "-1", "--format=%H %cs", "--", *sources.models) or "").partition(" ")
    if not commit:
        return Revision(digest)
    return Revision(digest, _said(root, "describe", "--tags", "--always", "--abbrev=12", commit) or commit[:12], date)


def _digest(sources: Sources) -> str:
    whole = sha256()
    for name, content in (file for model in sources.models for file in sources.below(model, ".yaml", ".yml").items()):
        for part in (name.encode("utf-8", "surrogateescape"), content):
            whole.update(len(part).to_bytes(8, "big") + part)
    return whole.hexdigest()[:12]


def _said(root: Path, *words: str) -> str | None:
    """What git says; None where it cannot: there is no git, or no repository."""
    try:
        return git(root, *words).decode().strip()
    except GroundplanError:
        return None
