"""Headings of a site without the extension `attr_list`, where `{#deep}` is a part of the title: each keeps its id in every language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from markdown import Markdown

from groundplan.publish.mkdocs.heading_marks import NAME, with_marks

if TYPE_CHECKING:
    from projects import Project

PAGE = """\
# Start

## Deep {#deep}

## Plain `words`

## Two {.some #two}

## Deep {#deep}

Under the bar {: .bar }
-----------------------
"""
KOREAN = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgctxt "docs/a.md#deep"\nmsgid "Deep"\nmsgstr "Tief"\n'
HEADING = re.compile(r'<h(\d)(?: class="\w+")? id="([^"]*)"[^>]*>(.*?)</h\1>', re.DOTALL)


def headings(html: str) -> list[tuple[str, str]]:
    """The id of each heading, and its words."""
    return [(id_, re.sub("<[^>]*>", "", words)) for _, id_, words in HEADING.findall(html)]


@pytest.mark.slow
@pytest.mark.parametrize("extensions", ["", "markdown_extensions: [attr_list]\n"], ids=["marks mean nothing", "marks mean something"])
def test_a_heading_has_the_same_id_in_each_language_and_neither_check_nor_build_refuses_it(extensions: str, empty: Project) -> None:
    assert empty.run("init").code == 0
    empty.edit("model/project.yaml", "locales: [en]", "locales: [en, ko]")
    empty.write("mkdocs.yml", f"site_name: Ours\ntheme: {{name: material}}\nplugins: [groundplan]\n{extensions}")
    empty.write("docs/a.md", PAGE)
    empty.write("model/locales/ko.po", KOREAN)
    checked = empty.run("check", "--strict")
    assert checked.code == 0, checked.out
    built = empty.start("build")
    assert built.code == 0, built.err
    source, korean = (headings(empty.read(f"site/{path}a/index.html")) for path in ("", "ko/"))
    if extensions:
        assert [id_ for id_, _ in source] == ["start", "deep", "plain-words", "two", "deep", "under-the-bar"]
    else:
        assert source[1:4] == [("deep-deep", "Deep {#deep}"), ("plain-words", "Plain words"), ("two-some-two", "Two {.some #two}")]
        assert source[4:] == [("deep-deep_1", "Deep {#deep}"), ("under-the-bar-bar", "Under the bar {: .bar }")]
    assert [id_ for id_, _ in korean] == [id_ for id_, _ in source]
    assert [words for _, words in korean] == ["Start", "Tief", "Plain words", "Two", "Tief", "Under the bar"]


def test_only_marks_of_headings_mean_something_and_only_on_translated_pages() -> None:
    text = "## **Bold** {: .some #bold }\n\nText {: #text }\n\n## Text {#none}\n"
    assert with_marks(["toc"], translated=True) == ["toc", NAME]
    assert with_marks(["toc", NAME], translated=False) == ["toc"]
    assert with_marks(["pymdownx.extra"], translated=True) == ["pymdownx.extra"]
    assert Markdown(extensions=with_marks(["toc"], translated=True)).convert(text) == (
        '<h2 id="bold"><strong>Bold</strong></h2>\n<p>Text {: #text }</p>\n<h2 id="text-none">Text {#none}</h2>'
    )
