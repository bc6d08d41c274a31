"""What a served site becomes after an edit, page by page: the same as a whole build makes of the edited project."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from projects import SHARED_LAYOUTS, Project

from groundplan.draw.layout.basis import Basis
from groundplan.draw.layout.layout import Layout, arrange_at_once
from groundplan.plugin import GroundplanPlugin
from groundplan.render.figures.pictures import packed_in

CONFIG = """\
site_name: Shop
site_url: https://example.com/
theme: {name: material, font: false}
plugins: [search, groundplan]
markdown_extensions: [attr_list, md_in_html]
"""
MORE = """\
  ask-for-stock:
    name: Questions about stock
    from: coordinator
    to: web-server
    channel: public-tls
    ports: [8443/tcp]

claims:
"""
URL = "http://127.0.0.1:8000/"


class Served:
    """A project that is served, without a server."""

    def __init__(self, root: Path, site: Path, command: Literal["build", "serve"] = "serve") -> None:
        self.site = site
        self.config: MkDocsConfig = load_config(str(root / "mkdocs.yml"), site_dir=str(site))
        self.config.site_url = URL
        found = self.config.plugins["groundplan"]
        assert isinstance(found, GroundplanPlugin)
        self.plugin = found
        self.config.plugins.on_startup(command=command, dirty=False)
        build(self.config, serve_url=URL)

    def complete(self) -> None:
        assert self.plugin.renewal is not None
        self.plugin.renewal.complete()

    def files(self) -> dict[str, bytes]:
        return {path.relative_to(self.site).as_posix(): path.read_bytes() for path in self.site.rglob("*") if path.is_file()}


@pytest.fixture
def shop_site(shop: Project) -> Project:
    shop.write("mkdocs.yml", CONFIG)
    return shop


def test_pages_made_anew_are_those_of_a_whole_build(shop_site: Project, tmp_path: Path) -> None:
    served = Served(shop_site.root, tmp_path / "served")
    shop_site.edit("model/shop.yaml", "name: Web server", "name: Front door")
    shop_site.write("docs/index.md", shop_site.read("docs/index.md") + "\n## More {: #more }\n\nWritten later.\n")
    assert served.plugin.renewed() is True
    served.plugin.refresh("connections/index.html")
    assert "Front door" in (served.site / "connections/index.html").read_text()
    served.plugin.refresh("assets/groundplan/facts.en.js")
    assert "Front door" in (packed_in((served.site / "assets/groundplan/facts.en.js").read_bytes()) or "")
    served.complete()
    whole = Served(shop_site.root, tmp_path / "whole")
    whole.complete()
    assert b"Written later." in served.files()["index.html"]
    assert differing(served.files(), whole.files()) == []


def test_nothing_is_made_where_nothing_has_changed(shop_site: Project, tmp_path: Path) -> None:
    served = Served(shop_site.root, tmp_path / "served")
    assert served.plugin.renewed() is None


@pytest.mark.parametrize(("file", "text"), [("docs/new.md", "# New\n"), ("mkdocs.yml", f"{CONFIG}site_author: Somebody\n")])
def test_what_changes_which_pages_there_are_takes_a_whole_build(file: str, text: str, shop_site: Project, tmp_path: Path) -> None:
    served = Served(shop_site.root, tmp_path / "served")
    shop_site.write(file, text)
    assert served.plugin.renewed() is False


def test_a_second_build_makes_the_same_without_drawing_or_looking_for_words(shop_site: Project, tmp_path: Path) -> None:
    served = Served(shop_site.root, tmp_path / "first")
    served.complete()
    first = served.files()
    with pytest.MonkeyPatch.context() as patch:
        for made in ("groundplan.draw.draw_map", "groundplan.draw.draw_map_with_gaps", "groundplan.draw.draw_chart"):
            patch.setattr(made, lambda *_: pytest.fail("drawn again"))
        patch.setattr("material.plugins.search.plugin.Parser", None)
        second = Served(shop_site.root, tmp_path / "second").files()
    assert "Web server" in (packed_in(first["search/search_index.json"]) or "")
    assert b"<svg" in first["overview/index.html"]
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []
    shop_site.edit("model/shop.yaml", "name: Web server", "name: Front door")
    third = Served(shop_site.root, tmp_path / "third").files()
    assert "Front door" in (packed_in(third["search/search_index.json"]) or "")
    assert b"Front door" in third["overview/index.html"]


def test_nothing_is_made_page_by_page_once_a_whole_build_begins(shop_site: Project, tmp_path: Path) -> None:
    """The search has begun another index by then, and would have the pages twice."""
    served = Served(shop_site.root, tmp_path / "served")
    served.complete()
    shop_site.edit("model/shop.yaml", "name: Web server", "name: Front door")
    assert served.plugin.renewed() is True
    renewal = served.plugin.renewal
    assert renewal is not None
    served.plugin.on_config(config=served.config)
    before = served.files()
    renewal.refresh("connections/index.html")
    renewal.complete()
    assert served.files() == before


def wider(based: Basis) -> Layout:
    """A picture that nobody could take for the one that is kept."""
    found = arrange_at_once(based)
    return replace(found, width=found.width + 1000.0)


def test_pictures_are_shown_at_once_and_others_take_their_place(
    shop_site: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "served-layouts").mkdir()
    for known in SHARED_LAYOUTS.glob("*.json"):
        shutil.copy(known, tmp_path / "served-layouts")
    monkeypatch.setenv("GROUNDPLAN_LAYOUTS", str(tmp_path / "served-layouts"))
    served = Served(shop_site.root, tmp_path / "served")
    monkeypatch.setattr("groundplan.draw.layout.awaited.arrange_at_once", wider)
    shop_site.edit("model/shop.yaml", "claims:\n", MORE)
    assert served.plugin.renewed() is True
    page = "overview/index.html"
    served.plugin.refresh(page)
    first = served.files()[page]
    assert b"ask-for-stock" in first
    assert served.plugin.renewed() is None, "no file has changed, and no other picture is there"
    served.complete()
    assert served.plugin.renewed() is True, "somebody looks at a page with other pictures"
    assert served.plugin.renewed() is None
    then = Served(shop_site.root, tmp_path / "then", "build").files()
    shutil.rmtree(shop_site.root / ".cache")
    monkeypatch.setenv("GROUNDPLAN_LAYOUTS", str(tmp_path / "built-layouts"))
    built = Served(shop_site.root, tmp_path / "built", "build").files()
    assert differing(then, built) == []
    assert drawn(served.files()[page]) == drawn(built[page]) != drawn(first)
    kept = {path.name: path.read_bytes() for path in (tmp_path / "built-layouts").glob("*.json")}
    assert len(kept) == 2
    assert [name for name, whole in kept.items() if (tmp_path / "served-layouts" / name).read_bytes() != whole] == []


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The files of two sites that are not the same."""
    return [path for path in sorted({*one, *other}) if one.get(path) != other.get(path)]


def drawn(page: bytes) -> bytes:
    """The picture of a page."""
    return page[page.index(b"<figure") : page.rindex(b"</figure>")]


def test_what_is_quickly_made_comes_first(shop_site: Project, tmp_path: Path) -> None:
    """Whoever asks for a file meanwhile waits for one page at most."""
    served = Served(shop_site.root, tmp_path / "served")
    renewal = served.plugin.renewal
    assert renewal is not None
    shop_site.append("docs/index.md", "\nWritten later.\n")
    assert served.plugin.renewed() is True
    served.complete()
    shop_site.append("docs/index.md", "\nWritten last.\n")
    with pytest.MonkeyPatch.context() as patch:
        took: list[float] = []
        make = renewal._make

        def made(path: str) -> None:
            took.append(renewal._took[path])
            make(path)

        patch.setattr(renewal, "_make", made)
        assert served.plugin.renewed() is True
        served.complete()
    assert len(took) > 5
    assert took == sorted(took)
    assert "Written last." in (served.site / "index.html").read_text()


@pytest.mark.parametrize(
    ("text", "instead"),
    [("    to: database\n", "    to: databse\n"), ("name: Web server", "nam: Web server"), ("name: Web server", "name: [")],
    ids=["no such place", "no such word", "no YAML"],
)
def test_a_fault_is_shown_page_by_page_and_so_is_the_mended_project(text: str, instead: str, shop_site: Project, tmp_path: Path) -> None:
    served = Served(shop_site.root, tmp_path / "served")
    served.complete()
    sound = served.files()
    shop_site.edit("model/shop.yaml", text, instead)
    assert served.plugin.renewed() is True
    served.plugin.refresh("connections/index.html")
    assert "model/shop.yaml:" in (served.site / "connections/index.html").read_text()
    served.complete()
    broken = served.files()
    assert [path for path in broken if path.endswith("index.html") and b"model/shop.yaml:" not in broken[path]] == []
    shop_site.edit("model/shop.yaml", instead, text)
    assert served.plugin.renewed() is True
    served.plugin.refresh("connections/index.html")
    assert served.files()["connections/index.html"] == sound["connections/index.html"]
    served.complete()
    assert differing(served.files(), sound) == []
    shop_site.edit("model/shop.yaml", text, instead)
    whole = Served(shop_site.root, tmp_path / "whole")
    assert whole.plugin is served.plugin, "it knows what there was"
    whole.complete()
    there = whole.files()
    assert there.keys() <= broken.keys(), "nobody takes away what no page needs by now"
    assert differing({path: broken[path] for path in there}, there) == []


def test_the_head_of_a_template_is_that_of_its_pages_in_all_languages(shop_site: Project, tmp_path: Path) -> None:
    head, page = "---\nhide: [navigation]\n---\n", "templates/pages/glossary.md.jinja"
    shop_site.write(page, f"{head}# Glossary\n")
    served = Served(shop_site.root, tmp_path / "served")
    served.complete()
    shop_site.edit(page, head, "")
    assert served.plugin.renewed() is True
    served.complete()
    whole = Served(shop_site.root, tmp_path / "whole")
    whole.complete()
    assert differing(served.files(), whole.files()) == []


CALL = '\n{{ flow("nope") }}\n'


def test_a_fault_that_only_a_page_shows_is_on_all_pages(shop_site: Project, tmp_path: Path) -> None:
    served = Served(shop_site.root, tmp_path / "served")
    served.complete()
    sound = served.files()
    index = shop_site.read("docs/index.md")
    shop_site.append("docs/index.md", CALL)
    assert served.plugin.renewed() is True
    served.plugin.refresh("glossary/index.html")
    served.complete()
    broken = served.files()
    assert [path for path in broken if path.endswith("index.html") and b"which is not a flow" not in broken[path]] == []
    assert served.plugin.renewed() is True, "whoever looks at the glossary is to see it"
    shop_site.write("docs/index.md", index)
    assert served.plugin.renewed() is True
    served.complete()
    assert differing(served.files(), sound) == []


@pytest.mark.parametrize("head", ["icon: material/home", "status: new", "subtitle: Much to see"])
def test_what_menus_show_of_a_page_is_on_all_pages(head: str, shop_site: Project, tmp_path: Path) -> None:
    served = Served(shop_site.root, tmp_path / "served")
    served.complete()
    shop_site.write("docs/index.md", f"---\n{head}\n---\n{shop_site.read('docs/index.md')}")
    assert served.plugin.renewed() is True
    served.plugin.refresh("connections/index.html")
    served.complete()
    whole = Served(shop_site.root, tmp_path / "whole")
    whole.complete()
    assert differing(served.files(), whole.files()) == []


@pytest.mark.parametrize("head", ["template: nosuch.html", "icon: [x]"])
def test_a_page_that_cannot_be_made_asks_for_a_whole_build(head: str, shop_site: Project, tmp_path: Path) -> None:
    """Which tells why, on all pages. Whoever asks meanwhile gets what there was."""
    served = Served(shop_site.root, tmp_path / "served")
    served.complete()
    before = served.files()["index.html"]
    shop_site.write("docs/index.md", f"---\n{head}\n---\n# Home\n")
    assert served.plugin.renewed() is True
    served.plugin.refresh("index.html")
    served.complete()
    assert served.files()["index.html"] == before
    assert served.plugin.renewed() is False


def test_words_of_extensions_follow_their_translations(shop_site: Project, tmp_path: Path) -> None:
    toc = "markdown_extensions: [attr_list, md_in_html, {toc: {permalink: true, permalink_title: Lead here}}]"
    shop_site.write("mkdocs.yml", CONFIG.replace("markdown_extensions: [attr_list, md_in_html]", toc))
    text = 'msgctxt "mkdocs.yml@markdown_extensions.toc.permalink_title"\nmsgid "Lead here"\nmsgstr "{}"\n'
    catalogue = shop_site.read("model/locales/ko.po")
    shop_site.write("model/locales/ko.po", f"{catalogue}\n{text.format('여기로')}")
    served = Served(shop_site.root, tmp_path / "served")
    served.complete()
    assert "여기로" in (served.site / "ko/connections/index.html").read_text()
    shop_site.write("model/locales/ko.po", f"{catalogue}\n{text.format('이곳으로')}")
    assert served.plugin.renewed() is True
    served.complete()
    assert "이곳으로" in (served.site / "ko/connections/index.html").read_text()
    assert "여기로" not in (served.site / "ko/connections/index.html").read_text()


def test_what_all_pages_together_give_away_is_told(shop_site: Project, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    shop_site.write("mkdocs.yml", f"{CONFIG}validation: {{links: {{anchors: warn}}}}\n")
    shop_site.edit("model/shop.yaml", "warehouse: {name: Warehouse", "warehouse: {audience: internal, name: Zebrahouse")
    shop_site.edit("model/shop.yaml", "  restock:\n", "  restock:\n    audience: internal\n")
    served = Served(shop_site.root, tmp_path / "served")
    served.complete()
    assert "internal-leak" not in caplog.text
    shop_site.append("docs/index.md", "\nThe Zebrahouse is here. [There](connections.md#nowhere).\n")
    assert served.plugin.renewed() is True
    served.complete()
    assert "internal-leak" in caplog.text
    assert "does not contain an anchor '#nowhere'" in caplog.text


def test_what_changes_while_the_configuration_is_read_is_for_the_next_build(shop_site: Project, tmp_path: Path) -> None:
    served = Served(shop_site.root, tmp_path / "served")
    served.complete()
    shop_site.edit("mkdocs.yml", "site_name: Shop", "site_name: One")
    assert served.plugin.renewed() is False
    served.plugin.prepare()
    configuration = load_config(str(shop_site.root / "mkdocs.yml"), site_dir=str(served.site))
    shop_site.edit("mkdocs.yml", "site_name: One", "site_name: Two")
    build(configuration, serve_url=URL)
    assert 'data-site="One"' in served.files()["index.html"].decode()
    assert served.plugin.renewed() is False, "it says Two by now"
