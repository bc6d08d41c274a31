"""Pages that are rendered before MkDocs asks for them, wherever that is: what is asked of them, and what comes back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from groundplan.diagnostics import Finding
from groundplan.i18n.locale.locale import Locale


@dataclass(frozen=True, slots=True)
class Addresses:
    """Turns a path into an address relative to a page. It can be sent to another process.

    `urls` has the address of each page from the root of the site, `url` that of the page itself, and `relate` leads from one to another.
    """

    urls: Mapping[str, str]
    url: str
    relate: Callable[[str, str], str]

    def __call__(self, target: str) -> str:
        path, mark, anchor = target.partition("#")
        return self.relate(self.urls.get(path, path), self.url) + mark + anchor if path else target

    def without(self, folders: tuple[str, ...]) -> Addresses:
        """The same for a page that leads to nothing in `folders`."""
        return replace(self, urls={path: url for path, url in self.urls.items() if not path.startswith(folders)})


@dataclass(frozen=True, slots=True)
class PageOrder:
    """A page that is to be rendered: its path, its source without front matter, its locale, and where it leads to."""

    path: str
    source: str
    locale: Locale
    addresses: Addresses


@dataclass(frozen=True, slots=True)
class FinishedPage:
    """A page that is rendered: Markdown with marks, the parts that these stand for, and what is to be noted of it."""

    path: str
    """How findings name its source."""
    locale: str
    text: str
    parts: Mapping[str, str]
    rows: Mapping[str, tuple[str, ...]]
    """The rows of its long tables, by the paths of their files."""
    anchors: Mapping[int, str]
    template: str
    findings: tuple[Finding, ...]
    flows: frozenset[str]
    subject: str | None
    drawn: tuple[tuple[str, str], ...]
    """The views that it shows, each after the project that it belongs to."""
    follows_choices: bool
    whole: bool


RenderElsewhere: TypeAlias = Callable[[Iterable[PageOrder]], Iterator[tuple[PageOrder, FinishedPage | None]]]
"""Renders pages elsewhere. What cannot be rendered there is None, or does not come."""


class Ahead:
    """Pages that are on their way."""

    def __init__(self, orders: Collection[PageOrder], coming: Iterator[tuple[PageOrder, FinishedPage | None]]) -> None:
        self._open = {_key(order) for order in orders}
        self._coming = coming
        self._come: dict[tuple[str, str], tuple[str, FinishedPage]] = {}

    def take(self, path: str, source: str, locale: Locale) -> FinishedPage | None:
        """The page with exactly this source, as soon as it is there; None where it does not come."""
        key = path, locale.tag
        while key in self._open:
            order, finished = next(self._coming, (None, None))
            if order is None:
                self._open.clear()
                break
            self._open.discard(_key(order))
            if finished:
                self._come[_key(order)] = order.source, finished
        known = self._come.pop(key, None)
        return known[1] if known and known[0] == source else None


def _key(order: PageOrder) -> tuple[str, str]:
    return order.path, order.locale.tag
