"""A second check of a project in which nothing has changed remembers what the first one found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from projects import Project

ENTRIES = ".cache/groundplan/check"

POISONED = """\
import sys

class Poison:
    def find_spec(self, name, path=None, target=None):
        if name in {"yaml", "pydantic", "jinja2", "babel", "markdown", "mkdocs", "diagrams", "groundplan.pipeline"}:
            raise ImportError(f"{name} must not be needed")

sys.meta_path.insert(0, Poison())
from groundplan.cli import main
main()
"""
"""A Python in which nothing of what a check needs can be imported: only memory can answer."""


def from_memory(project: Project, *options: str, poison: str = POISONED) -> tuple[int, str] | None:
    """How `groundplan check` ends from memory alone, and what it says; None where it does not remember."""
    script = project.root.parent / "poisoned.py"
    script.write_text(poison, encoding="utf-8")
    command = [sys.executable, str(script), "check", *options]
    ended = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)
    if "must not be needed" in ended.stderr:
        return None
    assert ended.stderr == ""
    return ended.returncode, ended.stdout


def entries(project: Project) -> list[Path]:
    return sorted((project.root / ENTRIES).glob("*"))


def test_nothing_is_remembered_before_the_first_check(shop: Project) -> None:
    assert from_memory(shop) is None


@pytest.mark.parametrize("format_", ["text", "json", "github", "gitlab", "sarif", "junit"])
def test_memory_tells_what_the_check_told(format_: str, shop: Project) -> None:
    shop.edit("model/shop.yaml", "    to: database\n", "    to: databse\n")
    first = shop.run("check", "--format", format_)
    second = shop.run("check", "--format", format_)
    assert first == second
    assert first.code == 1
    assert "databse" in first.out


def test_memory_needs_nothing_that_a_check_needs(shop: Project) -> None:
    shop.edit("model/shop.yaml", "statement: The database", "statement: The only database")
    first = shop.run("check")
    assert "stale-translation" in first.out
    assert from_memory(shop) == (0, first.out)
    assert from_memory(shop, "--strict") == (1, first.out), "what fails a run is no part of memory"


def test_findings_in_a_catalogue_look_the_same_from_memory(shop: Project) -> None:
    """The first run reads the catalogue, the second only the line that it shows."""
    shop.edit("model/shop.yaml", "notes: Keeps nothing.", "notes: Keeps little.")
    first = shop.run("check")
    assert 'msgstr "아무것도 보관하지 않습니다."' in first.out
    assert shop.run("check") == first


@pytest.mark.parametrize(
    "change",
    [
        lambda shop: shop.append("model/shop.yaml", "# a comment\n"),
        lambda shop: shop.write("model/more.yaml", ""),
        lambda shop: (shop.root / "model/locales/ko.po").unlink(),
        lambda shop: shop.append("model/locales/ko.po", "# a comment\n"),
        lambda shop: shop.append("docs/index.md", "More.\n"),
        lambda shop: shop.write("docs/deep/page.md", "More.\n"),
        lambda shop: shop.write("groundplan.toml", ""),
        lambda shop: shop.write("model/icons/new.svg", ""),
        lambda shop: (shop.root / "docs/index.md").rename(shop.root / "docs/other.md"),
        lambda shop: shop.write("templates/partials/term.html.jinja", "<b>{{ name }}</b>"),
        lambda shop: shop.append("mkdocs.yml", "# a comment\n"),
    ],
    ids=[
        "model",
        "new file",
        "no catalogue",
        "catalogue",
        "page",
        "new page",
        "settings",
        "icon",
        "renamed page",
        "template",
        "configuration of the site",
    ],
)
def test_a_change_of_anything_that_a_check_reads_is_forgotten(change, shop: Project) -> None:  # type: ignore[no-untyped-def]
    shop.run("check")
    assert from_memory(shop) is not None
    change(shop)
    assert from_memory(shop) is None


def test_a_change_of_what_a_check_does_not_read_is_no_change(shop: Project) -> None:
    shop.run("check")
    shop.write("notes.txt", "What else there is.")
    shop.write("docs/picture.svg", "<svg/>")
    os.utime(shop.root / "model/shop.yaml", (0, 0))
    assert from_memory(shop) is not None


def test_each_day_is_checked_anew(shop: Project) -> None:
    """A waiver may have ended."""
    shop.run("check")
    tomorrow = """\
import datetime

class Tomorrow(datetime.date):
    @classmethod
    def today(cls):
        return super().today() + datetime.timedelta(days=1)

datetime.date = Tomorrow
"""
    assert from_memory(shop) is not None
    assert from_memory(shop, poison=tomorrow + POISONED) is None


def test_each_coverage_is_checked_anew(shop: Project) -> None:
    shop.run("check", "--locale-coverage", "50")
    assert from_memory(shop) is None
    assert from_memory(shop, "--locale-coverage", "51") is None
    assert from_memory(shop, "--locale-coverage", "50") is not None


@pytest.mark.parametrize("damage", ["", "null", "{}", "[1]", "[{}]", '[{"check": 1}]', "[" * 100_000, "\x00\xff", '"text"'])
def test_a_damaged_memory_is_as_good_as_none(damage: str, shop: Project) -> None:
    sound = shop.run("check")
    entry = entries(shop)[0]
    kept = entry.read_bytes()
    entry.write_text(damage, encoding="latin-1")
    assert from_memory(shop) is None
    assert shop.run("check") == sound
    assert entry.read_bytes() == kept


def test_memory_holds_one_run(shop: Project) -> None:
    for text in ("# one\n", "# two\n"):
        shop.append("model/shop.yaml", text)
        shop.run("check")
    assert len(entries(shop)) == 1
    assert isinstance(json.loads(entries(shop)[0].read_bytes())["content"], list)


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(shop: Project) -> None:
    shop.write(".cache", "a file where the folder should be")
    assert shop.run("check").code == 0
