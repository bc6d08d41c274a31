"""A project that is a folder of a repository: reports name files as the forge knows them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from projects import Project, run

if TYPE_CHECKING:
    from collections.abc import Callable

PLACE = "services/shop/model/shop.yaml"


@pytest.fixture
def repository(shop: Project, tmp_path: Path) -> Path:
    """A repository in which the shop, with an unknown name, is the folder `services/shop`."""
    shop.edit("model/shop.yaml", "    to: payment-api\n", "    to: payment-apj\n")
    root = tmp_path / "repository"
    (root / ".git").mkdir(parents=True)
    (root / "services").mkdir()
    shop.root.rename(root / "services/shop")
    return root


def sarif(out: str) -> set[str]:
    results = json.loads(out)["runs"][0]["results"]
    return {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results if result["ruleId"] == CHECK}


CHECK = "unknown-reference"
PATHS: dict[str, Callable[[str], set[str]]] = {
    "text": lambda out: set(re.findall(rf"^(\S+?):\d+:\d+: error\[{CHECK}\]", out, re.MULTILINE)),
    "github": lambda out: set(re.findall(r"::error file=([^,]+),", out)),
    "gitlab": lambda out: {issue["location"]["path"] for issue in json.loads(out) if issue["check_name"] == CHECK},
    "sarif": sarif,
}
"""The files of the fault that a report names, by the report's format."""


@pytest.mark.parametrize("format_", PATHS)
def test_paths_start_at_the_repository_wherever_the_check_is_started(format_: str, repository: Path) -> None:
    starts = {repository: "services/shop", repository / "services": "shop", repository / "services/shop": "."}
    for folder, project in starts.items():
        ended = run("check", project, "--format", format_, folder=folder)
        assert ended.code == 1
        assert PATHS[format_](ended.out) == {PLACE}


@pytest.mark.parametrize("format_", PATHS)
def test_paths_start_where_they_are_asked_to(format_: str, repository: Path) -> None:
    ended = run("check", "--format", format_, "--relative-to", "..", folder=repository / "services/shop")
    assert PATHS[format_](ended.out) == {PLACE.removeprefix("services/")}


def test_without_a_repository_paths_start_where_the_check_is_started(repository: Path) -> None:
    (repository / ".git").rmdir()
    assert PATHS["github"](run("check", "shop", "--format", "github", folder=repository / "services").out) == {"shop/model/shop.yaml"}
    assert PATHS["github"](run("check", "--format", "github", folder=repository / "services/shop").out) == {"model/shop.yaml"}


def test_our_own_json_keeps_the_paths_of_the_project(repository: Path) -> None:
    found = json.loads(run("check", "services/shop", "--format", "json", folder=repository).out)["findings"]
    assert {finding["path"] for finding in found if finding["check"] == CHECK} == {"model/shop.yaml"}


def test_the_same_fault_in_two_projects_is_two_faults(repository: Path) -> None:
    def fingerprints() -> set[str]:
        return {issue["fingerprint"] for issue in json.loads(run("check", ".", "--format", "gitlab", folder=project).out)}

    project = repository / "services/shop"
    first = fingerprints()
    project = project.rename(repository / "services/store")
    assert first
    assert not first & fingerprints()


def test_a_folder_that_the_project_is_not_in_is_refused(repository: Path) -> None:
    ended = run("check", "--relative-to", "docs", folder=repository / "services/shop")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "groundplan: . does not lie in docs, which paths are to be relative to\n"
