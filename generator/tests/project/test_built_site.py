"""Sites of the small shop as MkDocs writes them: what each audience finds in them, and what keeps one from being published."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest
from projects import TESTS, Project
from sharing import made_once

pytestmark = pytest.mark.slow

INTERNAL = """
components:
  panopticon: {name: Panopticon, kind: service, in: office, audience: internal, icon: watcher.svg, description: Watches all of us.}
flows:
  watch: {name: Watching, from: panopticon, to: web-server, channel: peering, ports: [9999/tcp], audience: internal}
"""
TEXTS = ("panopticon", "Panopticon", "Watches all of us.", "Watching", "9999/tcp", "watcher")


@pytest.fixture
def watched(shop: Project) -> Project:
    """The shop with entries that only colleagues may see."""
    shop.write("model/internal.yaml", INTERNAL)
    shop.write("model/icons/watcher.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><desc>Panopticon</desc></svg>')
    return shop


def found(project: Project) -> set[str]:
    """Which of the texts are somewhere in the built site: in a page, the search index, a picture, the name of a file."""
    files = [path for path in (project.root / "site").rglob("*") if path.is_file()]
    whole = "\n".join(f"{path.relative_to(project.root)} {path.read_bytes().decode('utf-8', errors='replace')}" for path in files)
    assert "Web server" in whole
    return {text for text in TEXTS if text in whole}


def test_a_public_site_has_nothing_of_internal_entries(watched: Project) -> None:
    ended = watched.start("build")
    assert ended.code == 0, ended.err
    assert found(watched) == set()


def test_each_page_has_a_markdown_edition_that_a_list_leads_to(shop: Project) -> None:
    shop.edit("mkdocs.yml", "site_name: Web shop", "site_name: Web shop\nsite_description: How we sell bicycles.")
    shop.write("docs/100% 가 나.md", "# A [b] c\n")
    ended = shop.start("build")
    assert ended.code == 0, ended.err
    site = shop.root / "site"
    pages = {path.with_suffix(".md") for path in site.rglob("index.html")}
    assert pages == {*site.rglob("*.md")}
    listed = (site / "llms.txt").read_text(encoding="utf-8")
    assert listed.startswith("# Web shop\n\n> How we sell bicycles.\n\n- [")
    targets = re.findall(r"^- \[.*\]\((.*?)\)", listed, flags=re.MULTILINE)
    assert {site / unquote(target) for target in targets} <= pages
    assert "\n- [A \\[b\\] c](100%25%20%EA%B0%80%20%EB%82%98/index.md)\n" in listed
    assert len(targets) > 5
    rules = (site / "ko/allow-list/index.md").read_text(encoding="utf-8")
    assert rules.startswith("# 방화벽 허용 목록\n")
    assert "| 443/tcp |" in rules
    assert "[방화벽 허용 목록](allow-list/index.md)" in (site / "ko/llms.txt").read_text(encoding="utf-8")


def test_a_bundle_opens_from_a_disk(shop: Project, tmp_path: Path) -> None:
    ended = shop.start("build", "--bundle", "site.zip")
    assert ended.code == 0, ended.err
    assert ended.err.endswith("The site is in site.zip. Unpack it, and open index.html.\n")
    assert not (shop.root / "site").exists()
    with zipfile.ZipFile(shop.root / "site.zip") as packed:
        names = packed.namelist()
        packed.extractall(tmp_path)
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert names == sorted(names)
    assert {"index.html", "ko/allow-list.html", "exports/allow-list.nft", "documents/network-security.ko.pdf"} <= {*names}
    assert (tmp_path / "exports/allow-list.csv").read_bytes().decode() == shop.run("export", "csv").out
    pages = [path for path in tmp_path.rglob("*.html") if path.name != "404.html"]
    assert len(pages) > 15
    targets = [(page, target) for page in pages for target in re.findall(r'(?:href|src)="([^"#?]+)', page.read_text(encoding="utf-8"))]
    assert len(targets) > 200
    assert [(page.name, target) for page, target in targets if ":" not in target and not (page.parent / target).is_file()] == []
    assert [target for _, target in targets if target.startswith(("http", "//")) and "squidfunk" not in target] == []


def test_an_internal_site_has_all_of_them(watched: Project) -> None:
    watched.edit("mkdocs.yml", "plugins: [search, groundplan]", "plugins: [search, groundplan: {audience: internal}]")
    ended = watched.start("build")
    assert ended.code == 0, ended.err
    assert found(watched) == set(TEXTS)


def test_a_public_site_that_tells_a_secret_in_prose_is_not_published(watched: Project) -> None:
    watched.append("docs/index.md", "\nOur Panopticon is in good hands.\n")
    ended = watched.start("build")
    assert ended.code == 1
    assert "error[internal-leak]: index.html of the built site tells of the internal entry `components.panopticon`" in ended.err
    assert "search/search_index.json" in ended.err, "the index tells it, too"
    assert not [path for path in (watched.root / "site").rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("{{ claim( }}", "error[bad-page]: the page is not a template"),
        ("{{ ''.__class__ }}", "error[bad-page]: the page cannot be rendered: access to attribute '__class__'"),
        ('{{ diagram("overvew") }}', "error[unknown-reference]: the page names `overvew`, which is not a view"),
    ],
)
def test_a_fault_of_a_page_keeps_the_site_from_being_published(text: str, finding: str, shop: Project) -> None:
    shop.append("docs/index.md", f"\n{text}\n")
    line = shop.line("docs/index.md", text)
    ended = shop.start("build")
    assert ended.code == 1
    assert f"docs/index.md:{line}:" in ended.err
    assert finding in ended.err
    assert f"{line} | {text}" in ended.err, "with the line itself"
    assert "Traceback" not in ended.err
    assert ended.err.count(finding) == 1, "once, not for each language"
    assert not (shop.root / "site").exists()


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The shop with one page more and in a language more, which nobody has translated it to: built once, and only looked at."""
    return Project(made_once(tmp_path_factory, "published-shop", publish))


def publish(root: Path) -> None:
    shutil.copytree(TESTS / "project/shop", root, dirs_exist_ok=True)
    project = Project(root)
    project.write("docs/more.md", "# More to say\n\n## And more\n\nText.\n")
    project.edit("model/shop.yaml", "locales: [en, ko]", "locales: [en, ko, ru]")
    ended = project.start("build")
    assert ended.code == 0, ended.err


def test_titles_and_descriptions_of_pages_are_translated(published: Project) -> None:
    korean = published.read("site/ko/index.html")
    assert '<meta name="description" content="상점이 어떻게 연결되는지 설명합니다.">' in korean
    assert "<title>웹 상점" in korean
    assert '<html lang="ko"' in korean
    assert '<li><span lang="en" class="gp-fallback">Run <code>shop status</code>.</span></li>' in korean.replace("'", '"')


def test_a_heading_that_is_not_translated_shows_no_marks_in_titles(published: Project) -> None:
    page = published.read("site/ko/more/index.html")
    head = page.partition("</head>")[0]
    assert "<title>More to say" in head
    assert "gp-fallback" not in head
    assert "&lt;span" not in page


def test_pages_tell_why_some_of_their_texts_are_in_another_language(published: Project) -> None:
    korean, english = published.read("site/ko/index.html"), published.read("site/index.html")
    told = "점선 밑줄이 있는 부분은 아직 번역되지 않아 원문의 언어(영어)로 표시됩니다."
    assert f'</h1><p class="gp-note" data-search-exclude>{told}</p>' in korean
    assert "gp-note" not in english


def test_pages_tell_that_the_interface_does_not_speak_their_language(published: Project) -> None:
    told = "The labels of tables and diagrams on this page are not translated to its language yet."
    russian = published.read("site/ru/index.html")
    assert f'<p class="gp-note" lang="en" dir="ltr" data-search-exclude>{told}</p>' in russian
    assert told not in published.read("site/ko/index.html")
    assert told not in published.read("site/index.html")
