"""What a site offers to other programs."""

from __future__ import annotations

from collections.abc import Mapping

from groundplan.derive.facts import Facts
from groundplan.export.facts_json import facts_json
from groundplan.export.facts_table import facts_csv
from groundplan.project.revision import Revision

PATHS = ("assets/groundplan/facts.csv", "assets/groundplan/facts.json")
"""Where they are in the site."""


def downloads(facts: Facts, revision: Revision) -> Mapping[str, bytes]:
    """The facts of a state of the model under the default choices, by their path in the site."""
    default = facts.default.configuration
    return dict(zip(PATHS, (facts_csv(facts, default, revision).encode(), facts_json(facts, default, revision).encode()), strict=True))
