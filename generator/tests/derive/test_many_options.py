"""Forty independent options: 12 million million million configurations, judged like four."""

from __future__ import annotations

from typing import Any

import pytest

from derive.models import facts_from, text_of
from groundplan.derive.facts import Facts


def many(count: int, constraints: dict[str, Any] | None = None) -> Facts:
    """A model in which option number n decides the channel of one flow, and whether another exists; all carry an overlay."""
    options: dict[str, Any] = {f"option-{n}": {"choices": {"a": {}, "b": {}, "c": {}}, "default": "a"} for n in range(count)}
    for option, choice in (constraints or {}).items():
        options[option]["choices"] |= choice
    flows: dict[str, Any] = {"ride": {"from": "inside", "to": "outside", "channel": "overlay"}}
    for n in range(count):
        by = {"by": f"option-{n}", "a": "public", "b": "private", "c": "private"}
        flows[f"chosen-{n}"] = {"from": "inside", "to": "outside", "channel": by}
        flows[f"optional-{n}"] = {"from": "outside", "to": "inside", "channel": "private", "when": {f"option-{n}": ["a", "c"]}}
    claims: dict[str, dict[str, Any]] = {
        "some-private": {"exists": {"exposure": "private", "id": [f"chosen-{n}" for n in range(count)]}},
        "some-optional": {"exists": {"direction": "inbound"}},
        "carried": {"every": {"id": "ride"}, "is": {"rides-on": {"exposure": "public"}}},
        "all-public": {"never": {"exposure": "private", "id": f"chosen-{count - 1}"}, "when": {"option-0": "b"}},
    }
    return facts_from(
        text_of(
            {
                "project": {"name": "Many", "viewpoint": "home"},
                "boundaries": {"home": {"kind": "vpc"}, "away": {"kind": "vpc"}},
                "components": {"inside": {"kind": "service", "in": "home"}, "outside": {"kind": "service", "in": "away"}},
                "channels": {
                    "public": {"exposure": "public"},
                    "private": {"exposure": "private"},
                    "overlay": {"exposure": "private", "carried-by": [f"chosen-{n}" for n in range(count)]},
                },
                "options": options,
                "flows": flows,
                "claims": {id_: {"statement": "It is so.", **claim} for id_, claim in claims.items()},
            }
        )
    )


@pytest.mark.parametrize("count", [4, 40])
def test_claims_are_judged_over_every_configuration(count: int) -> None:
    facts = many(count)
    verdicts = facts.verdicts
    assert facts.space.valid.count() == 3**count
    assert {id_: verdict.configurations for id_, verdict in verdicts.items()} == {
        "some-private": 3**count,
        "some-optional": 3**count,
        "carried": 3**count,
        "all-public": 3 ** (count - 1),
    }
    assert verdicts["some-private"].violated.count() == 1, "false only where every option has `a`"
    assert verdicts["some-optional"].violated.count() == 1, "false only where every option has `b`"
    assert verdicts["carried"].violated.count() == 2**count, "false where no option has `a`"
    assert verdicts["all-public"].violated.count() == 2 * 3 ** (count - 2), "false where the first has `b` and the last `b` or `c`"


def test_the_first_refuting_configuration_is_found_among_all() -> None:
    verdicts = many(40).verdicts
    names = [f"option-{n}" for n in range(40)]
    refuting = {id_: verdict.refuted_by.configuration for id_, verdict in verdicts.items() if verdict.refuted_by}
    assert refuting == {
        "some-private": dict.fromkeys(names, "a"),
        "some-optional": dict.fromkeys(names, "b"),
        "carried": dict.fromkeys(names, "b"),
        "all-public": {**dict.fromkeys(names, "a"), "option-0": "b", "option-39": "b"},
    }
    assert verdicts["some-optional"].violated.cubes() == (dict.fromkeys(names, ("b",)),)


def test_every_option_decides_the_openings_of_what_all_carry() -> None:
    facts = many(40)
    assert len(facts.flows["ride"].openings) == 40
    assert [state.id for state in facts.default.flows["ride"].openings] == [f"chosen-{n}" for n in range(40)]


def test_constraints_between_the_options_leave_out_configurations() -> None:
    """`c` of each option but the last requires `c` of the next: what follows a `c` is fixed.

    Before the first `c`, each option is `a` or `b`, so 2^0 + 2^1 + … + 2^39 configurations have a `c`, and 2^40 have none.
    """
    chain = {f"option-{n}": {"c": {"requires": {f"option-{n + 1}": "c"}}} for n in range(39)}
    facts = many(40, chain)
    assert facts.space.valid.count() == (2**40 - 1) + 2**40
    assert facts.verdicts["carried"].configurations == 2**41 - 1
    assert facts.verdicts["carried"].violated.count() == 41, "`b` until the first `c`, if there is one"


def test_a_chain_of_two_thousand_options() -> None:
    """`c` of each requires `c` of the next, and `c` of the last is excluded by its only companion: no option can have `c`."""
    count = 2000
    options: dict[str, Any] = {
        f"option-{n}": {"choices": {"a": {}, "c": {"requires": {f"option-{n + 1}": "c"}}}, "default": "a"} for n in range(count)
    }
    options[f"option-{count}"] = {"choices": {"a": {}, "c": {"excludes": {f"option-{count - 1}": ["a", "c"]}}}, "default": "a"}
    raw = {
        "project": {"name": "Chain", "viewpoint": "home"},
        "boundaries": {"home": {"kind": "vpc"}, "away": {"kind": "vpc"}},
        "channels": {"bare": {"exposure": "public"}},
        "options": options,
        "flows": {"call": {"from": "home", "to": "away", "channel": "bare", "when": {"option-0": "a", "option-1999": "a"}}},
    }
    facts = facts_from(text_of(raw))
    assert facts.space.valid.count() == 1
    assert facts.space.possible == {(f"option-{n}", "a") for n in range(count + 1)}
    assert facts.flows["call"].exists.everywhere
    del options[f"option-{count}"]["choices"]["c"]["excludes"]
    facts = facts_from(text_of(raw))
    assert facts.space.valid.count() == count + 2, "`a` until the first `c`, if there is one"
    assert facts.flows["call"].exists.cubes() == ({"option-0": ("a",), "option-1999": ("a",)},), "as it is written"
    assert (~facts.flows["call"].exists).cubes() == ({"option-1999": ("c",)},), "`c` of the first needs `c` of the last"
