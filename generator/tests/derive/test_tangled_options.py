"""Options that hang together badly on purpose: judged in little time and memory in whatever order they are written, or given up."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from derive.models import facts_from, text_of
from groundplan.derive.condition import Space
from groundplan.derive.facts import Facts
from groundplan.pipeline import analyse

STEPS = 150_000
"""Of working out sets: half a second or so. In the order in which these options are written, most would take gigabytes."""

Raw = dict[str, Any]
SWITCH: Raw = {"off": {}, "on": {}}


def model(options: Raw, flows: Raw, claims: Raw) -> Raw:
    """Components `s0` to `s24` inside, `out` outside; `options` by their choices, the first of which is the default."""
    return {
        "project": {"name": "Tangled", "viewpoint": "home"},
        "boundaries": {"home": {"kind": "vpc"}, "away": {"kind": "vpc"}},
        "components": {**{f"s{n}": {"kind": "service", "in": "home"} for n in range(25)}, "out": {"kind": "service", "in": "away"}},
        "channels": {"private": {"exposure": "private"}, "public": {"exposure": "public"}},
        "options": {id_: {"choices": choices, "default": next(iter(choices))} for id_, choices in options.items()},
        "flows": flows,
        "claims": {id_: {"statement": "It is so.", **claim} for id_, claim in claims.items()},
    }


def judged(raw: Raw) -> Facts:
    """The facts, with all claims judged within a small budget."""
    facts = facts_from(text_of(raw))
    with facts.space.decisions.within(STEPS):
        assert list(facts.verdicts) == list(raw["claims"])
    return facts


def far_pairs(count: int) -> Raw:
    """`count` switches, then as many options of access, each pair far apart."""
    return {**{f"enabled-{n}": SWITCH for n in range(count)}, **{f"access-{n}": {"private": {}, "public": {}} for n in range(count)}}


def services(count: int) -> Raw:
    """A flow for each pair, which exists when it is enabled and is public or private."""
    by = [{"by": f"access-{n}", "private": "private", "public": "public"} for n in range(count)]
    return {f"f{n}": {"from": "out", "to": "s0", "channel": by[n], "when": {f"enabled-{n}": "on"}} for n in range(count)}


def test_pairs_that_require_each_other_need_not_be_neighbours() -> None:
    options = far_pairs(20)
    for n in range(20):
        options[f"access-{n}"] = {"private": {}, "public": {"requires": {f"enabled-{n}": "on"}}}
    facts = judged(model(options, services(20), {"never-public": {"never": {"exposure": "public"}}}))
    assert facts.verdicts["never-public"].configurations == 3**20
    refuted = facts.verdicts["never-public"].refuted_by
    assert refuted is not None
    assert [id_ for id_, choice in refuted.configuration.items() if choice in {"on", "public"}] == ["enabled-19", "access-19"]


@pytest.mark.parametrize("count", [20, 40, 200])
def test_a_promise_over_many_conditional_flows(count: int) -> None:
    claims = {"never": {"never": {"exposure": "public"}}, "exists": {"exists": {"exposure": "public"}}}
    verdicts = judged(model(far_pairs(count), services(count), claims)).verdicts
    assert verdicts["never"].configurations == 4**count
    assert verdicts["never"].violated.count() == 4**count - 3**count
    assert [(breach.flow.id, breach.where.cubes()) for breach in verdicts["never"].broken_by] == [
        (f"f{n}", ({f"enabled-{n}": ("on",), f"access-{n}": ("public",)},)) for n in range(count)
    ]
    assert verdicts["exists"].violated.count() == 3**count
    assert verdicts["exists"].refuted_by is not None
    assert set(verdicts["exists"].refuted_by.configuration.values()) == {"off", "private"}, "the defaults"


def test_sixty_options_that_exclude_each_other_at_random() -> None:
    chance = random.Random(0)
    options: dict[str, Raw] = {f"o{n}": {"a": {}, "b": {}, "c": {"excludes": {}}} for n in range(60)}
    for _ in range(120):
        one, other = chance.sample(range(60), 2)
        options[f"o{one}"]["c"]["excludes"][f"o{other}"] = chance.choice("bc")
    by = {"by": "o0", "a": "private", "b": "public", "c": "public"}
    flows = {"f": {"from": "out", "to": "s0", "channel": by}}
    facts = judged(model(options, flows, {"private": {"every": {"id": "f"}, "is": {"exposure": "private"}}}))
    verdict = facts.verdicts["private"]
    assert 3**20 < verdict.configurations < 3**60
    assert [dict(cube) for breach in verdict.broken_by for cube in breach.where.cubes()] == [{"o0": ("b", "c")}]


def grid() -> tuple[Raw, Raw]:
    """Options, and flows over a grid of 5 x 5 both ways, each under an option of its own; those of the left and lower edge last."""
    right = {(x, y): (x + 1, y) for x in range(4) for y in range(5)}
    down = {(x, y): (x, y + 1) for x in range(5) for y in range(4)}
    steps = [(a, b) for a, b in (*right.items(), *down.items())]
    steps += [(b, a) for a, b in steps]
    edge = [((0, y), (0, y + 1)) for y in range(4)] + [((x, 4), (x + 1, 4)) for x in range(4)]
    ordered = [step for step in steps if step not in edge] + edge
    flows: Raw = {
        f"f{n}": {"from": f"s{ax * 5 + ay}", "to": f"s{bx * 5 + by}", "channel": "private", "when": {f"o{n}": "on"}}
        for n, ((ax, ay), (bx, by)) in enumerate(ordered)
    }
    flows["leak"] = {"from": "s24", "to": "out", "channel": "private"}
    return {f"o{n}": SWITCH for n in range(len(ordered))}, flows


def test_a_grid_of_flows_each_under_an_option_of_its_own() -> None:
    """The way that needs only the last options in the model."""
    options, flows = grid()
    raw = model(options, flows, {"apart": {"unreachable": {"from": "s0", "to": "out"}}})
    refuted = judged(raw).verdicts["apart"].refuted_by
    assert refuted is not None
    assert [option for option, choice in refuted.configuration.items() if choice == "on"] == [f"o{n}" for n in range(72, 80)]
    assert [flow.id for flow in refuted.flows] == [*(f"f{n}" for n in range(72, 80)), "leak"]


def test_data_over_a_grid_in_which_places_move() -> None:
    """Each flow carries data under its own option, and each component is outside under another."""
    options, flows = grid()
    for n in range(80):
        flows[f"f{n}"] |= {"carries": {"by": f"o{n}", "off": [], "on": ["orders"]}}
    claims: Raw = {
        "kept": {"contained": {"data": "orders", "within": "home"}},
        "apart": {"unreachable": {"from": {"owner": "us"}, "to": "away"}},
        "outward": {"never": {"direction": "outbound"}},
    }
    raw = model({**options, **{f"place-{n}": {"home": {}, "away": {}} for n in range(25)}}, flows, claims)
    raw |= {"data": {"orders": {}}, "parties": {"us": {"role": "customer"}}}
    for n in range(25):
        raw["components"][f"s{n}"] |= {"in": {"by": f"place-{n}", "home": "home", "away": "away"}}
    raw["components"]["s0"] |= {"owner": "us"}
    verdicts = judged(raw).verdicts
    kept, apart, outward = (verdicts[id_].refuted_by for id_ in claims)
    assert kept is not None
    assert {option for option, choice in kept.configuration.items() if choice in {"on", "away"}} == {"o79", "place-24"}
    assert [flow.id for flow in kept.flows] == ["f79"]
    assert apart is not None
    assert [option for option, choice in apart.configuration.items() if choice in {"on", "away"}] == ["o72", "place-1"]
    assert [flow.id for flow in apart.flows] == ["f72"]
    assert outward is not None
    assert [flow.id for flow in outward.flows] == ["leak"], "in the default configuration, in which nothing has moved"
    assert set(outward.configuration.values()) == {"off", "home"}


def test_one_flow_from_forty_places_that_move() -> None:
    """What it crosses is one of two things, in however many ways its sources are placed."""
    raw = model({f"place-{n}": {"home": {}, "away": {}} for n in range(40)}, {}, {"outward": {"never": {"direction": "outbound"}}})
    moving = {f"m{n}": {"kind": "service", "in": {"by": f"place-{n}", "home": "home", "away": "away"}} for n in range(40)}
    raw["components"] |= moving
    raw["flows"] = {"f": {"from": list(moving), "to": "out", "through": [*moving][:8], "channel": "private"}}
    facts = judged(raw)
    with facts.space.decisions.within(STEPS):
        crossed = {tuple(boundary.id for boundary in boundaries): where.count() for boundaries, where in facts.flows["f"].crosses}
    assert crossed[()] == 1
    assert sum(crossed.values()) == 2**40
    assert [breach.flow.id for breach in facts.verdicts["outward"].broken_by] == ["f"]


def test_values_by_choice_whose_options_are_written_far_apart() -> None:
    options = {f"{kind}-{n}": {"x": {}, "y": {}, "z": {}} for kind in ("channel", "inner", "ports") for n in range(40)}
    flows = {
        f"f{n}": {
            "from": "out",
            "to": "s0",
            "channel": {"by": f"channel-{n}", "x": "private", "else": {"by": f"inner-{n}", "x": "private", "else": "public"}},
            "ports": {"by": f"ports-{n}", "x": "443/tcp", "else": "80/tcp"},
        }
        for n in range(40)
    }
    claims = {"never": {"never": {"exposure": "public", "port": "80/tcp"}}, "exists": {"exists": {"exposure": "public", "port": "80/tcp"}}}
    verdicts = judged(model(options, flows, claims)).verdicts
    assert verdicts["exists"].violated.count() == (27 - 8) ** 40
    assert verdicts["never"].violated.count() == 27**40 - (27 - 8) ** 40


def test_flows_that_exclude_each_other_lead_nowhere() -> None:
    """Each step of the chain exists under one of two choices, and no two that follow each other under the same."""
    flows = {f"f{n}": {"from": f"s{n}", "to": f"s{n + 1}", "channel": "private", "when": {"o": "ab"[n % 2]}} for n in range(20)}
    verdict = judged(model({"o": {"a": {}, "b": {}}}, flows, {"apart": {"unreachable": {"from": "s0", "to": "s2"}}})).verdicts["apart"]
    assert verdict.holds
    assert [flow.id for flow in verdict.evidence] == ["f0"]


def test_two_thousand_options_with_two_thousand_flows() -> None:
    flows = {f"f{n}": {"from": "out", "to": f"s{n % 25}", "channel": "private", "when": {f"o{n}": "on"}} for n in range(2000)}
    claims = {"never": {"never": {"exposure": "private"}}, "apart": {"unreachable": {"from": "out", "to": "s24"}}}
    verdicts = judged(model({f"o{n}": SWITCH for n in range(2000)}, flows, claims)).verdicts
    assert all(verdict.refuted_by is not None for verdict in verdicts.values())
    assert [flow.id for flow in verdicts["never"].refuted_by.flows] == ["f1999"]  # type: ignore[union-attr]
    assert [flow.id for flow in verdicts["apart"].refuted_by.flows] == ["f1999"]  # type: ignore[union-attr]


@pytest.mark.parametrize("seed", [None, 1], ids=["as they come", "shuffled"])
def test_a_chain_of_two_thousand_flows_each_under_an_option_of_its_own(seed: int | None) -> None:
    """All of them are needed, so that nothing has to be tried."""
    order = list(range(2000))
    if seed is not None:
        random.Random(seed).shuffle(order)
    places = [f"c{n}" for n in range(2000)]
    flows = {
        f"f{n}": {"from": place, "to": following, "channel": "private", "when": {f"o{order[n]}": "on"}}
        for n, (place, following) in enumerate(pairwise([*places, "out"]))
    }
    raw = model({f"o{n}": SWITCH for n in range(2000)}, flows, {"apart": {"unreachable": {"from": "c0", "to": "out"}}})
    raw["components"] |= {place: {"kind": "service", "in": "home"} for place in places}
    verdict = judged(raw).verdicts["apart"]
    assert verdict.refuted_by is not None
    assert len(verdict.refuted_by.flows) == len(verdict.evidence) == 2000
    assert set(verdict.refuted_by.configuration.values()) == {"on"}
    assert verdict.refuted_by.where.count() == 1


def test_a_way_that_cannot_be_is_no_evidence() -> None:
    """The first two steps exclude each other; the third asks for something else."""
    when = [{"o": "a"}, {"o": "b"}, {"p": "on"}]
    flows = {f"f{n}": {"from": f"s{n}", "to": f"s{n + 1}", "channel": "private", "when": when[n]} for n in range(3)}
    raw = model({"o": {"a": {}, "b": {}}, "p": SWITCH}, flows, {"apart": {"unreachable": {"from": "s0", "to": "s3"}}})
    verdict = judged(raw).verdicts["apart"]
    assert verdict.holds
    assert [flow.id for flow in verdict.evidence] == ["f0"]


def test_a_way_may_end_where_another_could_start() -> None:
    """Neither flow is needed: each leads to the target, which lies in the source."""
    flows = {f"f{n}": {"from": f"s{n}", "to": "s2", "channel": "private", "when": {f"o{n}": "on"}} for n in range(2)}
    raw = model({"o0": SWITCH, "o1": SWITCH}, flows, {"apart": {"unreachable": {"from": "home", "to": "s2"}}})
    refuted = judged(raw).verdicts["apart"].refuted_by
    assert refuted is not None
    assert refuted.configuration == {"o0": "off", "o1": "on"}
    assert [flow.id for flow in refuted.flows] == ["f1"]


def hopeless() -> Raw:
    """Eight sites that may use none of the networks of eight others, of twenty: which of them are used can be 263,950 things."""
    networks = "abcdefghijklmnopqrst"
    left = {name: {"excludes": {f"r{n}": name for n in range(8)}} for name in networks}
    right: Raw = {name: {} for name in reversed(networks)}
    return {**{f"l{n}": left for n in range(8)}, **{f"r{n}": right for n in range(8)}}


def test_constraints_that_are_too_many_are_named_beside_all_else_that_is_found(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    raw = model(hopeless(), {"f": {"from": "s0", "to": "out", "channel": "private", "when": {"l0": "a"}}}, {"c": {"exists": {"id": "f"}}})
    (tmp_path / "model/model.yaml").write_text(text_of(raw))
    found = analyse(tmp_path).findings
    entangled = [finding for finding in found if finding.check == "entangled-options"]
    (said,) = [finding.message for finding in entangled]
    assert said == (
        "what `requires` and `excludes` leave cannot be judged: `l0`, `l1`, `l2`, `l3`, `l4`, `l5` and 10 more"
        " depend on each other in more ways than can be worked out"
    )
    assert entangled[0].span is not None
    assert {"unstated-port", "unused-component"} <= {finding.check for finding in found}
    assert "claim-refuted" not in {finding.check for finding in found}


def test_constraints_in_any_order_leave_the_same() -> None:
    chance = random.Random(1)
    names = [f"o{n}" for n in range(9)]
    counts = set[int]()
    for _ in range(10):
        order = chance.sample(names, len(names))
        options = {name: {"a": {}, "b": {"excludes": {f"o{(int(name[1:]) * 4 + 1) % 9}": "b"}}} for name in order}
        facts = facts_from(text_of(model(options, {}, {})))
        assert isinstance(facts.space, Space)
        counts.add(facts.space.valid.count())
    assert len(counts) == 1
