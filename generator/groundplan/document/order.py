"""Which pages a document holds, in which order: that of the navigation."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePosixPath

from groundplan.i18n.texts.sources import fits_pattern
from groundplan.load.site_tree import Leaf, PlacedTree

_FIRST = frozenset(("index.md", "README.md"))


def in_order(pages: Collection[str], generated: Iterable[str], nav: PlacedTree | None, patterns: Collection[str]) -> list[str]:
    """The paths below the folder of pages that `patterns` mean, all of them without any.

    First comes what the navigation names, as it does; all pages where it names none, as MkDocs sorts them. Generated pages that
    it leaves out come last: they have the facts.
    """
    named = [path for path in _named(nav) if path in pages] if nav else sorted(pages, key=_place)
    found = dict.fromkeys((*named, *(path for path in generated if path in pages)))
    return [path for path in found if not patterns or any(fits_pattern(_whole(pattern), path) for pattern in patterns)]


def _named(nav: PlacedTree) -> Iterator[str]:
    match nav:
        case Leaf(text=text):
            yield text.removeprefix("./")
        case list():
            for item in nav:
                yield from _named(item)
        case dict():
            for item in nav.values():
                yield from _named(item)


def _place(path: str) -> tuple[tuple[bool, bool, str], ...]:
    """Where MkDocs puts a page: the index of a folder first, then its other pages, then the folders in it."""
    parts = PurePosixPath(path).parts
    return tuple((part is not parts[-1], part not in _FIRST, part) for part in parts)


def _whole(pattern: str) -> str:
    return f"{pattern}**" if pattern.endswith("/") else pattern
