"""The straight line: files in, findings and documentation out."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from groundplan.analysis import Analysis
from groundplan.arguments import configuration_of, reader, spoken
from groundplan.check.report.run import Run
from groundplan.check.rules import bad_page, entangled_options
from groundplan.checks import BAD_PROJECT
from groundplan.cluster import LOCAL, executor_of
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
from groundplan.progress import step
from groundplan.project.member import Member
from groundplan.project.memo import Memo, versions
from groundplan.project.repository import place_in_repository
from groundplan.project.settings import read_settings
from groundplan.project.sources import SETTINGS, Sources
from groundplan.resolve.resolve import Resolution, resolve
from groundplan.site_config import Estate, configuration_sources, estate_of, sources_of

if TYPE_CHECKING:  # a check needs neither this nor what it imports: Babel's calendars, templates, diagrams
    from concurrent.futures import Executor

    from groundplan.draw import Awaited
    from groundplan.publish.site import Site
    from groundplan.render.pages.pages import Pages
    from groundplan.render.project import RenderedProject


def analyse(
    root: Path,
    *,
    locale_coverage: int | None = None,
    docs: Path | None = None,
    config: Path | None = None,
    project: str | Member | None = None,
) -> Analysis:
    """Read, resolve and derive the project at `root`. Raises what `read_sources` raises, and what reading an odd file does.

    The pages are in `docs`; where the configuration of MkDocs says, if it is left out. That is `config`, or the one in the project.
    Of several projects it is the one called `project`. Where less than `locale_coverage` percent of the texts are translated to a
    locale, each missing one is an error.
    """
    member = project if isinstance(project, Member) else estate_of(root, config).one(project)
    return analyse_sources(sources_of(root, docs, config, member), locale_coverage=locale_coverage)


@paused_collector()
def analyse_sources(sources: Sources, *, locale_coverage: int | None = None) -> Analysis:
    """The same for what was read of a project."""
    with step("reading"):
        document = load(sources)
        resolution = resolve(document)
    with step("deriving facts"):
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
    prose = read_prose(sources, pages, site, f"{sources.member.folder}{settings.folder}")
    return Analysis(sources, document, resolution, facts, settings, prose, catalogues, tuple(unreadable), locale_coverage)


def _derived(resolution: Resolution) -> tuple[Facts | None, list[Finding]]:
    """The facts, or the finding that they cannot be worked out."""
    if resolution.model is None:
        return None, []
    try:
        return derive(resolution.model), []
    except TooEntangled:
        return None, [entangled_options.of("the model")]


@dataclass(frozen=True)
class Projects:
    """The projects of a site that somebody asks about."""

    estate: Estate
    asked: tuple[Analysis, ...]
    sources: Sources

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with how the configuration names the projects of the site, and with what they do not agree upon."""
        return (*self.estate.findings, *self._languages())

    @property
    def are_sound(self) -> bool:
        """Whether something follows from each of them."""
        return bool(self.asked) and not self.findings and all(analysis.facts for analysis in self.asked)

    def _languages(self) -> Iterator[Finding]:
        """A site has one language at its root."""
        written = [(each.sources.member.name, each.document.project.locale) for each in self.asked if each.document.project]
        for name, locale in written[1:]:
            if locale != written[0][1]:
                problem = f"the project `{name}` is written in `{locale}`, but `{written[0][0]}` in `{written[0][1]}`"
                hint = "write all models of a site in one language: its pages stand at the root of the site"
                yield BAD_PROJECT.at(None, span=self.estate.places.get(name), hint=hint, problem=problem)

    def run(self, found: Callable[[Analysis], Run], *, strict: bool = False, color: bool = False) -> Run:
        """What `found` tells of each, as one report."""
        runs = [found(analysis) for analysis in self.asked]
        findings = tuple(sorted(dict.fromkeys(chain(self.findings, *(run.findings for run in runs))), key=lambda each: each.sort_key))
        named = {finding.span.path for finding in self.findings if finding.span}
        own = {path: text for path in named if (text := self.sources.text(path)) is not None}
        files = {**own, **{path: text for run in runs for path, text in run.files.items()}}
        notes = " ".join(dict.fromkeys(run.note for run in runs if run.note))
        root = self.sources.root
        revision = runs[0].revision if len(runs) == 1 else None
        return Run(findings, files, strict, color, root, place_in_repository(root), notes, revision=revision)


def analyse_all(
    root: Path,
    *,
    locale_coverage: int | None = None,
    docs: Path | None = None,
    config: Path | None = None,
    project: str | None = None,
) -> Projects:
    """Each project of the site at `root`, or the one called `project`, as `analyse` does. They know of each other."""
    estate = estate_of(root, config)
    beside: dict[str, Callable[[], Analysis]] = {}

    def analysed(member: Member) -> Analysis:
        sources = sources_of(root, docs, config, member)
        return replace(analyse_sources(sources, locale_coverage=locale_coverage), beside=beside if len(estate.members) > 1 else {})

    beside |= {member.name: cache(partial(analysed, member)) for member in estate.members}
    asked = tuple(beside[member.name]() for member in estate.called(project))
    return Projects(estate, asked, asked[0].sources if asked else configuration_sources(root, config))


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
    project: str | None = None,
    executor: str = LOCAL,
    awaited: Awaited | None = None,
) -> Site:
    """The projects at `root`, or the one called `project`, as a site, or, where a model does not resolve, the findings.

    It has pages in the model's locale and in `locales`, which may name pseudo-locales, or in all that the project is translated
    to. Pictures are laid out and pages rendered by `executor`, as `executor_of` knows it; pictures that are `awaited`, later. `ids` are
    those that the site gives to headings.
    Raises UsageError where it is not translated to one of `locales`.
    """
    from groundplan.render.project import lay_out_ahead
    from groundplan.render.site import RenderedSite, broken_site
    from groundplan.spreading import PageSpread

    projects = analyse_all(root, locale_coverage=locale_coverage, docs=docs, config=config, project=project)
    run = projects.run(lambda analysis: analysis.run(), strict=strict)
    if not projects.are_sound:
        return broken_site(run)
    readers, tags_of = reader(audience), spoken_in(projects.asked, tuple(locales))
    tags = tuple(dict.fromkeys(chain(*tags_of)))
    pages: dict[str, Pages] = {}
    beside = pages if len(projects.asked) > 1 else {}
    for analysis in projects.asked:
        name = analysis.sources.member.name
        pages[name] = analysis.rendered_pages(readers, tags, analysis.texts_by_page, ids, beside)
    spread = executor_of(executor)
    told = zip(projects.asked, pages.values(), tags_of, strict=True)
    made = tuple(_rendered(analysis, shown, own, spread, awaited) for analysis, shown, own in told)
    if spread and not awaited:
        lay_out_ahead(made, spread)
    absent = {member.folder + projects.asked[0].settings.folder: member for member in projects.estate.members if member.name not in pages}
    elsewhere = PageSpread(tuple(zip(projects.asked, made, strict=True)), spread) if spread and not awaited else None
    return RenderedSite(made, run, absent, elsewhere)


def _rendered(
    analysis: Analysis, pages: Pages, locales: tuple[str, ...], executor: Executor | None, awaited: Awaited | None
) -> RenderedProject:
    from groundplan.documenting import documents_of_site
    from groundplan.export.downloads import downloads
    from groundplan.render.project import RenderedProject

    assert analysis.facts is not None
    member = analysis.sources.member
    hidden = {**_hidden_pages(analysis.pages, pages.own), **secrets(analysis.facts.model, pages.audience, analysis.wordings)}
    model = next((path for path in analysis.document.files if path.startswith(f"{member.model}/")), None)
    files = downloads(pages.facts, analysis.revision, member)
    inputs = analysis.inputs(pages.audience, *pages.words, versions("babel", "diagrams", "graphviz-pure"))
    return RenderedProject(
        pages,
        analysis.settle,
        locales=locales,
        secrets=hidden,
        downloads=files,
        documents=documents_of_site(analysis, pages),
        model=model,
        executor=executor,
        awaited=awaited,
        drawings=Memo(analysis.sources.root, posixpath.join("drawings", member.name), inputs),
    )


def spoken_in(projects: Iterable[Analysis], locales: Sequence[str]) -> list[tuple[str, ...]]:
    """The locales of each project; `locales` are those that are wanted. Raises UsageError for one that no project has."""
    models = [analysis.facts.model.project for analysis in projects if analysis.facts]
    if len(models) == 1:
        return [spoken(models[0], locales)]
    known = {tag for model in models for tag in (model.locale, *model.locales)}
    spoken(replace(models[0], locales=tuple(dict.fromkeys((*models[0].locales, *sorted(known))))), locales)
    return [spoken(model, [tag for tag in locales if tag in {model.locale, *model.locales} or tag not in known]) for model in models]


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
        from groundplan.edition_maps import marks

        found, told = marks(analysis.sources, since, facts, reader(audience), words[tag])
        said, marked, facts = ((*said[0], told), said[1]), found.flows, found.facts
    drawer = Standalone(facts, words, tag, analysis.sources.root, configuration, said=said, marks=marked, models=analysis.sources.models)
    return drawer.dot(name) if dot else drawer.svg(name)
