"""Blocks of HTML that stand indented in Markdown: in an admonition, a tab or a list item, Markdown takes them for text of a paragraph."""

from __future__ import annotations

from itertools import pairwise

from groundplan.hypertext import Change, elements_in, replaced, tags_in

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = ("article", "details", "div", "dl", "figure", *_HEADINGS, "ol", "p", "pre", "section", "table", "ul")
_ENDS = tuple(f"</{name}>" for name in _BLOCKS)
_ALIGNED = {f"text-align: {side};": f'align="{side}"' for side in ("left", "center", "right")}


def unwrapped(html: str) -> str:
    """A page in which no paragraph holds a block. What a function of a page prints is on a line of its own."""
    changes, at = list[Change](), 0
    for opening, inner in pairwise(tags_in(html, *_BLOCKS)):
        if opening.start >= at and opening.written == "<p>" and inner.start == opening.end and not inner.closes:
            paragraph = next(elements_in(html, "p", start=opening.start))
            if html.endswith(_ENDS, opening.end, paragraph.inner_end):
                changes += (Change(opening.start, opening.end, ""), Change(paragraph.inner_end, paragraph.end, ""))
                at = paragraph.end
    return replaced(html, changes)


def aligned(html: str) -> str:
    """A page whose tables are aligned by attributes; Markdown writes styles, which a strict policy forbids."""
    if "text-align" not in html:
        return html
    styles = (style for cell in tags_in(html, "td", "th") if (style := cell.attribute("style")))
    return replaced(html, (Change(style.start, style.end, _ALIGNED[style.value]) for style in styles if style.value in _ALIGNED))
