"""Classes of data that components keep and flows carry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from groundplan.domain.entry import Entry


class Sensitivity(StrEnum):
    """How much harm a leak would do, least first."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    RESTRICTED = "restricted"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class DataClass(Entry):
    """A class of data, perhaps part of a wider one whose sensitivity it inherits."""

    sensitivity: Sensitivity | None = None
    whole: DataClass | None = None

    def wholes(self) -> Iterator[DataClass]:
        """This class and the wider ones that it is part of, narrowest first. Whoever names a whole means its parts."""
        data: DataClass | None = self
        while data is not None:
            yield data
            data = data.whole
