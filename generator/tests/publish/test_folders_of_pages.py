"""What `.meta.yml` says of the pages in a folder holds for all of their editions, for generated pages, and in a check."""

from __future__ import annotations

import polib
import pytest
from projects import Project
from searching import sections

CONFIGURATION = (
    "site_name: Shop\ntheme: {name: material}\nplugins: [search, meta, groundplan]\nmarkdown_extensions: [attr_list, md_in_html]\n"
)
ACTIONS = "# Deploy\n\n`${{ secrets.TOKEN }}`\n"


@pytest.fixture
def site(shop: Project) -> Project:
    shop.write("mkdocs.yml", CONFIGURATION)
    shop.write("docs/ops/one.md", "# First page\n")
    shop.write("docs/ops/deep/two.md", "---\naudience: public\n---\n# Second page\n")
    return shop


def built(site: Project) -> set[str]:
    ended = site.start("build")
    assert ended.code == 0, ended.err
    return {path.parent.relative_to(site.root / "site").as_posix() for path in (site.root / "site").rglob("index.html")}


def asked(site: Project) -> dict[str, str]:
    assert site.run("i18n", "update").code == 0
    return {entry.msgctxt or "": entry.msgid for entry in polib.pofile(str(site.root / "model/locales/ko.po")) if not entry.obsolete}


@pytest.mark.slow
def test_a_folder_says_who_may_see_its_pages(site: Project) -> None:
    site.write("docs/ops/.meta.yml", "audience: internal\n")
    pages = built(site)
    assert {"ops/deep/two", "ko/ops/deep/two"} <= pages
    assert not {"ops/one", "ko/ops/one"} & pages
    titles = {section["title"] for section in sections(site.root / "site")}
    assert "Second page" in titles
    assert "First page" not in titles


def test_a_folder_says_in_which_languages_its_pages_are(site: Project) -> None:
    assert {"First page", "Second page"} <= set(asked(site).values())
    site.write("docs/ops/.meta.yml", "locales: [en]\n")
    assert not {"First page", "Second page"} & set(asked(site).values())
    site.write("docs/ops/deep/.meta.yml", "locales: [en, ko]\n")
    assert {"First page", "Second page"} & set(asked(site).values()) == {"Second page"}


def test_a_folder_says_that_its_pages_are_no_templates(site: Project) -> None:
    site.write("docs/ops/one.md", ACTIONS)
    assert [found["check"] for found in site.findings() if found["severity"] == "error"] == ["bad-page"]
    site.write("docs/ops/.meta.yml", "template: false\n")
    assert [found["check"] for found in site.findings() if found["severity"] == "error"] == []


def test_what_a_folder_says_in_words_is_asked_for_once(site: Project) -> None:
    site.write("docs/ops/.meta.yml", "description: How we operate.\ntags: [ops]\n")
    assert [context for context, text in asked(site).items() if text == "How we operate."] == ["docs/ops/.meta.yml@pages.description"]


def test_without_the_plugin_a_folder_says_nothing(site: Project) -> None:
    site.write("mkdocs.yml", CONFIGURATION.replace("meta, ", ""))
    site.write("docs/ops/.meta.yml", "locales: [en]\n")
    assert "First page" in asked(site).values()
