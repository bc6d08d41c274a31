"""The reference site in pseudo-locales: whatever escapes translation shows as plain letters."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from reading import NOTATION, spoken_files, texts

if TYPE_CHECKING:
    from projects import Project

LANGUAGES = {"English", "qps", "qps-plocm"}
"""Names in the language switch, each in its own language."""
NAMES = {"Material for MkDocs", "Groundplan"}
"""Products that the glossary of the reference model has no reason to know."""


@pytest.fixture(scope="module")
def names(reference: Project) -> re.Pattern[str]:
    """Finds what stays as it is: the terms that the glossary does not translate."""
    terms = yaml.safe_load(reference.read("model/terms.yaml"))["terms"].values()
    kept = {term["name"] for term in terms if term.get("translate") is False} | NAMES
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(kept, key=len, reverse=True)))})(?!\w)")


def escaped(text: str, names: re.Pattern[str]) -> list[str]:
    """Words in plain letters."""
    return re.findall(r"[A-Za-z]+", NOTATION.sub(" ", names.sub(" ", text))) if text not in LANGUAGES else []


def test_the_search_finds_what_is_plain(names: re.Pattern[str]) -> None:
    assert escaped("⟦Îñƀööûûñð⟧ from AWS, 443/tcp", names) == ["from"]
    assert escaped("English", names) == []


def test_no_text_escapes_translation(pseudo_site: Path, names: re.Pattern[str]) -> None:
    pages = spoken_files(pseudo_site, "qps")
    assert len(pages) >= 20
    checked = 0
    for page in pages:
        found = texts(page)
        checked += len(found)
        assert {(text, *escaped(text, names)) for text, _ in found if escaped(text, names)} == set(), page
    assert checked > 5000


def test_every_text_of_a_pseudo_locale_is_in_it(pseudo_site: Path) -> None:
    pages = spoken_files(pseudo_site, "qps")
    assert len(pages) >= 20
    for page in pages:
        assert {text for text, language in texts(page) if language != "qps"} <= LANGUAGES


def test_only_what_was_asked_for_is_built(pseudo_site: Path) -> None:
    assert not (pseudo_site / "ko").exists()
    assert (pseudo_site / "qps-plocm/index.html").is_file()


def test_pages_tell_their_direction(pseudo_site: Path) -> None:
    for path, direction in (("index.html", "ltr"), ("qps/index.html", "ltr"), ("qps-plocm/index.html", "rtl")):
        html = (pseudo_site / path).read_text(encoding="utf-8")
        assert re.findall(r"<html[^>]* dir=\"(\w+)\"", html) == [direction]
        assert re.findall(r"<body[^>]* dir=\"(\w+)\"", html) == [direction]


def test_a_locale_that_the_project_does_not_have(reference: Project) -> None:
    ended = reference.start("build", "--locale", "kp")
    assert (ended.code, ended.err.splitlines()[-1]) == (2, "groundplan: the project has no locale `kp`; it has en, ko, ja, qps, qps-plocm")
