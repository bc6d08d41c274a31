"""The example project built by MkDocs, and what a browser says of a page that a reader does not see."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from mkdocs.__main__ import cli
from mkdocs.commands import build
from project import FakeSite, write_project

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page

Build = Callable[..., Result]


def mkdocs_build(root: Path, site: FakeSite, *options: str) -> Result:
    """Run `mkdocs build` on the project at `root`, which has the given site."""
    build.log.filters.clear()  # MkDocs says nothing twice in one process
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("groundplan.plugin.open_site", lambda *_, **__: site)
        return CliRunner().invoke(cli, ["build", "--config-file", str(root / "mkdocs.yml"), *options])


def build_well(root: Path, url: str = "https://example.com/plan/") -> None:
    write_project(root, url)
    result = mkdocs_build(root, FakeSite(), "--strict")
    assert result.exit_code == 0, result.output


class Journal:
    """What a page did that a reader does not see: requests, errors, whole loads of a document."""

    def __init__(self, page: Page) -> None:
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.loads = 0
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._note)
        page.on("load", self._count)

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} {message.location['url']}")

    def _count(self, _: object) -> None:
        self.loads += 1
