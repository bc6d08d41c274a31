"""The straight line: files in, findings and facts out. Pages, drawings and files begin with what it gives."""

from __future__ import annotations

from pathlib import Path

from groundplan.analysis import Analysis
from groundplan.check.rules import bad_page, entangled_options
from groundplan.collector import paused_collector
from groundplan.derive.decisions import TooEntangled
from groundplan.derive.facts import Facts, derive
from groundplan.diagnostics import Finding
from groundplan.i18n.texts.read import interface_findings, locale_findings, read_catalogues, read_pages, read_prose
from groundplan.i18n.texts.readers import audience_findings, page_findings, settled
from groundplan.load.document import Document, load
from groundplan.load.publishing import publishing_of
from groundplan.progress import step
from groundplan.project.member import Member
from groundplan.project.memo import Recent, digest
from groundplan.project.settings import read_settings
from groundplan.project.sources import SETTINGS, Sources
from groundplan.publish.plugin_options import site_findings
from groundplan.resolve.resolve import Resolution, resolve
from groundplan.site_config import estate_of, sources_of


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
        document, resolution = _understood(sources)
    with step("deriving facts"):
        facts, entangled = _derived(resolution)
    catalogues, unreadable = read_catalogues(sources, facts.model.project if facts else None)
    unreadable += entangled
    if document.project is not None:
        unreadable += locale_findings(document.project.locale, document.project.locales)
    site = publishing_of(sources)
    pages, garbled = read_pages(sources, site)
    pages, misplaced = settled(pages, sources.docs, site, document.project)
    unreadable += (*misplaced, *site_findings(sources, site, document.project))
    unreadable += interface_findings(sources, facts.model.project.locales if facts else ())
    unreadable += (bad_page.unreadable(path, line) for path, line in garbled.items())
    unreadable += audience_findings(pages)
    if document.project is not None:
        unreadable += page_findings(pages, document.project.locale, document.project.locales)
    settings = read_settings(sources.content(SETTINGS))
    prose = read_prose(sources, pages, site, f"{sources.member.folder}{settings.folder}")
    return Analysis(sources, document, resolution, facts, settings, prose, catalogues, tuple(unreadable), locale_coverage)


_UNDERSTOOD: Recent[tuple[Document, Resolution]] = Recent(2)
"""Sound models by their files: who edits a page, or a translation, has the same model again."""


def _understood(sources: Sources) -> tuple[Document, Resolution]:
    """The document of a project and what its names mean. What others share is read each time: it can come and go without these files."""
    if sources.used:
        document = load(sources)
        return document, resolve(document)
    model = sources.member.model
    key = digest((model, *(part for each in sources.below(model, ".yaml", ".yml").items() for part in each)))
    if known := _UNDERSTOOD.get(key):
        return known
    document = load(sources)
    understood = document, resolve(document)
    return understood if document.findings else _UNDERSTOOD.keep(key, understood)


def _derived(resolution: Resolution) -> tuple[Facts | None, list[Finding]]:
    """The facts, or the finding that they cannot be worked out."""
    if resolution.model is None:
        return None, []
    try:
        return derive(resolution.model), []
    except TooEntangled:
        return None, [entangled_options.of("the model")]
