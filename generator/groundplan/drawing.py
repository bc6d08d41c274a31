"""One view or procedure by itself, as a drawing that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from groundplan.analysis import Analysis
from groundplan.arguments import configuration_of, reader, spoken
from groundplan.domain.entry import Audience
from groundplan.edition_maps import marks
from groundplan.exporting import said_around
from groundplan.render.figures.standalone import Standalone
from groundplan.render.words.words import Words


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
    facts, _ = analysis.seen_by(reader(audience))
    project = facts.model.project
    tags = spoken(project, (*project.locales, locale) if locale else ())
    words = {speech.tag: Words(speech, project.locale) for speech in analysis.speeches(tags)}
    start = facts.start(facts.model.views[name]) if name in facts.model.views else None
    tag, configuration = locale or project.locale, configuration_of(facts, settings, start)
    said = said_around(facts, words[tag], configuration, analysis.revision)
    marked: Mapping[str, str] = {}
    if since:
        found, told = marks(analysis.sources, since, facts, reader(audience), words[tag])
        said, marked, facts = ((*said[0], told), said[1]), found.flows, found.facts
    drawer = Standalone(facts, words, tag, analysis.sources.root, configuration, said=said, marks=marked, models=analysis.sources.models)
    return drawer.dot(name) if dot else drawer.svg(name)
