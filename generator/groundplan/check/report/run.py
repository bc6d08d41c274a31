"""What a report reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from groundplan.diagnostics import Finding, Summary


@dataclass(frozen=True)
class Run:
    """The located findings of a run, sorted by place, and the text of the files they are in (for excerpts)."""

    findings: tuple[Finding, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    strict: bool = False
    color: bool = False
    root: Path | None = None
    """The project's folder; places in a coloured report then lead to their files."""
    note: str = ""
    """What else the reader must know: which checks were held back."""

    @cached_property
    def summary(self) -> Summary:
        return Summary.of(self.findings)

    @property
    def failed(self) -> bool:
        return self.summary.fails(strict=self.strict)
