"""Nothing in the program has outgrown what a reader can hold in the head."""

from __future__ import annotations

import ast

import pytest

from house.sizes import BRANCHES, HOLES, LINES, SCREEN, branches, count_holes, functions, holes, modules


def test_no_module_is_longer_than_a_reader_can_overlook() -> None:
    found = modules()
    assert len(found) > 200
    assert {path: lines for path, lines in found.items() if lines > LINES} == {}


def test_the_straight_line_is_seen_at_once() -> None:
    assert 0 < modules()["pipeline.py"] <= SCREEN


def test_no_function_branches_more_than_a_reader_can_follow() -> None:
    found = functions()
    assert len(found) > 1000
    assert {str(function): function.branches for function in found if function.branches > BRANCHES} == {}


@pytest.mark.parametrize(
    ("body", "ways"),
    [
        ("return a", 1),
        ("if a: return b\n  elif c: return d", 3),
        ("return a and b and c or d", 4),
        ("return [x for x in a if x if not x]", 4),
        ("match a:\n    case 1: return b\n    case _: return c", 3),
        ("try: return a\n  except ValueError: return b", 2),
        ("for x in a:\n    while x: x = b if c else d", 4),
    ],
)
def test_ways_are_counted(body: str, ways: int) -> None:
    assert branches(ast.parse(f"def f():\n  {body}\n")) == ways


def test_types_have_few_holes() -> None:
    found = holes()
    assert len(found) > 10
    assert sum(found.values()) * 1000 <= HOLES * sum(modules().values())


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("def f(a: Any) -> object: ...", 2),
        ("def f(a: object, *b: object, **c: object) -> None: ...", 0),
        ("def f(a: dict[str, object]) -> list[Any]: ...", 2),
        ("from typing import Any", 0),
        ("A = Mapping[str, Any]", 1),
    ],
)
def test_holes_are_counted(text: str, count: int) -> None:
    assert count_holes(ast.parse(text)) == count
