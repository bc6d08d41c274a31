"""What a build keeps for the next one: pages, and what Markdown made of them. No reader can tell that it was there.

Each case plants a change, builds with what was kept before it, and once more with nothing kept: both sites are the same.
"""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from markdown import Markdown
from mkdocs.commands.build import build
from mkdocs.config import load_config
from projects import ALONE, TESTS, Project
from sharing import made_once

from groundplan.project.memo import FOLDER
from groundplan.render.site import RenderedSite

CONFIG = """\
site_name: !ENV [SHOP_NAME, Shop]
site_url: https://example.com/
theme: {name: material, font: false, custom_dir: overrides}
plugins: [search, groundplan]
markdown_extensions: [admonition, attr_list, md_in_html, toc: {permalink: true}]
validation: {links: {anchors: warn}}
nav:
  - Home: index.md
  - Guide: [guide.md, more.md]
"""
GUIDE = "# Guide\n\n## First {: #first }\n\nSee [more](more.md#more) and ![plan](plan.svg). {{ flow('order') }}\n"
FILES = {
    "mkdocs.yml": CONFIG,
    "docs/guide.md": GUIDE,
    "docs/more.md": '# More\n\n## More {: #more }\n\nBack to the [guide](guide.md#first) "soon".\n\n    a: block\n',
    "docs/plan.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>\n',
    "overrides/main.html": '{% extends "base.html" %}\n',
}
HOOK = "def on_page_markdown(markdown, **_):\n    return markdown + '\\nOf the hook.\\n'\n"
HOOK_OF_PAGES = "def on_page_content(html, **_):\n    return html.replace('Guide', 'Handbook')\n"
HOOK_OF_MARKDOWN = (
    "import markdown.blockprocessors as b\nb.CodeBlockProcessor.run = lambda self, parent, blocks: bool(blocks.pop(0)) and None\n"
)
EXTENSION = """\
from pathlib import Path
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

class Added(Preprocessor):
    def run(self, lines):
        return [*lines, "", Path(__file__).with_name("said.txt").read_text()]

class Adding(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Added(md), "added", 100)

def makeExtension(**options):
    return Adding(**options)
"""


def built(project: Project) -> dict[str, bytes]:
    """The files of the site that a build in this process makes."""
    site = project.root / "site"
    shutil.rmtree(site, ignore_errors=True)
    config = load_config(str(project.root / "mkdocs.yml"), site_dir=str(site))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def anew(project: Project) -> dict[str, bytes]:
    """The same where nothing is kept."""
    shutil.rmtree(project.root / FOLDER)
    return built(project)


class Kept(NamedTuple):
    """A project that has just been built, and its site."""

    project: Project
    site: dict[str, bytes]


@pytest.fixture(autouse=True)
def in_no_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ALONE.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(autouse=True)
def listening(caplog: pytest.LogCaptureFixture) -> None:
    """MkDocs says what it says of itself, whatever a test before has asked it to."""
    caplog.set_level(logging.INFO, "mkdocs")


@pytest.fixture
def kept(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    def make(folder: Path) -> None:
        shutil.copytree(TESTS / "project/shop", folder, dirs_exist_ok=True)
        for path, text in FILES.items():
            Project(folder).write(path, text)
        built(Project(folder))

    shutil.copytree(made_once(tmp_path_factory, "kept", make), tmp_path / "shop")
    site = tmp_path / "shop/site"
    return Kept(
        Project(tmp_path / "shop"), {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    )


class Made(NamedTuple):
    """What was made anew: how many texts Markdown got, and the paths of pages."""

    texts: list[str]
    pages: list[str]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Made:
    noted = Made([], [])
    convert, finished = Markdown.convert, RenderedSite.finished

    def converting(self: Markdown, source: str) -> str:
        noted.texts.append(source)
        return convert(self, source)

    def finishing(self: RenderedSite, path: str, *around: object) -> object:
        noted.pages.append(path)
        return finished(self, path, *around)  # type: ignore[arg-type]

    monkeypatch.setattr(Markdown, "convert", converting)
    monkeypatch.setattr(RenderedSite, "finished", finishing)
    return noted


def test_what_has_not_changed_is_neither_rendered_nor_converted(kept: Kept, made: Made) -> None:
    assert built(kept.project) == kept.site
    assert made == ([], [])
    assert anew(kept.project) == kept.site
    assert {"guide.md", "index.md", "connections.md"} <= {*made.pages}
    assert len(made.texts) >= len(made.pages)


def test_markdown_gets_the_page_that_has_changed(kept: Kept, made: Made) -> None:
    kept.project.append("docs/more.md", "\nAnother sentence.\n")
    assert built(kept.project) != kept.site
    assert [text for text in made.texts if "Another sentence." in text] == [text for text in made.texts if "connections" not in text]
    assert len([text for text in made.texts if "Another sentence." in text]) == 2  # in each language


def hook(text: str) -> Callable[[Project], None]:
    def plant(project: Project) -> None:
        project.write("hook.py", text)
        project.append("mkdocs.yml", "hooks: [hook.py]\n")

    return plant


def edit(path: str, old: str, new: str) -> Callable[[Project], None]:
    return lambda project: project.edit(path, old, new)


def add(path: str, text: str) -> Callable[[Project], None]:
    return lambda project: project.append(path, text) if (project.root / path).exists() else project.write(path, text)


def remove(path: str) -> Callable[[Project], None]:
    return lambda project: (project.root / path).unlink()


PLANTED = {
    "the text of a page": edit("docs/guide.md", "# Guide", "# Handbook"),
    "the head of a page": edit("docs/index.md", "title: Web shop", "title: Corner shop"),
    "the title of a page in the navigation": edit("mkdocs.yml", "Home: index.md", "Start: index.md"),
    "the order of the navigation": edit("mkdocs.yml", "[guide.md, more.md]", "[more.md, guide.md]"),
    "a page more": add("docs/other.md", "# Other\n\nSee [the guide](guide.md).\n"),
    "a page less": remove("docs/more.md"),
    "a picture less": remove("docs/plan.svg"),
    "an option of Markdown": edit("mkdocs.yml", "permalink: true", "permalink: '¶'"),
    "an extension of Markdown": edit("mkdocs.yml", "[admonition, ", "[admonition, tables, sane_lists, smarty, "),
    "addresses": add("mkdocs.yml", "use_directory_urls: false\n"),
    "a template of the theme": add("overrides/main.html", "{% block footer %}Our own.{% endblock %}\n"),
    "the model": edit("model/shop.yaml", "name: Web server", "name: Front door"),
    "a translation": edit("model/locales/ko.po", "밤낮으로 자전거를 팝니다", "늘 자전거를 팝니다"),
    "a translation that is no longer current": edit("docs/index.md", "day and night.", "by day."),
    "settings": add("groundplan.toml", '[site]\nfolder = "security"\n'),
    "a template of the project": add("templates/partials/claim.html.jinja", "<p>Our own.</p>\n"),
    "a hook that changes sources": hook(HOOK),
    "a hook that changes pages": hook(HOOK_OF_PAGES),
}


@pytest.mark.parametrize("change", PLANTED.values(), ids=PLANTED)
def test_a_change_is_seen_as_if_nothing_were_kept(change: Callable[[Project], None], kept: Kept) -> None:
    change(kept.project)
    site = built(kept.project)
    assert site != kept.site
    assert site == anew(kept.project)


def test_what_the_environment_says_is_seen(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOP_NAME", "Corner shop")
    assert b"Corner shop" in built(kept.project)["guide/index.html"]
    monkeypatch.setenv("GROUNDPLAN_LOCALES", "en,qps")
    site = built(kept.project)
    assert "qps/guide/index.html" in site
    assert site == anew(kept.project)


def test_the_commit_of_a_page_is_seen(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ALONE:
        monkeypatch.delenv(name)
    for words in (["init", "-q"], ["add", "."], ["-c", "user.name=A", "-c", "user.email=a@b.c", "commit", "-q", "-m", "First"]):
        subprocess.run(["git", *words], cwd=kept.project.root, check=True, env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull})
    site = built(kept.project)
    assert site != kept.site
    assert site == anew(kept.project)


def test_code_that_comes_with_the_site_is_asked_each_time(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.project.write("adding/__init__.py", EXTENSION)
    kept.project.write("adding/said.txt", "Said first.")
    kept.project.edit("mkdocs.yml", "[admonition, ", "[adding, admonition, ")
    monkeypatch.syspath_prepend(kept.project.root)
    assert b"Said first." in built(kept.project)["guide/index.html"]
    kept.project.write("adding/said.txt", "Said later.")
    assert b"Said later." in built(kept.project)["guide/index.html"]


def test_what_is_said_of_a_page_is_said_again(kept: Kept, caplog: pytest.LogCaptureFixture) -> None:
    kept.project.append("docs/more.md", "\n[Nowhere](nowhere.md), [no heading](guide.md#second)\n")

    def said() -> list[str]:
        caplog.clear()
        built(kept.project)
        return [record.getMessage() for record in caplog.records if "more.md" in record.getMessage() and record.levelname != "DEBUG"]

    first = said()
    assert [line for line in first if "nowhere.md" in line]
    assert [line for line in first if "#second" in line]
    assert said() == first


def test_a_damaged_result_is_made_again(kept: Kept) -> None:
    files = [*(kept.project.root / FOLDER / "pages").rglob("*.json"), *(kept.project.root / FOLDER / "markdown").rglob("*.json")]
    assert len(files) == 2
    for file in files:
        file.write_text(file.read_text(encoding="utf-8").replace("Guide", "Handbook"), encoding="utf-8")
    assert built(kept.project) == kept.site
