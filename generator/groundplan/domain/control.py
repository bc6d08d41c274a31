"""What protects a connection."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from groundplan.domain.entry import Entry


class ControlKind(StrEnum):
    """By what means a control protects."""

    NETWORK = "network"
    IDENTITY = "identity"
    ENCRYPTION = "encryption"
    AUDIT = "audit"
    PROCESS = "process"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Control(Entry):
    """A safeguard that channels and flows name."""

    kind: ControlKind
