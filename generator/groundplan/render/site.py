"""The pages of a site's projects in every locale, ready for whoever publishes them."""

from __future__ import annotations

import html
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from groundplan import draw as diagrams
from groundplan.check.report.registry import FORMATS
from groundplan.check.report.run import Run
from groundplan.diagnostics import Finding, Severity
from groundplan.domain.view import View
from groundplan.i18n.locale.locale import Locale, locales_of
from groundplan.i18n.texts.prose import FrontMatter
from groundplan.project.member import ASSETS, Member
from groundplan.render.ahead import Ahead, FinishedPage, PageOrder, RenderElsewhere
from groundplan.render.figures.shared import icon_assets
from groundplan.render.figures.values import Values
from groundplan.render.lean_parts import lean_part
from groundplan.render.long_tables import below, cut, rows_script
from groundplan.render.no_site import NoSite
from groundplan.render.pages.links import Links
from groundplan.render.pages.page import Rendered, with_figures
from groundplan.render.pages.record import Figure
from groundplan.render.pages.registry import PAGES
from groundplan.render.parts import Part, mark
from groundplan.render.project import RenderedProject
from groundplan.render.shipped import names_of_columns, shipped


class RenderedSite:
    """The site of sound models. Rendering a page may add findings: a call that names nothing, a template that is no Jinja."""

    def __init__(
        self,
        projects: tuple[RenderedProject, ...],
        run: Run,
        absent: Mapping[str, Member] | None = None,
        spread: RenderElsewhere | None = None,
    ) -> None:
        """The site of `projects`, all in the same language, whose pages' findings are told beside those of `run`.

        `absent` are the projects that are not built, each by the folder of its generated pages. `spread` renders pages elsewhere.
        """
        self._spread = spread
        self._ahead = Ahead((), iter(()))
        self._projects = projects
        self._run = run
        self._absent = absent or {}
        tags = dict.fromkeys(tag for project in projects for tag in project.pages.words)
        self.locales = locales_of(projects[0].pages.source_locale, tags)
        self.parts: dict[str, Part] = {}
        self._rows: dict[str, Mapping[str, tuple[str, ...]]] = {}
        """Page with its language -> the rows of its long tables, by the paths of their files."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        found = (*self._run.findings, *(finding for project in self._projects for finding in project.findings))
        return tuple(sorted(dict.fromkeys(found), key=lambda finding: finding.sort_key))

    @property
    def failed(self) -> bool:
        return self._whole_run().failed

    def generated(self) -> Mapping[str, str]:
        return {path: source for project in self._projects for path, source in project.pages.generated().items()}

    def empty(self) -> Collection[str]:
        absent = (f"{folder}{kind.name}.md" for folder in self._absent for kind in PAGES)
        return {*absent, *(path for project in self._projects for path in project.pages.empty())}

    @property
    def volumes(self) -> Mapping[str, str]:
        return {path: list_ for project in self._projects for path, list_ in project.pages.in_volumes().items()}

    @property
    def origin(self) -> str | None:
        project = self._projects[0]
        return str(project.pages.root.resolve() / project.model) if project.model else None

    def _project_of(self, path: str) -> RenderedProject | None:
        """Which project renders a page; None where it is one that is not built."""
        return next((project for project in self._projects if project.member.has(path)), None)

    def edition(self, locale: Locale) -> str:
        told = (project.pages.origin(project.pages.words[locale.tag]) for project in self._projects)
        return " · ".join(dict.fromkeys(filter(None, told)))

    def locales_of(self, path: str, front_matter: FrontMatter) -> tuple[Locale, ...]:
        project = self._project_of(path)
        return tuple(locale for locale in self.locales if project and project.is_published(path, front_matter, locale))

    def render_ahead(self, pages: Iterable[PageOrder]) -> None:
        if self._spread:
            orders = tuple(pages)
            self._ahead = Ahead(orders, self._spread(orders))

    def render(self, path: str, source: str, locale: Locale, relative: Callable[[str], str]) -> str:
        project = self._project_of(path) or self._projects[0]
        page = self._ahead.take(path, source, locale) or project.kept.recall(path, source, locale, relative)
        if page:
            self._note_figures(page, relative)
        else:
            page = project.kept.made(path, source, locale, relative, partial(self.finished, path, source, locale))
        for name, view in page.drawn:
            self._called(name).show(view, page.locale)
        project.review.page(page)
        self._called(page.subject).review.show(page.locale, page.flows)
        self.parts |= {key: Part(html) for key, html in page.parts.items()}
        self._rows[f"{locale.prefix}{path}"] = page.rows
        return page.text if page.whole else f"# {path}\n\n{self.report_html()}\n"

    def finished(self, path: str, source: str, locale: Locale, relative: Callable[[str], str]) -> FinishedPage:
        """The same with all that is to be noted of it; nothing is."""
        project = self._project_of(path) or self._projects[0]
        links = project.links(relative)
        page = project.pages.render(path, source, locale.tag, links)
        figures = page.figures
        shown = tuple((figure.project, figure.of.id) for figure in figures if isinstance(figure.of, View))

        def drawn(figure: Figure) -> Values:
            of = self._called(figure.project)
            return of.drawn(figure, of.pages.words[locale.tag], of.links(relative))

        page = with_figures(page, project.pages.context(locale.tag, links, path), drawn)
        parts: dict[str, str] = {}

        def part(name: object, html: str) -> str:
            key = f"{locale.prefix}{path}:{name}"
            parts[key] = lean(html)
            return mark(key)

        lean = partial(lean_part, direction=locale.direction) if self.volumes else str
        text, subject = "", self._called(page.subject)
        rows: Mapping[str, tuple[str, ...]] = {}
        if page.whole:
            bounded = page
            if path not in self.volumes:  # which hold what a page holds
                bounded, rows = _within_bounds(page, f"{locale.prefix}{path}", subject, links)
            text = bounded.filled(part)
        if page.whole and not page.follows_choices and (bar := subject.bar(figures)):
            text += f"\n\n{part('bar', bar)}\n"
        if page.whole and page.follows_choices:
            text += f"\n\n{part('facts', subject.facts(_told(page, subject), locale.tag, subject.links(relative)))}\n"
        return FinishedPage(
            path=page.path,
            locale=page.locale,
            text=text.removeprefix("\n" * page.origin.page.above(source)),
            parts=parts,
            rows=rows,
            anchors=page.anchors,
            template=page.template,
            findings=page.findings,
            flows=page.flows,
            subject=page.subject,
            drawn=shown,
            follows_choices=page.follows_choices,
            whole=page.whole,
        )

    def _note_figures(self, page: FinishedPage, relative: Callable[[str], str]) -> None:
        """Take notice of what a page shows that was rendered elsewhere, or in an earlier build."""
        for name, view in page.drawn:
            self._called(name).note_figure(view, page.locale)
        if page.whole and page.follows_choices:
            subject = self._called(page.subject)
            subject.facts((), page.locale, subject.links(relative))

    def _files_of_rows(self) -> dict[str, Callable[[], bytes]]:
        return {path: partial(rows_script, path, rows) for files in self._rows.values() for path, rows in files.items()}

    def _called(self, name: str | None) -> RenderedProject:
        return next((project for project in self._projects if project.member.name == name), self._projects[0])

    def title(self, text: str, locale: Locale) -> str:
        said = (project.pages.words[locale.tag].title(text) for project in self._projects if locale.tag in project.pages.words)
        return next((title for title in said if title != text), text)

    def assets(self, address: Callable[[str, Locale], str]) -> Mapping[str, bytes]:
        files = {f"{ASSETS}/{name}": content for name, content in shipped().items()}
        files[f"{ASSETS}/groundplan.css"] += names_of_columns(self._projects[0].pages.words)
        for project in self._projects:
            files |= project.files(address, self.locales)
            project.keep()
        diagrams.end_processes()
        icons = {path: icon for project in self._projects for path, icon in project.icons.items()}
        return {**files, **icon_assets(icons), **{path: make() for path, make in self._files_of_rows().items()}}

    def asset(self, path: str, address: Callable[[str, Locale], str]) -> bytes | None:
        late = (project.late(address, self.locales) for project in self._projects)
        found = (make for files in (self._files_of_rows(), *late) if (make := files.get(path)))
        return next((make() for make in found), None)

    def inspect(self, folder: Path, known: Collection[str] = ()) -> None:
        """Look through the site as it was written into `folder`, without the files `known`, which every site has."""
        ours = {f"{ASSETS}/{name}" for name in shipped()}
        for project in self._projects:
            told = {word for other in self._projects if other is not project for word in other.told}
            project.inspect(folder, {*known, *ours}, told, [locale.prefix for locale in self.locales])

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


def _within_bounds(page: Rendered, path: str, subject: RenderedProject, links: Links) -> tuple[Rendered, Mapping[str, tuple[str, ...]]]:
    """A page at `path` without the rest of its long tables, and the rows of these by the paths of the files that hold them."""
    folder, words = f"{subject.member.assets}/rows", subject.pages.words[page.locale]
    stem = path.removesuffix(".md")
    shortened = cut([str(part) for part in page.parts], lambda n: f"{folder}/{stem}.{n}.js", links.asset, below(words, links))
    return replace(page, parts=shortened.parts), shortened.rows


def broken_site(run: Run) -> NoSite:
    """What is left of a site whose model does not even resolve: the findings."""
    report = FORMATS["text"](run)
    return NoSite(report, f'<pre class="gp-report">{html.escape(report)}</pre>', run.findings)


def _told(page: Rendered, subject: RenderedProject) -> Collection[str]:
    """The flows that a page can tell of: readers may open what is folded in a map, be it not in the page itself."""
    return subject.pages.facts.flows if page.views else page.flows | page.explored
