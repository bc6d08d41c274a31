"""Pages when Markdown is done with them: their parts come to their places, and the search gets an edition of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from groundplan.publish.blocks import aligned, unwrapped
from groundplan.render.parts import Anchors, Part, parts_in, parts_put_in


class _Read(NamedTuple):
    """What Markdown made of a page, with marks for its parts, and with the parts themselves."""

    marked: str
    content: str


class Reading:
    """The pages of a site that Markdown is done with. `parts` may grow."""

    def __init__(self, parts: Mapping[str, Part]) -> None:
        self.parts = parts
        self._read: dict[File, _Read] = {}

    def end(self, html: str, page: Page) -> str:
        """The content of a page of which Markdown has made `html`."""
        marked = aligned(unwrapped(html))
        parts = parts_in(marked, self.parts)
        content = "".join(part.above for part in parts) + parts_put_in(marked, self.parts)
        self._read[page.file] = _Read(marked, content)
        page.present_anchor_ids = Anchors(page.present_anchor_ids or set(), parts)
        return content

    def sought(self, page: Page) -> str:
        """The content of a page as the search should look at it; where another plugin has changed it since, all of it."""
        read, content = self._read.get(page.file), page.content or ""
        if read is None or read.content != content:
            return content
        return parts_put_in(read.marked, self.parts, lambda part: part.sought)
