"""Translators write words: what a page does comes from its source alone, and a translation that does more is a finding of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from projects import page_of

from groundplan.i18n.texts.fit import fits, with_calls
from groundplan.i18n.texts.prose import localize
from groundplan.render.pages.environment import environment
from groundplan.sites import open_site

if TYPE_CHECKING:
    from projects import Project

PAGE = "docs/attacked.md"
PO = "model/locales/ko.po"
SOURCE = 'The shop is run by {{ term("support") }}, see [home](index.md) and `code`.'
SECRET = "swordfish-of-the-build"

FIT = 'Shop, {{ term("support") }}: [집](index.md), `code`.'
"""With everything in it that the source has."""


def translated(shop: Project, wording: str, source: str = SOURCE) -> str:
    """The Korean page whose paragraph `source` is translated so."""
    shop.write(PAGE, f"# Attacked\n\n{source}\n\nThe end.\n")
    quoted = wording.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    original = source.replace('"', '\\"')
    shop.append(PO, f'\nmsgctxt "{PAGE}#attacked/1"\nmsgid "{original}"\nmsgstr "{quoted}"\n')
    site = open_site(shop.root)
    page = page_of(site, "attacked.md", shop.read(PAGE), site.locales[1], lambda target: target)
    assert [finding for finding in site.findings if finding.span and finding.span.path == PAGE and finding.check == "bad-page"] == []
    return page


def found(shop: Project) -> list[str]:
    return [text for text in shop.told() if "mismatch" in text or "bad-page" in text]


def test_a_translation_that_fits_is_shown(shop: Project) -> None:
    page = translated(shop, FIT)
    assert 'Shop, <a class="gp-ref gp-ref--term"' in page
    assert ": [집](index.md), `code`." in page
    assert "gp-fallback'>The shop" not in page
    assert found(shop) == []


CALLS = [
    "{{ _('{f.__self__}', f=connections) }}",
    "{{\n_('{f.__self__}', f=connections)\n}}",
    "{% set a =\n1 %}",
    "{% for a in range(9) %}x{% endfor %}",
    "{%\nraw\n%}",
    "{% include 'partials/flow.html.jinja' %}",
    "{# a comment #}",
    "{#\na comment",
    "{{",
    "{%",
    "{{ term('support') ",
    "{{ '}}' }}",
    '{{ term("support") }}',
]


@pytest.mark.parametrize("call", CALLS)
def test_a_call_that_the_source_lacks_is_a_finding_in_the_catalogue(call: str, shop: Project) -> None:
    page = translated(shop, f"{FIT} {call}")
    assert "The shop is run by" in page
    assert "__self__" not in page
    line = shop.line(PO, 'msgid "The shop is run by') + 1
    assert f"{PO}:{line} error[placeholder-mismatch]" in found(shop)
    assert [text for text in found(shop) if text.startswith("docs/")] == []


MARKUP = [
    "<script>alert(1)</script>",
    "<script\nsrc='https://example.com'>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)",
    "<b onmouseover='alert(1)'>x</b>",
    "<iframe src='https://example.com'></iframe>",
    "<svg/onload=alert(1)>",
    "<!-- hidden -->",
    "<?php ?>",
    "</p>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](java&#115;cript:alert(1))",
    "![x](https://example.com/pixel.png)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "<https://example.com>",
    "*x*{: onclick='alert(1)' }",
    "*x*{ onclick='alert(1)' }",
    "{: onclick='alert(1)'",
    "`more code`",
    "\n\n# Heading",
    "\n\n    code",
    "\nanother line",
    "\r\n\r\nanother paragraph",
]
STARTS = [
    *("# ", "- ", "1. ", "> ", "    ", "!!! note\n", '!!! note "x" ', '=== "x" ', "```", "~~~ ", ": ", "*[x]: "),
    *("[x]: javascript:alert(1) ", '--8<-- "/etc/passwd" '),
]


@pytest.mark.parametrize("wording", [*(f"{FIT} {more}" for more in MARKUP), *(f"{start}{FIT}" for start in STARTS)])
def test_markup_that_the_source_lacks_is_a_finding_in_the_catalogue(wording: str, shop: Project) -> None:
    page = translated(shop, wording)
    assert "The shop is run by" in page
    assert not re.search(r"<script|onerror|onload|onclick|onmouseover|<iframe|javascript:|/etc/passwd|pixel\.png", page)
    assert any(f"{PO}:" in text for text in found(shop))


def test_a_block_of_a_template_keeps_what_is_in_it(shop: Project) -> None:
    source = "{% if true %}Yes{% else %}No {{ term('support') }}{% endif %} and more."
    page = translated(shop, "{% if true %}예 {{ term('support') }}{% else %}아니요{% endif %} 등.", f"Well: {source}")
    assert "아니요" not in page
    assert any("placeholder-mismatch" in text for text in found(shop))


SCRAPS = ["{{ 6 * 7 }}", "{{", "}}", "{%", "%}", "{#", "#}", "{", "}", "\n", '"', "'", "raw", " 6*7 ", "\ufdd0", "0", "\ufdd1"]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.sampled_from(SCRAPS), st.text(alphabet="ab <>`|-#", max_size=3)), max_size=9))
def test_whatever_a_translation_holds_runs_no_more_than_its_source(tmp_path_factory: pytest.TempPathFactory, words: list[str]) -> None:
    wording = "".join(words)
    source = "It is {{ 6 * 7 }} today."
    localized = localize("page.md", source, lambda _context, _text: wording)
    printed = environment(tmp_path_factory.getbasetemp()).page(localized.template, {}, localized.texts)
    told = wording.replace("{{ 6 * 7 }}", "42") if fits(source, wording) else "It is 42 today."
    assert (with_calls(source, wording) is not None) >= fits(source, wording)
    assert printed.split() == told.split()
