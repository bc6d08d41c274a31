"""`groundplan check` and `groundplan facts`: what they print where, and how they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from groundplan import cli as program
from groundplan.cli import cli
from groundplan.cli.ending import is_coloured

from .cases import BASE, write_project

if TYPE_CHECKING:
    from projects import Project

SELF_FLOW = "flows:\n  loop: {from: api, to: api, channel: inner}\n"
UNKNOWN = "flows:\n  loop: {from: api, to: stor, channel: inner}\n"
REFUTED = "claims:\n  unseen: {statement: Orders never leave., never: {leaves: orders}}\n"
INFO = "[checks]\nself-flow = 'info'\n"


@pytest.fixture(autouse=True)
def _in_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)


def project(folder: Path, more: str = "", settings: str = "") -> Path:
    files = {"model/base.yaml": BASE, "model/more.yaml": more}
    write_project(folder, {**files, "groundplan.toml": settings} if settings else files)
    return folder


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


@pytest.mark.parametrize(
    ("more", "settings", "options", "code"),
    [
        ("", "", (), 0),
        ("", "", ("--strict",), 0),
        (SELF_FLOW, "", (), 0),
        (SELF_FLOW, "", ("--strict",), 1),
        (SELF_FLOW, INFO, ("--strict",), 0),
        (SELF_FLOW, "[checks]\nself-flow = 'off'\n", ("--strict",), 0),
        (SELF_FLOW, "[checks]\nself-flow = 'error'\n", (), 1),
        (UNKNOWN, "", (), 1),
        (UNKNOWN, "[checks]\nunknown-reference = 'off'\n", (), 1),
        (REFUTED, "", (), 1),
        (REFUTED, "[checks]\nclaim-refuted = 'warning'\n", (), 0),
        ("", "[checks]\nnonsense = 'off'\n", (), 1),
        ("flows: [", "", (), 1),
    ],
)
def test_check_ends_with_1_exactly_when_findings_fail_the_run(
    tmp_path: Path, more: str, settings: str, options: tuple[str, ...], code: int
) -> None:
    folder = project(tmp_path, more, settings)
    results = [run("check", folder, *options), run("check", folder, *options, "--format", "json")]
    assert [result.exit_code for result in results] == [code, code]
    assert [result.stderr for result in results] == ["", ""]
    findings = json.loads(results[1].stdout)["findings"]
    assert all(f"{finding['severity']}[{finding['check']}]: {finding['message']}" in results[0].stdout for finding in findings)


def test_a_second_check_says_the_same(tmp_path: Path) -> None:
    folder = project(tmp_path, SELF_FLOW)
    first, second = run("check", folder), run("check", folder)
    assert first.stdout == second.stdout
    (folder / "model" / "more.yaml").write_bytes(UNKNOWN.encode())
    assert run("check", folder).exit_code == 1


@pytest.mark.parametrize("format_", ["table", "json", "csv"])
def test_facts_prints_what_it_can_and_still_fails(tmp_path: Path, format_: str) -> None:
    result = run("facts", project(tmp_path, REFUTED), "--format", format_)
    assert result.exit_code == 1
    assert "read-orders" in result.stdout
    assert "error[claim-refuted]" in result.stderr
    assert "error[" not in result.stdout


def test_facts_of_a_model_with_warnings_are_facts(tmp_path: Path) -> None:
    result = run("facts", project(tmp_path, SELF_FLOW), "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert [flow["id"] for flow in json.loads(result.stdout)["flows"]] == ["read-orders", "query-store", "operate", "loop"]


def test_facts_of_a_model_without_a_viewpoint_are_none(tmp_path: Path) -> None:
    write_project(tmp_path, {"model/a.yaml": "project: {name: Shop, viewpoint: vpc}\n"})
    result = run("facts", tmp_path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "error[unknown-reference]: `project.viewpoint` names `vpc`, which is not a boundary" in result.stderr


def test_facts_of_some_flows_only(tmp_path: Path) -> None:
    folder = project(tmp_path)
    words = ["facts", folder, "--format", "json", "--where", "direction=inbound", "--where", "returns=orders to=api"]
    assert [flow["id"] for flow in json.loads(run(*words).stdout)["flows"]] == ["read-orders"]
    twice = run("facts", folder, "--format", "json", "--where", "from=browser", "--where", "from=console")
    assert json.loads(twice.stdout)["flows"] == [], "both must hold"


# The run itself fails


def ended(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    """How `groundplan WORDS` ends: its code, what it printed, what it complained about."""
    monkeypatch.setattr(sys, "argv", ["groundplan", *map(str, words)])
    with pytest.raises(SystemExit) as end:
        program.main()
    assert isinstance(end.value.code, int)
    out, err = capsys.readouterr()
    return end.value.code, out, err


@pytest.mark.parametrize("command", ["check", "facts"])
def test_a_folder_without_a_model_fails_the_run(
    tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = ended(monkeypatch, capsys, command, tmp_path)
    assert (code, out) == (2, "")
    assert err == f"groundplan: {tmp_path} holds no folder `model`; `groundplan init` writes a project to start from\n"


@pytest.mark.parametrize("command", ["check", "facts"])
def test_an_empty_model_is_a_finding(tmp_path: Path, command: str) -> None:
    write_project(tmp_path, {})
    result = run(command, tmp_path)
    assert result.exit_code == 1
    assert "model:1:1: error[missing-key]: the model lacks the key `project`" in result.output


@pytest.mark.parametrize("command", ["check", "facts"])
def test_a_file_that_cannot_be_read_fails_the_run(
    tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project(tmp_path)
    read = Path.read_bytes

    def locked(path: Path) -> bytes:
        if path.name == "more.yaml":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", locked)
    code, out, err = ended(monkeypatch, capsys, command, folder)
    assert (code, out) == (2, "")
    assert err == f"groundplan: Permission denied: {folder / 'model' / 'more.yaml'}\n"


def test_a_link_that_leads_nowhere_fails_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project(tmp_path)
    (folder / "model" / "extra.yaml").symlink_to(folder / "gone.yaml")
    code, _, err = ended(monkeypatch, capsys, "check", folder)
    assert code == 2
    assert err == f"groundplan: No such file or directory: {folder / 'model' / 'extra.yaml'}\n"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("facts", "--set", "size=large"), "there is no option `size`"),
        (("facts", "--set", "access"), "`access` sets nothing; write it as OPTION=CHOICE"),
        (("facts", "--set", "access=opn"), "`access` has no choice `opn`; its choices are open, closed"),
        (("facts", "--where", "form=api"), "`where` has no key `form`. did you mean `from`?"),
        (("facts", "--where", "from=apy"), "`where.from` names `apy`, which is neither a component nor a boundary"),
    ],
)
def test_wrong_words_fail_the_run(
    tmp_path: Path, words: tuple[str, ...], complaint: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    option = "options: {access: {choices: {open: {}, closed: {}}, default: open}}\n"
    flow = "flows: {fill: {from: api, to: store, channel: inner, when: {access: open}}}\n"
    folder = project(tmp_path, option + flow)
    code, out, err = ended(monkeypatch, capsys, words[0], folder, *words[1:])
    assert (code, out) == (2, "")
    assert err.startswith(f"groundplan: {complaint}")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "words", [("check", "--format", "yaml"), ("check", "--nonsense"), ("chek",), ("check", "a", "b"), ("facts", "--set")]
)
def test_wrong_usage_ends_with_2(words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert result.stderr.startswith(("Usage: ", "Error: "))


def test_a_file_is_no_project(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"")
    assert run("check", file).exit_code == 2


def test_the_program_itself(tmp_path: Path) -> None:
    folder = project(tmp_path, SELF_FLOW)
    words = [sys.executable, "-m", "groundplan.cli", "check", "--strict"]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, encoding="utf-8", env=environment, timeout=120, check=False)
    assert done.returncode == 1
    assert done.stderr == ""
    assert done.stdout == (
        "model/more.yaml:2:25: warning[self-flow]: `loop` starts and ends at `api`\n"
        "  |\n"
        "2 |   loop: {from: api, to: api, channel: inner}\n"
        "  |                         ^^^\n"
        "\n"
        "1 warning\n"
    )


# Colours


class Terminal:
    """A stream that a person looks at."""

    def isatty(self) -> bool:
        return True


class Pipe:
    """A stream that a program reads."""

    def isatty(self) -> bool:
        return False


def test_colours_are_for_terminals_unless_nobody_wants_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_coloured(Terminal())
    assert not is_coloured(Pipe())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not is_coloured(Terminal())


@pytest.mark.parametrize("wanted", [True, False])
def test_a_check_is_coloured_where_it_is_wanted(tmp_path: Path, wanted: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundplan.cli.project.is_coloured", lambda _: wanted)
    result = CliRunner().invoke(cli, ["check", str(project(tmp_path, SELF_FLOW))], color=wanted)
    assert ("\x1b[33;1mwarning[self-flow]\x1b[0m" in result.output) is wanted


# Waivers end


@pytest.mark.parametrize(("day", "told"), [(date(2026, 12, 31), []), (date(2027, 1, 1), ["self-flow", "expired-waiver"])])
def test_a_waiver_holds_to_the_end_of_its_day(tmp_path: Path, day: date, told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundplan.analysis.today", lambda: day)
    waiver = "waivers:\n  loop: {check: self-flow, at: flows.loop, reason: It polls., by: me, until: 2026-12-31}\n"
    result = run("check", project(tmp_path, SELF_FLOW + waiver), "--format", "json")
    assert [finding["check"] for finding in json.loads(result.stdout)["findings"]] == told
    assert result.exit_code == (1 if told else 0)


@pytest.mark.parametrize("format_", ["text", "json", "sarif", "github", "gitlab", "junit"])
def test_a_file_whose_name_is_no_utf8(format_: str, shop: Project) -> None:
    """Only some file systems take such a name."""
    try:
        Path(os.fsdecode(os.fsencode(shop.root) + b"/model/\xff.yaml")).write_bytes(b"terms: [")
    except OSError:
        pytest.skip("this file system wants names in UTF-8")
    ended = shop.run("check", "--format", format_)
    assert ended.code == 1
    assert "yaml-syntax" in ended.out
    ended.out.encode()
