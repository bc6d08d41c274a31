"""Choices that a deployment makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from groundplan.domain.entry import Entry

Conditions = Mapping[str, tuple[str, ...]]
"""Option id -> the choices that satisfy it. All options named must hold."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Choice(Entry):
    """One of the values of an option, and what it asks of the other options."""

    requires: Conditions = field(default_factory=dict)
    excludes: Conditions = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Option(Entry):
    """A decision with at least one choice. `choices` keeps the model's order."""

    choices: Mapping[str, Choice]
    default: str
