"""What axe-core has to say of a page."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from projects import REFERENCE

if TYPE_CHECKING:
    from playwright.sync_api import Page

COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that look at colours: the only ones to which a page in the dark is another page."""


def violations(page: Page, *rules: str, tools: bool = False) -> list[tuple[str, list[str]]]:
    """What axe finds on a page, by all of its rules or by those that are named: each rule with the elements that break it.

    It looks at all of the page, or at no more than the `tools` of its diagram: the bar, and the menu that is open.
    """
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(_axe())
    options = {**({"runOnly": rules} if rules else {}), "preload": False, "resultTypes": ["violations", "incomplete"], "selectors": False}
    within = [{"fromShadowDom": ["groundplan-diagram", part]} for part in (".bar", ".menu")] if tools else "html"
    result: dict[str, Any] = page.evaluate("([within, options]) => axe.run(within, options)", [within, options])
    assert result["passes"], "axe has looked at nothing"
    unsure = [one for one in result["incomplete"] if one["id"] == "aria-prohibited-attr"]
    return [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in (*result["violations"], *unsure)]


@cache
def _axe() -> str:
    source = (REFERENCE / "generator/viewer/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
    return re.sub(r"\A/\*.*?\*/", "", source, flags=re.DOTALL) + ";0"
