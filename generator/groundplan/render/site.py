"""A project's pages in every locale, ready for whoever publishes them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from groundplan.check.report.registry import FORMATS
from groundplan.check.report.run import Run
from groundplan.check.rules import crowded_place, missing_anchor, undocumented_flow
from groundplan.checks import LEAK_IN_SITE
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding, Severity
from groundplan.errors import GroundplanError
from groundplan.i18n.locale.locale import Locale, locales_of
from groundplan.i18n.speech import Speech
from groundplan.i18n.texts.prose import Localized, localize
from groundplan.i18n.texts.sources import is_published
from groundplan.render.figures.charts import Charts
from groundplan.render.figures.figures import Figures
from groundplan.render.figures.pictures import PICTURES
from groundplan.render.leaks import leaks
from groundplan.render.no_site import NoSite
from groundplan.render.pages.environment import environment, templates_folder
from groundplan.render.pages.faults import Written, faults
from groundplan.render.pages.functions import Functions, PageContext
from groundplan.render.pages.links import Links
from groundplan.render.pages.registry import PAGES
from groundplan.render.translations.status import Translations
from groundplan.render.viewer.facts import bundle
from groundplan.render.words.words import Words
from groundplan.resolve.selectors import Scope

_FLOW = re.compile(r'<(?!a\b)[^>]*\bdata-flow="([^"]+)"')
"""A row or an arrow; a mention in a sentence documents nothing."""

_EXPLORER = re.compile(r'^.*<div class="gp-explorer">.*$', re.MULTILINE)
"""It has whatever the model has, so that it tells nothing about what an author documents."""
_VIEW = re.compile(r'<svg[^>]*\bdata-view="([^"]+)"')


class RenderedSite:
    """The site of a sound model. Rendering a page may add findings: a call that names nothing, a template that is no Jinja."""

    def __init__(
        self,
        root: Path,
        facts: Facts,
        scope: Scope,
        run: Run,
        settle: Callable[[Iterable[Finding]], tuple[Finding, ...]],
        *,
        speeches: Iterable[Speech],
        folder: str,
        secrets: Mapping[str, str],
        downloads: Mapping[str, bytes],
        translations: Translations | None = None,
        html: bool = False,
    ) -> None:
        """The site speaks `speeches`, of which one is of the model's locale.

        `secrets` are the texts that must not appear, each with what it is called; `folder` is that of generated pages.
        `downloads` are the facts as files, by name. `html` lets model texts hold HTML.
        """
        self._root = root
        self._facts = facts
        self._scope = scope
        self._run = run
        self._folder = folder
        self._secrets = secrets
        self._downloads = {f"assets/groundplan/{name}": content for name, content in downloads.items()}
        self._translations = translations
        self._jinja = environment(root)
        self._settle = settle
        self._found: list[Finding] = []
        self._templates: dict[str, Written] = {}
        self._shown: dict[str, set[str]] = {}
        project = facts.model.project
        self._words = {speech.tag: Words(speech, project.locale, html=html) for speech in speeches}
        self.locales = locales_of(project.locale, self._words)
        self._figures = Figures(facts, self._words, root)
        self._charts = Charts(facts, self._words, self._figures)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(sorted((*self._run.findings, *self._settle(dict.fromkeys(self._found))), key=lambda finding: finding.sort_key))

    @property
    def failed(self) -> bool:
        return self._whole_run().failed

    def generated(self) -> Mapping[str, str]:
        for kind in PAGES:
            if kind.has_content(self._facts):
                self._templates[f"{self._folder}{kind.name}.md"] = self._template(f"pages/{kind.name}.md.jinja")
        return {path: template.text for path, template in self._templates.items()}

    def _template(self, name: str) -> Written:
        assert self._jinja.loader is not None
        text, file, _ = self._jinja.loader.get_source(self._jinja, name)
        path = Path(file or name)
        return Written(path.relative_to(self._root).as_posix() if path.is_relative_to(self._root) else f"templates/{name}", text)

    def empty(self) -> Collection[str]:
        return {f"{self._folder}{kind.name}.md" for kind in PAGES if not kind.has_content(self._facts)}

    @property
    def origin(self) -> str | None:
        path = next((path for path in self._run.files if path.startswith("model/")), None)
        return str(self._root.resolve() / path) if path else None

    def locales_of(self, path: str, front_matter: Mapping[str, object]) -> tuple[Locale, ...]:  # noqa: ARG002
        source = self._facts.model.project.locale
        return tuple(locale for locale in self.locales if is_published(front_matter, locale.tag, source))

    def render(self, path: str, source: str, locale: Locale, relative: Callable[[str], str]) -> str:
        page = self._written(path, source)
        padded = "\n" * page.above(source) + source  # so that lines are those of the file
        localized = self._localized(page.path, padded, locale)
        self._found += missing_anchor.of(page.path, padded, localized.text, locale.tag)
        words, links = self._words[locale.tag], Links(relative, self._folder)
        shown = (self._figures, self._charts, tuple(self._downloads), self._translations)
        context = PageContext(self._facts, self._scope, words, links, self._jinja, *shown)
        try:
            rendered = self._jinja.page(localized.template, Functions(context).all(), localized.texts)
        except GroundplanError:  # the run itself has failed
            raise
        except Exception as error:  # whatever a page may do, its author is the one to tell
            self._note(faults(error, page, self._root))
            return f"# {path}\n\n{self.report_html()}\n"
        self._shown.setdefault(locale.tag, set()).update(_FLOW.findall(_EXPLORER.sub("", rendered)))
        if _FLOW.search(rendered):  # diagrams, or tables that follow the reader's choices
            rendered += f"\n\n{self._figures.facts(words, links, _VIEW.findall(rendered))}\n"
        return rendered.removeprefix("\n" * page.above(source))

    def _written(self, path: str, source: str) -> Written:
        """The page of `docs/`, or the template of ours or the project's, that `source` comes from."""
        docs_path = f"docs/{path}"
        text = self._run.files.get(docs_path)
        return Written(docs_path, text) if text is not None else self._templates.get(path, Written(docs_path, source))

    def _localized(self, path: str, source: str, locale: Locale) -> Localized:
        """An author's page with its prose translated; templates bring their translations along."""
        if path not in self._run.files:
            return Localized(source, {})
        return localize(path, source, self._words[locale.tag].prose, "" if locale.default else self._facts.model.project.locale)

    def _note(self, findings: Iterable[Finding]) -> None:
        """Note what is not known from another locale's edition of the page, in which lines may have moved."""
        known = {(f.span.path, f.check, f.message) for f in self._found if f.span}
        self._found += (f for f in findings if f.span and (f.span.path, f.check, f.message) not in known)

    def title(self, text: str, locale: Locale) -> str:
        return self._words[locale.tag].title(text)

    def assets(self, address: Callable[[str, Locale], str]) -> Mapping[str, bytes]:
        self._found += undocumented_flow.of(self._facts, self._shown)  # all pages are rendered by now
        self._found += crowded_place.of(self._facts, self._figures.undrawn)
        files = {f"assets/groundplan/{name}": content for name, content in _static().items()}
        links = {locale.tag: Links(partial(_to_root, locale, address), self._folder) for locale in self.locales}
        pictures = {**self._figures.pictures(links), **self._charts.pictures(links)}
        return {**files, **self._downloads, **pictures, **self._figures.assets()}

    def inspect(self, folder: Path, known: Collection[str] = ()) -> None:
        """Look through the site as it was written into `folder`, without the files `known`, which every site has."""
        ours = {f"assets/groundplan/{name}" for name in (*_static(), *bundle())}
        self._found += (LEAK_IN_SITE.at(None, path=path, entry=entry) for entry, path in leaks(folder, self._secrets, {*known, *ours}))

    def report(self) -> str:
        return FORMATS["text"](self._whole_run())

    def report_html(self) -> str:
        grave = tuple(finding for finding in self.findings if finding.severity is not Severity.INFO)
        if not grave:
            return ""
        report = FORMATS["text"](replace(self._whole_run(), findings=grave))
        return f'<pre class="gp-report">{html.escape(report)}</pre>'

    def _whole_run(self) -> Run:
        return Run(self.findings, self._run.files, strict=self._run.strict, note=self._run.note)


def _static() -> Mapping[str, bytes]:
    """The style sheet and the script of tables, by name."""
    return {path.name: path.read_bytes() for path in sorted((templates_folder() / "assets").iterdir())}


def _to_root(locale: Locale, address: Callable[[str, Locale], str], target: str) -> str:
    """From a file of pictures to `target`."""
    return "../" * (PICTURES.count("/") + 1) + address(target, locale)


def broken_site(run: Run) -> NoSite:
    """What is left of a site whose model does not even resolve: the findings."""
    report = FORMATS["text"](run)
    return NoSite(report, f'<pre class="gp-report">{html.escape(report)}</pre>', run.findings)
