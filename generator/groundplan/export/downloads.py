"""What a site offers to other programs."""

from __future__ import annotations

from collections.abc import Mapping

from groundplan.derive.facts import Facts
from groundplan.export.facts_json import facts_json
from groundplan.export.facts_table import facts_csv


def downloads(facts: Facts) -> Mapping[str, bytes]:
    """The facts under the default choices, by file name."""
    default = facts.default.configuration
    return {"facts.csv": facts_csv(facts, default).encode(), "facts.json": facts_json(facts, default).encode()}
