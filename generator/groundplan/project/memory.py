"""What a check found the last time, for as long as nothing that it read has changed.

Imports nothing that a check itself needs: a second run on unchanged files must not even load the YAML library.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import TypeAlias, TypedDict

from groundplan.diagnostics import Finding, Related, Route, Severity, Span
from groundplan.project.program import program_states
from groundplan.project.sources import Sources
from groundplan.project.store import Store

FOLDER = Path(".cache", "groundplan", "check")

KeptRoute: TypeAlias = "Route | list[str | int] | None"
"""A route; a list of its steps when it comes back."""


class KeptSpan(TypedDict):
    """A place in a file, with the fields of `Span`."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


class KeptRelated(TypedDict):
    """What belongs to a finding."""

    message: str
    route: KeptRoute
    span: KeptSpan | None


class KeptFinding(KeptRelated):
    """A finding as it is kept."""

    check: str
    severity: str
    at_key: bool
    hint: str
    related: list[KeptRelated]


class Memory:
    """The findings about a project, remembered by a digest of everything that they follow from."""

    def __init__(
        self, sources: Sources, today: date, locale_coverage: int | None, others: Iterable[Sources] = (), *, name: str | None = None
    ) -> None:
        """The findings follow from `others`, too: from projects that its pages speak of. They are kept under `name`, or its own."""
        digest = blake2b(f"{today} {locale_coverage}".encode(), digest_size=16)
        states = program_states()
        read = [file for each in (sources, *others) for file in _files(each)]
        for path, state in (*states, *read):
            digest.update(b"\0%b\0%d\0" % (os.fsencode(path), len(state)))
            digest.update(state)
        folder = sources.root / FOLDER / (sources.member.name if name is None else name)
        self._store, self._key = Store(folder), digest.hexdigest()

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


def _files(sources: Sources) -> Iterator[tuple[str, bytes]]:
    yield from sources.files.items()
    yield from ((name, b"\0no file") for name in sources.odd)


def files_of(sources: Sources, findings: tuple[Finding, ...]) -> dict[str, str]:
    """The texts that the findings point into, for excerpts."""
    paths = sorted({finding.span.path for finding in findings if finding.span})
    return {path: text for path in paths if (text := sources.text(path)) is not None}


def _plain(finding: Finding) -> KeptFinding:
    related = [KeptRelated(message=item.message, route=item.route, span=_fields(item.span)) for item in finding.related]
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


def _fields(span: Span | None) -> KeptSpan | None:
    if span is None:
        return None
    return KeptSpan(path=span.path, line=span.line, column=span.column, end_line=span.end_line, end_column=span.end_column)


def _finding(raw: KeptFinding) -> Finding:
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


def _route(raw: KeptRoute) -> Route | None:
    return None if raw is None else Route(*raw)


def _span(raw: KeptSpan | None) -> Span | None:
    return None if raw is None else Span(**raw)
