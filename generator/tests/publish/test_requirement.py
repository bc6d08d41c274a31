"""What a new project's pipeline installs: never a name from an index that does not have it."""

from __future__ import annotations

from typing import Any

import pytest

from groundplan.publish.requirement import requirement_for

ORIGINS: dict[str, tuple[Any, str]] = {
    "an index": (None, "groundplan==1.2.3"),
    "a repository": (
        {"url": "https://git.example.com/docs/groundplan", "vcs_info": {"vcs": "git", "commit_id": "4f2c", "requested_revision": "main"}},
        "groundplan @ git+https://git.example.com/docs/groundplan@4f2c",
    ),
    "an archive elsewhere": (
        {"url": "https://files.example.com/groundplan-1.2.3-py3-none-any.whl", "archive_info": {}},
        "groundplan @ https://files.example.com/groundplan-1.2.3-py3-none-any.whl",
    ),
    "a wheel on this machine": (
        {"url": "file:///tmp/groundplan-1.2.3-py3-none-any.whl", "archive_info": {}},
        "./wheels/groundplan-1.2.3-py3-none-any.whl",
    ),
    "a checkout on this machine": (
        {"url": "file:///home/me/groundplan", "dir_info": {"editable": True}},
        "./wheels/groundplan-1.2.3-py3-none-any.whl",
    ),
}


@pytest.mark.parametrize(("origin", "line"), ORIGINS.values(), ids=ORIGINS)
def test_a_pipeline_installs_what_runs_here(origin: Any, line: str) -> None:
    assert requirement_for("1.2.3", origin).line == line


@pytest.mark.parametrize(("origin", "line"), ORIGINS.values(), ids=ORIGINS)
def test_what_a_pipeline_cannot_fetch_is_asked_for(origin: Any, line: str) -> None:
    assert ("put its wheel at wheels/" in requirement_for("1.2.3", origin).todo) == line.startswith("./")
