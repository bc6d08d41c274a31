"""What others build their pipelines from: valid to the programs that judge it, and run as a pipeline would."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
import yaml
from click.testing import CliRunner

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


def is_one_to(schema: str, *files: Path) -> None:
    """The program for schemas finds nothing wrong. To load it takes seconds, which one process spends once."""
    from check_jsonschema import main

    ended = CliRunner().invoke(main, ["--builtin-schema", schema, *map(str, files)])
    assert ended.exit_code == 0, ended.output
    assert "ok -- validation done" in ended.output


def test_every_workflow_is_one_to_its_schema() -> None:
    assert len(WORKFLOWS) >= 4
    is_one_to("vendor.github-workflows", *WORKFLOWS)


def test_the_action_is_one_to_its_schema() -> None:
    is_one_to("vendor.github-actions", ROOT / "action.yml")


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
    is_one_to("vendor.gitlab-ci", file)


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


GH = """#!/usr/bin/env bash
asked="$*"
echo "$asked" >> "$LOG"
case "$asked" in
  *--paginate*) echo "$OWN" ;;
  *body=@*) cat "${asked##*body=@}" > "$LOG.body" ;;
esac
"""
OPENED = "outbound | Registration | Remote agent | `coordinator.example.com` → `registry.example.com` | `443/tcp` | always |"


@pytest.fixture
def changed(shop: Project) -> Project:
    """The shop with two commits, of which the second opens something."""
    git(shop, "init", "-q")
    git(shop, "add", "-A")
    git(shop, "commit", "-qm", "First")
    shop.edit("model/shop.yaml", "{host: coordinator.example.com}", "{host: registry.example.com}")
    git(shop, "commit", "-qam", "Second")
    return shop


def git(project: Project, *words: str) -> None:
    author = ("-c", "user.name=A", "-c", "user.email=a@example.com")
    subprocess.run(["git", *author, *words], cwd=project.root, check=True)


def test_the_action_tells_a_pull_request_what_it_changes(changed: Project, tmp_path: Path) -> None:
    """In one comment, which is written anew; in none where there is nothing to tell."""
    (tmp_path / "gh").write_text(GH, encoding="utf-8")
    (tmp_path / "gh").chmod(0o755)

    def said(base: str, own: str = "") -> tuple[list[str], str]:
        log = tmp_path / f"log-{base}-{own}"
        script = f'PATH="{tmp_path}:$PATH"\n{script_of(ROOT / "action.yml", "Comment")}'
        of_github = {"GITHUB_REPOSITORY": "us/shop", "PULL_REQUEST": "7", "BASE": base}
        ended = shell(script, changed.root, PROJECT=".", LOG=str(log), OWN=own, **of_github)
        assert ended.returncode == 0, ended.stderr
        body = Path(f"{log}.body")
        return log.read_text().splitlines()[1:], body.read_text(encoding="utf-8") if body.exists() else ""

    assert said("HEAD") == ([], "")
    assert said("HEAD", "12")[1] == "<!-- groundplan -->\nNothing changes at the border any more.\n"
    (call,), body = said("HEAD~1")
    assert "--method POST repos/us/shop/issues/7/comments" in call
    assert body.startswith("<!-- groundplan -->\n### 1 rule exchanged for another\n\n**Opened at the border**")
    assert OPENED in body
    (call,), again = said("HEAD~1", "12")
    assert "--method PATCH repos/us/shop/issues/comments/12" in call
    assert again == body


class GitLab(BaseHTTPRequestHandler):
    """As much of GitLab's API as notes need."""

    notes: ClassVar[list[dict[str, object]]] = []
    asked: ClassVar[list[str]] = []

    def _answer(self) -> None:
        self.asked.append(f"{self.command} {self.path} {self.headers['PRIVATE-TOKEN']}")
        if length := int(self.headers.get("Content-Length", 0)):
            self.notes[:] = [{"id": 5, **json.loads(self.rfile.read(length))}]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(self.notes).encode())

    do_GET = do_POST = do_PUT = _answer  # noqa: N815 - as the base class calls them

    def log_message(self, format: str, *args: object) -> None:
        pass


def test_the_component_tells_a_merge_request_what_it_changes(changed: Project) -> None:
    """In one note, which is written anew."""
    _, jobs = yaml.safe_load_all(COMPONENT.read_text(encoding="utf-8"))
    script = "\n".join(jobs["groundplan-difference"]["script"][1:])
    for name, given in (("project", "."), ("token", "GROUNDPLAN_TOKEN")):
        script = script.replace(f"$[[ inputs.{name} ]]", given)
    with ThreadingHTTPServer(("127.0.0.1", 0), GitLab) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        of_gitlab = {"CI_API_V4_URL": f"http://127.0.0.1:{server.server_port}", "CI_PROJECT_ID": "3", "CI_MERGE_REQUEST_IID": "7"}
        for base in ("HEAD~1", "HEAD~1", "HEAD"):
            ended = shell(script, changed.root, GROUNDPLAN_TOKEN="secret", CI_MERGE_REQUEST_DIFF_BASE_SHA=f"{base}..HEAD", **of_gitlab)
            assert ended.returncode == 0, ended.stderr
            if len(GitLab.asked) == 2:
                assert OPENED in str(GitLab.notes[0]["body"])
        server.shutdown()
    notes = "/projects/3/merge_requests/7/notes"
    assert GitLab.asked == [
        *(f"GET {notes}?per_page=100 secret", f"POST {notes} secret"),
        *(f"GET {notes}?per_page=100 secret", f"PUT {notes}/5 secret") * 2,
    ]
    assert GitLab.notes[0]["body"] == "<!-- groundplan -->\nNothing changes at the border any more."
