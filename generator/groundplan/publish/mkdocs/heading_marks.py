"""The ids of headings in translated pages of a site where marks (`{: #id }`) mean nothing, as it has no extension `attr_list`.

Every heading keeps the id of its source there, too, and nothing else in braces gets a meaning that it has not on the source page.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

NAME = "groundplan.publish.mkdocs.heading_marks"
"""How Markdown finds the extension that this module is."""

_READERS = frozenset({"attr_list", "markdown.extensions.attr_list", "extra", "markdown.extensions.extra", "pymdownx.extra"})
"""The extensions that know marks."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MARK = re.compile(r"\s*\{: [^{}]*?#([^\s#{}]+) [^{}]*\}\s*$")
_AFTER_INLINE, _BEFORE_CONTENTS = 20, 5
"""The priorities of what Markdown itself does before and after: words in headings, and the table of contents."""


class _Marks(Treeprocessor):
    """Takes the mark from the end of each heading for its id."""

    def run(self, root: Element) -> None:
        for heading in root.iter():
            if heading.tag in _HEADINGS:
                _take_mark(heading)


def _take_mark(heading: Element) -> None:
    last = heading[-1] if len(heading) else None
    text = (heading.text if last is None else last.tail) or ""
    found = _MARK.search(text)
    if found is None:
        return
    heading.set("id", found[1])
    rest = text[: found.start()]
    if last is None:
        heading.text = rest
    else:
        last.tail = rest


class HeadingMarks(Extension):
    """The extension."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Register what takes marks."""
        md.treeprocessors.register(_Marks(md), "groundplan-heading-marks", (_AFTER_INLINE + _BEFORE_CONTENTS) / 2)


def makeExtension() -> HeadingMarks:  # noqa: N802 - Markdown's name
    """What Markdown calls to have the extension."""
    return HeadingMarks()


def with_marks(names: Collection[str], *, translated: bool) -> list[str]:
    """The extensions for a page, of those that its site has: this one more for a page that is `translated`, where no other knows marks."""
    own = [name for name in names if name != NAME]
    return [*own, NAME] if translated and _READERS.isdisjoint(own) else own
