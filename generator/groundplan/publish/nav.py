"""The navigation as `mkdocs.yml` writes it: lists of paths, and of titles with a path or a list below them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TypeAlias

Nav: TypeAlias = list["Nav"] | dict[str, "Nav"] | str


def pruned(nav: Nav, gone: Collection[str]) -> Nav:
    """`nav` without the pages in `gone` and without the sections that this empties."""
    if isinstance(nav, list):
        return [kept for item in nav if (kept := pruned(item, gone))]
    if isinstance(nav, dict):
        return {title: kept for title, item in nav.items() if (kept := pruned(item, gone))}
    return "" if nav in gone else nav


def pages(nav: Nav | None) -> Iterator[str]:
    """The paths of the pages in `nav`."""
    if isinstance(nav, str):
        if nav.endswith(".md"):
            yield nav
    else:
        for item in nav.values() if isinstance(nav, dict) else nav or ():
            yield from pages(item)
