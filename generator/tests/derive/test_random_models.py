"""The engine against the oracle: on random models both must say the same, in every configuration."""

from __future__ import annotations

import json
from collections.abc import Iterable
from math import prod
from typing import Any

from hypothesis import assume, event, given
from hypothesis import strategies as st

from derive.models import Raw, facts_from, models, plain_selectors, resolution_of, selectors, text_of
from derive.oracle import Configuration, Oracle, listed
from groundplan.check.rules import direction_mismatch, empty_view, exposure_mismatch, mixed_ends, overlay_without_carrier
from groundplan.derive.claims import Counterexample
from groundplan.derive.condition import Condition
from groundplan.derive.facts import derive
from groundplan.derive.flow_facts import FlowFacts
from groundplan.diagnostics import Finding, Route
from groundplan.export.facts_json import facts_json
from groundplan.project.revision import Revision
from groundplan.resolve import parse_selector

OVERALL = ("direction", "exposure", "channel", "through", "ports", "crosses")


@given(models())
def test_facts_are_those_of_each_configuration(raw: Raw) -> None:
    oracle, facts = Oracle(raw), facts_from(text_of(raw))
    assert list(facts.flows) == list(raw["flows"])
    for configuration in oracle.configurations:
        document = json.loads(facts_json(facts, configuration, Revision("0")))
        assert [flow["id"] for flow in document["flows"]] == list(raw["flows"])
        for flow in document["flows"]:
            id_ = flow.pop("id")
            overall = flow.pop("overall")
            assert flow == (oracle.facts(id_, configuration) or oracle.absent(id_))
            assert overall == {fact: oracle.overall(id_, fact) for fact in OVERALL}
    for id_, found in facts.flows.items():
        _assert_values_come_in_order(found, oracle)
        assert bool(found.exists) == any(oracle.exists(id_, configuration) for configuration in oracle.configurations)


def _assert_values_come_in_order(found: FlowFacts, oracle: Oracle) -> None:
    """By the first configuration that has each: the default's first."""
    id_ = found.flow.id
    assert [channel.id for channel in found.channel.values()] == oracle.overall(id_, "channel")
    assert list(found.layer.values()) == oracle.overall(id_, "layer")
    assert all(condition for _, condition in found.channel), "a case that never comes up is left out"
    opened = [other for openings in _openings(oracle, id_) for other in openings]
    assert [opening.id for opening in found.openings] == [other for other in oracle.flows if other in opened]


@given(models(), st.data())
def test_facts_are_those_that_another_border_sees(raw: Raw, data: st.DataObject) -> None:
    oracle, facts = Oracle(raw), facts_from(text_of(raw))
    viewpoint = data.draw(st.sampled_from(sorted(raw["boundaries"])))
    seen = facts.seen_from(facts.model.boundaries[viewpoint])
    for configuration in oracle.configurations:
        document = json.loads(facts_json(seen, configuration, Revision("0")))
        assert document["viewpoint"] == viewpoint
        assert len(document["flows"]) == len(raw["flows"])
        for flow in document["flows"]:
            id_, overall = flow.pop("id"), flow.pop("overall")
            assert flow == (oracle.facts(id_, configuration, viewpoint) or oracle.absent(id_))
            assert overall["direction"] == oracle.overall(id_, "direction", viewpoint)
    assert {id_: verdict.holds for id_, verdict in seen.verdicts.items()} == {id_: v.holds for id_, v in facts.verdicts.items()}


def _openings(oracle: Oracle, flow: str) -> list[list[str]]:
    return [state["openings"] for configuration in oracle.configurations if (state := oracle.facts(flow, configuration))]


@given(models(), st.data())
def test_a_selector_selects_what_it_says(raw: Raw, data: st.DataObject) -> None:
    oracle, resolution = Oracle(raw), resolution_of(text_of(raw))
    assert resolution.model is not None
    facts = derive(resolution.model)
    for written in [*plain_selectors(raw), *(data.draw(selectors(raw)) for _ in range(4))]:
        selector = parse_selector(written, Route("where"), resolution.scope)
        assert selector is not None
        selected = facts.select(selector)
        assert [id_ for id_ in facts.flows if id_ in selected] == list(selected), "in the model's order"
        for id_ in raw["flows"]:
            expected = [c for c in oracle.configurations if oracle.matches(written, id_, c)]
            assert _members(selected.get(id_, facts.space.never), oracle) == expected
            assert bool(expected) == (id_ in selected)


@given(models())
def test_what_is_written_is_compared_with_the_facts(raw: Raw) -> None:
    oracle, facts = Oracle(raw), facts_from(text_of(raw))
    assume(oracle.configurations)
    assert flows_of(mixed_ends.check(facts)) == {id_ for id_ in raw["flows"] if oracle.mixed(id_)}
    assert flows_of(overlay_without_carrier.check(facts)) == {id_ for id_ in raw["flows"] if oracle.stranded(id_)}
    assert [finding.route for finding in empty_view.check(facts)] == [
        Route("views", id_) for id_ in raw["views"] if oracle.shows_nothing(id_)
    ]
    for fact, rule in (("direction", direction_mismatch), ("exposure", exposure_mismatch)):
        found = sorted(f"{finding.route}" for finding in rule.check(facts))
        expected = [(id_, place) for id_ in raw["flows"] for place in oracle.unexpected(id_, fact)]
        places = ["" if raw["flows"][id_]["expect"].keys() <= {"direction", "exposure"} else f".{place}" for id_, place in expected]
        assert found == sorted(f"flows.{id_}.expect{place}.{fact}" for (id_, _), place in zip(expected, places, strict=True))


def flows_of(findings: Iterable[Finding]) -> set[str]:
    """The flows that findings are about."""
    return {str(finding.route[1]) for finding in findings if finding.route}


@given(models(claims=4))
def test_a_claim_is_judged_in_every_configuration(raw: Raw) -> None:
    oracle, facts = Oracle(raw), facts_from(text_of(raw))
    assert list(facts.verdicts) == list(raw["claims"])
    assert len(facts.verdicts) > 4
    for id_, verdict in facts.verdicts.items():
        if "drawn-in" in raw["claims"][id_] and oracle.loops_at_a_place():  # compared with the pictures, in `test_atlas`
            continue
        judged = oracle.judged(id_)
        broken = [configuration for configuration in judged if oracle.breaks(id_, configuration)]
        event(f"{next(key for key in raw['claims'][id_] if key not in {'statement', 'when'})} {'refuted' if broken else 'holds'}")
        assert verdict.holds == (not broken)
        assert verdict.configurations == len(judged)
        assert _members(verdict.judged, oracle) == judged
        assert _members(verdict.violated, oracle) == broken
        breaches = {breach.flow.id: _members(breach.where, oracle) for breach in verdict.broken_by}
        assert list(breaches.items()) == oracle.broken_by(id_)
        if verdict.refuted_by is None:
            continue
        assert dict(verdict.refuted_by.configuration) == broken[0]
        _assert_breaks(verdict.refuted_by, id_, oracle, broken[0])


def _assert_breaks(counterexample: Counterexample, claim: str, oracle: Oracle, configuration: Configuration) -> None:
    """The flows of `counterexample` show, one after the other and as briefly as possible, why the claim is false."""
    form = oracle.raw["claims"][claim]
    chain = [flow.id for flow in counterexample.flows]
    place = counterexample.place.id if counterexample.place else None
    assert all(oracle.exists(flow, configuration) for flow in chain)
    if "exists" in form:
        assert (chain, place) == ([], None)
    elif "contained" in form:
        assert place == oracle.spilled(claim, configuration)[0]
        _assert_spills(chain, place, form["contained"]["data"], oracle, configuration)
    elif "unreachable" in form:
        _assert_leads(chain, place, form["unreachable"], oracle, configuration)
        assert len(chain) == oracle.shortest_reach(claim, configuration)
    else:
        assert (chain, place) == (oracle.culprits(claim, configuration), None)
    assert counterexample.where.holds_in(configuration)
    for other in oracle.judged(claim):
        if counterexample.where.holds_in(other):
            assert all(oracle.exists(flow, other) for flow in chain)
            assert oracle.breaks(claim, other)


def _assert_spills(chain: list[str], place: str, data: str, oracle: Oracle, configuration: Configuration) -> None:
    distance = oracle.distance(data, place, configuration)
    if distance is None:  # no origin brings it there: the flow that has it stands for itself
        assert len(chain) == 1
        bearing = [pair for pair in oracle.bearers(data, configuration) if pair[0] == chain[0]]
        assert any(place in oracle.seeing(pair, configuration) for pair in bearing)
        return
    assert len(chain) == distance
    reached = oracle.origins(data)
    for flow in chain:
        reached = set[str]().union(*(oracle.step(pair, reached, data, configuration) for pair in oracle.pairs(flow)))
    assert place in reached


def _assert_leads(chain: list[str], place: str | None, form: Raw, oracle: Oracle, configuration: Configuration) -> None:
    """Some connection of each flow starts where one of the flow before ends."""
    reached = {end for _, end, _ in oracle.pairs(chain[0]) if oracle.within(end, form["from"], configuration)}
    for flow in chain:
        reached = {target for _, source, target in oracle.pairs(flow) if source in reached}
    assert place in reached
    assert oracle.within(str(place), form["to"], configuration)


@given(models(claims=3))
def test_a_condition_says_where_it_holds(raw: Raw) -> None:
    oracle, facts = Oracle(raw), facts_from(text_of(raw))
    conditions = [condition for flow in facts.flows.values() for _, condition in flow.channel]
    conditions += [verdict.violated for verdict in facts.verdicts.values()]
    conditions += [~verdict.violated for verdict in facts.verdicts.values()]
    conditions += [one & other for one in conditions[:2] for other in conditions[-2:]]
    assert len(conditions) > 3
    written = {condition.node for condition in (*(f.exists for f in facts.flows.values()), *(v.judged for v in facts.verdicts.values()))}
    for condition in conditions:
        members = _members(condition, oracle)
        assert condition.count() == len(members)
        assert bool(condition) == bool(members)
        assert condition.everywhere == (len(members) == len(oracle.configurations))
        assert condition.first() == (members[0] if members else None)
        if condition.node not in written:
            _assert_cubes_cover(condition, members, oracle)
        _assert_options_decide(condition, members, oracle)


def _members(condition: Condition, oracle: Oracle) -> list[Configuration]:
    return [configuration for configuration in oracle.configurations if condition.holds_in(configuration)]


def _assert_cubes_cover(condition: Condition, members: list[Configuration], oracle: Oracle) -> None:
    """Read back, the alternatives are the condition; none is covered by the rest, needs one option less, or names what cannot be."""
    cubes = [dict(cube) for cube in condition.cubes()]
    covered = [[c for c in oracle.configurations if _in_cube(c, cube)] for cube in cubes]
    assert [c for c in oracle.configurations if any(c in cover for cover in covered)] == members
    for index, cube in enumerate(cubes):
        assert covered[index]
        others = [c for other, cover in enumerate(covered) if other != index for c in cover]
        assert any(c not in others for c in covered[index]), "an alternative that the others cover"
        _assert_every_combination_occurs(cube, covered[index])
        for option in cube:
            without = {other: choices for other, choices in cube.items() if other != option}
            assert any(c not in members for c in oracle.configurations if _in_cube(c, without)), f"`{option}` is not needed"


def _assert_every_combination_occurs(cube: dict[str, Any], covered: list[Configuration]) -> None:
    named = {tuple(configuration[option] for option in cube) for configuration in covered}
    assert len(named) == prod(len(choices) for choices in cube.values())


@given(models(claims=1))
def test_a_flow_is_told_to_exist_where_its_author_said(raw: Raw) -> None:
    """In the words of its `when`: every option named there, with those of its choices that go with the rest."""
    oracle, facts = Oracle(raw), facts_from(text_of(raw))
    assert facts.flows
    for id_, flow in facts.flows.items():
        existing = [c for c in oracle.configurations if oracle.exists(id_, c)]
        if not existing:
            assert flow.exists.cubes() == ()
            continue
        (cube,) = flow.exists.cubes()
        when = {option: listed(choices) for option, choices in raw["flows"][id_].get("when", {}).items()}
        possible = {option: {c[option] for c in existing} for option in when}
        says = {option for option in when if {c[option] for c in oracle.configurations} != possible[option]}
        assert {option: set(choices) for option, choices in cube.items()} == {option: possible[option] for option in says}
        assert [c for c in oracle.configurations if _in_cube(c, dict(cube))] == existing


def _in_cube(configuration: Configuration, cube: dict[str, Any]) -> bool:
    return all(configuration[option] in choices for option, choices in cube.items())


def _assert_options_decide(condition: Condition, members: list[Configuration], oracle: Oracle) -> None:
    """The options named tell members from others; none of them can be left out."""
    options = condition.options()
    assert _tell_apart(options, members, oracle)
    for option in options:
        assert not _tell_apart([other for other in options if other != option], members, oracle), f"`{option}` does not decide"


def _tell_apart(options: Any, members: list[Configuration], oracle: Oracle) -> bool:
    inside = {tuple(c[option] for option in options) for c in members}
    outside = {tuple(c[option] for option in options) for c in oracle.configurations if c not in members}
    return not inside & outside
