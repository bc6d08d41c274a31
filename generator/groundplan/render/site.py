"""A project's pages in every locale, ready for whoever publishes them."""

from __future__ import annotations

import html
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from groundplan import draw as diagrams
from groundplan.bundled import templates_folder
from groundplan.check.report.registry import FORMATS
from groundplan.check.report.run import Run
from groundplan.check.site import Review
from groundplan.diagnostics import Finding, Severity
from groundplan.domain.procedure import Procedure
from groundplan.domain.view import View
from groundplan.i18n.locale.locale import Locale, locales_of
from groundplan.render.figures.charts import Charts
from groundplan.render.figures.figures import FOLDER, Figures
from groundplan.render.figures.pictures import PICTURES
from groundplan.render.figures.values import Values
from groundplan.render.leaks import leaks
from groundplan.render.no_site import NoSite
from groundplan.render.pages.links import Links
from groundplan.render.pages.page import with_figures
from groundplan.render.pages.pages import Pages
from groundplan.render.parts import Part, mark
from groundplan.render.viewer.bundle import bundle
from groundplan.render.words.words import Words


class RenderedSite:
    """The site of a sound model. Rendering a page may add findings: a call that names nothing, a template that is no Jinja."""

    def __init__(
        self,
        pages: Pages,
        run: Run,
        review: Review,
        settle: Callable[[Iterable[Finding]], tuple[Finding, ...]],
        *,
        secrets: Mapping[str, str],
        downloads: Mapping[str, bytes],
        documents: Mapping[str, Callable[[], bytes]],
    ) -> None:
        """The site of `pages`, which speak the model's locale at least. What is rendered is handed to `review`, whose findings are
        put through `settle` and told beside those of `run`.

        `secrets` are the texts that must not appear, each with what it is called; `downloads` are the facts as files, by path, and
        `documents` makes others.
        """
        self._pages = pages
        self._run = run
        self._review = review
        self._settle = settle
        self._secrets = secrets
        self._downloads = downloads
        self._documents = documents
        self.locales = locales_of(pages.source_locale, pages.words)
        self._figures = Figures(pages.facts, pages.words, pages.root, origin=pages.origin)
        self.parts: dict[str, Part] = {}
        self._charts = Charts(pages.facts, pages.words, self._figures)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(sorted((*self._run.findings, *self._settle(self._review.findings)), key=lambda finding: finding.sort_key))

    @property
    def failed(self) -> bool:
        return self._whole_run().failed

    def generated(self) -> Mapping[str, str]:
        return self._pages.generated()

    def empty(self) -> Collection[str]:
        return self._pages.empty()

    @property
    def origin(self) -> str | None:
        path = next((path for path in self._run.files if path.startswith("model/")), None)
        return str(self._pages.root.resolve() / path) if path else None

    def edition(self, locale: Locale) -> str:
        return self._pages.origin(self._pages.words[locale.tag])

    def locales_of(self, path: str, front_matter: Mapping[str, object]) -> tuple[Locale, ...]:
        said = {**self._pages.inherited(path), **front_matter}
        return tuple(locale for locale in self.locales if self._pages.is_published(said, locale.tag))

    def render(self, path: str, source: str, locale: Locale, relative: Callable[[str], str]) -> str:
        words, links = self._pages.words[locale.tag], Links(relative, self._pages.folder)
        page = self._pages.render(path, source, locale.tag, links)
        page = with_figures(page, self._pages.context(locale.tag, links), lambda of: self._drawn(of, words, links))
        self._review.page(page)
        if not page.whole:
            return f"# {path}\n\n{self.report_html()}\n"
        text = page.filled(lambda number, html: self._part(f"{locale.prefix}{path}:{number}", html))
        if page.follows_choices:
            facts = self._figures.facts(words, links)
            text += f"\n\n{self._part(f'{locale.prefix}{path}:facts', facts)}\n"
        return text.removeprefix("\n" * page.origin.page.above(source))

    def _part(self, key: str, html: str) -> str:
        """The mark of a part."""
        self.parts[key] = Part(str(html))
        return mark(key)

    def _drawn(self, of: View | Procedure, words: Words, links: Links) -> Values:
        return self._figures.figure(of, words, links) if isinstance(of, View) else self._charts.figure(of, words, links)

    def title(self, text: str, locale: Locale) -> str:
        return self._pages.words[locale.tag].title(text)

    def assets(self, address: Callable[[str, Locale], str]) -> Mapping[str, bytes]:
        self._review.site()  # all pages are rendered by now
        self._review.pictures(self._figures.undrawn)
        files = {f"{FOLDER}/{name}": content for name, content in _static().items()}
        late = {path: make() for path, make in self._late(address).items()}
        diagrams.end_processes()
        rules = {path: content for each in self._pages.rules.values() for path, content in each.paths(FOLDER)}
        return {**files, **self._downloads, **rules, **late, **self._figures.assets()}

    def asset(self, path: str, address: Callable[[str, Locale], str]) -> bytes | None:
        make = self._late(address).get(path)
        return make() if make else None

    def _late(self, address: Callable[[str, Locale], str]) -> Mapping[str, Callable[[], bytes]]:
        """What follows from the pages that are rendered by now, each file made when it is asked for."""
        links = self._links_from(PICTURES, address)
        return {
            **self._figures.facts_files(self._links_from(FOLDER, address)),
            **self._figures.pictures(links),
            **self._charts.pictures(links),
            **self._documents,
        }

    def _links_from(self, folder: str, address: Callable[[str, Locale], str]) -> dict[str, Links]:
        """The links of each locale in files of `folder`."""
        return {locale.tag: Links(partial(_to_root, folder, locale, address), self._pages.folder) for locale in self.locales}

    def inspect(self, folder: Path, known: Collection[str] = ()) -> None:
        """Look through the site as it was written into `folder`, without the files `known`, which every site has."""
        ours = {f"{FOLDER}/{name}" for name in (*_static(), *bundle())}
        self._review.leaks(leaks(folder, self._secrets, {*known, *ours}))

    def report(self) -> str:
        return FORMATS["text"](self._whole_run())

    def report_html(self) -> str:
        grave = tuple(finding for finding in self.findings if finding.severity is not Severity.INFO)
        if not grave:
            return ""
        report = FORMATS["text"](replace(self._whole_run(), findings=grave))
        return f'<pre class="gp-report">{html.escape(report)}</pre>'

    def _whole_run(self) -> Run:
        return replace(self._run, findings=self.findings, color=False, root=None)


def _static() -> Mapping[str, bytes]:
    """The style sheet and the script of tables, by name."""
    return {path.name: path.read_bytes() for path in sorted((templates_folder() / "assets").iterdir())}


def _to_root(folder: str, locale: Locale, address: Callable[[str, Locale], str], target: str) -> str:
    """From a file in `folder` to `target`."""
    return "../" * (folder.count("/") + 1) + address(target, locale)


def broken_site(run: Run) -> NoSite:
    """What is left of a site whose model does not even resolve: the findings."""
    report = FORMATS["text"](run)
    return NoSite(report, f'<pre class="gp-report">{html.escape(report)}</pre>', run.findings)
