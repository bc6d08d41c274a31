"""The straight line: YAML in, findings and documentation out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from groundplan.check.report.run import Run
from groundplan.check.rules import bad_page
from groundplan.check.run import run as run_checks
from groundplan.check.subject import Subject
from groundplan.check.waive import waive
from groundplan.checks import OF_THE_SITE
from groundplan.collector import paused_collector
from groundplan.derive.audience import for_audience, secrets
from groundplan.derive.condition import Condition, Configuration
from groundplan.derive.facts import Facts, derive
from groundplan.derive.texts import model_sources, texts
from groundplan.diagnostics import Finding, Route
from groundplan.domain.entry import Audience, Text
from groundplan.domain.model import Project
from groundplan.domain.waiver import Waiver
from groundplan.errors import ProjectNotFound, UsageError
from groundplan.i18n.gettext.catalogue import Catalogue
from groundplan.i18n.gettext.translation import Source
from groundplan.i18n.locale.pseudo_tags import PSEUDO_LOCALES
from groundplan.i18n.texts.read import interface_findings, locale_findings, read_catalogues, read_pages
from groundplan.i18n.texts.sources import page_sources, published
from groundplan.load.document import Document, load
from groundplan.nearest import did_you_mean
from groundplan.project.settings import Settings, read_settings
from groundplan.project.sources import is_there
from groundplan.resolve.resolve import Resolution, resolve
from groundplan.resolve.selectors import parse_selector, words_to_mapping

if TYPE_CHECKING:  # a check needs neither this nor what it imports: Babel's calendars, templates, diagrams
    from groundplan.publish.site import Site
    from groundplan.render.translations.status import Translations

_OF_THE_SITE = frozenset(check.name for check in OF_THE_SITE)


@dataclass(frozen=True, eq=False)
class Analysis:
    """A project, read, resolved and derived as far as it is sound."""

    root: Path
    document: Document
    resolution: Resolution
    facts: Facts | None
    settings: Settings
    pages: dict[str, str] = field(default_factory=dict)
    catalogues: dict[str, Catalogue] = field(default_factory=dict)
    unreadable: tuple[Finding, ...] = ()
    """Findings about catalogues and pages that could not be read, and about languages that are misspelt."""
    locale_coverage: int | None = None

    @cached_property
    @paused_collector()
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, located and sorted by place."""
        found = [*self.document.findings, *self.resolution.findings, *self.settings.findings, *self.unreadable]
        if self.facts is None:
            return self._located(found)
        subject = Subject(self.facts, self.root, today(), self.resolution.whole, self.pages, self.catalogues, self.locale_coverage)
        found = waive([*found, *run_checks(subject)], self._waivers(), today(), whole=subject.whole, judged_elsewhere=_OF_THE_SITE)
        return self._located(found)

    def settle(self, found: Iterable[Finding]) -> tuple[Finding, ...]:
        """Findings about the built site, waived, weighed and located like those about the model."""
        waivers = (waiver for waiver in self._waivers() if waiver.check in _OF_THE_SITE and today() <= waiver.until)
        return self._located(waive(found, waivers, today(), whole=False))

    def _waivers(self) -> tuple[Waiver, ...]:
        return tuple(self.facts.model.waivers.values()) if self.facts else ()

    def _located(self, found: Iterable[Finding]) -> tuple[Finding, ...]:
        located = (self.document.locate(finding) for finding in self.settings.apply(found))
        return tuple(sorted(located, key=lambda finding: finding.sort_key))

    def run(self, *, strict: bool = False, color: bool = False) -> Run:
        """The findings as reports take them."""
        files = {**self.document.files, **self.pages}
        note = "" if self.resolution.whole else "Unused entries and claims are judged once these entries are mended."
        return Run(self.findings, files, strict=strict, color=color, root=self.root, note=note)


@paused_collector()
def analyse(root: Path, *, locale_coverage: int | None = None) -> Analysis:
    """Read, resolve and derive the project at `root`. Raises ProjectNotFound where there is no model, and NotAFile or NotAFolder
    where something is called like a file or a folder of the project and is none.

    Where less than `locale_coverage` percent of the texts are translated to a locale, each missing one is an error.
    """
    if not is_there(root / "model"):
        raise ProjectNotFound(f"{root} holds no folder `model`; `groundplan init` writes a project to start from")
    document = load(root)
    resolution = resolve(document)
    facts = derive(resolution.model) if resolution.model is not None else None
    catalogues, unreadable = read_catalogues(root, facts.model.project if facts else None)
    if document.project is not None:
        unreadable += locale_findings(document.project.locale, document.project.locales)
    pages, garbled = read_pages(root)
    unreadable += interface_findings(root, facts.model.project.locales if facts else ())
    unreadable += (bad_page.unreadable(path, line) for path, line in garbled.items())
    return Analysis(root, document, resolution, facts, read_settings(root), pages, catalogues, tuple(unreadable), locale_coverage)


def open_site(
    root: Path,
    *,
    strict: bool = False,
    audience: str = Audience.PUBLIC,
    locales: Iterable[str] = (),
    locale_coverage: int | None = None,
    **_: object,
) -> Site:
    """The project at `root` as a site, or, where the model does not resolve, its findings.

    It has pages in the model's locale and in `locales`, which may name pseudo-locales, or in all that the project is translated
    to. Raises UsageError where it is not translated to one of `locales`.
    """
    from groundplan.i18n.speech import speech
    from groundplan.render.site import RenderedSite, broken_site

    analysis = analyse(root, locale_coverage=locale_coverage)
    run = analysis.run(strict=strict)
    if analysis.facts is None:
        return broken_site(run)
    model, reader = analysis.facts.model, Audience(audience)
    tags, names = spoken(model.project, locales), [term.name.source for term in model.terms.values() if not term.translate]
    visible = for_audience(model, reader)
    scope = replace(analysis.resolution.scope, components=visible.components, boundaries=visible.boundaries, parties=visible.parties)
    facts = derive(visible)
    return RenderedSite(
        root,
        facts,
        scope,
        run,
        analysis.settle,
        speeches=[speech(tag, model.project.locale, root, analysis.catalogues, names) for tag in tags],
        folder=analysis.settings.folder,
        secrets=secrets(model, reader, partial(_wordings, analysis)),
        downloads=downloads(facts),
        translations=_translations(analysis, facts),
        html=analysis.settings.html,
    )


def downloads(facts: Facts) -> Mapping[str, bytes]:
    """What a site offers to other programs: the facts under the default choices, by file name."""
    from groundplan.export.facts_json import facts_json  # no check writes them
    from groundplan.export.facts_table import facts_csv

    default = facts.default.configuration
    return {"facts.csv": facts_csv(facts, default).encode(), "facts.json": facts_json(facts, default).encode()}


def sources_of(analysis: Analysis, locale: str) -> tuple[Source, ...]:
    """Every text that a translator of `locale` (of any one, if it is empty) sees: the model's first, then the pages'."""
    assert analysis.facts is not None
    source_locale = analysis.facts.model.project.locale
    return (*model_sources(analysis.facts), *page_sources(analysis.pages, locale, source_locale))


def texts_by_page(analysis: Analysis, locale: str) -> dict[str, tuple[str, ...]]:
    """Each page that is published in `locale` (in any one, if it is empty), with the contexts of the model's texts that it shows."""

    from groundplan.render.translations.shown import Pages  # only who deals with translations waits for the templates

    assert analysis.facts is not None
    prose = published(analysis.pages, locale, analysis.facts.model.project.locale)
    return Pages(analysis.facts, analysis.resolution.scope, analysis.root, analysis.settings.folder, prose).texts()


def _wordings(analysis: Analysis, text: Text) -> Iterable[str]:
    found = (catalogue.translations.get(str(text.route)) for catalogue in analysis.catalogues.values())
    return (translation.text for translation in found if translation and translation.text)


def _translations(analysis: Analysis, facts: Facts) -> Translations:
    """What a page may tell of the translations to those who see `facts`; worked out when one does."""
    from groundplan.render.translations.status import Translations

    seen = {str(text.route) for text in texts(facts)}

    def sources(locale: str) -> tuple[Source, ...]:
        return tuple(source for source in sources_of(analysis, locale) if source.span or source.context in seen)

    return Translations(analysis.catalogues, sources, partial(texts_by_page, analysis))


def draw(
    analysis: Analysis,
    name: str,
    *,
    locale: str | None = None,
    settings: Iterable[str] = (),
    audience: str = Audience.PUBLIC,
    dot: bool = False,
) -> str:
    """One view or procedure as a drawing that needs nothing else, or a view as DOT.

    Raises UsageError for a name, a locale or a choice that does not exist for this audience.
    """
    from groundplan.i18n.speech import speech
    from groundplan.render.figures.standalone import Standalone
    from groundplan.render.words.words import Words

    assert analysis.facts is not None
    model = for_audience(analysis.facts.model, Audience(audience))
    project, facts = model.project, derive(model)
    tags = spoken(project, (*project.locales, locale) if locale else ())
    names = [term.name.source for term in model.terms.values() if not term.translate]
    words = {tag: Words(speech(tag, project.locale, analysis.root, analysis.catalogues, names), project.locale) for tag in tags}
    start = facts.start(model.views[name]) if name in model.views else None
    drawer = Standalone(facts, words, locale or project.locale, analysis.root, configuration_of(facts, settings, start))
    return drawer.dot(name) if dot else drawer.svg(name)


def spoken(project: Project, wanted: Iterable[str]) -> tuple[str, ...]:
    """The locales of a site, the model's first: `wanted`, or all. Raises UsageError for one that the project does not have."""
    chosen = tuple(wanted) or project.locales
    for tag in chosen:
        if tag not in {project.locale, *project.locales, *PSEUDO_LOCALES}:
            raise UsageError(f"the project has no locale `{tag}`; it has {', '.join((*project.locales, *PSEUDO_LOCALES))}")
    return tuple(dict.fromkeys((project.locale, *chosen)))


def configuration_of(facts: Facts, settings: Iterable[str], start: Configuration | None = None) -> Configuration:
    """The configuration `start`, or else the default one, changed by texts such as `api-access=private`.

    Raises UsageError for what does not exist.
    """
    configuration = dict(start or facts.default.configuration)
    chosen: dict[str, str] = {}
    for setting in settings:
        name, _, choice = setting.partition("=")
        if chosen.setdefault(name, choice) != choice:
            raise UsageError(f"`{name}` is set twice, to `{chosen[name]}` and to `{choice}`")
        option = facts.model.options.get(name)
        if option is None:
            raise UsageError(f"there is no option `{name}`. {did_you_mean(name, facts.model.options)}".strip())
        if choice not in option.choices:
            raise UsageError(f"`{name}` has no choice `{choice}`; its choices are {', '.join(option.choices)}")
        configuration[name] = choice
    if not facts.space.valid.holds_in(configuration):
        raise UsageError("the model's `requires` and `excludes` forbid this configuration")
    return configuration


def seen_from(facts: Facts, viewpoint: str | None) -> Facts:
    """The facts as the border of the place `viewpoint` sees them. Raises UsageError where there is no such place."""
    if viewpoint is None:
        return facts
    boundary = facts.model.boundaries.get(viewpoint)
    if boundary is None:
        raise UsageError(f"there is no boundary `{viewpoint}`. {did_you_mean(viewpoint, facts.model.boundaries)}".strip())
    return facts.seen_from(boundary)


def selected(analysis: Analysis, wheres: Iterable[str], facts: Facts) -> Mapping[str, Condition]:
    """The flows that match every one of `wheres`, such as `direction=inbound carries=metrics,alerts`. Raises UsageError."""
    scope = replace(analysis.resolution.scope, findings=[])
    raw = words_to_mapping(word for where in wheres for word in where.split())
    selector = parse_selector(raw, Route("where"), scope)
    if selector is None:
        first = scope.findings[0] if scope.findings else None
        raise UsageError(f"{first.message}. {first.hint}".rstrip(". ") if first else "the selector names a broken entry")
    return facts.select(selector)


def today() -> date:
    """The day against which waivers are judged."""
    return date.today()  # noqa: DTZ011 - a waiver ends where its author lives
