from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from mkdocs.__main__ import cli

sys.path.insert(0, str(Path(__file__).parent))

from project import FakeSite, write_project

Build = Callable[..., Result]


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """Run `mkdocs build --strict` on the example project with the given site; the built site is at `tmp_path / "site"`."""

    def run(site: FakeSite, *options: str, strict: bool = True) -> Result:
        if not (tmp_path / "mkdocs.yml").exists():
            write_project(tmp_path)
        monkeypatch.setattr("groundplan.plugin.open_site", lambda *_, **__: site)
        arguments = ["build", "--config-file", str(tmp_path / "mkdocs.yml"), *options]
        return CliRunner().invoke(cli, [*arguments, "--strict"] if strict else arguments)

    return run


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the example project's built site, for tests that only look at it."""
    root = tmp_path_factory.mktemp("example")
    write_project(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("groundplan.plugin.open_site", lambda *_, **__: FakeSite())
        result = CliRunner().invoke(cli, ["build", "--strict", "--config-file", str(root / "mkdocs.yml")])
    assert result.exit_code == 0, result.output
    return root / "site"
