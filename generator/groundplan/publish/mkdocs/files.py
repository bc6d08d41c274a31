"""The pages and files of all locales, as MkDocs holds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme

from groundplan.checks import LOCALE_FOLDER
from groundplan.i18n.locale.locale import Locale
from groundplan.publish.addressing import Places
from groundplan.publish.site import Site

log = get_plugin_logger("groundplan")

_PLACES = ("url", "abs_dest_path")
"""What a file works out once from where it goes."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A page in one locale. `path` is that of its source, the same in every locale."""

    path: str
    locale: Locale


@dataclass(frozen=True, slots=True)
class Extent:
    """Which pages a site has, and in which languages."""

    locales: tuple[Locale, ...]
    generated: frozenset[str]
    """The generated pages."""
    empty: frozenset[str]
    """Those that a project may have, and this one has not."""
    others: frozenset[str]
    """The pages and files of authors and of other plugins."""

    @classmethod
    def of(cls, site: Site, others: Iterable[str]) -> Extent:
        there = frozenset(others)
        return cls(site.locales, frozenset(site.generated()) - there, frozenset(site.empty()), there)


class SharedFiles(Files):
    """The files of all locales. While a page is read, its own locale's files come first, then those of the default locale.

    So links between pages stay in the reader's language where they can, and images are written once, whatever the locale of
    the page.
    """

    reading = ""
    """The prefix of the locale whose page is read."""
    asked: dict[str, File | None] | None = None
    """Where somebody wants to know that: the paths that are asked for, and what is there."""

    def get_file_from_path(self, path: str) -> File | None:
        shared = PurePosixPath(path).as_posix().removeprefix(self.reading)
        found = super().get_file_from_path(self.reading + shared) or super().get_file_from_path(shared)
        if self.asked is not None:
            self.asked[path] = found
        return found

    def url_of(self, path: str) -> str:
        """The address of a file from the root of the site."""
        file = self.get_file_from_path(path)
        return file.url if file else path

    def address(self, target: str, locale: Locale) -> str:
        """The same for readers of `locale`, with the anchor in `target`."""
        path, mark, anchor = target.partition("#")
        self.reading = locale.prefix
        try:
            return self.url_of(path) + mark + anchor
        finally:
            self.reading = ""

    def moved(self, html: str, page: Page, locale: Locale) -> str:
        """The content of a page in `locale`, in which addresses lead where they do on the page that it comes from."""
        return self._places.moved(html, page.url, page.url.removeprefix(locale.prefix)) if locale.prefix else html

    @cached_property
    def _places(self) -> Places:
        return Places(file.url for file in self)

    def append_edition(self, file: File, locale: Locale) -> None:
        """Add a localized page. It goes by the path of its source, so that the prefix tells it from the others."""
        self._src_uris[locale.prefix + file.src_uri] = file


def shared(files: Files) -> SharedFiles:
    """`files` themselves, which other plugins hold on to, able to hold editions from now on."""
    if not isinstance(files, SharedFiles):
        files.__class__ = type("SharedFiles", (SharedFiles, type(files)), {}) if type(files) is not Files else SharedFiles
    return cast("SharedFiles", files)


def leave_out_locale_folders(files: Files, site: Site) -> None:
    """Take out the pages in the folders of the languages. Those that a check finds are told of by its finding."""
    folders = tuple(locale.prefix for locale in site.locales if not locale.default)
    told = {finding.span.path for finding in site.findings if finding.check == LOCALE_FOLDER.name and finding.span}
    for file in [file for file in files if file.is_documentation_page()]:
        if any(path.endswith(f"/{file.src_uri}") for path in told):
            files.remove(file)
        elif file.dest_uri.startswith(folders):
            log.warning(f"{LOCALE_FOLDER.name}: '{file.src_uri}' is left out: the folder belongs to the localized pages")
            files.remove(file)


def generated_page(config: MkDocsConfig, path: str, source: str, origin: str | None, *, listed: bool) -> File:
    """A page that comes from a template, and changed when the file `origin` did; one that is not `listed` is not in the navigation."""
    file = File.generated(config, path, content=source)
    file.abs_src_path = origin
    if not listed:
        file.inclusion = InclusionLevel.NOT_IN_NAV
    return file


def edition_of(file: File, locale: Locale) -> File:
    """The same page in another locale: the same source, flags and path; another address."""
    edition = copy(file)
    edition.page = None
    edition.dest_uri = locale.prefix + file.dest_uri
    for place in _PLACES:
        vars(edition).pop(place, None)
    return edition


def belongs_to_others(file: File) -> bool:
    """Whether another plugin has made a page of its own kind of `file`, such as a post of a blog: nobody else could make a second."""
    return file.page is not None and type(file.page) is not Page


def is_built(file: File) -> bool:
    """Whether a page is built at all, be it for its author's preview only."""
    return file.inclusion is not InclusionLevel.EXCLUDED


class LocalizedPage(Page):
    """A page below the prefix of a locale, whose home is the index there."""

    prefix = ""

    @property
    def is_homepage(self) -> bool:
        return self.is_top_level and self.file.url in (self.prefix, f"{self.prefix}index.html")


_LOCALIZED: dict[tuple[type[Page], str], type[Page]] = {}


def localize_home(page: Page, locale: Locale) -> None:
    """Let a page know that its home is that of `locale`, whatever kind of page other plugins have made of it."""
    kind = type(page)
    if not issubclass(kind, LocalizedPage):
        bases = (LocalizedPage,) if kind is Page else (LocalizedPage, kind)
        page.__class__ = _LOCALIZED.setdefault((kind, locale.prefix), type(kind.__name__, bases, {"prefix": locale.prefix}))


def by_path(files: Mapping[str, File], locale: Locale, path: str) -> Page | None:
    """The page at `path` in `locale`, if it has one."""
    file = files.get(locale.prefix + path)
    return file.page if file else None


def of_the_theme(folder: Path, theme: Theme) -> frozenset[str]:
    """The files of a built site that the theme brought as they are."""
    own = str(theme.custom_dir or "")
    homes = [Path(home) for home in theme.dirs if home != own]
    paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return frozenset(path for path in paths if any(_same(folder / path, home / path) for home in homes))


def _same(file: Path, other: Path) -> bool:
    return other.is_file() and file.read_bytes() == other.read_bytes()
