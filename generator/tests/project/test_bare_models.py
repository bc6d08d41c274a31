"""Models that say little: what they do not have leaves no trace, and what nobody has named is asked of nobody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polib
import pytest

from groundplan.sites import open_site

if TYPE_CHECKING:
    from projects import Project

BARE = """\
project: {name: Shop, viewpoint: vpc, locales: [en, ko]}
boundaries:
  vpc: {kind: vpc}
  net: {kind: internet}
components:
  user: {kind: person, in: net, produces: orders}
  web-server: {kind: service, in: vpc}
data: {orders: {}}
channels: {tls: {exposure: public, encryption: tls}}
flows:
  order: {from: user, to: web-server, channel: tls, ports: 443/tcp, carries: orders}
"""
CATALOGUE = 'msgid ""\nmsgstr "Language: ko\\n"\n\nmsgctxt "components.web-server.name"\nmsgid "Web server"\nmsgstr "웹 서버"\n'


def asked(project: Project) -> dict[str, str]:
    assert project.run("i18n", "update").code == 0
    return {entry.msgctxt or "": entry.msgstr for entry in polib.pofile(str(project.root / "model/locales/ko.po"))}


def test_names_made_of_ids_are_not_asked_of_translators(empty: Project) -> None:
    empty.write("model/m.yaml", BARE)
    assert asked(empty) == {"project.name": ""}
    assert [found["check"] for found in empty.findings() if found["check"] == "missing-translation"] == ["missing-translation"]


def test_a_translation_of_such_a_name_stays(empty: Project) -> None:
    empty.write("model/m.yaml", BARE)
    empty.write("model/locales/ko.po", CATALOGUE)
    assert asked(empty) == {"project.name": "", "components.web-server.name": "웹 서버"}


def test_a_name_that_is_written_as_it_would_be_made_is_asked_for(empty: Project) -> None:
    empty.write("model/m.yaml", BARE.replace("web-server: {kind", "web-server: {name: Web server, kind"))
    assert set(asked(empty)) == {"project.name", "components.web-server.name"}


def headings(project: Project, page: str) -> list[str]:
    site = open_site(project.root)
    source = site.generated()[page]
    front, _, body = source.rpartition("---\n") if source.startswith("---") else ("", "", source)
    assert front or body
    return re.findall(r"(?m)^## (.*?) \{", site.render(page, body, site.locales[0], str))


@pytest.mark.parametrize(
    ("more", "overview", "glossary"),
    [
        ("", [], ["Classes of data"]),
        ("terms: {shop: {description: Where things are sold.}}\n", [], ["Terms", "Classes of data"]),
        ("terms: {shop: {}}\n", [], ["Classes of data"]),
        ("options: {way: {choices: {one: {}, other: {}}, default: one}}\n", ["Choices of a deployment"], ["Classes of data"]),
    ],
)
def test_sections_without_content_are_left_out(more: str, overview: list[str], glossary: list[str], empty: Project) -> None:
    empty.write("model/m.yaml", BARE + more)
    assert (headings(empty, "overview.md"), headings(empty, "glossary.md")) == (overview, glossary)


def test_a_glossary_of_nothing_is_no_page(empty: Project) -> None:
    without = BARE.replace("data: {orders: {}}\n", "").replace(", carries: orders", "").replace(", produces: orders", "")
    empty.write("model/m.yaml", without + "terms: {shop: {}}\n")
    site = open_site(empty.root)
    assert "glossary.md" in site.empty()
    assert "glossary.md" not in site.generated()
