"""What we change in the theme's pages is said once, and a site may keep what the theme makes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from project import CONFIG, FakeSite
from sharing import made_once

from groundplan.publish.changes import CHANGED

if TYPE_CHECKING:
    from building import Build

ALL = CONFIG.replace("{{offline: true}}", f"{{{{offline: true, keep: [{', '.join(CHANGED)}]}}}}")


def text(site: Path, page: str) -> str:
    return (site / page).read_text(encoding="utf-8")


def sheets(site: Path) -> list[str]:
    found = [path.relative_to(site).as_posix() for path in site.glob("assets/stylesheets/*.css")]
    assert len(found) > 1
    return found


RESTYLING = ("[data-md-color-switching] *", "table:not([class]) td>:first-child")
"""Rules by which a browser styles all of a page anew, or all that is below an element."""
SHOWN: dict[str, Callable[[Path], bool]] = {
    "not-found": lambda site: "data-missing" in text(site, "404.html"),
    "copyright": lambda site: "Made with" in text(site, "ko/index.html") and "Made with\n" not in text(site, "ko/index.html"),
    "logo": lambda site: 'alt="logo"' not in text(site, "index.html") and "data-home" in text(site, "index.html"),
    "switch": lambda site: "data-home" in text(site, "ko/index.html"),
    "search": lambda site: (site / "ko/search/search_index.json").is_file(),
    "scripts": lambda site: "assets/groundplan/theme/" in text(site, "index.html"),
    "descriptions": lambda site: '<meta name="description"' in text(site, "index.html"),
    "sitemap": lambda site: "hreflang" in text(site, "sitemap.xml"),
    "markdown": lambda site: (site / "llms.txt").is_file() and (site / "ko/index.md").is_file(),
    "spare": lambda site: not [*site.rglob("*.map"), *site.rglob("lunr")],
    "switching": lambda site: not any(rule in text(site, sheet) for sheet in sheets(site) for rule in RESTYLING),
}
"""How each change is seen in a site."""


def test_every_change_is_known() -> None:
    assert list(SHOWN) == list(CHANGED)


@pytest.fixture(scope="module")
def keeping(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that keeps all of it."""
    from building import mkdocs_build
    from project import write_project

    def build(root: Path) -> None:
        write_project(root, config=ALL)
        (root / "said").write_text(mkdocs_build(root, FakeSite(), "--strict").output, encoding="utf-8")

    return made_once(tmp_path_factory, "keeping", build) / "site"


@pytest.mark.parametrize("part", [part for part in CHANGED if part != "logo"])
def test_a_site_keeps_what_it_says(part: str, built: Path, keeping: Path) -> None:
    assert (SHOWN[part](built), SHOWN[part](keeping)) == (True, False)


def test_a_logo_is_read_aloud_where_it_is_kept(build: Build, tmp_path: Path) -> None:
    logo = ALL.replace("name: material\n", "name: material\n  logo: assets/dot.svg\n")
    for config, said in ((logo, True), (logo.replace("logo, ", ""), False)):
        result = build(FakeSite(), config=config)
        assert result.exit_code == 0, result.output
        assert ('alt="logo"' in text(tmp_path / "site", "index.html")) == said


def test_what_changes_is_said_once(build: Build, keeping: Path) -> None:
    first, second = build(FakeSite()).output, build(FakeSite()).output
    assert "this site gets" in first
    assert [part for part in CHANGED if f"(`{part}`)" not in first] == []
    assert "this site gets" not in second
    assert "this site gets" not in text(keeping.parent, "said")
