"""The Markdown of model texts as HTML."""

from __future__ import annotations

import re
from functools import lru_cache

from markdown import Markdown
from markupsafe import Markup

_CODE = re.compile(r"<pre>.*?</pre>", re.DOTALL)
_PARAGRAPH = ("<p>", "</p>")


_MARKDOWN = Markdown(output_format="html")
"""Making one takes longer than most texts do."""


@lru_cache(maxsize=4096)
def block(source: str) -> Markup:
    """`source` as HTML blocks, on one line: within a page of Markdown, an empty line would end them."""
    html = _CODE.sub(lambda code: code[0].replace("\n", "&#10;"), _MARKDOWN.reset().convert(source))
    return Markup(html.replace("\n", " "))


def inline(source: str) -> Markup:
    """`source` as HTML without the paragraph around it, if it is only one."""
    html = block(source)
    start, end = _PARAGRAPH
    if html.startswith(start) and html.endswith(end) and html.count(start) == 1:
        return Markup(html[len(start) : -len(end)])
    return html


def plain(source: str) -> str:
    """`source` without its marks, for where only text can stand."""
    return block(source).striptags()
