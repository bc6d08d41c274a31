"""A site for `mkdocs serve`, which must live on whatever an author does to the project."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TypeVar

from groundplan.diagnostics import Finding
from groundplan.hypertext import Change, replaced, tags_in
from groundplan.i18n.locale.locale import Locale
from groundplan.i18n.texts.prose import FrontMatter
from groundplan.i18n.texts.sources import is_published
from groundplan.project.store import write_file
from groundplan.publish.site import Site
from groundplan.render.ahead import PageOrder
from groundplan.render.no_site import NoSite
from groundplan.render.parts import Part

T = TypeVar("T")


_BEGIN, _END = "<!--failure-->", "<!--/failure-->"
"""Around what is said on top of a page."""
_HEAD = '<!doctype html><meta charset="utf-8"><title>The site cannot be built</title>'
_HEADING = re.compile(r"^# .*$", re.MULTILINE)


@dataclass
class Seen:
    """What there is of a site for as long as it cannot be opened: what it had when it could be the last time."""

    locales: tuple[Locale, ...] = ()
    pages: tuple[str, ...] = ()
    empty: frozenset[str] = frozenset()
    published: dict[str, tuple[Locale, ...]] = field(default_factory=dict)
    headings: dict[tuple[str, str], str] = field(default_factory=dict)
    titles: dict[tuple[str, str], str] = field(default_factory=dict)

    def heading(self, path: str, locale: Locale) -> str:
        """The first line of a page of which nothing else is left."""
        return self.headings.get((path, locale.tag), f"# {path}") + "\n"


class Preview:
    """A site that answers even where the one it stands for raises.

    An exception would end `mkdocs serve` at its start, and later leave every request without an answer. So it becomes a page
    that says what happened.
    """

    def __init__(self, site: Site, seen: Seen, expected: Iterable[str] = ()) -> None:
        self._site = site
        self._seen = seen
        self._expected = (*seen.pages, *expected)
        self._missing: set[str] = set()
        self._errors: dict[str, Exception] = {}
        self._stands_in = isinstance(site, NoSite)
        if not self._stands_in:
            seen.locales = site.locales

    @property
    def locales(self) -> tuple[Locale, ...]:
        return (self._stands_in and self._seen.locales) or self._site.locales

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self._site.findings

    @property
    def failed(self) -> bool:
        return bool(self._errors) or self._site.failed

    def generated(self) -> Mapping[str, str]:
        """The generated pages; while the project has faults, also those that are expected, so that readers keep their place."""
        nothing: Mapping[str, str] = {}
        generated = self._try("generated pages", self._site.generated, nothing)
        self._missing = set(self._expected).difference(generated, self.empty()) if self.failed else set()
        if not self._missing:
            self._seen.pages = tuple(generated)
        paths = (*self._expected, *generated) if self._missing else generated
        return {path: generated.get(path, "") for path in paths if path in generated or path in self._missing}

    def empty(self) -> Collection[str]:
        """The pages with nothing to say. While the project has faults, what was shown before may only be lacking because of them."""
        nothing: Collection[str] = ()
        empty = frozenset(self._try("empty pages", self._site.empty, nothing))
        if not self.failed:
            self._seen.empty = empty
        return self._seen.empty if self._seen.pages else empty

    @property
    def volumes(self) -> Mapping[str, str]:
        nothing: Mapping[str, str] = {}
        return self._try("parts of long lists", lambda: self._site.volumes, nothing)

    @property
    def origin(self) -> str | None:
        return self._try("origin of pages", lambda: self._site.origin, None)

    def edition(self, locale: Locale) -> str:
        return self._try("edition", lambda: self._site.edition(locale), "")

    def locales_of(self, path: str, front_matter: FrontMatter) -> tuple[Locale, ...]:
        if self._stands_in:
            source = next(locale.tag for locale in self.locales if locale.default)
            published = tuple(locale for locale in self.locales if is_published(front_matter, locale.tag, source))
            return self._seen.published.get(path, published)
        self._seen.published[path] = locales = self._try(path, lambda: self._site.locales_of(path, front_matter), self.locales[:1])
        return locales

    def render_ahead(self, pages: Iterable[PageOrder]) -> None:
        """Nothing: an author looks at one page after the other."""

    def render(self, path: str, source: str, locale: Locale, relative: Callable[[str], str]) -> str:
        if self._stands_in or (path in self._missing and not source):
            return self._seen.heading(path, locale)
        rendered = self._try(locale.prefix + path, lambda: self._site.render(path, source, locale, relative), None)
        if rendered is None:
            return self._seen.heading(path, locale)
        if heading := _HEADING.search(rendered):
            self._seen.headings[path, locale.tag] = heading[0]
        return rendered

    @property
    def parts(self) -> Mapping[str, Part]:
        return self._site.parts

    def title(self, text: str, locale: Locale) -> str:
        if self._stands_in:
            return self._seen.titles.get((text, locale.tag), text)
        title = self._try(f"title “{text}”", lambda: self._site.title(text, locale), text)
        self._seen.titles[text, locale.tag] = title
        return title

    def assets(self, address: Callable[[str, Locale], str]) -> Mapping[str, bytes]:
        return self._try("assets", lambda: self._site.assets(address), {})

    def asset(self, path: str, address: Callable[[str, Locale], str]) -> bytes | None:
        return self._try("assets", lambda: self._site.asset(path, address), None)

    def inspect(self, folder: Path, known: Collection[str] = ()) -> None:
        self._try("inspection", lambda: self._site.inspect(folder, known), None)

    def report(self) -> str:
        report = self._try("report", self._site.report, "")
        return "\n".join([report, *(f"{place}: {text}" for text, place in self._told().items())]).strip()

    def report_html(self) -> str:
        findings = self._try("report", self._site.report_html, "") if self.findings or self._site.failed else ""
        return findings + "".join(_html(place, text) for text, place in self._told().items())

    def _told(self) -> dict[str, str]:
        """What was raised, and where first: the same fault in each language is one."""
        return {_text(error): place for place, error in reversed(self._errors.items())}

    def _try(self, place: str, call: Callable[[], T], otherwise: T) -> T:
        try:
            return call()
        except Exception as error:  # whoever's fault it is: the page is the place to say it
            self._errors[place] = error
            return otherwise


def open_preview(open_site: Callable[[], Site], seen: Seen, expected: Iterable[str] = ()) -> Preview:
    """The site as an author sees it while writing. `expected` are pages that its navigation names."""
    try:
        return Preview(open_site(), seen, expected)
    except Exception as error:
        return Preview(NoSite(_text(error), _html("The project cannot be opened", _text(error))), seen, expected)


def show_failure(site: Path, told: Iterable[str]) -> None:
    """Say on every page of `site` why it could not be built anew; the next build that succeeds replaces the pages."""
    banner = f"{_BEGIN}{_html('The site cannot be built', chr(10).join(told))}{_END}"
    for page in site.rglob("*.html"):
        before, _, after = page.read_text(encoding="utf-8").partition(_BEGIN)
        html = before + (after.partition(_END)[2])
        start = next((tag.end for name in ("article", "body") for tag in tags_in(html, name)), 0)
        write_file(page, replaced(html, [Change(start, start, banner)]).encode())
    if not (site / "404.html").exists():
        write_file(site / "404.html", f"{_HEAD}<body>{banner}</body>".encode())


def _text(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


def _html(place: str, text: str) -> str:
    return f'<div class="admonition failure"><p class="admonition-title">{escape(place)}</p><pre><code>{escape(text)}</code></pre></div>'
