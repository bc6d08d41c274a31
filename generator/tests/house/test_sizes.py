"""Nothing in the program has outgrown what a reader can hold in the head."""

from __future__ import annotations

import ast

import pytest

from house.sizes import BRANCHES, LINES, branches, functions, modules

OWED = {
    "draw/layout/columns.py:_around": 13,
    "draw/layout/columns.py:_depths": 19,
    "draw/layout/gaps.py:fit_gaps": 18,
    "draw/layout/placement.py:read": 17,
    "draw/layout/routes.py:route": 14,
    "draw/scene/compose.py:scene": 18,
    "draw/scene/folding.py:_further": 13,
    "draw/svg/legend.py:_less": 16,
    "draw/svg/strokes.py:line_elements": 14,
    "resolve/resolve.py:_form": 14,
    "resolve/resolve.py:model": 14,
}
"""Functions that are still to be taken apart, with their branches. The list only gets shorter."""


def test_no_module_is_longer_than_a_reader_can_overlook() -> None:
    found = modules()
    assert len(found) > 200
    assert {path: lines for path, lines in found.items() if lines > LINES} == {}


def test_no_function_branches_more_than_a_reader_can_follow() -> None:
    found = functions()
    assert len(found) > 1000
    many = {str(function): function.branches for function in found if function.branches > BRANCHES}
    assert {name: count for name, count in many.items() if count > OWED.get(name, 0)} == {}


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
