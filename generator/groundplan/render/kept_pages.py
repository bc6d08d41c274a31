"""Pages and what they refer to, kept between builds: found by all that a site is made of, and by what they were told around them.

Where a page leads to, and which ids its headings get, is for the publisher to say. What is kept is kept with what it has asked and what
it was told; where it would be told something else now, it is made anew.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypedDict

from groundplan.i18n.locale.locale import Locale
from groundplan.i18n.texts.prose import Ids
from groundplan.project.memo import Memo, digest
from groundplan.render.ahead import FinishedPage

Relative: TypeAlias = Callable[[str], str]
AddressIn: TypeAlias = Callable[[str, Locale], str]
_IdsTold: TypeAlias = "list[tuple[list[str], list[str] | None]]"
"""Headings, and the ids that they get."""


@dataclass(frozen=True, slots=True)
class Referred:
    """What the pages of a project refer to: files and icons by path, and the places that no picture shows in detail."""

    files: Mapping[str, bytes]
    icons: Mapping[str, bytes]
    undrawn: tuple[str, ...]


class HeadingIds:
    """Passes on which ids headings get, and notes it."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._told: dict[tuple[str, ...], tuple[str, ...] | None] = {}

    def __call__(self, headings: tuple[str, ...]) -> tuple[str, ...] | None:
        self._told[headings] = found = self._ids(headings)
        return found

    def take(self) -> _IdsTold:
        """What was said by now; from here on, it is noted anew."""
        told, self._told = self._told, {}
        return [([*headings], _listed(ids)) for headings, ids in told.items()]

    def still(self, told: _IdsTold) -> bool:
        """Whether the same would be said again."""
        return all(_listed(self._ids(tuple(headings))) == ids for headings, ids in told)


def _listed(ids: tuple[str, ...] | None) -> list[str] | None:
    return None if ids is None else [*ids]


class _Page(TypedDict):
    """A page in which nothing is wrong, with the addresses and the ids that it was told."""

    addresses: dict[str, str]
    ids: _IdsTold
    path: str
    text: str
    parts: dict[str, str]
    rows: dict[str, list[str]]
    anchors: list[tuple[int, str]]
    template: str
    flows: list[str]
    subject: str | None
    drawn: list[tuple[str, str]]
    follows_choices: bool


class _Files(TypedDict):
    """What pages refer to, with the addresses that it was told: where, for readers of which language, and what."""

    addresses: list[tuple[str, str, str]]
    files: dict[str, str]
    icons: dict[str, str]
    undrawn: list[str]


class KeptPages:
    """The finished pages of a project, and what they refer to."""

    def __init__(self, memo: Memo | None = None, ids: HeadingIds | None = None) -> None:
        """Kept in `memo`, if there is one; `ids` are those that pages ask for."""
        self._memo = memo
        self._ids = ids or HeadingIds(lambda _: None)

    def recall(self, path: str, source: str, locale: Locale, relative: Relative) -> FinishedPage | None:
        """The page that would be made again."""
        key = _key(path, source, locale)
        found = self._memo.recall(key) if self._memo else None
        if self._memo is None or found is None:
            return None
        kept: _Page = json.loads(found)
        if any(relative(target) != told for target, told in kept["addresses"].items()) or not self._ids.still(kept["ids"]):
            return None
        self._memo.remember(key, found)
        return _finished(kept, locale)

    def made(self, path: str, source: str, locale: Locale, relative: Relative, make: Callable[[Relative], FinishedPage]) -> FinishedPage:
        """The page that `make` makes; it is kept where nothing is wrong with it."""
        if self._memo is None:
            return make(relative)
        told: dict[str, str] = {}

        def noted(target: str) -> str:
            told[target] = found = relative(target)
            return found

        self._ids.take()
        page = make(noted)
        ids = self._ids.take()
        if page.whole and not page.findings:
            self._memo.remember(_key(path, source, locale), json.dumps(_kept(page, told, ids)))
        return page

    def referred(
        self, shown: Iterable[str], address: AddressIn, locales: Iterable[Locale], make: Callable[[AddressIn], Referred]
    ) -> Referred:
        """What pages refer to that show what is `shown`, as `make` makes it."""
        if self._memo is None:
            return make(address)
        key, by_tag = digest(("files", *shown)), {locale.tag: locale for locale in locales}
        if found := self._memo.recall(key):
            kept: _Files = json.loads(found)
            if all(tag in by_tag and address(target, by_tag[tag]) == told for target, tag, told in kept["addresses"]):
                self._memo.remember(key, found)
                return _referred(kept)
        told: dict[tuple[str, str], str] = {}

        def noted(target: str, locale: Locale) -> str:
            told[target, locale.tag] = known = address(target, locale)
            return known

        made = make(noted)
        self._memo.remember(key, json.dumps(_kept_files(made, told)))
        return made

    def keep(self) -> None:
        """Keep what has been asked for, and nothing older."""
        if self._memo:
            self._memo.keep()


def _key(path: str, source: str, locale: Locale) -> str:
    return digest(("page", path, source, locale.tag))


def _kept(page: FinishedPage, told: dict[str, str], ids: _IdsTold) -> _Page:
    return {
        "addresses": told,
        "ids": ids,
        "path": page.path,
        "text": page.text,
        "parts": {**page.parts},
        "rows": {path: [*rows] for path, rows in page.rows.items()},
        "anchors": [*page.anchors.items()],
        "template": page.template,
        "flows": sorted(page.flows),
        "subject": page.subject,
        "drawn": [*page.drawn],
        "follows_choices": page.follows_choices,
    }


def _finished(kept: _Page, locale: Locale) -> FinishedPage:
    return FinishedPage(
        path=kept["path"],
        locale=locale.tag,
        text=kept["text"],
        parts=kept["parts"],
        rows={path: tuple(rows) for path, rows in kept["rows"].items()},
        anchors=dict(kept["anchors"]),
        template=kept["template"],
        findings=(),
        flows=frozenset(kept["flows"]),
        subject=kept["subject"],
        drawn=tuple((project, view) for project, view in kept["drawn"]),
        follows_choices=kept["follows_choices"],
        whole=True,
    )


def _kept_files(made: Referred, told: Mapping[tuple[str, str], str]) -> _Files:
    return {
        "addresses": [(target, tag, known) for (target, tag), known in told.items()],
        "files": {path: content.decode() for path, content in made.files.items()},
        "icons": {path: b64encode(icon).decode() for path, icon in made.icons.items()},
        "undrawn": [*made.undrawn],
    }


def _referred(kept: _Files) -> Referred:
    files = {path: text.encode() for path, text in kept["files"].items()}
    return Referred(files, {path: b64decode(icon) for path, icon in kept["icons"].items()}, tuple(kept["undrawn"]))
