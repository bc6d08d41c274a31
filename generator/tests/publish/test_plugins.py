"""Other people's plugins beside ours, before it and after it: each language is a site of its own to them."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import yaml
from building import mkdocs_build
from mkdocs.config import load_config
from mkdocs.plugins import BasePlugin
from neighbours import FILES, ORDERS, PLUGINS, found, groups, navigation, rows, write_site
from project import FakeSite, write_project
from projects import Project
from sharing import made_once

from groundplan.errors import UsageError
from groundplan.publish.mkdocs.configuration import adapt

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning", "ignore::SyntaxWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::FutureWarning"),
]
TABLE = Path(__file__).parents[3] / "docs/reference/plugins.md"
OF_GIT = {f"GIT_{who}_{what}": "Ada" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def build(names: list[str], order: str, root: Path) -> None:
    """Build the site of these plugins, strictly; with mike, deploy it."""
    project = write_site(root, names, order)
    if "mike" in names:
        subprocess.run(["mike", "deploy", "1.0"], cwd=root, check=True, capture_output=True, env={**os.environ, **OF_GIT})
        (root / "site").rename(root / "built")
        subprocess.run(["git", "worktree", "add", "--quiet", "site", "gh-pages"], cwd=root, check=True)
        return
    ended = project.start("build", "--strict")
    if ended.code:
        project.write("failed", ended.err)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """The built site that holds a plugin, in one order."""

    def built(name: str, order: str) -> Path:
        group, names = next((group, names) for group, names in groups().items() if name in names)
        root = made_once(tmp_path_factory, f"beside {group} {order}", partial(build, names, order))
        assert not (root / "failed").exists(), (root / "failed").read_text(encoding="utf-8")
        return root / "site"

    return built


@pytest.mark.slow
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("name", PLUGINS)
def test_a_plugin_sees_each_language_by_itself(name: str, order: str, site: Callable[[str, str], Path]) -> None:
    PLUGINS[name].judge(site(name, order))


def refused(project: Project, name: str) -> str:
    """What `groundplan check` or `mkdocs build` says where a plugin has no options."""
    for path, text in FILES.items():
        project.write(path, text)
    project.write(
        "docs/deep/nested.md", "# Nested\n\n{% include-markdown './part.txt' %}\n" if name == "include-markdown" else "# Nested\n"
    )
    project.write("mkdocs.yml", yaml.safe_dump({"site_name": "Shop", "theme": "material", "plugins": [name, "groundplan"]}))
    checked = project.run("check")
    return checked.out if checked.code else mkdocs_build(project.root, FakeSite()).output


@pytest.mark.parametrize("name", [name for name, tried in PLUGINS.items() if tried.needs])
def test_a_plugin_that_needs_a_setting_is_refused_without_it(name: str, empty: Project) -> None:
    said = refused(empty, name)
    assert f"the plugin `{name}` takes the" in said
    assert "same braces as Groundplan: give it others" in said or "braces of templates: give it others" in said
    assert not (empty.root / "site/index.html").exists()


@pytest.mark.slow
def test_the_table_says_what_was_tried(site: Callable[[str, str], Path]) -> None:
    """`GROUNDPLAN_PLUGINS=write` writes it anew."""
    for name, tried in PLUGINS.items():
        for order in ORDERS:
            tried.judge(site(name, order))
    text = TABLE.read_text(encoding="utf-8")
    wanted = re.sub(r"(?m)(^\| --- \| --- \|\n)(?:^\| .*\n)+", lambda head: head[1] + "".join(f"{row}\n" for row in rows()), text)
    if os.environ.get("GROUNDPLAN_PLUGINS") == "write":
        TABLE.write_text(wanted, encoding="utf-8")
    assert TABLE.read_text(encoding="utf-8") == wanted


REPLACING = "from mkdocs.theme import Theme\n\ndef on_config(config):\n    config['theme'] = Theme(name='material')\n"
"""What Backstage's techdocs-core does."""


def test_whoever_replaces_the_theme_leaves_ours_on_it(tmp_path: Path) -> None:
    config = write_project(tmp_path)
    (tmp_path / "replace.py").write_text(REPLACING, encoding="utf-8")
    config.write_text(config.read_text(encoding="utf-8") + "hooks: [replace.py]\n", encoding="utf-8")
    result = mkdocs_build(tmp_path, FakeSite(), "--strict")
    assert result.exit_code == 0, result.output
    found(tmp_path / "site")
    assert (tmp_path / "site/assets/groundplan/site.js").is_file()
    assert (tmp_path / "site/assets/groundplan/search.js").is_file()


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_another_theme_is_refused_by_name(theme: str, tmp_path: Path) -> None:
    config = write_project(tmp_path)
    text = re.sub(r"theme:\n.*\n.*\n", f"theme: {theme}\n", config.read_text(encoding="utf-8"))
    config.write_text(text, encoding="utf-8")
    result = mkdocs_build(tmp_path, FakeSite(), "--strict")
    assert result.exit_code != 0
    assert f"Groundplan needs the theme Material for MkDocs (`theme: material`); this site's theme is `{theme}`" in result.output


@pytest.mark.parametrize(("key", "built"), [("exclude_docs", False), ("draft_docs", False), ("not_in_nav", True)])
def test_what_holds_for_a_page_holds_for_its_editions(key: str, built: bool, tmp_path: Path) -> None:
    config = write_project(tmp_path)
    config.write_text(config.read_text(encoding="utf-8").partition("nav:")[0] + f"{key}: connections.md\n", encoding="utf-8")
    result = mkdocs_build(tmp_path, FakeSite())
    assert result.exit_code == 0, result.output
    for prefix in ("", "ko/", "ja/"):
        assert (tmp_path / "site" / prefix / "connections/index.html").exists() == built
        assert (tmp_path / "site" / prefix / "deep/nested/index.html").exists()
        assert f"{prefix}connections" not in navigation(tmp_path / "site", prefix.rstrip("/") or ".")


def test_pages_with_nothing_to_say_leave_no_place_in_the_navigation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = FakeSite(pages={})
    monkeypatch.setattr(FakeSite, "empty", lambda _: {"connections.md"})
    config = write_project(tmp_path)
    (tmp_path / "docs/index.md").write_text("# Home\n", encoding="utf-8")
    for page in ("deep/nested.md", "guide/start.md"):
        (tmp_path / "docs" / page).write_text("# Page\n", encoding="utf-8")
    result = mkdocs_build(tmp_path, site, "--strict")
    assert result.exit_code == 0, result.output
    assert config.exists()
    for page in (".", "ko"):
        assert [link for link in navigation(tmp_path / "site", page) if "connections" in link] == []
        assert "None" not in (tmp_path / "site" / page / "index.html").read_text(encoding="utf-8").partition("md-nav--primary")[2]


def test_a_plugin_with_languages_of_its_own_is_refused(tmp_path: Path) -> None:
    """Told by its module; its package is for sites that do without ours."""
    config = load_config(str(write_project(tmp_path)))
    config.plugins["i18n"] = type("I18n", (BasePlugin,), {"__module__": "mkdocs_static_i18n.plugin"})()
    with pytest.raises(UsageError, match="the plugin `i18n` makes languages of its own"):
        adapt(config, offline=False)
