"""What changed between editions, on a map: what came, what went and what is otherwise, all in one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from groundplan import draw as diagrams
from groundplan.derive.facts import Facts, derive
from groundplan.diff.difference import Difference, difference
from groundplan.diff.union import with_lost_flows
from groundplan.domain.entry import Audience
from groundplan.domain.view import View
from groundplan.edition_models import read_edition
from groundplan.editions import EditionStep, told_of_flows
from groundplan.project.sources import Sources
from groundplan.render.figures.edition_figures import EditionMap
from groundplan.render.viewer import records
from groundplan.render.words.words import Words

_KINDS = ((records.Became.ADDED, "Added"), (records.Became.CHANGED, "Changed"), (records.Became.GONE, "Gone"))


def maps_of(steps: Iterable[EditionStep], words: Mapping[str, Words]) -> Mapping[str, EditionMap]:
    """The map of each step that has anything to show, by what stands for the step in addresses."""
    return {step.id: _map(step, words) for step in steps if _is_drawn(step)}


def _is_drawn(step: EditionStep) -> bool:
    """Whether there is anything that a map can show."""
    return bool(step.facts.model.views) and bool(_touched(step.found) or _flows_that(step.found, "removed"))


def _map(step: EditionStep, words: Mapping[str, Words]) -> EditionMap:
    """The view that shows the most of what changed; of equals, the first. A promise holds of one edition, so none is judged over both."""
    found = marks_of(step)
    shows = {view.id: _shown(found.facts, view, found.flows) for view in found.facts.model.views.values()}
    chosen = found.facts.model.views[max(shows, key=shows.__getitem__)]
    view = replace(chosen, id=f"_{step.id}")
    facts = derive(replace(found.facts.model, views={view.id: view}, claims={}, procedures={}))
    said = {tag: step.spoken(each) for tag, each in words.items()}
    titles = {tag: step.title(each) for tag, each in words.items()}
    told = {tag: told_of_flows(step, each) for tag, each in words.items()}
    return EditionMap(step.id, view, facts, found.flows, said, titles, told)


def _shown(facts: Facts, view: View, flows: Mapping[str, records.Became]) -> int:
    return sum(state.flow.id in flows for state in diagrams.shown(facts, view, facts.default.configuration))


@dataclass(frozen=True, slots=True)
class Marks:
    """What a difference makes of connections, to be drawn."""

    facts: Facts
    """Those of the newer model, with the connections that it has lost."""
    flows: Mapping[str, records.Became]

    def said(self, title: str, words: Words) -> str:
        """What became of which, in one line that begins with `title`."""
        told = {
            words.gettext(name): words.list([str(self.facts.flows[id_].number) for id_, became in self.flows.items() if became is kind])
            for kind, name in _KINDS
            if kind in self.flows.values()
        }
        parts = [words.gettext("{option}: {choices}", option=kind, choices=names) for kind, names in told.items()]
        return " · ".join((title, *(parts or [words.gettext("Nothing")])))


def marks(sources: Sources, old: str, now: Facts, audience: Audience, words: Words) -> tuple[Marks, str]:
    """What became of the connections since the edition `old`, and the same in words.

    Raises UsageError where there is none, GroundplanError where it is broken.
    """
    before = read_edition(sources, old).facts(audience)
    step = EditionStep(old, "", difference(before, now), now, before)
    found = marks_of(step)
    return found, found.said(step.title(words), words)


def marks_of(step: EditionStep) -> Marks:
    """What became of the connections in one step."""
    model, lost = with_lost_flows(step.before, step.facts)
    came = _flows_that(step.found, "added")
    touched = [id_ for id_ in step.facts.flows if id_ in came | _touched(step.found)]
    became = {id_: records.Became.ADDED if id_ in came else records.Became.CHANGED for id_ in touched}
    return Marks(derive(model), {**became, **dict.fromkeys(lost, records.Became.GONE)})


def _flows_that(found: Difference, became: str) -> set[str]:
    return set(_ids(change.entry for change in found.entries if change.kind == became))


def _touched(found: Difference) -> set[str]:
    """The flows that something tells of."""
    named = _ids((*(change.subject for change in found.facts), *(change.entry for change in found.entries)))
    return {*named, *(flow for change in (*found.opened, *found.closed) for flow in change.flows)}


def _ids(entries: Iterable[str]) -> Iterator[str]:
    return (entry.removeprefix("flows.") for entry in entries if entry.startswith("flows."))
