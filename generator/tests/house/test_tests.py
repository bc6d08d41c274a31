"""Tests of the tests: none of them passes because there was nothing to look at.

What happens only in a loop over something that may be empty does not count as an assertion, and neither do `assert all(…)` and
`assert […] == []`, where what is looked through may be empty.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
CERTAIN = {"range", "product", "combinations", "pairwise"}
"""Functions that give something when what they take does."""
JUDGES = ("assert", "check", "expect", "wait_for", "fail")
"""How functions begin that end a test by themselves."""
_TAKES_FROM_CONFTEST = re.compile(r"^\s*(?:from|import)\s+[\w.]*\bconftest\b", re.MULTILINE)


class Module:
    """What a module with tests names at its top: values that are written out, and functions that assert."""

    def __init__(self, text: str) -> None:
        self.tree = ast.parse(text)
        self.written = {name for statement in self.tree.body for name in _assigned(statement)}
        functions = [found for found in ast.walk(self.tree) if isinstance(found, ast.FunctionDef)]
        self.judges = {function.name for function in functions if not _is_test(function) and self._judges(function.body)}
        self.tests = [function for function in functions if _is_test(function)]

    def may_pass_on_nothing(self) -> Iterator[str]:
        """The names of the tests in which no assertion is certain."""
        for test in self.tests:
            written = self.written | {name for statement in test.body for name in _assigned(statement) if _is_written(statement, set())}
            if not any(self._is_certain(statement, written) for statement in test.body):
                yield test.name

    def _judges(self, body: list[ast.stmt]) -> bool:
        within = [found for statement in body for found in ast.walk(statement)]
        return any(isinstance(found, ast.Assert) or (isinstance(found, ast.Call) and _name(found).startswith(JUDGES)) for found in within)

    def _is_certain(self, statement: ast.stmt, written: set[str]) -> bool:
        match statement:
            case ast.Assert(test=ast.Call(func=ast.Name(id="all"), args=[ast.GeneratorExp(generators=[first, *_])])):
                return _gives(first.iter, written)
            case ast.Assert(test=ast.Compare(left=found, ops=[ast.Eq()], comparators=[wanted])) if _is_empty(wanted):
                return _looks(found, written)
            case ast.Assert(test=ast.UnaryOp(op=ast.Not(), operand=found)):
                return _looks(found, written)
            case ast.Assert() | ast.Match():
                return True
            case ast.With(items=items, body=body):
                raises = any(_name(item.context_expr) == "raises" for item in items)
                return raises or any(self._is_certain(inner, written) for inner in body)
            case ast.For(iter=over, body=body):
                return _gives(over, written) and any(self._is_certain(inner, written) for inner in body)
            case ast.Expr(value=ast.Call() as call):
                return any(_name(found).startswith(JUDGES) or _name(found) in self.judges for found in ast.walk(call))
        return False


def _is_test(function: ast.FunctionDef) -> bool:
    return function.name.startswith("test_")


def _assigned(statement: ast.stmt) -> Iterator[str]:
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    yield from (found.id for target in targets if target for found in ast.walk(target) if isinstance(found, ast.Name))


def _is_written(statement: ast.stmt, written: set[str]) -> bool:
    value = getattr(statement, "value", None)
    return value is not None and all(_gives(part, written) for part in (value.elts if isinstance(value, ast.Tuple) else [value]))


def _is_empty(value: ast.expr) -> bool:
    match value:
        case ast.List(elts=[]) | ast.Tuple(elts=[]) | ast.Dict(keys=[]) | ast.Call(func=ast.Name(id="set"), args=[]):
            return True
    return False


def _looks(found: ast.expr, written: set[str]) -> bool:
    """Whether what is asserted to be empty was made from something that is not, as far as one can see."""
    match found:
        case ast.Call(func=ast.Name(id="any" | "list" | "set" | "sorted"), args=[inner, *_]):
            return _looks(inner, written)
        case ast.ListComp(generators=[first, *_]) | ast.SetComp(generators=[first, *_]) | ast.GeneratorExp(generators=[first, *_]):
            return _gives(first.iter, written)
        case ast.DictComp(generators=[first, *_]):
            return _gives(first.iter, written)
    return True


def _gives(over: ast.expr, written: set[str]) -> bool:
    """Whether a loop over this runs at least once, as far as one can see."""
    match over:
        case ast.Tuple() | ast.List() | ast.Set() | ast.Dict() | ast.Constant():
            return True
        case ast.Name(id=name) | ast.Subscript(value=ast.Name(id=name)):
            return name in written
        case ast.Call(func=ast.Name(id=name), args=args):
            return name in CERTAIN or (name in {"enumerate", "zip", "sorted"} and all(_gives(arg, written) for arg in args))
        case ast.Call(func=ast.Attribute(value=value)):
            return _gives(value, written)
    return False


def _name(call: ast.AST) -> str:
    """The last name of what is called, such as `raises` for `pytest.raises(…)`; empty for anything else."""
    if not isinstance(call, ast.Call):
        return ""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "").lstrip("_")


def test_every_test_looks_at_something() -> None:
    modules = {path.relative_to(TESTS).as_posix(): Module(path.read_text(encoding="utf-8")) for path in sorted(TESTS.rglob("test_*.py"))}
    assert sum(len(module.tests) for module in modules.values()) > 700
    assert [f"{path}: {name}" for path, module in modules.items() for name in module.may_pass_on_nothing()] == []


@pytest.mark.parametrize(
    "body",
    [
        "for page in pages(): assert page",
        "assert all(page for page in pages())",
        "for page in sorted(pages()):\n        assert page",
        "pages()",
        "found = [page for page in pages()]\n    for page in found: assert page",
        "assert [page for page in pages() if page] == []",
        "assert {page: 1 for page in sorted(pages())} == {}",
        "assert not any(page for page in pages())",
    ],
)
def test_such_a_test_is_found(body: str) -> None:
    assert list(Module(f"def test_pages():\n    {body}\n").may_pass_on_nothing()) == ["test_pages"]


@pytest.mark.parametrize(
    "body",
    [
        "assert pages()",
        "for name in ('a', 'b'): assert page(name)",
        "names = ['a']\n    assert all(page(name) for name in names)",
        "for name in NAMES: assert page(name)",
        "assert [name for name in NAMES if not page(name)] == []",
        "assert not pages()",
        "with pytest.raises(ValueError): pages()",
        "check(pages())",
        "whole(pages())",
    ],
)
def test_a_test_that_looks_at_something_is_left_alone(body: str) -> None:
    module = Module(f"NAMES = ['a']\n\ndef whole(pages): assert pages\n\ndef test_pages():\n    {body}\n")
    assert list(module.may_pass_on_nothing()) == []


def test_no_module_imports_what_pytest_loads_by_itself() -> None:
    """A second copy of `conftest` would have fixtures and settings of its own; what tests import is in modules that are called for it."""
    modules = {path: path.read_text(encoding="utf-8") for path in sorted(TESTS.rglob("*.py"))}
    assert len(modules) > 100
    assert [path for path, text in modules.items() if _TAKES_FROM_CONFTEST.search(text)] == []
    assert _TAKES_FROM_CONFTEST.search("import re\n    from .conftest import browser\n")
