"""The Markdown of model texts as HTML: clean, and safe from being taken for Markdown once more on a page."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import nh3
from markdown import Markdown
from markupsafe import Markup, escape

from groundplan.hypertext import Change, elements_in, replaced, texts_and_marks
from groundplan.render.sandbox.reach import word_set

TAGS = word_set(
    "a abbr b blockquote br code dd del dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small strong sub sup table"
    " tbody td tfoot th thead tr u ul var"
)
"""The elements that pass. The others are left out, with their text where they hold any for readers."""

ATTRIBUTES = {"*": {"title", "lang", "dir"}, "a": {"href"}, "img": {"src", "alt", "width", "height"}, "ol": {"start"}}
"""The attributes that pass, by element."""

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""Where links may lead, besides to places on the site."""

MOST_BRACKETS, MOST_LINES, MOST_LETTERS = 500, 2_000, 500_000
"""Of a text: Markdown looks through the rest of it for each bracket and for each line of some kinds."""

_PARAGRAPH = ("<p>", "</p>")
_ACTIVE = re.compile(r"[\\`*_{}\[\]~^|=+$@]|:(?=[\w/])|--|\.\.\.|^[-#>]|^\d+[.)]")
_ACTIVE_IN_TAGS = re.compile(r"[\\`*\[\]]")


_PLAIN = re.compile(r"(?![#+>=\-]|\d+[.)]|\s)[^\\`*_\[\]<>&\x00-\x1f\x7f-\xa0\u2028\u2029]+(?<!\s)")
"""A line in which neither Markdown nor HTML has anything to say."""
_KEPT = 1 << 18
"""Texts whose HTML is remembered: more than any model has, so that a second look never pushes out what a third one needs."""


@lru_cache(_KEPT)
def block(source: str, html: bool = False) -> Markup:
    """`source` as HTML blocks, on one line: within a page of Markdown, an empty line would end them.

    HTML in `source` is text unless `html` allows it; even then only `TAGS` and `ATTRIBUTES` pass. What is too long or nested too
    deeply for Markdown is shown as it is written.
    """
    if _PLAIN.fullmatch(source):
        return Markup(f"<p>{guarded(source)}</p>")
    converted = _converted(source, html=html)
    clean = nh3.clean(converted, tags=set(TAGS), attributes=ATTRIBUTES, url_schemes=set(SCHEMES), link_rel=None).strip()
    return guarded(_on_one_line(clean))


def _on_one_line(html: str) -> str:
    """HTML without line ends: those of code are written as entities."""
    if "<pre" not in html:
        return html.replace("\n", " ")
    code = ((found.opening.start, found.end) for found in elements_in(html, "pre"))
    return replaced(html, (Change(start, end, html[start:end].replace("\n", "&#10;")) for start, end in code)).replace("\n", " ")


def _converted(source: str, *, html: bool) -> str:
    brackets = source.count("[") + (source.count("<") // 5 if html else 0)
    if brackets <= MOST_BRACKETS and source.count("\n") <= MOST_LINES and len(source) <= MOST_LETTERS:
        try:
            return _converter(html=html).reset().convert(source)
        except RecursionError:
            _converter.cache_clear()
    return f"<p>{escape(source)}</p>"


@cache
def _converter(*, html: bool) -> Markdown:
    """Making one takes longer than most texts do."""
    converter = Markdown(output_format="html")
    if not html:
        converter.preprocessors.deregister("html_block")
        converter.inlinePatterns.deregister("html")
    return converter


def guarded(html: str) -> Markup:
    """`html` with the characters that Markdown would read as marks written as entities: it may stand on a page of Markdown."""
    if "<" not in html:
        return Markup(_ACTIVE.sub(_entities, html))
    cut = enumerate(texts_and_marks(html))
    return Markup("".join((_ACTIVE_IN_TAGS if at % 2 else _ACTIVE).sub(_entities, part) for at, part in cut))


def _entities(match: re.Match[str]) -> str:
    return "".join(letter if letter.isdigit() else f"&#{ord(letter)};" for letter in match[0])


def inline(source: str, html: bool = False) -> Markup:
    """`source` as HTML without the paragraph around it, if it is only one."""
    found = block(source, html)
    start, end = _PARAGRAPH
    if found.startswith(start) and found.endswith(end) and found.count(start) == 1:
        return Markup(found[len(start) : -len(end)])
    return found


def plain(source: str) -> str:
    """`source` without its marks, for where only text can stand."""
    return block(source).striptags()
