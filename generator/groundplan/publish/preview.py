"""A site for `mkdocs serve`, which must live on whatever an author does to the project."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from html import escape
from pathlib import Path
from typing import TypeVar

from groundplan.diagnostics import Finding
from groundplan.i18n.locale.locale import Locale
from groundplan.publish.site import Site
from groundplan.render.no_site import NoSite

T = TypeVar("T")


class Preview:
    """A site that answers even where the one it stands for raises.

    An exception would end `mkdocs serve` at its start, and later leave every request without an answer. So it becomes a page
    that says what happened.
    """

    def __init__(self, site: Site, expected: tuple[str, ...] = ()) -> None:
        self._site = site
        self._expected = expected
        self._missing: set[str] = set()
        self._errors: dict[str, Exception] = {}

    @property
    def locales(self) -> tuple[Locale, ...]:
        return self._site.locales

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
        self._missing = set(self._expected).difference(generated) if self.failed else set()
        return {**dict.fromkeys(sorted(self._missing), ""), **generated}

    def empty(self) -> Collection[str]:
        return self._try("empty pages", self._site.empty, ())

    @property
    def origin(self) -> str | None:
        return self._try("origin of pages", lambda: self._site.origin, None)

    def locales_of(self, path: str, front_matter: Mapping[str, object]) -> tuple[Locale, ...]:
        return self._try(path, lambda: self._site.locales_of(path, front_matter), self.locales[:1])

    def render(self, path: str, source: str, locale: Locale, relative: Callable[[str], str]) -> str:
        if path in self._missing and not source:
            return f"# {path}\n"
        rendered = self._try(locale.prefix + path, lambda: self._site.render(path, source, locale, relative), None)
        return f"# {path}\n" if rendered is None else rendered

    def title(self, text: str, locale: Locale) -> str:
        return self._try(f"title “{text}”", lambda: self._site.title(text, locale), text)

    def assets(self, address: Callable[[str, Locale], str]) -> Mapping[str, bytes]:
        return self._try("assets", lambda: self._site.assets(address), {})

    def inspect(self, folder: Path, known: Collection[str] = ()) -> None:
        self._try("inspection", lambda: self._site.inspect(folder, known), None)

    def report(self) -> str:
        errors = (f"{place}: {_text(error)}" for place, error in self._errors.items())
        return "\n".join([self._try("report", self._site.report, ""), *errors]).strip()

    def report_html(self) -> str:
        findings = self._try("report", self._site.report_html, "") if self.findings or self._site.failed else ""
        return findings + "".join(_html(place, error) for place, error in self._errors.items())

    def _try(self, place: str, call: Callable[[], T], otherwise: T) -> T:
        try:
            return call()
        except Exception as error:  # whoever's fault it is: the page is the place to say it
            self._errors[place] = error
            return otherwise


def open_preview(open_site: Callable[[], Site], expected: tuple[str, ...] = ()) -> Preview:
    """The site as an author sees it while writing. `expected` are pages that it had, or that its navigation names."""
    try:
        return Preview(open_site(), expected)
    except Exception as error:
        return Preview(NoSite(_text(error), _html("The project cannot be opened", error)), expected)


def failure_page(error: BaseException) -> str:
    """What every address answers when there is no site; it asks again by itself."""
    head = '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>Build failed</title>'
    return head + _html("Build failed", error)


def _text(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


def _html(place: str, error: BaseException) -> str:
    return (
        f'<div class="admonition failure"><p class="admonition-title">{escape(place)}</p>'
        f"<pre><code>{escape(_text(error))}</code></pre></div>"
    )
