"""What guides tell people to run, run: versions with mike, two audiences, several projects in a repository, the fork of MkDocs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from projects import Project

GUIDES = Path(__file__).parents[3] / "docs/guide"
pytestmark = pytest.mark.slow


def commands(guide: str) -> list[str]:
    """The lines of a guide's fences of `sh`."""
    text = (GUIDES / f"{guide}.md").read_text(encoding="utf-8")
    found = [line for fence in re.findall(r"^```sh\n(.*?)^```$", text, re.DOTALL | re.MULTILINE) for line in fence.splitlines()]
    assert found
    return found


def type_in(folder: Path, command: str) -> str:
    """Run a line as a shell does, with the programs of this environment; what it prints."""
    ended = subprocess.run(["bash", "-ec", command], cwd=folder, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, f"{command}\n{ended.stdout}{ended.stderr}"
    return ended.stdout


def repository(folder: Path) -> None:
    for words in ("init -q -b main", "config user.name Somebody", "config user.email somebody@example.com", "add --all", "commit -qm All"):
        subprocess.run(["git", *words.split()], cwd=folder, check=True)


def files_of(folder: Path, branch: str) -> list[str]:
    return type_in(folder, f"git ls-tree -r --name-only {branch}").splitlines()


INTERNAL = """\
components:
  jump-host: {name: Jump host, kind: service, in: vendor-cloud, audience: internal}
flows:
  maintain: {name: Maintenance, from: jump-host, to: monitoring, channel: public-tls, ports: [22/tcp], audience: internal}
"""


@pytest.fixture(autouse=True)
def project(empty: Project) -> None:
    """A new project, in English and Korean."""
    assert empty.run("init").code == 0
    empty.edit("model/project.yaml", "locales: [en]", "locales: [en, ko]")


def test_versions_are_published_with_mike(empty: Project) -> None:
    repository(empty.root)
    deploy, default = commands("publish")
    type_in(empty.root, deploy)
    type_in(empty.root, default)
    published = files_of(empty.root, "gh-pages")
    assert {"1.0/index.html", "1.0/ko/index.html", "1.0/ko/connections/index.html", "index.html", "versions.json"} <= set(published)
    [version] = json.loads(type_in(empty.root, "git show gh-pages:versions.json"))
    assert (version["version"], version["aliases"]) == ("1.0", ["latest"])


def test_two_audiences_get_two_sites(empty: Project) -> None:
    empty.write("model/internal.yaml", INTERNAL)
    public, internal, by_environment = commands("audiences")
    type_in(empty.root, public)
    type_in(empty.root, internal)
    pages = [empty.root / site / "ko/connections/index.html" for site in ("site", "site-internal")]
    assert ["Jump host" in page.read_text(encoding="utf-8") for page in pages] == [False, True]
    first = pages[1].read_bytes()
    type_in(empty.root, by_environment)
    assert pages[1].read_bytes() == first


def test_a_repository_holds_several_projects(empty: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("repository")
    (root / "services").mkdir()
    project = empty.root.rename(root / "services/payments")
    repository(root)
    check, build, elsewhere = commands("monorepo")
    type_in(root, check)
    assert "file=services/payments/model/" in type_in(root, elsewhere)
    type_in(root, build)
    assert (project / "site/ko/index.html").is_file()
    assert not (root / "site").exists()


def test_the_fork_of_mkdocs_builds_the_same_site(empty: Project) -> None:
    """The weekly job does the same with the reference site."""
    (build,) = [line for line in commands("upgrading") if line.startswith("properdocs")]
    workflow = (GUIDES.parents[1] / ".github/workflows/forks.yml").read_text(encoding="utf-8")
    (compare,) = re.findall(r"run: (diff .*)", workflow)
    type_in(empty.root, f"{sys.executable} -m mkdocs build --strict --site-dir built/mkdocs")
    type_in(empty.root, f"{build} --site-dir built/properdocs")
    assert type_in(empty.root, compare) == ""
