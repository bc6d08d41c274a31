"""What stands for a site that cannot be made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

from groundplan.diagnostics import Finding
from groundplan.i18n.locale.locale import Locale, locales_of
from groundplan.i18n.texts.prose import FrontMatter
from groundplan.render.ahead import PageOrder
from groundplan.render.parts import Part
from groundplan.render.shipped import shipped


def static_assets() -> Mapping[str, bytes]:
    """The style sheets and scripts of every site, by their path in it."""
    return {f"assets/groundplan/{name}": content for name, content in shipped().items()}


class NoSite:
    """Nothing but the reason, as text and as HTML. Its pages are there, empty, in one locale."""

    locales = locales_of("en", ())
    failed = True

    def __init__(self, report: str, report_html: str, findings: tuple[Finding, ...] = ()) -> None:
        self.findings = findings
        self._report = report
        self._report_html = report_html

    def generated(self) -> Mapping[str, str]:
        return {}

    def empty(self) -> Collection[str]:
        return ()

    @property
    def volumes(self) -> Mapping[str, str]:
        return {}

    origin = None

    def edition(self, locale: Locale) -> str:  # noqa: ARG002
        return ""

    def locales_of(self, path: str, front_matter: FrontMatter) -> tuple[Locale, ...]:  # noqa: ARG002
        return self.locales

    def render_ahead(self, pages: Iterable[PageOrder]) -> None: ...

    def render(self, path: str, source: str, locale: Locale, relative: Callable[[str], str]) -> str:  # noqa: ARG002
        return f"# {path}\n"

    @property
    def parts(self) -> Mapping[str, Part]:
        return {}

    def title(self, text: str, locale: Locale) -> str:  # noqa: ARG002
        return text

    def assets(self, address: Callable[[str, Locale], str]) -> Mapping[str, bytes]:  # noqa: ARG002
        return static_assets()

    def asset(self, path: str, address: Callable[[str, Locale], str]) -> bytes | None:  # noqa: ARG002
        return static_assets().get(path)

    def inspect(self, folder: Path, known: Collection[str] = ()) -> None: ...

    def report(self) -> str:
        return self._report

    def report_html(self) -> str:
        return self._report_html
