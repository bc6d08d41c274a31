"""Every check has a page whose examples are true, cases of both kinds, and a place in the registry."""

from __future__ import annotations

import re
import string
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import get_type_hints

import pytest

from groundplan import checks
from groundplan.check import rules
from groundplan.check.registry import RULES, module_of
from groundplan.check.subject import Subject
from groundplan.checks import (
    BAD_CATALOGUE,
    BAD_PROJECT,
    BAD_SETTING,
    BINDING,
    CHECKS,
    LOCALE_FOLDER,
    OF_FILES,
    OF_REALITY,
    OF_THE_FACTS,
    OF_THE_RUN,
    OF_THE_SITE,
    OF_THE_SUBJECT,
    STRUCTURAL,
)
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Check, CheckGroup, Finding
from groundplan.pipeline import analyse

from .cases import BASE, TODAY, read_cases, write_project

FOLDER = Path(rules.__path__[0])
NAMES = [check.name for check in CHECKS]
HEADINGS = ["Why it matters", "Example", "How to mend", "Settings"]
FENCE = re.compile(r'^```(\w+) title="(fails|passes)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)
FILES = {"yaml": "model/example.yaml", "po": "model/locales/ko.po", "toml": "groundplan.toml", "markdown": "docs/index.md"}

NOT_OF_A_MODEL = {check.name for check in (*OF_THE_SITE, *OF_REALITY)} | {
    "internal-error",
    "entangled-options",
    "bad-project",
    "locale-folder",
}
"""Checks that no model of a page's length can make fire: they judge the site, its configuration or the names of its pages, what is
deployed, the program, or very many options."""


def test_names_are_kebab_and_unique() -> None:
    assert [name for name in NAMES if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name)] == []
    assert len(NAMES) == len(set(NAMES))


def test_the_registry_and_the_folder_of_rules_agree() -> None:
    modules = {path.stem.replace("_", "-") for path in FOLDER.glob("*.py")} - {"--init--"}
    of_modules = {check.name for check in (*(rule.check for rule in RULES), *OF_FILES, *OF_THE_SITE, *OF_THE_RUN)}
    assert of_modules - {BAD_CATALOGUE.name, BAD_SETTING.name, BAD_PROJECT.name, LOCALE_FOLDER.name} == modules


@pytest.mark.parametrize(("group", "subject"), [(OF_THE_FACTS, Facts), (OF_THE_SUBJECT, Subject)])
def test_a_rule_is_a_function_of_what_its_group_is_found_over(group: CheckGroup, subject: type[object]) -> None:
    types = {check.name: [*get_type_hints(import_module(module_of(check)).check).values()] for check in group}
    assert types
    assert {name: found for name, found in types.items() if found != [subject, Iterator[Finding]]} == {}


def test_every_check_that_is_declared_is_in_one_group() -> None:
    declared = {value.name for value in vars(checks).values() if isinstance(value, Check)}
    assert declared == set(NAMES)


def test_every_check_has_a_page_and_every_page_a_check() -> None:
    assert sorted(path.stem.replace("_", "-") for path in FOLDER.glob("*.md")) == sorted(NAMES)


def test_every_check_has_a_case_that_fires_and_one_that_does_not() -> None:
    kinds: dict[str, set[bool]] = defaultdict(set)
    for case in read_cases():
        kinds[case.check].add(case.fires)
    assert dict(kinds) == {name: {True, False} for name in NAMES}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_the_words_of_a_check_can_be_filled(check: Check) -> None:
    fields = [name for text in (check.message, check.hint) for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    finding = check.at(None, **dict.fromkeys(fields, "THIS"))
    assert all(name.isidentifier() for name in fields)
    assert finding.message.count("THIS") == len([name for _, name, _, _ in string.Formatter().parse(check.message) if name])
    assert not re.search(r"\{[a-z_]+\}", finding.hint)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_its_parts(name: str) -> None:
    text = _page(name)
    assert text.startswith(f"# {name}\n\n")
    assert re.findall(r"^## (.+)$", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE) == HEADINGS
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("name", sorted(set(NAMES) - NOT_OF_A_MODEL))
def test_the_examples_of_a_page_are_true(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundplan.analysis.today", lambda: TODAY)
    assert {finding.check for finding in _example(name, "fails", tmp_path)} == {name}
    assert _example(name, "passes", tmp_path) == ()


@pytest.mark.parametrize("name", sorted(set(NAMES) - BINDING))
def test_the_settings_of_a_page_can_be_used(name: str, tmp_path: Path) -> None:
    settings = re.search(r"^```toml\n(\[checks\]\n.*?)^```$", _page(name), re.MULTILINE | re.DOTALL)
    assert settings is not None
    write_project(tmp_path, {"model/base.yaml": BASE, "groundplan.toml": settings[1]})
    analysis = analyse(tmp_path)
    assert analysis.findings == ()
    assert set(analysis.settings.severities) == {name}


def test_pages_of_binding_checks_say_so() -> None:
    assert (
        {name for name in NAMES if "always an error" in _page(name)}
        == BINDING
        == {*(c.name for c in STRUCTURAL)}
        | {
            "bad-page",
            "bad-project",
            "bad-setting",
            "entangled-options",
            "internal-error",
        }
    )


def test_the_waiver_of_a_page_accepts_its_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundplan.analysis.today", lambda: TODAY)
    waived = 0
    for name in sorted(set(NAMES) - NOT_OF_A_MODEL):
        waiver = re.search(r"^```yaml\n(waivers:\n.*?)^```$", _page(name), re.MULTILINE | re.DOTALL)
        if waiver is not None:
            root = tmp_path / name
            assert _example(name, "fails", root, {"model/waiver.yaml": waiver[1]}) == (), name
            waived += 1
    assert waived >= 20


def _page(name: str) -> str:
    return (FOLDER / f"{name.replace('-', '_')}.md").read_text(encoding="utf-8")


def _example(name: str, kind: str, root: Path, more: dict[str, str] | None = None) -> tuple[Finding, ...]:
    """The findings of a page's example, which adds to the base model unless it has a project of its own."""
    files = {FILES[language]: text for language, title, text in FENCE.findall(_page(name)) if title == kind}
    assert files
    if "project:" not in files.get(FILES["yaml"], ""):
        files["model/base.yaml"] = BASE
    folder = root / kind
    folder.mkdir(parents=True)
    write_project(folder, {**files, **(more or {})})
    return analyse(folder).findings
