"""Addresses inside a site, as seen from one page."""

from __future__ import annotations

from typing import Protocol


class Urls(Protocol):
    """Turns paths into relative addresses. Whoever publishes knows how pages and assets end up."""

    def page(self, path: str, anchor: str = "") -> str:
        """The address of the page whose source is `path` (below `docs/`), in the reader's locale."""

    def asset(self, path: str) -> str:
        """The address of the file `path` of the site."""
