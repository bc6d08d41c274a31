"""Reports, read by the programs they are written for."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import junitparser
import pytest

from groundplan.check.report.registry import FORMATS
from groundplan.pipeline import analyse

ROOT = Path(__file__).parents[4]
TOOLS = ROOT / ".cache" / "tests" / "sarif-multitool"

MODEL = """\
project: {name: Test, viewpoint: vpc}
parties: {customer: {name: Customer, role: custmer}}
boundaries: {vpc: {name: VPC, kind: vpc}, lab: {name: Lab, kind: site}}
components:
  api: {name: "Über: 100 %, a", kind: service, in: vpc}
  ui: {name: UI, kind: service, in: lab}
channels: {web: {name: Web, exposure: public, encryption: tls}}
flows:
  call: {from: ui, to: api, channel: web, ports: [443]}
  load: {from: ui, to: api, channel: web}
"""


@pytest.fixture
def report(tmp_path: Path) -> Callable[[str], str]:
    """The report of a model with two errors and a warning, in a format."""
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "a.yaml").write_text(MODEL, encoding="utf-8")
    run = analyse(tmp_path).run()
    assert [finding.check for finding in run.findings] == ["wrong-type", "bad-port", "unstated-port"]
    return lambda name: FORMATS[name](run)


@pytest.fixture(scope="session")
def multitool() -> Path:
    """The validator of the group that wrote SARIF, from the npm registry."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm, which brings the SARIF validator, is not installed")
    program = TOOLS / "node_modules" / "@microsoft" / "sarif-multitool-linux" / "Sarif.Multitool"
    if not program.is_file():
        subprocess.run(
            [npm, "install", "--prefix", str(TOOLS), "--no-audit", "--no-fund", "@microsoft/sarif-multitool-linux@5"], check=True
        )
    return program


@pytest.mark.slow
def test_the_sarif_validator_has_no_objection(report: Callable[[str], str], multitool: Path, tmp_path: Path) -> None:
    (tmp_path / "report.sarif").write_text(report("sarif"), encoding="utf-8")
    told = subprocess.run(
        [multitool, "validate", "report.sarif", "--level", "Error;Warning", "--output", "found.sarif", "--log", "ForceOverwrite"],
        cwd=tmp_path,
        env={"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    found = json.loads((tmp_path / "found.sarif").read_text(encoding="utf-8-sig"))
    assert "Analysis completed successfully" in told.stdout
    told_of = [result["message"]["id"] for run in found["runs"] for result in run.get("results", [])]
    assert told_of == ["Warning_ProvideToolnformationUri"]  # there is no public address of the project to give


def test_sarif_has_the_help_of_each_rule_that_fired(report: Callable[[str], str]) -> None:
    (run,) = json.loads(report("sarif"))["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["wrong-type", "bad-port", "unstated-port"]
    assert all(rule["help"]["markdown"].startswith(f"# {rule['id']}") for rule in run["tool"]["driver"]["rules"])
    first = run["results"][0]["locations"][0]["physicalLocation"]
    assert first["region"] == {"startLine": 2, "startColumn": 44, "endLine": 2, "endColumn": 51}
    assert first["artifactLocation"] == {"uri": "model/a.yaml", "uriBaseId": "%SRCROOT%"}


def test_junit_has_a_case_for_each_check_and_fails_those_with_errors(report: Callable[[str], str], tmp_path: Path) -> None:
    (tmp_path / "report.xml").write_text(report("junit"), encoding="utf-8")
    (suite,) = junitparser.JUnitXml.fromfile(str(tmp_path / "report.xml"))
    assert (suite.failures, suite.errors) == (2, 0)
    cases = {case.name: case for case in suite}
    assert suite.tests == len(cases)
    assert [name for name, case in cases.items() if not case.is_passed] == ["wrong-type", "bad-port"]
    assert "model/a.yaml:9:51" in cases["bad-port"].result[0].text


def test_gitlab_gets_a_fingerprint_for_each_finding_that_outlives_its_line(report: Callable[[str], str], tmp_path: Path) -> None:
    before = json.loads(report("gitlab"))
    assert [(issue["check_name"], issue["severity"], issue["location"]["lines"]["begin"]) for issue in before] == [
        ("wrong-type", "major", 2),
        ("bad-port", "major", 9),
        ("unstated-port", "minor", 10),
    ]
    path = tmp_path / "model" / "a.yaml"
    path.write_text(f"# moved\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    after = json.loads(FORMATS["gitlab"](analyse(tmp_path).run()))
    assert [issue["fingerprint"] for issue in after] == [issue["fingerprint"] for issue in before]
    assert len({issue["fingerprint"] for issue in before}) == len(before)


def test_github_gets_one_escaped_command_a_line(report: Callable[[str], str]) -> None:
    lines = report("github").splitlines()
    assert [re.split("[ ,:]", line)[2] for line in lines] == ["error", "error", "warning"]
    assert lines[1].startswith("::error file=model/a.yaml,line=9,col=51,endLine=9,title=bad-port,endColumn=54::`flows.call.ports.0`")
    assert "%0Awrite a port as" in lines[1]
