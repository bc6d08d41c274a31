"""`weak-claim` against the oracle.

The requirement names one of several, and some flow that is judged has others besides; or a way leads over what is inside of a boundary
at which connections end.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from derive.models import Raw, areas, facts_from, models, selectors, text_of
from derive.oracle import Configuration, Oracle, Pair, listed, numbers
from groundplan.check.rules import weak_claim

DATA = ("carries", "sends", "returns", "leaves", "enters")


@given(models(), st.data())
def test_a_requirement_that_some_of_many_passes_is_told(raw: Raw, data: st.DataObject) -> None:
    for number in range(4):
        key = data.draw(st.sampled_from(("port", *DATA)))
        named: list[str] = ["443/tcp"] if key == "port" else [data.draw(st.sampled_from(list(raw["data"])))]
        requirement = {**data.draw(selectors(raw)), key: named, **data.draw(st.sampled_from(({}, {f"only-{key}": named})))}
        claim = {
            "statement": "It is so.",
            "every": data.draw(selectors(raw)),
            "is": data.draw(st.sampled_from((requirement, {"any": [requirement]}))),
        }
        raw["claims"][f"weak{number}"] = claim | data.draw(st.sampled_from(({}, {"viewpoint": "b0"})))
    oracle, facts = Oracle(raw), facts_from(text_of(raw))
    found = sorted((finding.route[1], finding.route[-1]) for finding in weak_claim.check(facts) if finding.route)
    expected = sorted((id_, key) for id_, claim in raw["claims"].items() if "is" in claim for key in weak(oracle, id_, claim))
    event(f"{len(expected)} are weak")
    assert found == expected


def weak(oracle: Oracle, id_: str, claim: Raw) -> Iterator[str]:
    """The key of each test of a requirement that one of several values passes, for a flow that the claim judges."""
    around = claim.get("viewpoint", oracle.viewpoint)
    judged = [
        (pair, configuration)
        for configuration in oracle.judged(id_)
        for pair in oracle.existing(configuration)
        if oracle.pair_matches(claim["every"], pair, configuration, around)
    ]
    for key, named, seen in _tests(claim["is"], around):
        if any(_has_more(oracle, key, named, seen, one) for one in judged):
            yield key


def _tests(selector: Raw, around: str) -> Iterator[tuple[str, Any, str]]:
    seen = selector.get("viewpoint", around)
    for key, value in selector.items():
        if key == "any":
            for inner in value:
                yield from _tests(inner, seen)
        elif key in {"port", *DATA} and f"only-{key}" not in selector:
            yield key, listed(value), seen


def _has_more(oracle: Oracle, key: str, named: list[str], seen: str, judged: tuple[Pair, Configuration]) -> bool:
    """Whether a flow has something of what is named, and something else."""
    pair, configuration = judged
    if key != "port":
        has, means = oracle._data(key, pair, configuration, seen), set[str]().union(*map(oracle.data_named, named))
        return not means.isdisjoint(has) and not has <= means
    ports = oracle.of(pair[0], "ports", configuration, [])
    used = set[tuple[str, int]]().union(*map(numbers, [] if ports == "unknown" else listed(ports)))
    meant = set[tuple[str, int]]().union(*map(numbers, named))
    return not meant.isdisjoint(used) and not used <= meant


@given(models(), st.data())
def test_a_way_by_whoever_is_inside_of_an_end_is_told(raw: Raw, data: st.DataObject) -> None:
    for number in range(12):
        way = {"from": data.draw(areas(raw)), "to": data.draw(areas(raw))}
        raw["claims"][f"way{number}"] = {"statement": "It is so.", "unreachable": way}
    oracle, facts = Oracle(raw), facts_from(text_of(raw))
    found = [str(finding.route[1]) for finding in weak_claim.check(facts) if finding.route]
    proven = [id_ for id_ in raw["claims"] if not any(oracle.breaks(id_, c) for c in oracle.judged(id_))]
    expected = [id_ for id_ in proven if any(_led_on(oracle, raw["claims"][id_]["unreachable"], c) for c in oracle.judged(id_))]
    event(f"{len(expected)} of {len(proven)} are weak")
    assert found == expected


def _led_on(oracle: Oracle, way: Raw, configuration: Configuration) -> bool:
    """Whether a chain leads from one end to the other where what is inside of a boundary may open and accept its connections."""
    places = [*oracle.raw["components"], *oracle.raw["boundaries"]]
    around = {place: {place, *oracle.around(place, configuration)} for place in places}
    first, last = (
        set[str]().union(*(around[place] for place in places if oracle.within(place, way[end], configuration))) for end in ("from", "to")
    )
    pairs = oracle.existing(configuration)
    walked = {pair for pair in pairs if pair[1] in first}
    for _ in pairs:
        at = {pair[2] for pair in walked}
        walked |= {pair for pair in pairs if any(pair[1] in around[place] or place in around[pair[1]] for place in at)}
    return any(pair[2] in last for pair in walked)


def test_what_cannot_be_worked_out_is_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    raw: Raw = {
        "project": {"name": "Shop", "viewpoint": "vpc"},
        "boundaries": {"vpc": {"kind": "vpc"}, "pods": {"kind": "cluster", "in": "vpc"}, "office": {"kind": "site"}},
        "components": {"pod": {"kind": "service", "in": "pods"}, "console": {"kind": "service", "in": "office"}},
        "channels": {"tls": {"exposure": "public"}},
        "flows": {"admin": {"from": "console", "to": "pods", "channel": "tls"}},
        "claims": {"apart": {"statement": "It is so.", "unreachable": {"from": "console", "to": "pod"}}},
    }
    (found,) = weak_claim.check(facts_from(text_of(raw)))
    assert found.message.endswith("by whoever is inside of it, `admin` may lead from one end to the other")
    monkeypatch.setattr(weak_claim, "_STEPS", 0)
    (found,) = weak_claim.check(facts_from(text_of(raw)))
    assert found.message.endswith(
        "at `pods`: whether whoever is inside of it leads from one end to the other is more than can be worked out"
    )
