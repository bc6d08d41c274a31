"""What a served site becomes after an edit, page by page: the same as a whole build makes of the edited project."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from projects import Project

from groundplan.plugin import GroundplanPlugin

CONFIG = """\
site_name: Shop
site_url: https://example.com/
theme: {name: material, font: false}
plugins: [search, groundplan]
markdown_extensions: [attr_list, md_in_html]
"""
URL = "http://127.0.0.1:8000/"


class Served:
    """A project that is served, without a server."""

    def __init__(self, root: Path, site: Path) -> None:
        self.site = site
        self.config: MkDocsConfig = load_config(str(root / "mkdocs.yml"), site_dir=str(site))
        self.config.site_url = URL
        found = self.config.plugins["groundplan"]
        assert isinstance(found, GroundplanPlugin)
        self.plugin = found
        self.config.plugins.on_startup(command="serve", dirty=False)
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
    assert "Front door" in (served.site / "assets/groundplan/facts.en.js").read_text()
    served.complete()
    after = served.files()
    whole = Served(shop_site.root, tmp_path / "whole").files()
    assert b"Written later." in after["index.html"]
    assert after.keys() == whole.keys()
    assert [path for path in whole if whole[path] != after[path] and "search_index" not in path] == []


def test_nothing_is_made_where_nothing_has_changed(shop_site: Project, tmp_path: Path) -> None:
    served = Served(shop_site.root, tmp_path / "served")
    assert served.plugin.renewed() is None


@pytest.mark.parametrize(("file", "text"), [("docs/new.md", "# New\n"), ("mkdocs.yml", f"{CONFIG}site_author: Somebody\n")])
def test_what_changes_which_pages_there_are_takes_a_whole_build(file: str, text: str, shop_site: Project, tmp_path: Path) -> None:
    served = Served(shop_site.root, tmp_path / "served")
    shop_site.write(file, text)
    assert served.plugin.renewed() is False


def test_a_second_build_makes_the_same_without_drawing_or_looking_for_words(shop_site: Project, tmp_path: Path) -> None:
    first = Served(shop_site.root, tmp_path / "first").files()
    with pytest.MonkeyPatch.context() as patch:
        for made in ("groundplan.draw.draw_map", "groundplan.draw.draw_map_with_gaps", "groundplan.draw.draw_chart"):
            patch.setattr(made, lambda *_: pytest.fail("drawn again"))
        patch.setattr("material.plugins.search.plugin.Parser", None)
        second = Served(shop_site.root, tmp_path / "second").files()
    assert b"Web server" in first["search/search_index.json"]
    assert b"<svg" in first["overview/index.html"]
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []
    shop_site.edit("model/shop.yaml", "name: Web server", "name: Front door")
    third = Served(shop_site.root, tmp_path / "third").files()
    assert b"Front door" in third["search/search_index.json"]
    assert b"Front door" in third["overview/index.html"]
