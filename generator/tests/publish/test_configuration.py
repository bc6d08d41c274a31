"""Who runs the configuration is not always building: other programs find in it what they look for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from mkdocs.__main__ import cli
from mkdocs.config import load_config
from projects import TESTS, Project
from sharing import made_once

PAGES = {"index.html", "404.html", "connections/index.html", "ko/connections/index.html", "assets/groundplan/facts.csv"}


def run(project: Project, *words: str) -> str:
    """What a program says in the project's folder; the programs of this environment come first."""
    here = {"PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])), "NO_MKDOCS_2_WARNING": "1"}
    ended = subprocess.run(words, cwd=project.root, env={**os.environ, **here}, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def begin(shop: Project) -> Project:
    """Make the small project a git repository with a remote."""
    shop.write(".gitignore", "site/\n.cache/\n")
    run(shop, "git", "init", "--quiet", "--bare", "../remote.git")
    run(shop, "git", "init", "--quiet", "--initial-branch", "main")
    for key, value in {"user.name": "A", "user.email": "a@example.com"}.items():
        run(shop, "git", "config", key, value)
    run(shop, "git", "remote", "add", "origin", "../remote.git")
    run(shop, "git", "add", "--all")
    run(shop, "git", "commit", "--quiet", "--message", "Begin")
    return shop


@pytest.fixture
def repository(shop: Project) -> Project:
    """The small project as a git repository with a remote."""
    return begin(shop)


def deploy(folder: Path) -> None:
    shutil.copytree(TESTS / "project" / "shop", folder / "shop")
    run(begin(Project(folder / "shop")), "mike", "deploy", "1.0", "latest")


@pytest.fixture
def deployed(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Project:
    """The repository with a version that mike has deployed once, and a copy of it for each test."""
    shutil.copytree(made_once(tmp_path_factory, "deployed", deploy), tmp_path / "deployed", symlinks=True)
    return Project(tmp_path / "deployed" / "shop")


def files_of(project: Project, branch: str, *options: str) -> set[str]:
    return set(run(project, "git", *options, "ls-tree", "-r", "--name-only", branch).splitlines())


@pytest.mark.slow
def test_mike_publishes_the_site(deployed: Project) -> None:
    published = files_of(deployed, "gh-pages")
    assert {f"1.0/{page}" for page in PAGES} < published
    assert run(deployed, "git", "show", "gh-pages:1.0/index.html") == deployed.read("site/index.html")
    assert [path for path in published if "groundplan-" in path] == []
    assert run(deployed, "git", "status", "--porcelain") == ""


@pytest.mark.slow
def test_mike_lists_and_moves_versions_whatever_is_wrong_with_the_model(deployed: Project) -> None:
    deployed.edit("model/shop.yaml", "    to: database\n", "    to: databse\n")
    assert run(deployed, "mike", "list").strip() == "1.0 [latest]"
    run(deployed, "mike", "set-default", "1.0")
    assert "index.html" in files_of(deployed, "gh-pages")


@pytest.mark.slow
def test_gh_deploy_publishes_the_site(repository: Project) -> None:
    run(repository, "mkdocs", "gh-deploy", "--force")
    assert files_of(repository, "gh-pages", "--git-dir", "../remote.git") > PAGES


def test_events_before_a_build_change_nothing_that_only_a_build_needs(shop: Project) -> None:
    config = load_config(str(shop.root / "mkdocs.yml"))
    before = sorted(shop.root.rglob("*"))
    config.plugins.on_startup(command="build", dirty=False)
    config = config.plugins.on_config(config)
    assert config.site_dir == str(shop.root / "site")
    assert sorted(shop.root.rglob("*")) == before


LATE = """
from pathlib import Path

from mkdocs.structure.files import File

seen = {}

def on_config(config):
    seen["early"] = config.site_dir

def on_files(files, config):
    files.append(File("theirs.txt", str(Path(config.config_file_path).parent), seen["early"], False))

def on_post_build(config):
    Path(seen["early"]).mkdir(exist_ok=True)
    Path(seen["early"], "late.txt").write_text("late")
    Path(config.site_dir, "now.txt").write_text("now")
"""
"""A hook that remembers the folder of the site from before the build began, as some plugins do."""


def test_what_plugins_write_by_the_name_they_remember_is_published(shop: Project) -> None:
    shop.write("hook.py", LATE)
    shop.write("theirs.txt", "theirs")
    shop.append("mkdocs.yml", "hooks: [hook.py]\n")
    for _ in range(2):
        ended = CliRunner().invoke(cli, ["build", "--quiet", "--config-file", str(shop.root / "mkdocs.yml")])
        assert ended.exit_code == 0, ended.output
        assert {name: shop.read(f"site/{name}.txt") for name in ("theirs", "late", "now")} == {
            "theirs": "theirs",
            "late": "late",
            "now": "now",
        }
    assert (shop.root / "site" / "index.html").is_file()
