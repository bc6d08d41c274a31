"""The system as an OSCAL component definition (1.2): what accepts connections and how, each connection, and each claim with its verdict.

No catalogue of controls numbers the promises of a model, so that a claim implements a requirement of its own name, whose source is
the model. Nothing follows from the clock or from chance: identifiers are made of ids, the day is that of the model's revision.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from uuid import NAMESPACE_URL, uuid5

from groundplan.derive.claims import Verdict
from groundplan.derive.flow_facts import FlowState
from groundplan.domain.component import Component, ComponentKind, Place
from groundplan.domain.entry import Entry
from groundplan.domain.flow import Port, Transport
from groundplan.domain.party import Party
from groundplan.export.connected import chosen, ends, identity, owner, reference, touched
from groundplan.export.exported import Exported, one_line
from groundplan.export.rows import choices, ports
from groundplan.plain import JsonObject, Plain

_NAMESPACE = "urn:groundplan"
_VERSION = "1.2.1"
_NO_DAY = "1970-01-01"
"""The format asks for a day; a model that is in no commit has none."""
_RANGED = {Transport.TCP: "TCP", Transport.UDP: "UDP"}
"""The transports whose ports the format can say."""


def write(exported: Exported) -> str:
    """The component definition as JSON with a final newline."""
    return json.dumps({"component-definition": _Definition(exported).document()}, ensure_ascii=False, indent=2) + "\n"


class _Definition:
    def __init__(self, exported: Exported) -> None:
        self._exported = exported
        self._words = exported.words
        self._made_of = identity(exported)
        self._accepted: dict[Place, list[FlowState]] = {}
        for state in exported.states:
            for target in dict.fromkeys(target for _, target, _ in ends(state)):
                self._accepted.setdefault(target, []).append(state)

    def document(self) -> JsonObject:
        told = self._exported.provenance
        held = {owner(place, self._exported) for place in touched(self._exported)}
        owners = [party for party in self._exported.facts.model.parties.values() if party in held]
        return {
            "uuid": self._uuid("definition"),
            "metadata": {
                "title": told.project,
                "last-modified": f"{told.date or _NO_DAY}T00:00:00+00:00",
                "version": told.revision,
                "oscal-version": _VERSION,
                "props": list(self._told()),
                "roles": [{"id": "owner", "title": self._words.gettext("Owner")}],
                **_unless_empty("parties", [self._party(party) for party in owners]),
            },
            "components": [
                self._system(),
                *(self._place(place) for place in touched(self._exported)),
                *(self._connection(state) for state in self._exported.states),
            ],
            "back-matter": {"resources": [{"uuid": self._uuid("model"), "title": told.project, "description": f"Model {told.digest}"}]},
        }

    def _uuid(self, *names: str) -> str:
        return str(uuid5(NAMESPACE_URL, "/".join((*self._made_of, *names))))

    def _told(self) -> Iterator[JsonObject]:
        told = self._exported.provenance
        yield _prop("groundplan-version", told.groundplan)
        yield _prop("model-digest", told.digest)
        yield _prop("viewpoint", self._words.name(self._exported.facts.viewpoint))
        for option, choice in choices(self._exported.facts, chosen(self._exported), self._words):
            yield _prop("choice", f"{option}: {choice}")

    def _party(self, party: Party) -> JsonObject:
        return {"uuid": self._uuid("party", party.id), "type": "organization", "name": self._words.name(party)}

    def _system(self) -> JsonObject:
        """The project as a whole: what is claimed is claimed of it."""
        model, told = self._exported.facts.model, self._exported.provenance
        requirements = [self._requirement(verdict) for verdict in self._exported.facts.verdicts.values()]
        implementation: JsonObject = {
            "uuid": self._uuid("claims"),
            "source": f"#{self._uuid('model')}",
            "description": self._words.gettext("Guarantees"),
            "implemented-requirements": requirements,
        }
        return {
            "uuid": self._uuid("system"),
            "type": "service",
            "title": told.project,
            "description": self._words.text(model.project.description) or told.project,
            "links": [{"href": f"#{self._uuid('model')}", "rel": "reference"}],
            **_unless_empty("control-implementations", [implementation] if requirements else []),
        }

    def _requirement(self, verdict: Verdict) -> JsonObject:
        claim = verdict.claim
        return {
            "uuid": self._uuid("claim", claim.id),
            "control-id": f"_{claim.id}" if claim.id[0].isdigit() else claim.id,
            "description": self._words.text(claim.statement),
            "props": [
                _prop("verdict", "proven" if verdict.holds else "refuted"),
                _prop("configurations", str(verdict.configurations)),
                *(_prop("evidence", flow.id) for flow in verdict.evidence),
                *(_prop("broken-by", breach.flow.id) for breach in verdict.broken_by),
            ],
            **_unless_empty("remarks", self._words.text(claim.notes)),
        }

    def _place(self, place: Place) -> JsonObject:
        home = self._exported.facts.home(place, chosen(self._exported))
        party = owner(place, self._exported)
        responsible = [{"role-id": "owner", "party-uuids": [self._uuid("party", party.id)]}] if party else []
        return {
            "uuid": self._uuid(reference(place)),
            "type": "service" if _is_service(place) else place.kind.value,
            "title": self._words.name(place),
            "description": self._description(place),
            "props": [_prop("id", place.id), _prop("kind", place.kind.value), _prop("boundary", self._words.name(home))],
            **_unless_empty("responsible-roles", responsible),
            **_unless_empty("protocols", [self._protocol(state, place) for state in self._accepted.get(place, ()) if state.ports]),
        }

    def _description(self, entry: Entry) -> str:
        return self._words.text(entry.description) or self._words.name(entry)

    def _protocol(self, state: FlowState, place: Place) -> JsonObject:
        stated = state.ports or ()
        return {
            "uuid": self._uuid("protocol", state.flow.id, place.id),
            "name": one_line(state.protocol or ports(stated, self._words)),
            "title": self._words.name(state.flow),
            **_unless_empty("port-ranges", [_range(port) for port in stated if port.transport in _RANGED]),
        }

    def _connection(self, state: FlowState) -> JsonObject:
        refs = dict.fromkeys((rel, reference(place)) for way in state.ways for rel, place in _along(way))
        return {
            "uuid": self._uuid("flow", state.flow.id),
            "type": "interconnection",
            "title": self._words.name(state.flow),
            "description": self._description(state.flow),
            **_unless_empty("purpose", self._words.name(state.flow.purpose) if state.flow.purpose else ""),
            "props": [
                _prop("id", state.flow.id),
                _prop("number", str(state.number)),
                _prop("direction", state.direction.value),
                _prop("exposure", state.exposure.value),
                _prop("encryption", state.channel.encryption.value),
                _prop("type", self._words.name(state.channel)),
                _prop("ports", ports(state.ports, self._words)),
                *(_prop("carries", self._words.name(data)) for data in state.carries),
                *(_prop("returns", self._words.name(data)) for data in state.returns),
                *(_prop("safeguard", self._words.name(control)) for control in state.controls),
            ],
            "links": [{"href": f"#{self._uuid(ref)}", "rel": rel} for rel, ref in refs],
        }


def _along(way: tuple[Place, ...]) -> Iterator[tuple[str, Place]]:
    yield "source", way[0]
    yield from (("through", place) for place in way[1:-1])
    yield "destination", way[-1]


def _is_service(place: Place) -> bool:
    """Whether it is what the format calls a service; a person is none, nor is a place."""
    return isinstance(place, Component) and place.kind is not ComponentKind.PERSON


def _range(port: Port) -> JsonObject:
    return {"start": port.first, "end": port.last, "transport": _RANGED[port.transport]}


def _prop(name: str, value: str) -> JsonObject:
    return {"name": name, "ns": _NAMESPACE, "value": one_line(value)}


def _unless_empty(key: str, value: Plain) -> JsonObject:
    return {key: value} if value else {}
