"""A model that is split into one that is used and its user says the same as the whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from derive.models import Raw, models
from hypothesis import given
from hypothesis import strategies as st

from groundplan.derive.facts import Facts, derive
from groundplan.export.facts_json import facts_json
from groundplan.load.document import load
from groundplan.project.member import Member
from groundplan.project.revision import Revision
from groundplan.project.sources import Sources
from groundplan.resolve.resolve import resolve


@st.composite
def split(draw: st.DrawFn) -> tuple[Raw, Raw]:
    """The entries that are shared, and the rest of a model with its project."""
    raw = draw(models(claims=2))
    shared: dict[str, Any] = {}
    own: dict[str, Any] = {"uses": ["../shared"], "project": raw["project"]}
    for section, entries in raw.items():
        if section != "project":
            theirs = {id_ for id_ in entries if draw(st.booleans())}
            shared[section] = {id_: entry for id_, entry in entries.items() if id_ in theirs}
            own[section] = {id_: entry for id_, entry in entries.items() if id_ not in theirs}
    return shared, own


@given(split())
def test_facts_are_those_of_the_whole(parts: tuple[Raw, Raw]) -> None:
    shared, own = parts
    sections = {section: {**entries, **own[section]} for section, entries in shared.items()}
    whole = {"project": own["project"], **sections}
    apart = _facts({"models/own/model.yaml": own, "models/shared/any.yaml": shared}, used=("models/shared",))
    together = _facts({"models/own/model.yaml": whole})
    assert apart.flows
    default = apart.default.configuration
    revision = Revision("93f52cabcb26")
    assert facts_json(apart, default, revision) == facts_json(together, default, revision)


def _facts(files: dict[str, Any], used: tuple[str, ...] = ()) -> Facts:
    contents = {path: yaml.safe_dump(raw, sort_keys=False).encode() for path, raw in files.items()}
    document = load(Sources(Path(), contents, member=Member(model="models/own"), used=used))
    assert document.findings == []
    model = resolve(document).model
    assert model is not None
    return derive(model)
