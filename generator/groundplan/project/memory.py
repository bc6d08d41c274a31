"""What a check found the last time, for as long as nothing that it read has changed.

Imports nothing that a check itself needs: a second run on unchanged files must not even load the YAML library.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any

from groundplan.diagnostics import Finding, Related, Route, Severity, Span
from groundplan.project.sources import entries_below, is_there
from groundplan.project.store import Store

FOLDER = Path(".cache", "groundplan", "check")
_PACKAGE = Path(__file__).parents[1]


class Memory:
    """The findings about the project at `root`, remembered by a digest of everything that they follow from."""

    def __init__(self, root: Path, today: date, locale_coverage: int | None) -> None:
        self._root = root
        digest = blake2b(f"{today} {locale_coverage}".encode(), digest_size=16)
        for path in (*_own(), *_inputs(root)):
            digest.update(b"\0%b\0" % os.fsencode(path))
            digest.update(_state(path) if path.is_relative_to(_PACKAGE) else _content(path))
        self._store, self._key = Store(root / FOLDER), digest.hexdigest()

    def recall(self) -> tuple[Finding, ...] | None:
        """The findings of an earlier run, or None. A damaged entry is as good as none."""
        try:
            kept = self._store.recall(self._key)
            return tuple(map(_finding, kept)) if isinstance(kept, list) else None
        except (ValueError, TypeError, KeyError):
            return None

    def keep(self, findings: tuple[Finding, ...]) -> None:
        """Remember `findings`, and nothing older. A folder that cannot be written is no reason to fail."""
        self._store.keep_alone(self._key, [_plain(finding) for finding in findings])


def files_of(root: Path, findings: tuple[Finding, ...]) -> dict[str, str]:
    """The texts that the findings point into, for excerpts."""
    paths = {finding.span.path for finding in findings if finding.span}
    return {path: (root / path).read_text(encoding="utf-8", errors="replace") for path in sorted(paths) if (root / path).is_file()}


def _own() -> Iterator[Path]:
    """Our own files: another version may find something else."""
    return (path for pattern in ("*.py", "*.md") for path in sorted(_PACKAGE.rglob(pattern)))


def _state(path: Path) -> bytes:
    status = path.stat()
    return f"{status.st_size} {status.st_mtime_ns}".encode()


def _inputs(root: Path) -> Iterator[Path]:
    """Whatever a check may read, and what only looks like it: a folder may have taken the place of a file."""
    yield from (Path(entry.path) for entry in entries_below(root / "model"))
    yield from (Path(entry.path) for entry in entries_below(root / "docs") if entry.name.endswith(".md"))
    settings = root / "groundplan.toml"
    if is_there(settings):
        yield settings


def _content(path: Path) -> bytes:
    """What is in a file; of anything else (a named pipe would never end), that it is none."""
    return path.read_bytes() if path.is_file() else b"\0no file"


def _plain(finding: Finding) -> dict[str, Any]:
    related = [{"message": item.message, "route": item.route, "span": _fields(item.span)} for item in finding.related]
    return {
        "check": finding.check,
        "severity": finding.severity,
        "message": finding.message,
        "route": finding.route,
        "span": _fields(finding.span),
        "at_key": finding.at_key,
        "hint": finding.hint,
        "related": related,
    }


def _fields(span: Span | None) -> dict[str, Any] | None:
    return None if span is None else asdict(span)


def _finding(raw: dict[str, Any]) -> Finding:
    related = tuple(Related(item["message"], _route(item["route"]), _span(item["span"])) for item in raw["related"])
    return Finding(
        raw["check"],
        Severity(raw["severity"]),
        raw["message"],
        _route(raw["route"]),
        _span(raw["span"]),
        raw["at_key"],
        raw["hint"],
        related,
    )


def _route(raw: list[str | int] | None) -> Route | None:
    return None if raw is None else Route(*raw)


def _span(raw: dict[str, Any] | None) -> Span | None:
    return None if raw is None else Span(**raw)
