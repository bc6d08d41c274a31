"""A project's files are read once: whatever is said of it follows from the bytes that were read."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from groundplan.errors import NotAFile, ProjectNotFound
from groundplan.pipeline import analyse, analyse_sources
from groundplan.project.sources import read_sources

if TYPE_CHECKING:
    from projects import Project


def test_a_check_reads_nothing_more(shop: Project) -> None:
    """Pages, settings, catalogues of texts and of the interface, and icons are all there."""
    shop.write("groundplan.toml", "[checks]\nunused-term = 'error'\n")
    shop.write("model/locales/interface.ko.po", 'msgid ""\nmsgstr ""\n\nmsgid "Inbound"\nmsgstr "안으로"\n')
    shop.write("model/icons/web.svg", "<svg/>")
    shop.append("model/shop.yaml", "\nterms:\n  idle: {name: Idle}\n" if "terms:" not in shop.read("model/shop.yaml") else "")
    shop.edit("model/shop.yaml", "name: Web server,", "icon: web.svg, name: Web server,")
    before = analyse(shop.root)
    assert before.findings
    sources = read_sources(shop.root)
    shutil.rmtree(shop.root)
    assert analyse_sources(sources).findings == before.findings
    assert analyse_sources(sources).pages == before.pages


def test_what_there_is(shop: Project) -> None:
    shop.write("model/icons/web.svg", "<svg/>")
    shop.write("model/icons/old/web.svg", "<svg/>")
    shop.write("docs/picture.png", "no page")
    shop.write("templates/partials/term.html.jinja", "<b>{{ name }}</b>")
    sources = read_sources(shop.root)
    assert list(sources.below("model", ".yaml", ".yml")) == ["model/shop.yaml"]
    assert list(sources.below("docs", ".md")) == ["docs/index.md"]
    assert list(sources.below("templates", ".jinja")) == ["templates/partials/term.html.jinja"]
    assert sources.icons == {"web.svg": ""}
    assert sources.content("groundplan.toml") is None
    assert sources.text("docs/index.md") == shop.read("docs/index.md")


def test_what_is_no_file_is_refused_by_who_asks_for_it(shop: Project) -> None:
    (shop.root / "model" / "more.yaml").mkdir()
    sources = read_sources(shop.root)
    assert sources.content("model/shop.yaml")
    with pytest.raises(NotAFile):
        sources.content("model/more.yaml")
    with pytest.raises(NotAFile):
        sources.below("model", ".yaml")


def test_a_folder_without_a_model_is_no_project(empty: Project) -> None:
    with pytest.raises(ProjectNotFound):
        read_sources(empty.root)
