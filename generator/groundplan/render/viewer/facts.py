"""What diagrams that readers explore need in a page: the facts of every configuration. The pictures stay whole without it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TypeAlias, TypeVar

from markupsafe import Markup

from groundplan.derive.claims import Verdict
from groundplan.derive.condition import Condition, Configuration
from groundplan.derive.facts import Facts
from groundplan.derive.flow_facts import FlowFacts
from groundplan.domain.channel import Channel, Exposure, Layer
from groundplan.domain.component import Component, Place
from groundplan.domain.data import DataClass
from groundplan.domain.entry import Entry, Status
from groundplan.domain.flow import Direction, Flow
from groundplan.domain.option import Choice, Option
from groundplan.domain.procedure import Procedure, Step
from groundplan.domain.view import View
from groundplan.project.member import ALONE, Member
from groundplan.render.figures.atlas import WHOLE, whole
from groundplan.render.figures.chart_turns import chart_turns
from groundplan.render.figures.pictures import chart_stem, packed_json, picture_path
from groundplan.render.pages.links import Links
from groundplan.render.tables.flow_row import FlowRows
from groundplan.render.viewer import records, turns
from groundplan.render.viewer.strings import STRINGS
from groundplan.render.viewer.texts import EntryTexts, ViewerTexts
from groundplan.render.words.words import Words

_NOTHING = Markup("")


def facts_element(address: str, texts: str, name: str, options: Iterable[str] = ()) -> Markup:
    """The element of a page that tells where the facts in its language are, where the texts that go with them, and what their scripts
    call them, to stand in it once. With `options` that decide about the page, the bar in which they are chosen comes after it."""
    element = '<groundplan-facts data-src="{}" data-of="{}" data-texts="{}"></groundplan-facts>'
    found = Markup(element).format(address, name, texts)
    return bar_element(options, found) or Markup("<div hidden>{}</div>").format(found)


def bar_element(options: Iterable[str], before: Markup = _NOTHING) -> Markup:
    """The bar in which a page's choices of `options` are made, with what stands before it; nothing where there are none."""
    if chosen := " ".join(options):
        return Markup('<div class="gp-above">{}</div><groundplan-bar data-options="{}"></groundplan-bar>').format(before, chosen)
    return _NOTHING


def facts_path(locale: str, member: Member = ALONE) -> str:
    """Where in the site the facts in a language are."""
    return f"{member.assets}/facts.{locale}.js"


def facts_script(data: str, name: str) -> bytes:
    """The file: a script with the facts, compressed, which loads from a disk, too."""
    return packed_json("groundplanFacts", name, data)


def texts_path(facts: str) -> str:
    """Where in the site the texts are that go with the facts at a path."""
    folder, _, file = facts.rpartition("/")
    return f"{folder}/told.{file.removeprefix('facts.')}"


def texts_script(texts: str, name: str) -> bytes:
    """The file with the texts."""
    return packed_json("groundplanTold", name, texts)


_Kind = TypeVar("_Kind", bound=StrEnum)
Levels: TypeAlias = Mapping[str, Mapping[str, str]]
"""View that is drawn on some page -> boundary that is folded up in a picture of it -> where the picture is in which that is opened."""


def viewer_data(
    facts: Facts,
    words: Words,
    links: Links,
    levels: Levels | None = None,
    *,
    origin: str = "",
    member: Member = ALONE,
    since: records.Since | None = None,
) -> str:
    """The facts in the language of `words`, with addresses by `links`, as JSON.

    `origin` says which edition of the model they are of, `since` what pictures compare with, where that is an earlier one.
    """
    return _json(replace(_Document(facts, words, links, levels or {}, member=member).document(), origin=origin, since=since))


def viewer_texts(facts: Facts, words: Words, others: Sequence[Words] = ()) -> str:
    """What is told in the language of `words` beside the facts, as JSON. Names in the languages of `others` can be found, too."""

    def told(entries: Iterable[Entry]) -> dict[str, EntryTexts]:
        made = {entry.id: EntryTexts(text=_text(entry, words), also=_also(entry, words, others)) for entry in entries}
        return {id_: one for id_, one in made.items() if one != EntryTexts()}

    model = facts.model
    steps = {id_: [EntryTexts(text=str(words.html(step.text))) for step in each.steps] for id_, each in model.procedures.items()}
    return _json(
        ViewerTexts(
            places=told((*model.boundaries.values(), *model.components.values())),
            flows=told(model.flows.values()),
            steps=steps,
            claims={id_: str(words.html(verdict.claim.statement)) for id_, verdict in facts.verdicts.items()},
        )
    )


def _json(record: object) -> str:
    return json.dumps(records.written(record), ensure_ascii=False, separators=(",", ":"))


def _text(entry: Entry, words: Words) -> str:
    return str(words.blocks(entry.description) + words.blocks(entry.notes))


def _also(entry: Entry, words: Words, others: Sequence[Words]) -> str:
    """What else `entry` may be looked for by: its names in other languages."""
    names = dict.fromkeys(other.name(entry) for other in others)
    return " ".join(name for name in names if name != words.name(entry))


class _Document:
    """Writes down one model in one language."""

    def __init__(self, facts: Facts, words: Words, links: Links, levels: Levels, *, member: Member = ALONE) -> None:
        self.facts, self.words, self.links, self.levels, self.member = facts, words, links, levels, member
        self.rows = FlowRows(facts, words, links)
        self.evidence = _evidence(facts)

    def document(self) -> records.Data:
        model, words = self.facts.model, self.words
        return records.Data(
            project=words.text(model.project.name),
            viewpoint=self.facts.viewpoint.id,
            strings={key: words.gettext(message) for key, message in STRINGS.items()},
            labels=records.Labels(direction=self._labels(Direction), exposure=self._labels(Exposure), layer=self._labels(Layer)),
            options=[self._option(option) for option in model.options.values()],
            parties={id_: words.name(party) for id_, party in model.parties.items()},
            purposes=self._purposes(),
            data={id_: self._data(data) for id_, data in model.data.items()},
            channels={id_: self._channel(channel) for id_, channel in model.channels.items()},
            places=self._places(),
            flows=[self._flow(flow) for flow in self.facts.flows.values()],
            claims={id_: self._claim(verdict) for id_, verdict in self.facts.verdicts.items()},
            procedures=[self._procedure(procedure) for procedure in model.procedures.values()],
            views={view.id: self._view(view) for view in self._views()},
        )

    def _purposes(self) -> dict[str, records.Named]:
        purposes = {flow.purpose.id: flow.purpose for flow in self.facts.model.flows.values() if flow.purpose}
        return {id_: records.Named(name=self.words.name(term), href=self.links.term(term)) for id_, term in purposes.items()}

    def _places(self) -> dict[str, records.Place]:
        places: tuple[Place, ...] = (*self.facts.model.boundaries.values(), *self.facts.model.components.values())
        return {place.id: self._place(place) for place in places}

    def _views(self) -> Iterator[View]:
        """Those of the model; that of all of it only where a page shows it."""
        yield from self.facts.model.views.values()
        if WHOLE in self.levels:
            yield whole(self.words.gettext("The whole system"))

    def _labels(self, kinds: type[_Kind]) -> dict[_Kind, str]:
        return {kind: self.words.label(kind) for kind in kinds}

    def _option(self, option: Option) -> records.Option:
        return records.Option(
            id=option.id,
            name=self.words.name(option),
            href=self.links.option(option),
            default=self.facts.default.configuration[option.id],
            choices=[self._choice(choice) for choice in option.choices.values()],
        )

    def _choice(self, choice: Choice) -> records.Choice:
        return records.Choice(id=choice.id, name=self.words.name(choice), requires=choice.requires, excludes=choice.excludes)

    def _channel(self, channel: Channel) -> records.Channel:
        return records.Channel(
            name=self.words.name(channel),
            exposure=channel.exposure,
            layer=channel.layer,
            encryption=self.words.label(channel.encryption),
            controls=[self.words.name(control) for control in channel.controls],
        )

    def _data(self, data: DataClass) -> records.DataClass:
        return records.DataClass(name=self.words.name(data), href=self.links.data(data), whole=_id(data.whole))

    def _place(self, place: Place) -> records.Place:
        component = place if isinstance(place, Component) else None
        configuration = self.facts.default.configuration
        facets = turns.place_facets(component, self.facts) if component else {}
        return records.Place(
            name=self.words.name(place),
            href=self.links.component(place) if isinstance(place, Component) else self.links.boundary(place),
            in_=_id(self.facts.home(place, configuration) if isinstance(place, Component) else place.parent),
            component=component is not None,
            kind=self.words.label(place.kind),
            owner=_id(self.facts.owner(place, configuration)),
            status=self._status(place),
            stores=_ids(component.stores) if component else (),
            produces=_ids(component.produces) if component else (),
            turns=[records.PlaceTurn(**turn) for turn in turns.others(facets, configuration)],
        )

    def _status(self, entry: Entry) -> str:
        return "" if entry.status is Status.ACTIVE else self.words.label(entry.status)

    def _flow(self, facts: FlowFacts) -> records.Flow:
        flow, words = facts.flow, self.words
        usual, facets = self._usual(facts), turns.flow_facets(facts, self.rows)
        values = {"direction": facts.usual_direction, "classes": {}, **turns.usual(facets, usual)}
        return records.Flow(
            id=flow.id,
            number=facts.number,
            name=words.name(flow),
            href=self.links.flow(flow),
            from_=flow.sources[0].id,
            to=flow.targets[0].id,
            channel=_guarded(self._alternatives(facts)),
            status=self._status(flow),
            exists=turns.guard(facts.exists),
            when=str(self.rows.condition(facts.exists)),
            purpose=_id(flow.purpose),
            openings=_guarded(facts.openings.items()),
            carriers=_guarded(facts.carriers.items()),
            turns=[records.FlowTurn(**turn) for turn in turns.others(facets, usual)],
            claims=self.evidence.get(flow, ()),
            **values,
        )

    def _usual(self, facts: FlowFacts) -> Configuration | None:
        """The default configuration, or the first in which a flow exists."""
        default = self.facts.default.configuration
        return default if facts.exists.holds_in(default) else facts.exists.first()

    def _alternatives(self, facts: FlowFacts) -> list[tuple[Channel, Condition]]:
        """The channels in the order in which tables list them: the default configuration's first."""
        default = self.facts.default.flows.get(facts.flow.id)
        return sorted(facts.channel, key=lambda case: default is None or case[0] is not default.channel)

    def _claim(self, verdict: Verdict) -> records.Claim:
        claim = verdict.claim
        return records.Claim(href=self.links.claim(claim), refuted=not verdict.holds)

    def _procedure(self, procedure: Procedure) -> records.Procedure:
        drawn = any(step.by or step.to or step.uses for step in procedure.steps)
        charts = list(self._charts(procedure)) if drawn else []
        return records.Procedure(
            id=procedure.id,
            name=self.words.name(procedure),
            href=self.links.procedure(procedure),
            steps=[self._step(step) for step in procedure.steps],
            chart=charts[0][0] if charts else "",
            charts=charts[1:],
        )

    def _charts(self, procedure: Procedure) -> Iterator[tuple[str, records.Guard]]:
        for turn, (_, condition, _fixed) in enumerate(chart_turns(self.facts, procedure)):
            stem = chart_stem(procedure.id, self.words.locale, turn, self.member)
            yield self.links.asset(picture_path(stem, self.member)), turns.guard(condition)

    def _step(self, step: Step) -> records.Step:
        return records.Step(name=self.words.name(step), by=_id(step.by), to=_id(step.to), uses=_id(step.uses))

    def _view(self, view: View) -> records.View:
        flows = {id_: turns.guard(condition) for id_, condition in self.facts.shown_by(view).items()}
        default = self.facts.default.configuration
        start = {option: choice for option, choice in self.facts.start(view).items() if choice != default[option]}
        return records.View(name=self.words.name(view), flows=flows, start=start, levels=self.levels.get(view.id, {}))


def _evidence(facts: Facts) -> dict[Flow, list[str]]:
    """The claims that each flow is evidence for among some others. What all flows are evidence for tells nothing of one."""
    found: dict[Flow, list[str]] = {}
    for id_, verdict in facts.verdicts.items():
        for flow in verdict.evidence if len(verdict.evidence) < len(facts.flows) else ():
            found.setdefault(flow, []).append(id_)
    return found


def _guarded(cases: Iterable[tuple[Entry, Condition]]) -> list[tuple[str, records.Guard]]:
    return [(entry.id, turns.guard(condition)) for entry, condition in cases]


def _id(entry: Entry | None) -> str:
    return entry.id if entry else ""


def _ids(entries: Iterable[Entry]) -> list[str]:
    return [entry.id for entry in entries]
