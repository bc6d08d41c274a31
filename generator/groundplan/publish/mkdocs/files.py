"""The pages and files of all locales, as MkDocs holds them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from groundplan.i18n.locale.locale import Locale


@dataclass(frozen=True, slots=True)
class Edition:
    """A page in one locale. `path` is that of its source, the same in every locale."""

    path: str
    locale: Locale


class SharedFiles(Files):
    """The files of all locales. While a page is read, its own locale's files come first, then those of the default locale.

    So links between pages stay in the reader's language where they can, and images are written once, whatever the locale of
    the page.
    """

    reading = ""
    """The prefix of the locale whose page is read."""

    def get_file_from_path(self, path: str) -> File | None:
        shared = PurePosixPath(path).as_posix().removeprefix(self.reading)
        return super().get_file_from_path(self.reading + shared) or super().get_file_from_path(shared)


class LocalizedPage(Page):
    """A page below the prefix of a locale, whose home is the index there."""

    def __init__(self, file: File, config: MkDocsConfig, locale: Locale) -> None:
        super().__init__(None, file, config)
        self._homes = (locale.prefix, f"{locale.prefix}index.html")

    @property
    def is_homepage(self) -> bool:
        return self.is_top_level and self.file.url in self._homes
