"""Findings that someone accepted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from groundplan.diagnostics import Route
from groundplan.domain.entry import Entry


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Waiver(Entry):
    """Accepts the findings of `check` at `at` or below, until the end of the day `until`."""

    check: str
    at: Route
    reason: str
    by: str
    until: date
