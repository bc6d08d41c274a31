"""What diagrams that readers explore need in a page: the facts of every configuration, and the script that reads them.

The pictures stay whole without it. The script is built from `generator/viewer` (see `build_hook.py` there).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from html import escape
from itertools import chain
from pathlib import Path
from typing import TypeAlias, TypeVar

from markupsafe import Markup

from groundplan.derive.claims import Verdict
from groundplan.derive.condition import Condition
from groundplan.derive.facts import Facts
from groundplan.derive.flow_facts import FlowFacts, FlowState
from groundplan.domain.boundary import Boundary
from groundplan.domain.channel import Channel, Exposure, Layer
from groundplan.domain.component import Component, Place
from groundplan.domain.data import DataClass
from groundplan.domain.entry import Entry, Status
from groundplan.domain.flow import Direction, Flow
from groundplan.domain.option import Choice, Option, each
from groundplan.domain.procedure import Procedure, Step
from groundplan.domain.view import View
from groundplan.errors import GroundplanError
from groundplan.render.figures.atlas import WHOLE, whole
from groundplan.render.figures.pictures import chart_stem, picture_path
from groundplan.render.pages.links import Links
from groundplan.render.tables.flow_row import FlowRows
from groundplan.render.viewer.strings import STRINGS
from groundplan.render.words.words import Words

E = TypeVar("E", bound=Entry)

_PACKAGE = Path(__file__).parents[2]
_BUILT = ("viewer.js", "viewer.extras.js", "viewer.licenses.txt")


class ViewerNotBuilt(GroundplanError):
    """The checkout has no bundle of the viewer yet."""


def bundle() -> Mapping[str, bytes]:
    """The viewer's scripts and the licences of what is in it, by file name.

    A wheel brings them along; a checkout builds them. Raises ViewerNotBuilt where nobody has.
    """
    installed = _PACKAGE / "assets"
    folder = installed if installed.is_dir() else _PACKAGE.parent / "viewer/dist"
    if not all((folder / name).is_file() for name in _BUILT):
        raise ViewerNotBuilt("the script of the diagrams is not built yet: run `python generator/viewer/build_hook.py`")
    return {name: (folder / name).read_bytes() for name in _BUILT}


def data_block(data: str) -> Markup:
    """The facts as an element of a page, to stand in it once.

    A template rather than a data script: Material's instant navigation makes every script of a page anew, without its type.
    """
    template = f'<template data-groundplan="facts">{escape(data, quote=False)}</template>'
    return Markup(f"<div hidden data-search-exclude><groundplan-facts>{template}</groundplan-facts></div>")


Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"

Levels: TypeAlias = Mapping[str, Mapping[str, str]]
"""View of the page -> boundary that is folded up in some picture of it -> the address of the picture of that boundary, opened."""


def viewer_data(facts: Facts, words: Words, links: Links, others: Sequence[Words] = (), levels: Levels | None = None) -> str:
    """The facts in the language of `words`, with addresses from one page, as JSON. Names in the languages of `others` can be found, too."""
    document = _Document(facts, words, links, others, levels or {}).document()
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


class _Document:
    """Writes down one model in one language. What is empty or always so is left out."""

    def __init__(self, facts: Facts, words: Words, links: Links, others: Sequence[Words], levels: Levels) -> None:
        self.facts, self.words, self.links, self.others, self.levels = facts, words, links, others, levels
        self.rows = FlowRows(facts, words, links)

    def document(self) -> dict[str, Json]:
        model, words = self.facts.model, self.words
        return {
            "project": words.text(model.project.name),
            "viewpoint": self.facts.viewpoint.id,
            "strings": {key: words.gettext(message) for key, message in STRINGS.items()},
            "labels": {"direction": self._labels(Direction), "exposure": self._labels(Exposure), "layer": self._labels(Layer)},
            "options": [self._option(option) for option in model.options.values()],
            "parties": {id_: words.name(party) for id_, party in model.parties.items()},
            "purposes": self._linked((flow.purpose for flow in model.flows.values() if flow.purpose), self.links.term),
            "data": {id_: self._data(data) for id_, data in model.data.items()},
            "channels": {id_: self._channel(channel) for id_, channel in model.channels.items()},
            "places": self._places(),
            "flows": [self._flow(flow) for flow in self.facts.flows.values()],
            "claims": {id_: self._claim(verdict) for id_, verdict in self.facts.verdicts.items()},
            "procedures": [self._procedure(procedure) for procedure in model.procedures.values()],
            "views": {view.id: self._view(view) for view in self._views()},
        }

    def _views(self) -> Iterator[View]:
        """Those of the model; that of all of it only where the page shows it."""
        yield from self.facts.model.views.values()
        if WHOLE in self.levels:
            yield whole(self.words.gettext("The whole system"))

    def _labels(self, kinds: type[StrEnum]) -> dict[str, str]:
        return {kind.value: self.words.label(kind) for kind in kinds}

    def _linked(self, entries: Iterable[E], link: Callable[[E], str]) -> dict[str, Json]:
        return {entry.id: self._named(entry, link(entry)) for entry in entries}

    def _named(self, entry: Entry, href: str) -> dict[str, Json]:
        return {"name": self.words.name(entry), "href": href}

    def _also(self, entry: Entry) -> str:
        """What else `entry` may be looked for by: its names in other languages."""
        names = dict.fromkeys(words.name(entry) for words in self.others)
        return " ".join(name for name in names if name != self.words.name(entry))

    def _guard(self, condition: Condition) -> list[dict[str, list[str]]] | None:
        """A set of configurations as alternatives; None where it is all of them."""
        if condition.everywhere:
            return None
        return [{option: list(choices) for option, choices in cube.items()} for cube in condition.cubes()]

    def _option(self, option: Option) -> dict[str, Json]:
        choices = [self._choice(choice) for choice in option.choices.values()]
        default = self.facts.default.configuration[option.id]
        return {"id": option.id, **self._named(option, self.links.option(option)), "default": default, "choices": choices}

    def _choice(self, choice: Choice) -> dict[str, Json]:
        requires = {option: list(choices) for option, choices in choice.requires.items()}
        excludes = {option: list(choices) for option, choices in choice.excludes.items()}
        return {"id": choice.id, "name": self.words.name(choice), **_full(requires=requires, excludes=excludes)}

    def _channel(self, channel: Channel) -> dict[str, Json]:
        return {
            "name": self.words.name(channel),
            "exposure": channel.exposure.value,
            "layer": channel.layer.value,
            "encryption": self.words.label(channel.encryption),
            **_full(controls=[self.words.name(control) for control in channel.controls], carriers=list(channel.carried_by)),
        }

    def _data(self, data: DataClass) -> dict[str, Json]:
        return {**self._named(data, self.links.data(data)), **_full(whole=_id(data.whole))}

    def _claim(self, verdict: Verdict) -> dict[str, Json]:
        claim = verdict.claim
        told = {"statement": str(self.words.html(claim.statement)), "href": self.links.claim(claim)}
        return {**told, **_full(refuted=not verdict.holds)}

    def _places(self) -> dict[str, Json]:
        places: Iterator[Place] = chain(self.facts.model.boundaries.values(), self.facts.model.components.values())
        return {place.id: self._place(place) for place in places}

    def _place(self, place: Place) -> dict[str, Json]:
        told = {
            "kind": self.words.label(place.kind),
            **_full(owner=self._owner(place), status=self._status(place), text=self._text(place), also=self._also(place)),
        }
        match place:
            case Component():
                kept = _full(stores=[data.id for data in place.stores], produces=[data.id for data in place.produces])
                return {**self._named(place, self.links.component(place)), "in": self._home(place), "component": True, **told, **kept}
            case Boundary():
                return {**self._named(place, self.links.boundary(place)), **_full(**{"in": _id(place.parent)}), **told}

    def _owner(self, place: Place) -> str | None:
        owner = self.facts.owner(place, self.facts.default.configuration)
        return owner.id if owner else None

    def _home(self, component: Component) -> str:
        return self.facts.home(component, self.facts.default.configuration).id

    def _status(self, entry: Entry) -> str:
        return "" if entry.status is Status.ACTIVE else self.words.label(entry.status)

    def _text(self, entry: Entry) -> str:
        return str(self.words.blocks(entry.description) + self.words.blocks(entry.notes))

    def _flow(self, facts: FlowFacts) -> dict[str, Json]:
        flow, words = facts.flow, self.words
        usual, direction = self._usual(facts), facts.usual_direction
        return {
            "id": flow.id,
            "number": facts.number,
            **self._named(flow, self.links.flow(flow)),
            "from": flow.sources[0].id,
            "to": flow.targets[0].id,
            "direction": direction.value,
            "channel": [[channel.id, self._guard(condition)] for channel, condition in self._alternatives(facts)],
            "classes": {exposure.value: self._class(direction, exposure) for exposure in facts.exposure.values()},
            **_full(
                status=self._status(flow),
                through=[hop.component.id for hop in usual.through] if usual else [],
                exists=self._guard(facts.exists),
                when=str(self.rows.condition(facts.exists)),
                purpose=_id(flow.purpose),
                **self._state(usual),
                controls=[words.name(control) for controls in each(flow.controls) for control in controls],
                openings=[[opening.id, self._guard(condition)] for opening, condition in facts.openings.items()],
                claims=self._evidence(flow),
                text=self._text(flow),
                also=self._also(flow),
            ),
        }

    def _state(self, state: FlowState | None) -> dict[str, Json]:
        """What a flow is under one configuration, if it exists in any."""
        if state is None:
            return {}
        return {
            "ports": self.rows.ports(state.ports),
            "protocol": state.protocol,
            "sends": _ids(state.carries),
            "returns": _ids(state.returns),
            "enters": _ids(state.enters),
            "leaves": _ids(state.leaves),
            "crosses": _ids(state.crosses),
        }

    def _usual(self, facts: FlowFacts) -> FlowState | None:
        """A flow under the default configuration, or the first in which it exists."""
        first = facts.exists.first()
        return self.facts.default.flows.get(facts.flow.id) or (facts.under(first) if first else None)

    def _alternatives(self, facts: FlowFacts) -> list[tuple[Channel, Condition]]:
        """The channels in the order in which tables list them: the default configuration's first."""
        default = self.facts.default.flows.get(facts.flow.id)
        return sorted(facts.channel, key=lambda case: default is None or case[0] is not default.channel)

    def _evidence(self, flow: Flow) -> list[str]:
        """The claims that were judged on `flow` among some others. What all flows are evidence for tells nothing of this one."""
        verdicts = self.facts.verdicts.items()
        return [id_ for id_, verdict in verdicts if flow in verdict.evidence and len(verdict.evidence) < len(self.facts.flows)]

    def _class(self, direction: Direction, exposure: Exposure) -> str:
        words = self.words
        return words.gettext("{direction}, {exposure}", direction=words.label(direction), exposure=words.label(exposure).lower())

    def _procedure(self, procedure: Procedure) -> dict[str, Json]:
        steps = [self._step(step) for step in procedure.steps]
        drawn = any(step.by or step.to or step.uses for step in procedure.steps)
        chart = drawn and self.links.asset(picture_path(chart_stem(procedure.id, self.words.locale)))
        return {"id": procedure.id, **self._named(procedure, self.links.procedure(procedure)), "steps": steps, **_full(chart=chart)}

    def _step(self, step: Step) -> dict[str, Json]:
        ends = {"by": _id(step.by), "to": _id(step.to), "uses": _id(step.uses)}
        return {"name": self.words.name(step), **_full(text=str(self.words.html(step.text)), **ends)}

    def _view(self, view: View) -> dict[str, Json]:
        shown = self.facts.shown_by(view)
        flows = {id_: self._guard(condition) for id_, condition in shown.items()}
        return {"name": self.words.name(view), "flows": flows, **_full(levels=self.levels.get(view.id))}


def _id(entry: Entry | None) -> str | None:
    return entry.id if entry else None


def _ids(entries: Iterable[Entry]) -> list[str]:
    return [entry.id for entry in entries]


def _full(**values: Json) -> dict[str, Json]:
    """The values that say something."""
    return {key: value for key, value in values.items() if value}
