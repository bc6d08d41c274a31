"""What a difference tells, applied to the old border, gives the new one: for random edits of random models."""

from __future__ import annotations

import json
from itertools import product
from typing import Any

from derive.models import Raw
from hypothesis import event, given
from hypothesis import strategies as st

from diff.edits import border, borders, edited, facts_or_none, other_ids, shuffled, told
from groundplan.derive.facts import Facts
from groundplan.diff.difference import difference
from groundplan.diff.report.json import report
from groundplan.diff.report.text import report as text


def configurations(facts: Facts) -> list[dict[str, str]]:
    options = facts.model.options
    every = (dict(zip(options, choices, strict=True)) for choices in product(*(option.choices for option in options.values())))
    return [configuration for configuration in every if facts.space.valid.holds_in(configuration)]


def facts_of(raw: Raw) -> Facts:
    found = facts_or_none(raw)
    assert found is not None
    return found


def told_of(old: Facts, new: Facts) -> Any:
    return json.loads(report(difference(old, new)))


@given(borders().flatmap(lambda raw: st.tuples(st.just(raw), edited(raw))))
def test_a_difference_is_exact(both: tuple[Raw, Raw]) -> None:
    old, new = map(facts_of, both)
    found = told_of(old, new)
    event("changed" if found["opened"] or found["closed"] else "nothing at the border")
    every = configurations(old)
    assert len(every) == old.space.valid.count()
    for configuration in every:
        before, after = border(old, configuration), border(new, configuration)
        opened, closed = told(found["opened"], configuration), told(found["closed"], configuration)
        assert (before | opened) - closed == after
        assert not opened & before
        assert not closed & after


@given(borders(), st.data())
def test_the_same_in_other_words_tells_nothing(raw: Raw, data: st.DataObject) -> None:
    reworded = {**raw, "flows": {id_: {**flow, "notes": "Other words.", "name": "Other"} for id_, flow in raw["flows"].items()}}
    found = difference(facts_of(raw), facts_of(shuffled(reworded, data)))
    assert (found.opened, found.closed, found.facts, found.claims, found.entries) == ((), (), (), (), ())
    assert found.cosmetic


@given(borders(), st.data())
def test_other_ids_tell_nothing(raw: Raw, data: st.DataObject) -> None:
    found = difference(facts_of(raw), facts_of(other_ids(shuffled(raw, data))))
    assert (found.opened, found.closed, found.facts, found.claims) == ((), (), (), ())
    assert found.cosmetic


@given(borders())
def test_nothing_changed_says_nothing(raw: Raw) -> None:
    found = difference(facts_of(raw), facts_of(raw))
    assert found.is_empty
    assert text(found) == ""
