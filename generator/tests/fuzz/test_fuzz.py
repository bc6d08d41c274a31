"""No mutation of what people write crashes a reader. A few thousand here; `GROUNDPLAN_CASES=100000` tries as many as that."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

import pytest

from groundplan.check import registry
from groundplan.check.run import run
from groundplan.check.subject import Subject
from groundplan.diagnostics import Finding

sys.path.insert(0, str(Path(__file__).parents[2] / "fuzz"))

from run import failures
from targets import TARGETS, Target

CASES = int(os.environ.get("GROUNDPLAN_CASES", "2000"))
SEED = int(os.environ.get("GROUNDPLAN_SEED", "1"))
BY_NAME = {target.name: target for target in TARGETS}


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_no_mutation_crashes_a_reader(target: Target) -> None:
    assert CASES * target.weight >= 100, "no case is tried"
    found = list(failures(target, CASES * target.weight // 100, SEED))
    assert [(failure.error, failure.content) for failure in found] == []


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_mutations_are_the_same_for_a_seed_and_differ_among_themselves(target: Target) -> None:
    first, second = ([target.case(chance) for _ in range(50)] for chance in (Random(1), Random(1)))
    assert first == second
    assert len(set(first)) > 40


def test_a_reader_that_crashes_is_caught() -> None:
    def judge(content: bytes) -> None:
        if b"apart" not in content:
            raise ZeroDivisionError

    found = list(failures(replace(BY_NAME["model"], judge=judge), 200, SEED))
    assert found
    assert {type(failure.error) for failure in found} == {ZeroDivisionError}


def test_a_check_that_crashes_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(_: Subject) -> list[Finding]:
        raise KeyError("planted")

    planted = tuple(replace(rule, find=crash) if rule.check.name == "unused-data" else rule for rule in registry.RULES)
    monkeypatch.setattr("targets.run", partial(run, rules=planted))
    found = list(failures(BY_NAME["model"], 0, SEED))
    assert found
    assert "planted" in str(found[0].error)
