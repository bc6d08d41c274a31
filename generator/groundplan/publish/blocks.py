"""Blocks of HTML that stand indented in Markdown: in an admonition, a tab or a list item, Markdown takes them for text of a paragraph."""

from __future__ import annotations

import re

_BLOCK = r"(?:article|details|div|dl|figure|h[1-6]|ol|p|pre|section|table|ul)"
_WRAPPED = re.compile(rf"^<p>(<{_BLOCK}\b.*</{_BLOCK}>)</p>$", re.MULTILINE)


def unwrapped(html: str) -> str:
    """A page in which no paragraph holds a block. What a function of a page prints is on a line of its own."""
    return _WRAPPED.sub(r"\1", html)


_ALIGNED = re.compile(r'(<t[dh]\b[^<>]*?) style="text-align: (left|center|right);"')


def aligned(html: str) -> str:
    """A page whose tables are aligned by attributes; Markdown writes styles, which a strict policy forbids."""
    return _ALIGNED.sub(r'\1 align="\2"', html)
