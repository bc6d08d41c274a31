"""What changed between editions, drawn: what came, what went and what is otherwise, on one map."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from groundplan import draw as diagrams
from groundplan.derive.facts import Facts, derive
from groundplan.diff.difference import Difference, difference
from groundplan.diff.union import with_lost_flows
from groundplan.domain.entry import Audience
from groundplan.domain.view import View
from groundplan.edition_models import read_edition
from groundplan.editions import EditionStep
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
    return f"{folder}/changes/{step.id}.{locale}.svg" if _is_drawn(step) else ""


def _maps(
    steps: list[EditionStep], words: Mapping[str, Words], sources: Sources, revision: Revision
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    for step in steps:
        for tag in words:
            if path := map_path(sources.member.assets, step, tag):
                yield path, partial(_drawn, step, words, tag, sources, revision)


def _is_drawn(step: EditionStep) -> bool:
    """Whether there is anything that a map can show."""
    return bool(step.facts.model.views) and bool(_touched(step.found) or _flows_that(step.found, "removed"))


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


@dataclass(frozen=True, slots=True)
class Marks:
    """What a difference makes of connections, to be drawn."""

    facts: Facts
    """Those of the newer model, with the connections that it has lost."""
    flows: Mapping[str, str]
    """Flow -> `added`, `changed` or `gone`."""
    said: str
    """The same in words."""


def marks(sources: Sources, old: str, now: Facts, audience: Audience, words: Words) -> Marks:
    """What became of the connections since the edition `old`. Raises UsageError where there is none, GroundplanError where it is broken."""
    before = read_edition(sources, old).facts(audience)
    return marks_of(EditionStep(old, "", difference(before, now), now, before), words)


def marks_of(step: EditionStep, words: Words) -> Marks:
    """What became of the connections in one step."""
    model, lost = with_lost_flows(step.before, step.facts)
    came = _flows_that(step.found, "added")
    touched = {id_: "added" if id_ in came else "changed" for id_ in step.facts.flows if id_ in came | _touched(step.found)}
    union, flows = derive(model), {**touched, **dict.fromkeys(lost, "gone")}
    said = {
        name: [str(union.flows[id_].number) for id_, became in flows.items() if became == kind]
        for kind, name in (("added", "Added"), ("changed", "Changed"), ("gone", "Gone"))
    }
    return Marks(union, flows, _said(step.old, said, words))


def _said(old: str, told: Mapping[str, Sequence[str]], words: Words) -> str:
    """What became of which, in one line."""
    named = {words.gettext(kind): words.list(list(names)) for kind, names in told.items() if names}
    parts = [words.gettext("{option}: {choices}", option=kind, choices=names) for kind, names in named.items()]
    return " · ".join((words.gettext("Since {old}", old=old), *(parts or [words.gettext("Nothing")])))


def _flows_that(found: Difference, became: str) -> set[str]:
    named = (change.entry for change in found.entries if change.kind == became)
    return {entry.removeprefix("flows.") for entry in named if entry.startswith("flows.")}


def _touched(found: Difference) -> set[str]:
    """The flows that something tells of."""
    subjects = (*(change.subject for change in found.facts), *(change.entry for change in found.entries))
    named = {subject.removeprefix("flows.") for subject in subjects if subject.startswith("flows.")}
    return named | {flow for change in (*found.opened, *found.closed) for flow in change.flows}
