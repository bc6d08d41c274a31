"""The straight line: files in, findings and documentation out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from groundplan.analysis import Analysis
from groundplan.arguments import configuration_of, reader, spoken
from groundplan.check.rules import bad_page, entangled_options
from groundplan.collector import paused_collector
from groundplan.derive.audience import secrets
from groundplan.derive.decisions import TooEntangled
from groundplan.derive.facts import Facts, derive
from groundplan.diagnostics import Finding
from groundplan.domain.entry import Audience
from groundplan.i18n.texts.prose import Ids
from groundplan.i18n.texts.read import interface_findings, locale_findings, read_catalogues, read_pages, read_prose
from groundplan.i18n.texts.readers import audience_findings, page_findings
from groundplan.load.document import load
from groundplan.load.publishing import publishing_of
from groundplan.project.settings import Settings, read_settings, unknown_editions
from groundplan.project.sources import SETTINGS, Sources
from groundplan.resolve.resolve import Resolution, resolve
from groundplan.site_config import sources_of

if TYPE_CHECKING:  # a check needs neither this nor what it imports: Babel's calendars, templates, diagrams
    from groundplan.publish.site import Site


def analyse(root: Path, *, locale_coverage: int | None = None, docs: Path | None = None, config: Path | None = None) -> Analysis:
    """Read, resolve and derive the project at `root`. Raises what `read_sources` raises, and what reading an odd file does.

    The pages are in `docs`; where the configuration of MkDocs says, if it is left out. That is `config`, or the one in the project.
    Where less than `locale_coverage` percent of the texts are translated to a locale, each missing one is an error.
    """
    return analyse_sources(sources_of(root, docs, config), locale_coverage=locale_coverage)


@paused_collector()
def analyse_sources(sources: Sources, *, locale_coverage: int | None = None) -> Analysis:
    """The same for what was read of a project."""
    document = load(sources)
    resolution = resolve(document)
    facts, entangled = _derived(resolution)
    catalogues, unreadable = read_catalogues(sources, facts.model.project if facts else None)
    unreadable += entangled
    if document.project is not None:
        unreadable += locale_findings(document.project.locale, document.project.locales)
    site = publishing_of(sources)
    pages, garbled = read_pages(sources, site)
    unreadable += interface_findings(sources, facts.model.project.locales if facts else ())
    unreadable += (bad_page.unreadable(path, line) for path, line in garbled.items())
    unreadable += audience_findings(pages)
    if document.project is not None:
        unreadable += page_findings(pages, document.project.locale, document.project.locales)
    settings = read_settings(sources.content(SETTINGS))
    unreadable += _unknown_editions(sources, settings)
    prose = read_prose(sources, pages, site, settings.folder)
    return Analysis(sources, document, resolution, facts, settings, prose, catalogues, tuple(unreadable), locale_coverage)


def _unknown_editions(sources: Sources, settings: Settings) -> Iterable[Finding]:
    if not settings.editions:
        return ()
    from groundplan.project.history import is_revision  # which asks git

    return unknown_editions(sources.content(SETTINGS) or b"", settings.editions, lambda name: is_revision(name, sources.root))


def _derived(resolution: Resolution) -> tuple[Facts | None, list[Finding]]:
    """The facts, or the finding that they cannot be worked out."""
    if resolution.model is None:
        return None, []
    try:
        return derive(resolution.model), []
    except TooEntangled:
        return None, [entangled_options.of("the model")]


def open_site(
    root: Path,
    *,
    strict: bool = False,
    audience: str = Audience.PUBLIC,
    locales: Iterable[str] = (),
    locale_coverage: int | None = None,
    docs: Path | None = None,
    config: Path | None = None,
    ids: Ids = lambda _: None,
) -> Site:
    """The project at `root` as a site, or, where the model does not resolve, its findings.

    It has pages in the model's locale and in `locales`, which may name pseudo-locales, or in all that the project is translated
    to. `ids` are those that the site gives to headings. Raises UsageError where it is not translated to one of `locales`.
    """
    from groundplan.check.site import Review
    from groundplan.documenting import documents_of_site
    from groundplan.export.downloads import downloads
    from groundplan.render.site import RenderedSite, broken_site

    analysis = analyse(root, locale_coverage=locale_coverage, docs=docs, config=config)
    run = analysis.run(strict=strict)
    if analysis.facts is None:
        return broken_site(run)
    readers, tags = reader(audience), spoken(analysis.facts.model.project, locales)
    pages = analysis.rendered_pages(readers, tags, analysis.texts_by_page, ids)
    hidden = {**_hidden_pages(analysis.pages, pages.own), **secrets(analysis.facts.model, readers, analysis.wordings)}
    files = downloads(pages.facts, analysis.revision)
    return RenderedSite(
        pages, run, Review(pages.facts), analysis.settle, secrets=hidden, downloads=files, documents=documents_of_site(analysis, pages)
    )


def _hidden_pages(pages: Collection[str], shown: Collection[str]) -> dict[str, str]:
    """The file names that only pages have which are not `shown`: what links to one of them gives it away."""
    known = {PurePosixPath(path).name for path in shown}
    return {name: path for path in pages if path not in shown and (name := PurePosixPath(path).name) not in known}


def draw(
    analysis: Analysis,
    name: str,
    *,
    locale: str | None = None,
    settings: Iterable[str] = (),
    audience: str = Audience.PUBLIC,
    dot: bool = False,
    since: str = "",
) -> str:
    """One view or procedure as a drawing that needs nothing else, or a view as DOT. Raises UsageError for what does not exist.

    What changed since the edition `since`, if it is named, stands out.
    """
    from groundplan.exporting import said_around
    from groundplan.render.figures.standalone import Standalone
    from groundplan.render.words.words import Words

    facts, _ = analysis.seen_by(reader(audience))
    project = facts.model.project
    tags = spoken(project, (*project.locales, locale) if locale else ())
    words = {speech.tag: Words(speech, project.locale) for speech in analysis.speeches(tags)}
    start = facts.start(facts.model.views[name]) if name in facts.model.views else None
    tag, configuration = locale or project.locale, configuration_of(facts, settings, start)
    said = said_around(facts, words[tag], configuration, analysis.revision)
    marked: Mapping[str, str] = {}
    if since:
        from groundplan.editions import marks

        found = marks(analysis.sources.root, since, facts, reader(audience), words[tag])
        said, marked = ((*said[0], found.said), said[1]), found.flows
    drawer = Standalone(facts, words, tag, analysis.sources.root, configuration, said=said, marks=marked)
    return drawer.dot(name) if dot else drawer.svg(name)
