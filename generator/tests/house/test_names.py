"""One word, one thing: no two types of the program share a name, and no two functions that are called without their module."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator

from house.sizes import PACKAGE, program

QUALIFIED = "render/viewer/records.py"
"""What a page tells the viewer of a flow is called as the viewer calls it, `Flow`; in Python always with its module: `records.Flow`."""


def types(tree: ast.Module) -> Iterator[str]:
    """The types that a module offers: its classes and its aliases."""
    for statement in tree.body:
        match statement:
            case ast.ClassDef(name=name) | ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                if name[0].isupper() and not name.isupper():
                    yield name


def homonyms(modules: dict[str, ast.Module]) -> dict[str, list[str]]:
    """The names that types of several modules share."""
    places = defaultdict(list)
    for path, tree in modules.items():
        for name in types(tree):
            places[name].append(path)
    return {name: found for name, found in places.items() if len(found) > 1}


def bare(modules: dict[str, ast.Module]) -> dict[str, list[str]]:
    """The functions that some module imports by their name, each with the modules that define one which is used like this."""
    functions = {(path, found.name) for path, tree in modules.items() for found in tree.body if isinstance(found, ast.FunctionDef)}
    places = defaultdict(set)
    for tree in modules.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("groundplan."):
                path = node.module.removeprefix("groundplan.").replace(".", "/") + ".py"
                for alias in node.names:
                    if (path, alias.name) in functions and not alias.asname:
                        places[alias.name].add(path)
    return {name: sorted(found) for name, found in places.items()}


def test_no_two_functions_that_are_called_without_their_module_share_a_name() -> None:
    found = bare(program())
    assert len(found) > 300
    assert {name: places for name, places in found.items() if len(places) > 1} == {}


def test_no_two_types_share_a_name() -> None:
    modules = dict(program())
    assert sum(1 for tree in modules.values() for _ in types(tree)) > 400
    assert len(list(types(modules.pop(QUALIFIED)))) > 10
    assert homonyms(modules) == {}


def test_the_records_of_the_viewer_are_named_with_their_module() -> None:
    files = [*PACKAGE.rglob("*.py"), *(PACKAGE.parent / "tests").rglob("*.py")]
    assert len(files) > 600
    module = "groundplan." + QUALIFIED.removesuffix(".py").replace("/", ".")
    texts = {file: file.read_text(encoding="utf-8") for file in files}
    named = {file: ast.parse(text) for file, text in texts.items() if "records" in text}
    assert len(named) > 5, "only what has the word in it can name the module"
    nodes = ((file.name, node) for file, tree in named.items() for node in ast.walk(tree))
    assert [name for name, node in nodes if isinstance(node, ast.ImportFrom) and node.module == module] == []


def test_homonyms_are_found() -> None:
    modules = {"a.py": ast.parse("class Box: ...\nclass Row: ..."), "b.py": ast.parse("Box = dict[str, int]\nROW = 1")}
    assert homonyms(modules) == {"Box": ["a.py", "b.py"]}


def test_functions_that_are_called_without_their_module_are_found() -> None:
    modules = {
        "a.py": ast.parse("def cut(): ...\ndef dot(): ..."),
        "b.py": ast.parse("def cut(): ...\ndef dot(): ..."),
        "c.py": ast.parse("from groundplan.a import cut, dot\nfrom groundplan import b\nb.dot()"),
        "d.py": ast.parse("from groundplan.b import cut"),
    }
    assert bare(modules) == {"cut": ["a.py", "b.py"], "dot": ["a.py"]}
