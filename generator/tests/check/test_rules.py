"""Every check against small models: which findings, exactly where, and no others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from groundplan.analysis import Analysis
from groundplan.check.registry import RULES, CheckRule
from groundplan.check.report.run import Run
from groundplan.check.rules import crowded_place, missing_anchor, undocumented_flow
from groundplan.check.run import run
from groundplan.check.subject import Subject
from groundplan.diagnostics import Finding
from groundplan.pipeline import analyse
from groundplan.projects import analyse_all
from groundplan.verifying import verified

from .cases import BASE, SEVERITIES, Case, described, read_cases, write_project

CASES = read_cases()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_model_has_exactly_these_findings(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    findings, _ = findings_of(case, tmp_path, monkeypatch)
    wanted = [*case.findings, *[{}] * len(findings)]
    assert [described(finding, expected) for finding, expected in zip(findings, wanted, strict=False)] == case.findings


def test_cases_are_written_in_the_language_of_cases() -> None:
    assert not [case.title for case in CASES if case.extra]
    for expected in (expected for case in CASES for expected in case.findings):
        assert len(SEVERITIES & set(expected)) == 1
        assert set(expected) - SEVERITIES <= {"at", "says", "hint", "related"}
        assert expected["says"], "a finding without words proves little"


def test_the_base_model_is_clean(tmp_path: Path) -> None:
    write_project(tmp_path, {"model/base.yaml": BASE})
    assert analyse(tmp_path).findings == ()


def findings_of(case: Case, root: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[tuple[Finding, ...], Run]:
    """The findings of a case's project at `root`, with those about the built site where the case says what that shows."""
    monkeypatch.setattr("groundplan.analysis.today", lambda: case.today)
    if case.steps is not None:
        monkeypatch.setattr("groundplan.derive.facts.MOST_STEPS", case.steps)
    if case.crash:
        rules = tuple(_crashing(RULES, case.crash))
        monkeypatch.setattr("groundplan.analysis.run_checks", lambda subject: run(subject, rules))
    write_project(root, case.files)
    projects = analyse_all(root)
    whole = projects.run(lambda analysis: analysis.whole_run())
    if len(projects.asked) != 1:
        return whole.findings, whole
    [analysis] = projects.asked
    return (*whole.findings, *analysis.settle(_of_the_site(case, analysis)), *_of_reality(case, analysis, monkeypatch)), whole


def _of_reality(case: Case, analysis: Analysis, monkeypatch: pytest.MonkeyPatch) -> tuple[Finding, ...]:
    if not case.deployed:
        return ()
    monkeypatch.chdir(analysis.sources.root)
    given = {option: [Path(path)] for option, path in case.deployed.items()}
    return verified(analysis, given, addresses=case.addresses).findings


def _of_the_site(case: Case, analysis: Analysis) -> Iterator[Finding]:
    if case.shown:
        assert analysis.facts is not None
        yield from undocumented_flow.of(analysis.facts, {locale: set(ids) for locale, ids in case.shown.items()})
    if case.undrawn:
        assert analysis.facts is not None
        yield from crowded_place.of(analysis.facts, case.undrawn)
    for locale, pages in case.localized.items():
        for path, localized in pages.items():
            yield from missing_anchor.of(path, analysis.pages[path], localized, locale)


def _crashing(rules: Iterable[CheckRule], name: str) -> Iterator[CheckRule]:
    def crash(_: Subject) -> Iterator[Finding]:
        raise ZeroDivisionError("division by zero")

    for rule in rules:
        yield replace(rule, find=crash) if rule.check.name == name else rule
