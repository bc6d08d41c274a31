"""The search index of each locale, out of the one that the theme writes for all pages together. Its sections are packed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypedDict

from groundplan.hypertext import Change, replaced, tags_in
from groundplan.i18n.locale.locale import Locale
from groundplan.render.figures.pictures import packed

WORKER = "assets/groundplan/search.js"
INDEX = "search/search_index.json"


class IndexEntry(TypedDict):
    """A section of a page in the theme's index, as far as anybody looks at it here."""

    location: str


_CELLS = ("td", "th", "tr", "dt", "dd", "div", "figcaption", "summary", "text", "title", "desc")


def spaced(html: str) -> str:
    """A page with a space after each cell, where no reader sees it: the theme's index would join the words of two cells."""
    ends = (tag.end for tag in tags_in(html, *_CELLS) if tag.closes)
    return replaced(html, (Change(end, end, " ") for end in ends if html[end : end + 1].strip()))


def split_index(site: Path, locales: Iterable[Locale], urls: Collection[str], pages: Iterable[str]) -> None:
    """Write the index of each locale below `<prefix>search/`, in which locations are relative to the locale's home.

    `urls` are those of the pages that the default locale has. Sections stand in the order of `pages`, which are the addresses of all, and
    not in the one in which these were made.
    """
    file = site / INDEX
    if not file.exists():  # the project does without search
        return
    index = json.loads(file.read_text(encoding="utf-8"))
    place = {url: number for number, url in enumerate(pages)}
    sections = sorted(index["docs"], key=lambda doc: place.get(doc["location"].partition("#")[0], len(place)))
    for locale, docs in alike(dict(divided(sections, tuple(locales))), urls):
        file = site / f"{locale.prefix}{INDEX}"
        config = {**index["config"], "lang": [locale.tag], "pipeline": []}
        searched = json.dumps({"config": config, "docs": [packed(json.dumps(docs, ensure_ascii=False))]}, separators=(",", ":"))
        _write(file, searched)
        _write(file.with_suffix(".js"), f"var __index = {searched}")  # for pages from a disk


def divided(docs: Iterable[IndexEntry], locales: tuple[Locale, ...]) -> Iterator[tuple[Locale, list[IndexEntry]]]:
    """Each locale with the sections of its pages."""
    parts: dict[Locale, list[IndexEntry]] = {locale: [] for locale in locales}
    for doc in docs:
        locale = _locale_of(doc["location"], locales)
        parts[locale].append({**doc, "location": doc["location"].removeprefix(locale.prefix)})
    yield from parts.items()


def alike(parts: Mapping[Locale, list[IndexEntry]], urls: Collection[str]) -> Iterator[tuple[Locale, list[IndexEntry]]]:
    """Each locale without the sections that another plugin has taken out of the default locale's pages, which are at `urls`."""
    kept = {doc["location"] for locale, docs in parts.items() if locale.default for doc in docs}
    for locale, docs in parts.items():
        yield locale, [doc for doc in docs if doc["location"] in kept or doc["location"].partition("#")[0] not in urls]


def _locale_of(location: str, locales: Iterable[Locale]) -> Locale:
    """The locale with the longest prefix; the default one has an empty prefix, which fits all."""
    return max((locale for locale in locales if location.startswith(locale.prefix)), key=lambda locale: len(locale.prefix))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
