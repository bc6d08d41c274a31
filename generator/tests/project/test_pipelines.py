"""What others build their pipelines from: valid to the programs that judge it, and run as a pipeline would."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from projects import Project

ROOT = Path(__file__).parents[3]
WORKFLOWS = sorted([*ROOT.glob(".github/workflows/*.yml"), *ROOT.glob("templates/project/*/.github/workflows/*.yml")])
COMPONENT = ROOT / "templates/check.yml"


def judged(*command: str) -> None:
    """A program of the test environment finds nothing wrong."""
    program = Path(sys.executable).with_name(command[0])
    ended = subprocess.run([program, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_every_workflow_is_one_to_its_schema() -> None:
    assert len(WORKFLOWS) >= 4
    judged("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *map(str, WORKFLOWS))


def test_the_action_is_one_to_its_schema() -> None:
    judged("check-jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml")


def test_no_workflow_lets_anybody_in() -> None:
    judged("zizmor", "--offline", "--no-progress", "--persona", "auditor", "action.yml", *map(str, WORKFLOWS))


def test_the_container_file_is_clean() -> None:
    judged("hadolint", "Containerfile")
    last = (ROOT / "Containerfile").read_text(encoding="utf-8").rpartition("FROM ")[2]
    assert "USER 10001" in last.split("ENTRYPOINT")[0]


def test_the_hooks_are_a_manifest() -> None:
    judged("pre-commit", "validate-manifest", ".pre-commit-hooks.yaml")


def test_the_component_is_one_to_its_schema(tmp_path: Path) -> None:
    head, jobs = yaml.safe_load_all(COMPONENT.read_text(encoding="utf-8"))
    used = {name for name in head["spec"]["inputs"] if f"$[[ inputs.{name} ]]" in COMPONENT.read_text(encoding="utf-8")}
    assert used == set(head["spec"]["inputs"])
    file = tmp_path / "jobs.json"
    file.write_text(json.dumps(jobs), encoding="utf-8")
    judged("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", str(file))


def steps(path: Path) -> list[dict[str, Any]]:
    """The steps of an action, or of the only job of a workflow."""
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = loaded["runs"]["steps"] if "runs" in loaded else next(iter(loaded["jobs"].values()))["steps"]
    assert found
    return found


def shell(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A step's script, as a runner starts it, with the program of this environment on the path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "NO_MKDOCS_2_WARNING": "1", **variables}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def script_of(path: Path, name: str) -> str:
    script: str = next(step["run"] for step in steps(path) if step.get("name") == name)
    return script


@pytest.mark.slow
def test_the_action_checks_and_builds(empty: Project) -> None:
    empty.run("init", "docs and more")
    inputs = {"PROJECT": "docs and more", "STRICT": "true", "COVERAGE": "", "SITE": "", "AUDIENCE": ""}
    action = ROOT / "action.yml"
    assert shell(script_of(action, "Check"), empty.root, **inputs).returncode == 0
    built = shell(script_of(action, "Build"), empty.root, **inputs)
    assert built.returncode == 0, built.stderr
    assert (empty.root / "docs and more/site/index.html").is_file()
    empty.edit("docs and more/model/project.yaml", "to: monitoring\n", "to: monitorin\n")
    broken = shell(script_of(action, "Check"), empty.root, **inputs)
    assert broken.returncode == 1
    assert "::error file=" in broken.stdout


@pytest.mark.slow
def test_the_workflow_of_a_new_project_runs(empty: Project) -> None:
    """But for the installation, which the test of the wheel makes."""
    empty.run("init")
    workflow = empty.root / ".github/workflows/docs.yml"
    for name in ("Annotate the lines that are wrong", "Build the site"):
        ended = shell(script_of(workflow, name), empty.root)
        assert ended.returncode == 0, ended.stderr
    assert (empty.root / "site/index.html").is_file()


@pytest.mark.slow
def test_the_component_writes_the_report_and_the_site(empty: Project) -> None:
    empty.run("init")
    _, jobs = yaml.safe_load_all(COMPONENT.read_text(encoding="utf-8"))
    head, _ = yaml.safe_load_all(COMPONENT.read_text(encoding="utf-8"))
    for job in ("groundplan-check", "groundplan-build"):
        [_install, script] = jobs[job]["script"]
        for name, given in head["spec"]["inputs"].items():
            script = script.replace(f"$[[ inputs.{name} ]]", given["default"])
        ended = shell(script, empty.root)
        assert ended.returncode == 0, ended.stderr
    assert json.loads(empty.read("gl-code-quality-report.json")) == []
    assert (empty.root / "site/index.html").is_file()


def test_every_hook_starts_a_command_that_ends_well(empty: Project) -> None:
    empty.run("init")
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert len(hooks) == 2
    for hook in hooks:
        program, *words = hook["entry"].split()
        assert program == "groundplan"
        assert empty.run(*words).code == 0
    assert shutil.which("groundplan", path=str(Path(sys.executable).parent))
