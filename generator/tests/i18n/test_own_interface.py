"""A project that brings the interface in a language that we do not ship."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from projects import page_of

from groundplan.i18n.locale.locale import Locale
from groundplan.sites import open_site

if TYPE_CHECKING:
    from projects import Project

HEADER = r"""msgid ""
msgstr ""
"Language: ru\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n"
"Content-Type: text/plain; charset=utf-8\n"

"""
MESSAGES = """msgid "Inbound"
msgstr "Входящее"

msgid "{n} connection"
msgid_plural "{n} connections"
msgstr[0] "{n} соединение"
msgstr[1] "{n} соединения"
msgstr[2] "{n} соединений"
"""
PO = "model/locales/interface.ru.po"


@pytest.fixture
def russian(shop: Project) -> Project:
    """The shop in English and Russian."""
    shop.edit("model/shop.yaml", "locales: [en, ko]", "locales: [en, ru]")
    shop.write(PO, HEADER + MESSAGES)
    return shop


def said(project: Project, source: str) -> str:
    site = open_site(project.root)
    assert not site.failed, site.report()
    return page_of(site, "any.md", source, Locale("ru", "Русский", False, "ru/"), str)


def test_counts_have_the_plural_form_of_their_number(russian: Project) -> None:
    calls = "; ".join(f'{{{{ ngettext("{{n}} connection", "{{n}} connections", {n}) }}}}' for n in (0, 1, 2, 5, 11, 21, 22, 112, 1000001))
    assert said(russian, calls) == (
        "0 соединений; 1 соединение; 2 соединения; 5 соединений; 11 соединений; 21 соединение; "
        "22 соединения; 112 соединений; 1\xa0000\xa0001 соединение"
    )


def test_forms_are_those_of_cldr_where_the_header_tells_none(russian: Project) -> None:
    russian.write(PO, "".join(line for line in HEADER.splitlines(keepends=True) if "Plural" not in line) + MESSAGES)
    assert russian.run("check").code == 0
    assert said(russian, '{{ ngettext("{n} connection", "{n} connections", 3) }}') == "3 соединения"


def test_strings_without_a_translation_are_in_english(russian: Project) -> None:
    assert said(russian, '{{ _("Inbound") }}, {{ _("Outbound") }}') == "Входящее, Outbound"


def test_strings_of_the_project_go_before_ours(shop: Project) -> None:
    shop.write("model/locales/interface.ko.po", 'msgid ""\nmsgstr ""\n\nmsgid "Inbound"\nmsgstr "들어옴"\n')
    site = open_site(shop.root)
    assert page_of(site, "any.md", '{{ _("Inbound") }}, {{ _("Outbound") }}', site.locales[1], str) == "들어옴, 아웃바운드"


@pytest.mark.parametrize(
    ("old", "new", "at", "told"),
    [
        ('msgstr "Входящее"', 'msgstr "Входящее', 'msgstr "Входящее', "error[bad-catalogue]"),
        ("nplurals=3; plural=(n%10==1", "nplurals=3; plural=(n%%10==1", "", "error[bad-catalogue]"),
        ('msgstr[2] "{n} соединений"\n', "", 'msgid "{n} connection"', "error[bad-catalogue]"),
        ('msgstr[1] "{n} соединения"', 'msgstr[1] "соединения"', 'msgid "{n} connection"', "error[placeholder-mismatch]"),
        ('msgstr "Входящее"', 'msgstr "{way} Входящее"', 'msgid "Inbound"', "error[placeholder-mismatch]"),
    ],
)
def test_a_bad_translation_is_a_finding_at_its_line(russian: Project, old: str, new: str, at: str, told: str) -> None:
    russian.edit(PO, old, new)
    line = russian.line(PO, at) if at else 1
    assert f"{PO}:{line} {told}" in russian.told()
    assert open_site(russian.root).failed


GAPS = ["{n.real}", "{n[0]}", "{n!r}", "{n:>9}", "{n:{n}}", "{}", "{0}", "{n", "n}", "{viewpoint.join.__func__}", "{ n }", "{viewpoint!r:}"]


@pytest.mark.parametrize("gap", GAPS)
def test_a_gap_that_is_more_than_a_name_is_a_finding_and_never_filled(gap: str, russian: Project) -> None:
    russian.edit(PO, 'msgstr[1] "{n} соединения"', f'msgstr[1] "{gap} соединения"')
    line = russian.line(PO, 'msgid "{n} connection"')
    site = open_site(russian.root)
    assert f"{PO}:{line} error[placeholder-mismatch]" in russian.told()
    assert site.failed
    locale = Locale("ru", "Русский", False, "ru/")
    assert page_of(site, "any.md", '{{ ngettext("{n} connection", "{n} connections", 3) }}', locale, str).strip() == "3 connections"


INVENTIONS = [
    "<img src=x onerror=alert(1)>",
    "Входящее <b>x</b>",
    "[Входящее](javascript:alert(1))",
    "[x][y]\\n\\n[y]: javascript:alert(1)",
    "[y]: javascript:alert(1)",
    "x {: onclick=alert(1) }",
    "<javascript:alert(1)>",
    "`x`",
    "# Входящее",
    "{{ 6 * 7 }}",
    "{% raw %}",
]


@pytest.mark.parametrize("wording", INVENTIONS)
def test_a_string_that_is_more_than_words_is_a_finding_and_not_said(wording: str, russian: Project) -> None:
    russian.write(PO, HEADER + f'msgid "Inbound"\nmsgstr "{wording}"\n')
    [found] = [finding for finding in russian.findings() if finding["path"] == PO]
    assert (found["severity"], found["check"]) in {("error", "markup-mismatch"), ("error", "placeholder-mismatch")}
    page = page_of(open_site(russian.root), "any.md", '{{ _("Inbound") }}', Locale("ru", "Русский", False, "ru/"), str)
    assert page.strip() == "Inbound"
