"""What a publisher asks of a site: its locales, its pages, its findings. Publishers know nothing else of the project."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Protocol

from groundplan.diagnostics import Finding
from groundplan.i18n.locale.locale import Locale
from groundplan.i18n.texts.prose import FrontMatter
from groundplan.render.ahead import PageOrder
from groundplan.render.parts import Part


class Site(Protocol):
    """A project, ready to be published. Paths are relative to `docs/`, or to the root of the built site."""

    @property
    def locales(self) -> tuple[Locale, ...]:
        """All locales; exactly one is the default."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is known to be wrong by now; rendering pages may find more."""

    @property
    def failed(self) -> bool:
        """Whether the findings forbid to publish."""

    def generated(self) -> Mapping[str, str]:
        """Path of each page that comes from a template (`connections.md`) -> its Markdown source, still to be rendered."""

    def empty(self) -> Collection[str]:
        """The paths of pages that a project may have, and that have nothing to say in this one."""

    @property
    def volumes(self) -> Mapping[str, str]:
        """The path of each page that a long list comes in -> that of the page of the list."""

    @property
    def origin(self) -> str | None:
        """The file on disk that tells when and by whom the generated pages were changed; None where there is none."""

    def edition(self, locale: Locale) -> str:
        """Which edition of the project the site is made from, for people; empty where that has no name."""

    def locales_of(self, path: str, front_matter: FrontMatter) -> tuple[Locale, ...]:
        """In which locales a page is published; none for a page that this audience must not see."""

    def render_ahead(self, pages: Iterable[PageOrder]) -> None:
        """Tell which pages will be rendered, so that other machines can begin. `pages` is asked only where there are some."""

    def render(self, path: str, source: str, locale: Locale, relative: Callable[[str], str]) -> str:
        """A page's source (without front matter) as Markdown in `locale`.

        `relative` turns a path (`assets/map.svg`, `connections.md#ssh`) into an URL relative to the page that is rendered.
        """

    @property
    def parts(self) -> Mapping[str, Part]:
        """Key -> the part that `parts.mark(key)` stands for in the pages that are rendered so far."""

    def title(self, text: str, locale: Locale) -> str:
        """A title of the navigation, of a page, or a text of the interface, in `locale`; `text` itself where none is known."""

    def assets(self, address: Callable[[str, Locale], str]) -> Mapping[str, bytes]:
        """Path -> content of what the pages refer to, style sheets included; whole only when all pages are rendered.

        `address` turns a path and the reader's locale into an URL relative to the root of the built site.
        """

    def asset(self, path: str, address: Callable[[str, Locale], str]) -> bytes | None:
        """One of these files, as far as the pages that are rendered by now tell; None where there is none at `path`."""

    def inspect(self, folder: Path, known: Collection[str] = ()) -> None:
        """Look through the site as it was written into `folder`, before it is published; this may add findings.

        The files at the paths `known` are those of the theme, the same in every site.
        """

    def report(self) -> str:
        """The findings as text, for a terminal."""

    def report_html(self) -> str:
        """The findings as HTML, for the top of a page."""
