"""A site with faults is not published: neither whole nor in parts, and what was there stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import Build
from click.testing import CliRunner, Result
from mkdocs.__main__ import cli
from project import CONFIG, FAULT, FakeSite, write_project

from groundplan.errors import ProjectNotFound


def published(root: Path) -> dict[str, bytes]:
    site = root / "site"
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}


@pytest.fixture
def old_site(tmp_path: Path) -> Path:
    (tmp_path / "site" / ".git").mkdir(parents=True)
    (tmp_path / "site" / ".git" / "config.txt").write_text("[core]", encoding="utf-8")
    (tmp_path / "site" / "index.html").write_text("yesterday", encoding="utf-8")
    return tmp_path


def refused(result: Result) -> bool:
    return result.exit_code != 0 and FAULT.message in result.output


@pytest.mark.parametrize("site", [FakeSite(findings=(FAULT,), failed=True), FakeSite(findings=(FAULT,), fails_while_rendering=True)])
def test_faults_leave_the_old_site_as_it_was(build: Build, old_site: Path, site: FakeSite) -> None:
    before = published(old_site)
    assert refused(build(site))
    assert published(old_site) == before


def test_faults_leave_nothing_where_nothing_was(build: Build, tmp_path: Path) -> None:
    assert refused(build(FakeSite(findings=(FAULT,), fails_while_rendering=True)))
    assert not (tmp_path / "site").exists()


def test_warnings_of_mkdocs_leave_the_old_site_under_strict(build: Build, old_site: Path) -> None:
    write_project(old_site)
    (old_site / "docs" / "broken.md").write_text("[nowhere](nowhere.md)\n", encoding="utf-8")
    before = published(old_site)
    result = build(FakeSite())
    assert result.exit_code == 1
    assert "nowhere.md" in result.output
    assert published(old_site) == before


def test_sound_site_replaces_the_old_one_and_keeps_what_is_hidden(build: Build, old_site: Path) -> None:
    assert build(FakeSite()).exit_code == 0
    after = published(old_site)
    assert after["index.html"] != b"yesterday"
    assert after[".git/config.txt"] == b"[core]"
    assert [path for path in after if path.startswith(".groundplan")] == []


def test_project_that_cannot_be_read_is_told_in_a_line(tmp_path: Path, build: Build) -> None:

    class Unopenable(FakeSite):
        def generated(self) -> dict[str, str]:
            raise ProjectNotFound("there is no folder `model`")

    result = build(Unopenable())
    assert result.exit_code == 2
    assert "\ngroundplan: there is no folder `model`\n" in result.output
    assert "Traceback" not in result.output
    assert not (tmp_path / "site").exists()


def test_options_reach_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Path, dict[str, object]]] = []

    def open_site(root: Path, **options: object) -> FakeSite:
        asked.append((root, {name: value for name, value in options.items() if name not in ("config", "ids")}))
        return FakeSite()

    options = "{{audience: internal, locales: [ko], locale_coverage: 90}}"
    write_project(tmp_path, config=CONFIG.replace("groundplan: {{offline: true}}", f"groundplan: {options}"))
    monkeypatch.setattr("groundplan.plugin.open_site", open_site)
    build = ["build", "--strict", "--config-file", str(tmp_path / "mkdocs.yml")]
    assert CliRunner().invoke(cli, build).exit_code == 0
    said = {"docs": tmp_path / "docs", "audience": "internal", "locales": ["ko"], "locale_coverage": 90, "strict": True}
    assert asked == [(tmp_path, said)]
    monkeypatch.setenv("GROUNDPLAN_LOCALES", "ja, qps")
    monkeypatch.setenv("GROUNDPLAN_AUDIENCE", "public")
    assert CliRunner().invoke(cli, build).exit_code == 0
    assert asked[1] == (tmp_path, said | {"audience": "public", "locales": ["ja", "qps"]})
