"""What a site offers to other programs."""

from __future__ import annotations

from collections.abc import Mapping

from groundplan.derive.facts import Facts
from groundplan.export.facts_json import facts_json
from groundplan.export.facts_table import facts_csv
from groundplan.project.member import Member
from groundplan.project.revision import Revision


def paths(member: Member) -> tuple[str, ...]:
    """Where they are in the site."""
    return f"{member.assets}/facts.csv", f"{member.assets}/facts.json"


def downloads(facts: Facts, revision: Revision, member: Member) -> Mapping[str, bytes]:
    """The facts of a state of the model under the default choices, by their path in the site."""
    default = facts.default.configuration
    said = facts_csv(facts, default, revision).encode(), facts_json(facts, default, revision).encode()
    return dict(zip(paths(member), said, strict=True))
