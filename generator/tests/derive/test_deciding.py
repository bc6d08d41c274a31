"""The options that decide about connections: whatever changes with a choice is by that option."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import event, given

from derive.models import Raw, facts_from, models, text_of
from derive.oracle import Configuration, Oracle
from groundplan.derive.deciding import Deciding


def _neighbours(oracle: Oracle) -> Iterator[tuple[str, Configuration, Configuration]]:
    """Configurations that differ in one option alone."""
    for one in oracle.configurations:
        for other in oracle.configurations:
            differing = [option for option in one if one[option] != other[option]]
            if len(differing) == 1:
                yield differing[0], one, other


@given(models())
def test_what_a_choice_changes_is_decided_by_it(raw: Raw) -> None:
    oracle, facts = Oracle(raw), facts_from(text_of(raw))
    deciding = Deciding(facts)
    changed = 0
    for option, one, other in _neighbours(oracle):
        for flow in oracle.flows:
            if oracle.facts(flow, one) != oracle.facts(flow, other):
                changed += 1
                assert option in deciding.of([flow])
    event(f"something changes: {changed > 0}")
    whole = {option for flow in facts.flows for option in deciding.of([flow])}
    assert deciding.of(facts.flows) == tuple(option for option in facts.model.options if option in whole)
    assert deciding.of(["nowhere"]) == ()
