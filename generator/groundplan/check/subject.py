"""What checks look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from groundplan.derive.facts import Facts
from groundplan.derive.texts import texts
from groundplan.domain.entry import Text
from groundplan.i18n.catalogue import Catalogue


@dataclass(frozen=True, eq=False)
class Subject:
    """A project as checks see it. `pages` maps the path of each prose page to its source."""

    facts: Facts
    root: Path
    today: date
    whole: bool = True
    """False where broken entries are missing from the model."""
    pages: Mapping[str, str] = field(default_factory=dict)
    catalogues: Mapping[str, Catalogue] = field(default_factory=dict)

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every translatable text of the model that an author wrote, in the model's order."""
        return tuple(texts(self.facts))
