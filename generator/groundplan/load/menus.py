"""Words in files of plugins: of those that make the menu (awesome-nav, awesome-pages, literate-nav), and of `meta`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from groundplan.diagnostics import Span
from groundplan.load.front_matter import TRANSLATED_KEYS
from groundplan.load.site_texts import SiteText, nav_texts
from groundplan.load.site_tree import Leaf, PlacedTree, named, site_tree, text_at

_ABOUT = "A title of the menu."
_ITEM = re.compile(r"^\s*[-*+]\s+(?:\[(?P<link>[^\]]+)\]\([^)]*\)|(?P<text>[^\[*<][^\[*<]*?))\s*$")


def _in_yaml(path: str, content: bytes) -> Iterator[SiteText]:
    tree = site_tree([(path, content)])
    if isinstance(title := tree.get("title"), Leaf) and title.text:
        yield SiteText("title", title.text, _ABOUT, title.span)
    yield from nav_texts(tree.get("nav"), _ABOUT)


def _in_meta(path: str, content: bytes) -> Iterator[SiteText]:
    """What is said of all pages in a folder; such a title is no title of the folder."""
    tree = site_tree([(path, content)])
    for key in TRANSLATED_KEYS:
        if isinstance(text := tree.get(key), Leaf) and text.text:
            yield SiteText(f"pages.{key}", text.text, f"The {key} of pages in the folder.", text.span)


def _in_markdown(path: str, content: bytes) -> Iterator[SiteText]:
    numbers: dict[str, int] = {}
    for line, text in enumerate(content.decode("utf-8-sig", "replace").splitlines(), start=1):
        if (item := _ITEM.match(text)) and (title := item["link"] or item["text"]) not in numbers:
            numbers[title] = len(numbers) + 1
            at = item.start("link" if item["link"] else "text") + 1
            yield SiteText(f"nav.{numbers[title]}", title, _ABOUT, Span(path, line, at, line, at + len(title)))


_READERS: Mapping[str, tuple[str, str, Callable[[str, bytes], Iterator[SiteText]]]] = {
    "awesome-nav": ("filename", ".nav.yml", _in_yaml),
    "awesome-pages": ("filename", ".pages", _in_yaml),
    "literate-nav": ("nav_file", "SUMMARY.md", _in_markdown),
    "meta": ("meta_file", ".meta.yml", _in_meta),
    "material/meta": ("meta_file", ".meta.yml", _in_meta),
}
"""Plugin -> the option that names its files, what they are called if it is left out, and what reads one."""


def menu_texts(tree: Mapping[str, PlacedTree], files: Mapping[str, bytes], docs: str) -> Iterator[tuple[str, SiteText]]:
    """The words in each of `files` below the folder `docs` that a plugin of the site reads, with the path of the file."""
    own = sorted(path for path in files if path.startswith(f"{docs}/"))
    for plugin, options in named(tree.get("plugins")):
        if plugin in _READERS:
            option, default, read = _READERS[plugin]
            name = text_at(options, option) or default
            yield from ((path, text) for path in own if path.rpartition("/")[2] == name for text in read(path, files[path]))
