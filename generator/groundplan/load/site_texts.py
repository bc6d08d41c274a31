"""What the configuration of a site says to its readers, with the places of the texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from typing import NamedTuple

from groundplan.diagnostics import Span
from groundplan.load.site_tree import Leaf, PlacedKey, PlacedTree, at, items, named

_OF_THE_SITE = {
    "site_name": "The name of the site.",
    "site_description": "What the site is about, for search engines.",
    "copyright": "The line at the foot of each page.",
}
_OF_EXTRA = {
    ("consent", "title"): "The title of the question for consent to cookies.",
    ("consent", "description"): "The question for consent to cookies.",
    ("analytics", "feedback", "title"): "The question whether a page was helpful.",
}
OF_TOC = {
    "title": "The heading of the table of contents.",
    "permalink_title": "What the link beside a heading is called.",
}

OF_THE_INTERFACE = frozenset({"Switch to dark mode", "Switch to light mode"})
"""What our templates say, so that Groundplan brings it along in its own languages."""
_DEEPEST = 20


class SiteText(NamedTuple):
    """A text of the configuration. `key` says where it stands, `about` what it is, in a sentence."""

    key: str
    text: str
    about: str
    span: Span
    pages: tuple[str, ...] = ()
    """The pages that it is a title of, if it is any: where none of these are published, nobody sees it."""


def site_texts(tree: dict[str, PlacedTree]) -> Iterator[SiteText]:
    """Every text that readers see, each wording once, in a stable order."""
    found: dict[str, SiteText] = {}
    for text in _all(tree):
        first = found.setdefault(text.text, text)
        found[text.text] = first._replace(pages=(*first.pages, *text.pages) if first.pages and text.pages else ())
    yield from found.values()


def _all(tree: dict[str, PlacedTree]) -> Iterator[SiteText]:
    for key, about in _OF_THE_SITE.items():
        yield from _numbered(key, about, [tree.get(key)], single=True)
    yield from nav_texts(tree.get("nav"), "A title of the navigation.")
    schemes = items(at(tree, "theme", "palette"))
    yield from _numbered("palette", "The switch to another colour scheme.", [at(scheme, "toggle", "name") for scheme in schemes])
    yield from _numbered("social", "A link at the foot of each page.", [at(link, "name") for link in items(at(tree, "extra", "social"))])
    for path, about in _OF_EXTRA.items():
        yield from _numbered(".".join(path), about, [at(tree, "extra", *path)], single=True)
    for part, about in {"name": "An answer to the question whether a page was helpful.", "note": "What is said after an answer."}.items():
        ratings = items(at(tree, "extra", "analytics", "feedback", "ratings"))
        yield from _numbered(f"feedback.{part}", about, [at(rating, part) for rating in ratings])
    for name, options in named(tree.get("markdown_extensions")):
        if name in {"toc", "markdown.extensions.toc"}:
            for key, about in OF_TOC.items():
                yield from _numbered(f"toc.{key}", about, [at(options, key)], single=True)


def nav_texts(nav: PlacedTree | None, about: str) -> Iterator[SiteText]:
    """The titles in a navigation, from its beginning to its end."""
    numbers: dict[str, int] = {}
    for title, below in _titles(nav, 0):
        number = numbers.setdefault(title, len(numbers) + 1)
        yield SiteText(f"nav.{number}", title, about, title.span, tuple(_pages(below, 0)))


def _titles(nav: PlacedTree | None, depth: int) -> Iterator[tuple[PlacedKey, PlacedTree]]:
    for item in items(nav):
        for title, below in item.items() if isinstance(item, dict) and depth < _DEEPEST and "glob" not in item else ():
            if isinstance(title, PlacedKey):
                yield title, below
            yield from _titles(below, depth + 1)


def _pages(nav: PlacedTree, depth: int) -> Iterator[str]:
    for item in items(nav):
        if isinstance(item, Leaf):
            yield item.text
        for below in item.values() if isinstance(item, dict) and depth < _DEEPEST else ():
            yield from _pages(below, depth + 1)


def _numbered(key: str, about: str, found: Iterable[PlacedTree | None], *, single: bool = False) -> Iterator[SiteText]:
    numbers = count(1)
    for leaf in found:
        if isinstance(leaf, Leaf) and leaf.text.strip() and leaf.text not in OF_THE_INTERFACE:
            yield SiteText(key if single else f"{key}.{next(numbers)}", leaf.text, about, leaf.span)
