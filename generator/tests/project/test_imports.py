"""A check imports nothing that it can do without: people run it on every change."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import groundplan

if TYPE_CHECKING:
    from projects import Project

FOR_SITES = {"mkdocs", "material", "diagrams", "graphviz", "playwright", "jinja2", "markdown", "markupsafe", "fontTools", "babel", "PIL"}

SPARING = {"groundplan.start", "groundplan.publish.child", "groundplan.cli.building", "groundplan.cluster", "groundplan.draw.miniature"}
PACKAGE = Path(groundplan.__file__).parent
PROGRAM = """\
import sys
from groundplan.cli import main
try:
    main()
finally:
    print(*sorted(sys.modules), file=sys.stderr)
"""


CALLED = re.compile(r"\{\{.*?\}\}")


@pytest.fixture
def plain(shop: Project) -> Project:
    """The shop with a page that calls nothing."""
    shop.write("docs/index.md", CALLED.sub("", shop.read("docs/index.md")))
    shop.write("model/locales/ko.po", CALLED.sub("", shop.read("model/locales/ko.po")))
    return shop


def modules(project: Project, *words: str) -> set[str]:
    """What a command imports."""
    ended = subprocess.run([sys.executable, "-c", PROGRAM, *words], cwd=project.root, capture_output=True, text=True, check=False)
    return set(ended.stderr.splitlines()[-1].split())


def imported(project: Project, *words: str) -> set[str]:
    """The packages of which a command imports something."""
    return {name.partition(".")[0] for name in modules(project, *words)}


@pytest.mark.parametrize("format_", ["text", "json", "github", "gitlab", "sarif", "junit"])
def test_a_check_imports_nothing_that_only_a_site_needs(format_: str, plain: Project) -> None:
    """The shop has pages, settings and a Korean catalogue."""
    packages = imported(plain, "check", "--format", format_)
    assert "yaml" in packages, "the check did read the model"
    assert packages & FOR_SITES == set()


def test_a_check_with_findings_imports_nothing_that_only_a_site_needs(plain: Project) -> None:
    plain.edit("model/shop.yaml", "    to: database\n", "    to: databse\n")
    assert imported(plain, "check") & FOR_SITES == set()


def test_pages_that_call_functions_need_what_renders_them_and_nothing_that_publishes(shop: Project) -> None:
    packages = imported(shop, "check")
    assert {"jinja2", "markdown"} <= packages
    assert packages & {"mkdocs", "material", "playwright", "fontTools"} == set()


def test_an_unusual_catalogue_needs_babel(plain: Project) -> None:
    """So the tests above could fail."""
    plain.write("model/locales/ko.po", plain.read("model/locales/ko.po").replace("\n", "\r\n"))
    assert "babel" in imported(plain, "check")


# Imports inside of functions


def late_imports() -> Iterator[tuple[str, str, str]]:
    """Each import inside a function: the module that it stands in, its place, and the module that is imported."""
    for path in sorted(PACKAGE.rglob("*.py")):
        home = ".".join(("groundplan", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = {node for function in ast.walk(tree) if isinstance(function, ast.FunctionDef) for node in ast.walk(function)}
        for node in inside:
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield from ((home, f"{path.relative_to(PACKAGE)}:{node.lineno}", name) for name in names(node))


def names(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    assert node.module is not None
    below = [f"{node.module}.{alias.name}" for alias in node.names]
    files = [PACKAGE.parent.joinpath(*name.split(".")) for name in below]
    return [name if file.with_suffix(".py").exists() else node.module for name, file in zip(below, files, strict=True)]


def test_every_import_inside_of_a_function_spares_somebody_a_wait(plain: Project) -> None:
    """Whoever starts the program, checks from memory, or checks anew must not wait for what only others need.

    What all of a module's users import anyway belongs to its top. A module that only sites need has nobody to spare, but for
    the program of a build of its own, which must hear first that it is to end, for what finds that there is nothing to build,
    for what starts the program, for what asks a cluster, whose library most installations lack, and for what shrinks icons, which
    most builds find shrunk.
    """
    first = modules(plain, "check")
    waits = [{"groundplan"}, modules(plain, "--version"), modules(plain, "check"), first]
    found = sorted(set(late_imports()))
    assert len(found) > 40
    needless = []
    for home, place, name in found:
        least = next((imports for imports in waits if home in imports), None)
        if home not in SPARING and (least is None or name in least):
            needless.append(f"{place} imports {name}")
    assert needless == []
