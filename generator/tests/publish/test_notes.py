"""Below its heading, a page says which of its words are in another language: in one language at a time."""

from __future__ import annotations

import re

import pytest

from groundplan.i18n.locale.locale import locales_of
from groundplan.publish.theme import with_note

REASON = "What is underlined with dots is not translated yet and shown in the original language, {language}."
FALLBACK = '<h1 id="a">A</h1><p>B <span class="gp-fallback">C</span></p>'


@pytest.mark.parametrize(
    ("tag", "source", "translated", "note"),
    [
        ("ko", "en", {REASON: "점선: {language}"}, "<p>점선: 영어</p>"),
        ("ar", "en", {}, f'<p lang="en" dir="ltr">{REASON.format(language="English")}</p>'),
        ("ar", "ko", {}, f'<p lang="en" dir="ltr">{REASON.format(language="Korean")}</p>'),
        ("ko", "en", {REASON: "{broken {language}"}, f'<p lang="en" dir="ltr">{REASON.format(language="English")}</p>'),
        ("en-GB", "ko", {}, f"<p>{REASON.format(language='Korean')}</p>"),
    ],
)
def test_a_note_is_in_one_language(tag: str, source: str, translated: dict[str, str], note: str) -> None:
    original, locale = locales_of(source, [tag])
    html = with_note(FALLBACK, locale, original, lambda text: translated.get(text, text))
    below = html.removeprefix('<h1 id="a">A</h1>').removesuffix(FALLBACK.partition("</h1>")[2])
    assert re.sub(r' class="gp-note"| data-search-exclude', "", below) == note


@pytest.mark.parametrize("content", ['<h1>A</h1><!-- <i class="gp-fallback"> -->', "<p title='class=\"gp-table\"'>gp-fallback</p>"])
def test_a_page_that_only_speaks_of_it_has_no_note(content: str) -> None:
    original, locale = locales_of("en", ["ar"])
    assert with_note(content, locale, original, lambda text: text) == content


@pytest.mark.parametrize(
    ("content", "has_labels"),
    [
        ('<p><a class="gp-ref" href="#a">B</a> <span class="gp-badge">1</span></p>', False),
        ("<table class='x gp-table'><tr><td>1</td></tr></table>", True),
    ],
)
def test_labels_are_told_of_where_there_are_some(content: str, has_labels: bool) -> None:
    original, locale = locales_of("en", ["ar"])
    html = with_note(content, locale, original, lambda text: text)
    assert ("The labels of tables and diagrams" in html) == has_labels
