"""What changed between editions, drawn: what came, what went and what is otherwise, on one map."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from groundplan import draw as diagrams
from groundplan.derive.facts import Facts
from groundplan.domain.view import View
from groundplan.editions import EditionStep, Marks, marks_of
from groundplan.exporting import said_around
from groundplan.project.revision import Revision
from groundplan.project.sources import Sources
from groundplan.render.figures.standalone import Standalone
from groundplan.render.words.words import Words


def maps_of(
    steps: Iterable[EditionStep], words: Mapping[str, Words], sources: Sources, revision: Revision
) -> Mapping[str, Callable[[], bytes]]:
    """The path of each map in a site, and what draws it: for each step in each language."""
    return dict(_maps([*steps], words, sources, revision))


def map_path(folder: str, step: EditionStep, locale: str) -> str:
    """Where in a site the map of a step is, below the `folder` of a project's files; empty where it would show nothing."""
    return f"{folder}/changes/{step.id}.{locale}.svg" if step.touched else ""


def _maps(
    steps: list[EditionStep], words: Mapping[str, Words], sources: Sources, revision: Revision
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    for step in steps:
        for tag in words:
            if path := map_path(sources.member.assets, step, tag):
                yield path, partial(_drawn, step, words, tag, sources, revision)


def _drawn(step: EditionStep, words: Mapping[str, Words], tag: str, sources: Sources, revision: Revision) -> bytes:
    found = marks_of(step, words[tag])
    view = _view(found)
    configuration = found.facts.default.configuration
    lines, foot = said_around(found.facts, words[tag], configuration, revision)
    said = (*lines, found.said), foot if not step.new else ""
    drawer = Standalone(found.facts, words, tag, sources.root, configuration, said=said, marks=found.flows, models=sources.models)
    return drawer.svg(view.id).encode()


def _view(found: Marks) -> View:
    """The view that shows the most of what changed; of equals, the first."""
    views = [*found.facts.model.views.values()]
    return max(views, key=lambda view: _shown(found.facts, view, found.flows))


def _shown(facts: Facts, view: View, flows: Mapping[str, str]) -> int:
    return sum(state.flow.id in flows for state in diagrams.shown(facts, view, facts.default.configuration))
