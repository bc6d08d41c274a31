"""A check imports nothing that only a site needs: people run it on every change."""

from __future__ import annotations

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


def imported(project: Project, *words: str) -> set[str]:
    ended = subprocess.run([sys.executable, "-c", PROGRAM, *words], cwd=project.root, capture_output=True, text=True, check=False)
    return set(ended.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("format_", ["text", "json", "github", "gitlab", "sarif", "junit"])
def test_a_check_imports_nothing_that_only_a_site_needs(format_: str, shop: Project) -> None:
    """The shop has pages, settings and a Korean catalogue."""
    modules = imported(shop, "check", "--format", format_)
    assert "yaml" in modules, "the check did read the model"
    assert modules & FOR_SITES == set()


def test_a_check_with_findings_imports_nothing_that_only_a_site_needs(shop: Project) -> None:
    shop.edit("model/shop.yaml", "    to: database\n", "    to: databse\n")
    assert imported(shop, "check") & FOR_SITES == set()


def test_an_unusual_catalogue_needs_babel(shop: Project) -> None:
    """So the tests above could fail."""
    shop.write("model/locales/ko.po", shop.read("model/locales/ko.po").replace("\n", "\r\n"))
    assert "babel" in imported(shop, "check")
