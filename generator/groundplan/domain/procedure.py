"""What people and machines do, step by step."""

from __future__ import annotations

from dataclasses import dataclass

from groundplan.domain.component import Component
from groundplan.domain.entry import Entry, Text
from groundplan.domain.flow import Flow


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Step(Entry):
    """One step: done by a component, perhaps towards another one, perhaps over a flow."""

    text: Text | None = None
    by: Component | None = None
    to: Component | None = None
    uses: Flow | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Procedure(Entry):
    """Numbered steps."""

    steps: tuple[Step, ...]
