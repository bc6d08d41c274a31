"""A check imports nothing that it can do without: people run it on every change."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project

FOR_SITES = {"mkdocs", "material", "diagrams", "graphviz", "playwright", "jinja2", "markdown", "markupsafe", "fontTools", "babel"}

PROGRAM = """\
import sys
from groundplan.cli import main
try:
    main()
finally:
    print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


CALLED = re.compile(r"\{\{.*?\}\}")


@pytest.fixture
def plain(shop: Project) -> Project:
    """The shop with a page that calls nothing."""
    shop.write("docs/index.md", CALLED.sub("", shop.read("docs/index.md")))
    shop.write("model/locales/ko.po", CALLED.sub("", shop.read("model/locales/ko.po")))
    return shop


def imported(project: Project, *words: str) -> set[str]:
    ended = subprocess.run([sys.executable, "-c", PROGRAM, *words], cwd=project.root, capture_output=True, text=True, check=False)
    return set(ended.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("format_", ["text", "json", "github", "gitlab", "sarif", "junit"])
def test_a_check_imports_nothing_that_only_a_site_needs(format_: str, plain: Project) -> None:
    """The shop has pages, settings and a Korean catalogue."""
    modules = imported(plain, "check", "--format", format_)
    assert "yaml" in modules, "the check did read the model"
    assert modules & FOR_SITES == set()


def test_a_check_with_findings_imports_nothing_that_only_a_site_needs(plain: Project) -> None:
    plain.edit("model/shop.yaml", "    to: database\n", "    to: databse\n")
    assert imported(plain, "check") & FOR_SITES == set()


def test_pages_that_call_functions_need_what_renders_them_and_nothing_that_publishes(shop: Project) -> None:
    modules = imported(shop, "check")
    assert {"jinja2", "markdown"} <= modules
    assert modules & {"mkdocs", "material", "playwright", "fontTools"} == set()


def test_an_unusual_catalogue_needs_babel(plain: Project) -> None:
    """So the tests above could fail."""
    plain.write("model/locales/ko.po", plain.read("model/locales/ko.po").replace("\n", "\r\n"))
    assert "babel" in imported(plain, "check")
