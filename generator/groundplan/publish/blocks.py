"""Blocks of HTML that stand indented in Markdown: in an admonition, a tab or a list item, Markdown takes them for text of a paragraph."""

from __future__ import annotations

import re

_BLOCK = r"(?:article|details|div|dl|figure|h[1-6]|ol|p|pre|section|table|ul)"
_WRAPPED = re.compile(rf"^<p>(<{_BLOCK}\b.*</{_BLOCK}>)</p>$", re.MULTILINE)


def unwrapped(html: str) -> str:
    """A page in which no paragraph holds a block. What a function of a page prints is on a line of its own."""
    return _WRAPPED.sub(r"\1", html)
