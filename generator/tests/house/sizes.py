"""How large the program is: lines of modules, lines and branching of functions. As a program, prints the largest of each."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "groundplan"
LINES, BRANCHES = 300, 12
"""What no module and no function may exceed."""
SCREEN = 100
"""The lines of the straight line from files to facts, which is to be seen at once."""
HOLES = 2.7
"""How many holes the types in a thousand lines may have. The number only gets smaller."""
SHOWN = 10
_FORKS = (ast.If, ast.IfExp, ast.For, ast.While, ast.ExceptHandler, ast.comprehension, ast.match_case)


@dataclass(frozen=True)
class Function:
    """A function, where it is, and how large."""

    module: str
    name: str
    lines: int
    branches: int

    def __str__(self) -> str:
        return f"{self.module}:{self.name}"


def modules() -> dict[str, int]:
    """Every module with its number of lines."""
    return {_path(file): len(file.read_text(encoding="utf-8").splitlines()) for file in sorted(PACKAGE.rglob("*.py"))}


@cache
def program() -> dict[str, ast.Module]:
    """Every module, parsed."""
    return {_path(file): ast.parse(file.read_text(encoding="utf-8")) for file in sorted(PACKAGE.rglob("*.py"))}


def functions() -> list[Function]:
    """Every function and method."""
    return [function for path, tree in program().items() for function in _functions(path, tree)]


def _path(file: Path) -> str:
    return file.relative_to(PACKAGE).as_posix()


def _functions(path: str, tree: ast.Module) -> Iterator[Function]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Function(path, node.name, (node.end_lineno or node.lineno) - node.lineno + 1, branches(node))


def branches(function: ast.AST) -> int:
    """The ways through a function: one, and one more for each fork, each loop, each case, and each `and` or `or`."""
    ways = 1
    for node in ast.walk(function):
        ways += isinstance(node, _FORKS)
        ways += len(node.ifs) if isinstance(node, ast.comprehension) else 0
        ways += len(node.values) - 1 if isinstance(node, ast.BoolOp) else 0
    return ways


def holes() -> dict[str, int]:
    """Every module with the holes in its types: each `Any`, and each `object` that is more than what a parameter may be.

    A parameter that may be anything is no hole: nothing can be done with it before it is looked at.
    """
    found = {path: count_holes(tree) for path, tree in program().items()}
    return {path: count for path, count in found.items() if count}


def count_holes(tree: ast.AST) -> int:
    """The holes in the types of a module."""
    anything = {node.annotation for node in ast.walk(tree) if isinstance(node, ast.arg) and _is_named(node.annotation, "object")}
    return sum(_is_named(node, "Any", "object") and node not in anything for node in ast.walk(tree))


def _is_named(node: ast.AST | None, *names: str) -> bool:
    return isinstance(node, ast.Name) and node.id in names


def main() -> None:
    lines, found, untyped = modules(), functions(), holes()
    median = statistics.median(function.lines for function in found)
    print(f"{len(lines)} modules, {sum(lines.values())} lines; {len(found)} functions of {median:g} lines in the median")
    most = ", ".join(f"{path} {untyped[path]}" for path in sorted(untyped, key=untyped.__getitem__)[: -SHOWN - 1 : -1])
    print(f"{sum(untyped.values())} holes in types (`Any`, and `object` within others): {most}")
    print("largest modules:  ", ", ".join(f"{path} {lines[path]}" for path in sorted(lines, key=lines.__getitem__)[: -SHOWN - 1 : -1]))
    for told, size in (("longest functions:", "lines"), ("most branching:   ", "branches")):
        largest = sorted(found, key=lambda function: getattr(function, size))[: -SHOWN - 1 : -1]
        print(told, ", ".join(f"{function} {getattr(function, size)}" for function in largest))


if __name__ == "__main__":
    main()
