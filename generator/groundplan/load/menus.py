"""Titles that stand in files of plugins which make the menu: awesome-nav, awesome-pages, literate-nav."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from groundplan.diagnostics import Span
from groundplan.load.site_texts import SiteText, nav_texts
from groundplan.load.site_tree import Leaf, Tree, named, site_tree, text_at

_YAML = {"awesome-nav": ("filename", ".nav.yml"), "awesome-pages": ("filename", ".pages")}
_MARKDOWN = {"literate-nav": ("nav_file", "SUMMARY.md")}
_ABOUT = "A title of the menu."
_ITEM = re.compile(r"^\s*[-*+]\s+(?:\[(?P<link>[^\]]+)\]\([^)]*\)|(?P<text>[^\[*<][^\[*<]*?))\s*$")


def menu_texts(tree: Mapping[str, Tree], files: Mapping[str, bytes], docs: str) -> Iterator[tuple[str, SiteText]]:
    """The titles in each of `files` below the folder `docs`, with the path of the file."""
    plugins = dict(named(tree.get("plugins")))
    for path in sorted(path for path in files if path.startswith(f"{docs}/")):
        name = path.rpartition("/")[2]
        for plugin, (option, default) in {**_YAML, **_MARKDOWN}.items():
            if plugin in plugins and name == (text_at(plugins[plugin], option) or default):
                found = _in_yaml(path, files[path]) if plugin in _YAML else _in_markdown(path, files[path])
                yield from ((path, text) for text in found)


def _in_yaml(path: str, content: bytes) -> Iterator[SiteText]:
    tree = site_tree([(path, content)])
    if isinstance(title := tree.get("title"), Leaf) and title.text:
        yield SiteText("title", title.text, _ABOUT, title.span)
    yield from nav_texts(tree.get("nav"), _ABOUT)


def _in_markdown(path: str, content: bytes) -> Iterator[SiteText]:
    numbers: dict[str, int] = {}
    for line, text in enumerate(content.decode("utf-8-sig", "replace").splitlines(), start=1):
        if (item := _ITEM.match(text)) and (title := item["link"] or item["text"]) not in numbers:
            numbers[title] = len(numbers) + 1
            at = item.start("link" if item["link"] else "text") + 1
            yield SiteText(f"nav.{numbers[title]}", title, _ABOUT, Span(path, line, at, line, at + len(title)))
