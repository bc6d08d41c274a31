"""The written trust boundary: its model is sound and proven, and what the documentation says of it is so."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from projects import REFERENCE, Project, build_strictly

from groundplan.pipeline import analyse

TRUST = REFERENCE / "trust"
PAGE = REFERENCE / "docs/contributing/trust.md"
ROW = re.compile(r'^\| <span id="(?P<claim>[\w-]+)"></span>(?P<statement>.*?) \| (?P<held>.*) \|$', re.MULTILINE)


def test_every_promise_is_proven_and_told_with_what_holds_it() -> None:
    facts = analyse(TRUST).facts
    assert facts is not None
    rows = {row["claim"]: row for row in ROW.finditer(PAGE.read_text(encoding="utf-8"))}
    verdicts = facts.verdicts
    assert len(verdicts) > 10
    assert {id_: str(verdict.claim.statement.source) for id_, verdict in verdicts.items()} == {
        id_: row["statement"] for id_, row in rows.items()
    }
    assert [id_ for id_, verdict in verdicts.items() if not verdict.holds] == []
    unheld = {id_ for id_, row in rows.items() if "::" not in row["held"]}
    assert unheld == {"changes-are-reviewed"}, "what no test of ours can hold"


def test_the_tests_that_hold_a_promise_exist() -> None:
    named = re.findall(r"`(generator/tests/[\w/]+\.py)::(\w+)`", PAGE.read_text(encoding="utf-8"))
    assert len(named) > 12
    for path, test in named:
        assert f"def {test}(" in (REFERENCE / path).read_text(encoding="utf-8"), f"{path}::{test}"


def test_the_model_has_nothing_to_complain_of() -> None:
    ended = Project(TRUST).run("check", "--strict")
    assert (ended.code, ended.out) == (0, "no findings\n")


def test_the_picture_is_that_of_the_model() -> None:
    """It shows what there is; how it looks may change."""
    facts = analyse(TRUST).facts
    assert facts is not None
    drawn = (PAGE.parent / "trust.svg").read_text(encoding="utf-8")
    for kind, known in (("component", facts.model.components), ("boundary", facts.model.boundaries), ("flow", facts.model.flows)):
        assert set(re.findall(rf'data-{kind}="([\w-]+)"', drawn)) == set(known), "draw it anew: the page tells how"
    texts = " ".join(unescape(re.sub(r"<[^<>]*>", " ", drawn)).split())
    entries = (*facts.model.components.values(), *facts.model.boundaries.values(), *facts.model.flows.values())
    assert [entry.id for entry in entries if entry.name.source not in texts] == []


@pytest.mark.slow
def test_its_site_is_built_under_a_strict_policy(tmp_path: Path) -> None:
    shutil.copytree(TRUST, tmp_path / "trust", ignore=shutil.ignore_patterns(".cache", "site"))
    build_strictly(tmp_path / "trust", tmp_path / "site")
    home = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert 'http-equiv="Content-Security-Policy"' in home
    assert set(re.findall(r'data-claim="([\w-]+)"', home)) == {row["claim"] for row in ROW.finditer(PAGE.read_text(encoding="utf-8"))}


def test_the_security_policy_names_who_is_in_scope() -> None:
    policy = (REFERENCE / "SECURITY.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)$", policy, re.MULTILINE) == ["Report a hole", "Supported versions", "What is in scope", "In short"]
    for path in re.findall(r"\]\((docs/[^)#]+)", policy):
        assert (REFERENCE / path).is_file(), path
