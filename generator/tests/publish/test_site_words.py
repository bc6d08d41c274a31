"""Words wherever they stand, in the configuration, in abbreviations, in what pages include: asked for, judged, and published."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polib
import pytest
from markup import read
from neighbours import MODEL
from projects import Project, build_strictly
from sharing import made_once

if TYPE_CHECKING:
    from pathlib import Path

CONFIGURATION = """\
INHERIT: base.yml
site_name: !ENV [NAME_OF_THE_SITE, Payments handbook]
theme:
  name: material
  custom_dir: overrides
  palette:
    - scheme: default
      toggle: {icon: material/brightness-7, name: Go dark}
    - scheme: slate
      toggle: {icon: material/brightness-4, name: Switch to light mode}
plugins: [search, tags, groundplan]
markdown_extensions:
  - abbr
  - attr_list
  - md_in_html
  - tables
  - pymdownx.superfences
  - pymdownx.snippets: {base_path: [parts, .], auto_append: [abbreviations.md]}
  - toc: {separator: _, permalink: true, permalink_title: Link to this part}
extra:
  social:
    - {icon: fontawesome/brands/mastodon, link: https://example.com, name: Our channel}
nav:
  - Start: index.md
  - Operator guide:
      - Data flows: connections.md
      - Elsewhere: https://example.com
  - In English:
      - Only here: english.md
"""
BASE = "site_name: Not this\nsite_description: How we are paid.\ncopyright: Made with <b>care</b>\n"
PAGES = {
    "docs/index.md": """\
---
tags: [Alpha tag]
---
# Our _first_ page & more

Our SLA holds, and our SLO does. See [below](#the_second_part).

The second part
---------------

--8<-- "shared.md"

- An item

    --8<-- "parts/whole.md:middle"

```text
--8<-- "shared.md"
```

<div><p>Raw words</p></div>

*[SLA]: Service level agreement
""",
    "overrides/main.html": """\
{% extends "base.html" %}
{% block announce %}Hear <a href="{{ "glossary/" | url }}">this</a>{% endblock %}
""",
    "docs/english.md": "---\nlocales: [en]\n---\n# Only here\n\n--8<-- 'english.md'\n",
    "parts/shared.md": 'Shared: a sentence about {{ flow("order") }}.\n\n## The third part\n',
    "parts/whole.md": "Not this.\n\n<!-- --8<-- [start:middle] -->\nA sentence of the middle.\n<!-- --8<-- [end:middle] -->\n\nNor this.\n",
    "parts/english.md": "Nobody has to translate this.\n",
    "parts/abbreviations.md": "*[SLO]: Service level objective\n",
}
ASKED = {
    "mkdocs.yml@site_name": "Payments handbook",
    "mkdocs.yml@site_description": "How we are paid.",
    "mkdocs.yml@copyright": "Made with <b>care</b>",
    "mkdocs.yml@nav.1": "Start",
    "mkdocs.yml@nav.2": "Operator guide",
    "mkdocs.yml@nav.3": "Data flows",
    "mkdocs.yml@nav.4": "Elsewhere",
    "mkdocs.yml@palette.1": "Go dark",
    "mkdocs.yml@social.1": "Our channel",
    "mkdocs.yml@toc.permalink_title": "Link to this part",
    "docs/@tags.1": "Alpha tag",
    "overrides/main.html@1": 'Hear <a href="{{ "glossary/" | url }}">this</a>',
    "docs/index.md#the-second-part/2": "Raw words",
    "docs/index.md#*[SLA]": "Service level agreement",
    "parts/abbreviations.md#*[SLO]": "Service level objective",
    "parts/shared.md#/1": 'Shared: a sentence about {{ flow("order") }}.',
    "parts/shared.md#the-third-part": "The third part",
    "parts/whole.md#/2": "A sentence of the middle.",
}
"""What is not in the model and not on a page itself."""


def project(root: Path) -> Project:
    shop = Project(root)
    for path, text in {"model/m.yaml": MODEL, "mkdocs.yml": CONFIGURATION, "base.yml": BASE, **PAGES}.items():
        shop.write(path, text)
    return shop


def asked(shop: Project, locale: str = "ko") -> dict[str, str]:
    assert shop.run("i18n", "update").code == 0
    return {entry.msgctxt or "": entry.msgid for entry in polib.pofile(str(shop.root / f"model/locales/{locale}.po"))}


def translate(shop: Project) -> None:
    """Write a translation of each text, which begins with 번역."""
    assert shop.run("i18n", "update").code == 0
    path = shop.root / "model/locales/ko.po"
    catalogue = polib.pofile(str(path))
    for entry in catalogue:
        entry.msgstr = f"번역 {entry.msgid}"
    catalogue.save(str(path))


def test_every_text_is_asked_for_once(tmp_path: Path) -> None:
    found = asked(project(tmp_path))
    assert {context: text for context, text in found.items() if context in ASKED} == ASKED
    elsewhere = [
        text for context, text in found.items() if re.match(r"mkdocs\.yml|base\.yml|parts/|.*\*\[", context) and context not in ASKED
    ]
    assert elsewhere == []
    assert "In English" not in found.values()
    assert "Nobody has to translate this." not in found.values()


def test_a_translator_learns_where_a_text_stands(tmp_path: Path) -> None:
    shop = project(tmp_path)
    asked(shop)
    entries = {entry.msgctxt: entry for entry in polib.pofile(str(tmp_path / "model/locales/ko.po"))}
    assert [entries["mkdocs.yml@copyright"].occurrences, entries["mkdocs.yml@nav.2"].comment] == [
        [("base.yml", "")],
        "A title of the navigation.",
    ]
    assert entries["docs/index.md#*[SLA]"].comment == "What SLA stands for."


def test_what_is_missing_is_found_at_its_place(tmp_path: Path) -> None:
    shop = project(tmp_path)
    asked(shop)
    missing = {(found["path"], found["line"], found["column"]) for found in shop.findings() if found["check"] == "missing-translation"}
    wanted = [("mkdocs.yml", "Data flows"), ("mkdocs.yml", "Our channel"), ("base.yml", "How we are paid"), ("parts/shared.md", "Shared:")]
    for path, text in wanted:
        line = shop.line(path, text)
        assert (path, line, shop.read(path).splitlines()[line - 1].index(text) + 1) in missing
    assert shop.run("check", "--locale-coverage", "100").code == 1
    translate(shop)
    assert shop.run("check", "--locale-coverage", "100", "--strict").out == "no findings\n"


def test_a_translation_outlives_changes_of_the_configuration(tmp_path: Path) -> None:
    shop = project(tmp_path)
    translate(shop)
    shop.edit("mkdocs.yml", "  - Start: index.md\n", "  - New: english.md\n  - Begin: index.md\n")
    shop.edit(
        "mkdocs.yml",
        "      - Data flows: connections.md\n      - Elsewhere: https://example.com\n",
        "      - Elsewhere: https://example.com\n      - Data flows: connections.md\n",
    )
    asked(shop)
    entries = {entry.msgid: entry for entry in polib.pofile(str(tmp_path / "model/locales/ko.po")) if not entry.obsolete}
    for text in ("Data flows", "Elsewhere", "Operator guide"):
        assert (entries[text].msgstr, entries[text].fuzzy) == (f"번역 {text}", False)


def test_what_somebody_wrote_down_by_hand_stays(tmp_path: Path) -> None:
    shop = project(tmp_path)
    shop.write(
        "model/locales/ko.po", 'msgid ""\nmsgstr "Language: ko\\n"\n\nmsgctxt "menu"\nmsgid "Operator guide"\nmsgstr "운영자 안내"\n'
    )
    asked(shop)
    entries = {entry.msgctxt: entry.msgstr for entry in polib.pofile(str(tmp_path / "model/locales/ko.po"))}
    assert entries["mkdocs.yml@nav.2"] == "운영자 안내"


def test_folders_are_asked_for_where_the_menu_names_them(tmp_path: Path) -> None:
    shop = project(tmp_path)
    for page in ("user-guide/first_steps/one.md", "de/two.md"):
        shop.write(f"docs/{page}", "# A page\n")
    shop.write("docs/hidden/three.md", "---\nlocales: [en]\n---\n# A page\n")
    shop.write("groundplan.toml", '[site]\nfolder = "network-security"\n')
    assert "User guide" not in asked(shop).values()
    shop.write("mkdocs.yml", CONFIGURATION.partition("nav:")[0])
    found = asked(shop)
    folders = {context: text for context, text in found.items() if context.endswith("/@title")}
    assert folders == {
        "docs/de/@title": "De",
        "docs/network-security/@title": "Network security",
        "docs/user-guide/@title": "User guide",
        "docs/user-guide/first_steps/@title": "First steps",
    }


MENUS = {
    "awesome-nav": {
        "docs/ops/.nav.yml": "title: Operations\nnav:\n  - The runbook: run.md\n  - glob: '*'\n",
        "docs/.nav.yml": "nav: [index.md, Elsewhere: https://example.com, ops]\n",
    },
    "awesome-pages": {"docs/ops/.pages": "title: Operations\nnav:\n  - The runbook: run.md\n  - ...\n"},
    "literate-nav": {"docs/SUMMARY.md": "- [Elsewhere](https://example.com)\n- Operations\n    - [The runbook](ops/run.md)\n- *.md\n"},
}


@pytest.mark.parametrize("plugin", MENUS)
def test_titles_in_files_of_plugins_are_asked_for_where_the_plugin_is_on(plugin: str, tmp_path: Path) -> None:
    shop = project(tmp_path)
    shop.write("docs/ops/run.md", "# Run\n")
    shop.write("mkdocs.yml", CONFIGURATION.partition("nav:")[0])
    for path, text in MENUS[plugin].items():
        shop.write(path, text)
    assert in_menus(asked(shop)) == set()
    shop.edit("mkdocs.yml", "groundplan]", f"{plugin}, groundplan]")
    found = asked(shop)
    assert in_menus(found) == TITLES[plugin]
    assert {"Operations", "The runbook"} <= set(found.values())
    assert ("Ops" in found.values()) == (plugin == "literate-nav")


TITLES = {
    "awesome-nav": {"Operations", "The runbook", "Elsewhere"},
    "awesome-pages": {"Operations", "The runbook"},
    "literate-nav": {"The runbook", "Elsewhere"},  # the file is a page, too, which says the third word for word
}


def in_menus(found: dict[str, str]) -> set[str]:
    return {text for context, text in found.items() if re.search(r"/(\.nav\.yml|\.pages|SUMMARY\.md)@", context)}


def test_pages_that_are_not_published_are_not_asked_for(tmp_path: Path) -> None:
    shop = project(tmp_path)
    shop.write("docs/drafts/one.md", "# A draft\n\n{{ nothing_of_ours }}\n")
    shop.write("docs/blog/index.md", "# News\n")
    shop.write("docs/blog/posts/one.md", "---\ndate: 2026-01-31\n---\n# A post\n")
    assert {"A draft", "A post", "News"} <= set(asked(shop).values())
    shop.edit(
        "mkdocs.yml", "plugins: [search, tags, groundplan]", "plugins: [search, tags, blog, groundplan]\nexclude_docs: |\n  drafts/\n"
    )
    assert not {"A draft", "A post", "News"} & set(asked(shop).values())
    assert [found for found in shop.findings() if found["severity"] == "error"] == []


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site all of whose texts are translated."""

    def build(root: Path) -> None:
        shop = project(root)
        translate(shop)
        build_strictly(shop.root, shop.root / "site")

    return made_once(tmp_path_factory, "words", build) / "site"


@pytest.mark.slow
@pytest.mark.parametrize("text", ["Payments handbook", "How we are paid.", "Made with <b>care</b>", "Start", "Operator guide", "Data flows",
    "Elsewhere", "Go dark", "Our channel", "Link to this part", "Service level agreement", "Service level objective", "The third part",
    "A sentence of the middle.", "Raw words", "Hear", "Alpha tag"])  # fmt: skip
def test_every_text_is_published_in_each_language(text: str, site: Path) -> None:
    shown = ("index.html", "glossary/index.html")  # the second has no text of its own to be described by
    editions = ("".join((site / locale / page).read_text(encoding="utf-8") for page in shown) for locale in (".", "ko"))
    english, korean = (re.sub("<pre.*?</pre>", "", edition, flags=re.DOTALL) for edition in editions)  # code stays as it is
    assert text in english
    assert f"번역 {text}" not in english
    assert korean.count(text) == korean.count(f"번역 {text}") > 0


@pytest.mark.slow
def test_what_is_included_calls_functions_and_stays_where_it_is(site: Path) -> None:
    for page, order in (("index.html", "Order"), ("ko/index.html", "번역 Order")):
        html = (site / page).read_text(encoding="utf-8")
        assert len(re.findall(r'data-flow="order"[^>]*>.*?</a>', html)) == 1
        assert order in html
        assert re.search(r"<li>\s*<p>[^<]*An item</p>\s*<p>[^<]*A sentence of the middle\.</p>\s*</li>", html)
        assert "Not this" not in html
        assert "Shared: a sentence about {{ flow" in html, "code that is included is shown as it is"


@pytest.mark.slow
def test_anchors_are_those_of_the_site_in_each_language(site: Path) -> None:
    for page in ("index.html", "ko/index.html"):
        headings = [element for level in "123" for element in read(site / page).all(f"h{level}")]
        ids = [heading.attributes["id"] for heading in headings if "id" in heading.attributes]
        assert ids == ["our_first_page_more", "the_second_part", "the_third_part"]
