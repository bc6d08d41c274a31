"""Who owns or runs a thing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from groundplan.domain.entry import Entry


class Role(StrEnum):
    """The part that a party plays, seen from the customer."""

    CUSTOMER = "customer"
    VENDOR = "vendor"
    PROVIDER = "provider"
    THIRD_PARTY = "third-party"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Party(Entry):
    """A company or person that owns or runs boundaries and components."""

    role: Role
