"""What a report reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from posixpath import join, normpath
from typing import TYPE_CHECKING

from groundplan.diagnostics import Finding, Summary
from groundplan.plain import JsonObject

if TYPE_CHECKING:
    from groundplan.project.revision import Revision


@dataclass(frozen=True)
class Run:
    """The located findings of a run, sorted by place, and the text of the files they are in (for excerpts)."""

    findings: tuple[Finding, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    strict: bool = False
    color: bool = False
    root: Path | None = None
    """The project's folder; places in a coloured report then lead to their files."""
    base: str = ""
    """The project's folder as readers of the report see it, such as from the root of its repository."""
    note: str = ""
    """What else the reader must know: which checks were held back."""
    revision: Callable[[], Revision] | None = None
    """Tells which state of the model was judged. It asks git, which takes longer than a check from memory."""

    def path(self, path: str) -> str:
        """A path of the project as readers of the report see it."""
        return normpath(join(self.base, path)) if self.base else path

    @cached_property
    def summary(self) -> Summary:
        return Summary.of(self.findings)

    @property
    def model(self) -> JsonObject | None:
        """Which state of the model was judged, as formats for other programs say it."""
        return self.revision().document if self.revision else None

    @property
    def failed(self) -> bool:
        return self.summary.fails(strict=self.strict)


def told_beside(finding: Finding, run: Run) -> Iterator[str]:
    """What is told beside a finding, each with its place, for formats that have room for one text alone: every flow that breaks a claim."""
    for related in finding.related:
        at = f" ({run.path(related.span.path)}:{related.span.line})" if related.span else ""
        yield f"{related.message}{at}"
