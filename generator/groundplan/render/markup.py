"""The Markdown of model texts as HTML."""

from __future__ import annotations

from functools import lru_cache

from markdown import Markdown
from markupsafe import Markup

_PARAGRAPH = ("<p>", "</p>")


@lru_cache(maxsize=4096)
def block(source: str) -> Markup:
    """`source` as HTML blocks."""
    return Markup(Markdown(output_format="html").convert(source).replace("\n", " "))


def inline(source: str) -> Markup:
    """`source` as HTML without the paragraph around it, if it is only one."""
    html = block(source)
    start, end = _PARAGRAPH
    if html.startswith(start) and html.endswith(end) and html.count(start) == 1:
        return Markup(html[len(start) : -len(end)])
    return html
