"""The interface's own strings, and the names and habits of locales."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment
from jinja2.ext import babel_extract
from projects import page_of

from groundplan.i18n.interface.interface import interface
from groundplan.i18n.locale.locale import locales_of
from groundplan.render.pages.environment import templates_folder
from groundplan.sites import open_site

if TYPE_CHECKING:
    from projects import Project

PACKAGE = Path(str(files("groundplan")))
LOCALES = sorted(path.stem for path in (PACKAGE / "locales").glob("*.po"))
OF_MKDOCS_YML = {"Search", "Permanent link"}
"""Texts of Material and Markdown, which are translated by title."""


@cache
def in_program() -> frozenset[str]:
    """All strings of the interface that templates, the theme and the program have."""
    return frozenset((*in_templates(), *in_theme(), *in_python()))


def in_templates() -> Iterator[str]:
    for path in sorted(templates_folder().rglob("*.jinja")):
        with path.open("rb") as file:
            for _, _, message, _ in babel_extract(file, ("_", "gettext", "ngettext"), [], {"encoding": "utf-8"}):
                yield from [message] if isinstance(message, str) else [text for text in message if isinstance(text, str)]


def in_theme() -> Iterator[str]:
    for path in sorted((PACKAGE / "publish").rglob("*.html")):
        yield from re.findall(r'groundplan\.(?:title|say)\("([^"]+)"', path.read_text(encoding="utf-8"))


def in_python() -> Iterator[str]:
    for path in sorted(PACKAGE.rglob("*.py")):
        program = path.read_bytes()
        if not re.search(rb"(_|gettext|message)\(", program):
            continue
        for node in ast.walk(ast.parse(program)):
            if isinstance(node, ast.Call) and _name(node.func) in {"_", "gettext", "ngettext", "message"}:
                yield from (arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str))


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""


def in_mkdocs_yml(reference: Project) -> Iterator[str]:
    """Titles of the navigation and of switches, which only pages of other locales show in other words."""
    text = reference.read("mkdocs.yml")
    yield from re.findall(r"^\s*- ([\w ]+):", text, re.MULTILINE)
    yield from re.findall(r"^\s*name: (Switch .*)$", text, re.MULTILINE)
    yield from re.findall(r"^site_(?:name|description): (.*)$", text, re.MULTILINE)


def messages(locale: str) -> dict[str, tuple[str, ...]]:
    """Message -> its translations; a message that counts has one for each plural form."""
    catalog = read_po(BytesIO((PACKAGE / "locales" / f"{locale}.po").read_bytes()), abort_invalid=True)
    assert not catalog.obsolete
    found = {}
    for message in catalog:
        assert not message.fuzzy or not message.id
        if message.id:
            ids = (message.id,) if isinstance(message.id, str) else message.id
            strings = (message.string,) if isinstance(message.string, str) else message.string
            found |= dict.fromkeys(ids, tuple(strings))
    return found


@pytest.mark.parametrize("locale", LOCALES)
def test_every_string_of_the_interface_is_translated(locale: str) -> None:
    known = messages(locale)
    assert [text for text in {*in_program()} if not all(known.get(text, ("",)))] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_no_translation_is_of_a_string_that_is_gone(locale: str, reference: Project) -> None:
    used = {*in_program(), *in_mkdocs_yml(reference), *OF_MKDOCS_YML}
    assert sorted(set(messages(locale)) - used) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_translations_have_the_placeholders_of_their_strings(locale: str) -> None:
    placeholder = re.compile(r"\{\w+\}")
    assert sum(bool(placeholder.search(text)) for text in messages(locale)) > 20
    for text, translations in messages(locale).items():
        for translation in translations:
            assert sorted(placeholder.findall(translation)) == sorted(placeholder.findall(text)), text


@pytest.mark.parametrize("locale", LOCALES)
def test_a_locale_has_the_plural_forms_that_cldr_knows(locale: str) -> None:
    catalog = read_po(BytesIO((PACKAGE / "locales" / f"{locale}.po").read_bytes()), locale=locale.replace("-", "_"))
    forms = {text: strings for text, strings in messages(locale).items() if "{n}" in text}
    assert forms
    assert {len(strings) for strings in forms.values()} == {catalog.num_plurals}


def test_every_template_is_jinja() -> None:
    templates = list(templates_folder().rglob("*.jinja"))
    assert len(templates) > 20
    for path in templates:
        Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))


def test_a_locale_with_a_region_speaks_the_language_of_the_interface() -> None:
    assert interface("ko-KR").gettext("Inbound") == "인바운드"
    assert interface("ko").gettext("Inbound") == "인바운드"
    assert interface("xx").gettext("Inbound") == "Inbound"


def test_locales_are_named_by_their_speakers() -> None:
    found = [(locale.tag, locale.name, locale.prefix) for locale in locales_of("en", ("ko", "en", "pt-BR", "zh-Hant", "qps"))]
    assert found == [
        ("en", "English", ""),
        ("ko", "한국어", "ko/"),
        ("pt-BR", "Português (Brasil)", "pt-BR/"),
        ("zh-Hant", "中文 (繁體)", "zh-Hant/"),
        ("qps", "qps", "qps/"),
    ]


@pytest.mark.parametrize("tag", ["pt-BR", "zh-Hant", "tlh"])
def test_pages_are_rendered_in_any_locale(tag: str, shop: Project) -> None:
    shop.edit("model/shop.yaml", "locales: [en, ko]", f"locales: [en, {tag}]")
    assert shop.run("check").code == 0
    site = open_site(shop.root)
    locale = site.locales[1]
    assert locale.tag == tag
    for call in ("{{ claims() }}", "{{ boundary() }}", "{{ connections() }}"):
        assert "gp-fallback" in page_of(site, "any.md", call, locale, str)
    assert not site.failed
