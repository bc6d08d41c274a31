"""Sets of configurations: literal cases, and spaces far too large to list."""

from __future__ import annotations

from typing import Any

import pytest

from derive.models import facts_from, text_of
from groundplan.derive.condition import Condition, Space

PLAIN: dict[str, Any] = {}


def space(options: dict[str, dict[str, Any]]) -> Space:
    """The space of a model with `options`: option -> choice -> constraints. The first choice is the default."""
    written = {option: {"choices": choices, "default": next(iter(choices))} for option, choices in options.items()}
    raw = {"project": {"name": "Options", "viewpoint": "home"}, "boundaries": {"home": {"kind": "vpc"}}, "options": written}
    return facts_from(text_of(raw)).space


def switches(count: int, width: int = 2) -> Space:
    return space({f"option-{number}": {f"choice-{choice}": PLAIN for choice in range(width)} for number in range(count)})


def parity(among: Space) -> Condition:
    """Where an even number of options is not at its default."""
    even = among.always
    for option in among.options:
        same = among.choice(option.id, option.default)
        even = (even & same) | (~even & ~same)
    return even


def test_the_default_comes_first_wherever_it_is_written() -> None:
    raw = {
        "project": {"name": "Options", "viewpoint": "home"},
        "boundaries": {"home": {"kind": "vpc"}},
        "options": {
            "size": {"choices": {"small": {}, "large": {}, "huge": {}}, "default": "large"},
            "zone": {"choices": {"one": {}, "two": {}}, "default": "two"},
        },
    }
    among = facts_from(text_of(raw)).space
    assert among.always.first() == {"size": "large", "zone": "two"}
    assert (~among.choice("size", "large")).first() == {"size": "small", "zone": "two"}
    assert among.choice("zone", "one").first() == {"size": "large", "zone": "one"}


def test_requires_asks_for_all_and_excludes_forbids_each() -> None:
    among = space(
        {
            "mode": {"plain": PLAIN, "strict": {"requires": {"keys": "own", "logs": ["short", "long"]}}},
            "keys": {"shared": PLAIN, "own": {"excludes": {"logs": "none", "mode": "plain"}}},
            "logs": {"none": PLAIN, "short": PLAIN, "long": PLAIN},
        }
    )
    allowed = [(mode, keys, logs) for mode in ("plain", "strict") for keys in ("shared", "own") for logs in ("none", "short", "long")
               if among.valid.holds_in({"mode": mode, "keys": keys, "logs": logs})]  # fmt: skip
    assert allowed == [
        ("plain", "shared", "none"),
        ("plain", "shared", "short"),
        ("plain", "shared", "long"),
        ("strict", "own", "short"),
        ("strict", "own", "long"),
    ]
    assert among.valid.count() == 5


def test_of_options_that_decide_each_other_the_first_is_named() -> None:
    """Neither can be chosen anew alone, yet the set depends on them."""
    among = space(
        {
            "network": {"public": {"requires": {"entry": "open"}}, "private": {"requires": {"entry": "closed"}}},
            "entry": {"open": PLAIN, "closed": PLAIN},
        }
    )
    assert among.choice("entry", "open").options() == ("network",)


def test_an_option_that_changes_nothing_does_not_decide() -> None:
    among = space({"one": {"a": PLAIN, "b": PLAIN}, "two": {"a": PLAIN, "b": PLAIN}, "three": {"a": PLAIN}})
    assert (among.choice("one", "a") | among.choice("two", "b")).options() == ("one", "two")
    assert among.choice("two", "a").options() == ("two",)
    assert among.choice("three", "a").options() == ()
    assert among.always.options() == ()


def test_no_alternative_is_covered_by_the_others() -> None:
    """What is true of `x` and `y` at their defaults is already said by what is needed for the rest."""
    among = space({option: {"a": PLAIN, "b": PLAIN} for option in ("x", "y", "z")})
    condition = among.never
    for x, y, z in ("aaa", "aab", "abb", "baa"):
        condition |= among.where({"x": (x,), "y": (y,), "z": (z,)})
    assert list(condition.alternatives()) == [{"x": ("a",), "y": ("a",)}, {"x": ("a",), "z": ("b",)}, {"y": ("a",), "z": ("a",)}]
    assert condition.cubes() == ({"x": ("a",), "z": ("b",)}, {"y": ("a",), "z": ("a",)})


@pytest.mark.parametrize("count", [4, 40])
def test_every_configuration_of_many_options_is_counted(count: int) -> None:
    among = switches(count, width=3)
    assert among.valid.count() == 3**count
    assert parity(among).count() == (3**count + (-1) ** count) // 2, "as (1 - 2)^n counts even minus odd"


def test_what_decides_is_found_among_many_options() -> None:
    even = parity(switches(40))
    assert even.options() == tuple(f"option-{number}" for number in range(40))


def test_one_alternative_of_very_many_is_found_at_once() -> None:
    cube = next(parity(switches(40)).alternatives())
    assert cube == {f"option-{number}": ("choice-0",) for number in range(40)}


def test_a_chain_of_constraints_leaves_few_configurations() -> None:
    """Each option but the last forces the next one away from its default: the choices are a run of defaults, then the others."""
    among = space(
        {
            f"option-{number}": {"off": PLAIN, "on": {"requires": {f"option-{number + 1}": "on"}} if number < 39 else PLAIN}
            for number in range(40)
        }
    )
    assert among.valid.count() == 41
    assert among.choice("option-20", "on").count() == 21
    first = among.choice("option-20", "on").first()
    assert first == {f"option-{number}": "off" if number < 20 else "on" for number in range(40)}
