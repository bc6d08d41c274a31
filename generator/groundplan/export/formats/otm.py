"""The connections of a configuration as an Open Threat Model (0.2), for threat modellers.

The format asks for ratings that no model states. A zone is rated by where it lies: 0 for the internet, 100 inside of the border, 50
elsewhere. Data is rated by its sensitivity, and only for confidentiality.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from groundplan.derive.flow_facts import FlowState
from groundplan.domain.boundary import Boundary, BoundaryKind
from groundplan.domain.component import Component, Place
from groundplan.domain.data import DataClass, Sensitivity
from groundplan.export.connected import boundaries, chosen, ends, owner, touched
from groundplan.export.exported import Exported
from groundplan.export.rows import choices, ports
from groundplan.plain import JsonObject

WHOLE = "boundary:"
"""Before the id of a boundary that is itself the end of a flow: flows of the format begin and end at components."""
_INTERNET, _ELSEWHERE, _INSIDE = 0, 50, 100
_RATINGS = {Sensitivity.PUBLIC: 0, Sensitivity.INTERNAL: 33, Sensitivity.CONFIDENTIAL: 67, Sensitivity.RESTRICTED: 100}


def write(exported: Exported) -> str:
    """The threat model as JSON with a final newline, without threats: these are for others to find."""
    return json.dumps(_document(exported), ensure_ascii=False, indent=2) + "\n"


def _document(exported: Exported) -> JsonObject:
    told = exported.provenance
    return {
        "otmVersion": "0.2.0",
        "project": {
            "name": told.project,
            "id": f"groundplan-{exported.facts.viewpoint.id}",
            "attributes": {
                "revision": told.revision,
                "digest": told.digest,
                "groundplan": told.groundplan,
                "viewpoint": exported.words.name(exported.facts.viewpoint),
                "configuration": "; ".join(
                    f"{option}: {choice}" for option, choice in choices(exported.facts, chosen(exported), exported.words)
                ),
            },
        },
        "trustZones": [_zone(boundary, exported) for boundary in boundaries(exported)],
        "components": [_component(place, exported) for place in touched(exported)],
        "assets": [_asset(data, exported) for data in _data(exported)],
        "dataflows": [flow for state in exported.states for flow in _flows(state, exported)],
    }


def _zone(boundary: Boundary, exported: Exported) -> JsonObject:
    rating = _INSIDE if exported.facts.viewpoint in boundary.enclosing() else _ELSEWHERE
    zone: JsonObject = {
        "id": boundary.id,
        "name": exported.words.name(boundary),
        "type": boundary.kind.value,
        "risk": {"trustRating": _INTERNET if boundary.kind is BoundaryKind.INTERNET else rating},
    }
    return zone if boundary.parent is None else {**zone, "parent": {"trustZone": boundary.parent.id}}


def _component(place: Place, exported: Exported) -> JsonObject:
    party = owner(place, exported)
    component: JsonObject = {
        "id": _id(place),
        "name": exported.words.name(place),
        "type": place.kind.value if isinstance(place, Component) else "boundary",
        "parent": {"trustZone": exported.facts.home(place, chosen(exported)).id},
        "tags": list(place.tags),
        "attributes": {"owner": exported.words.name(party)} if party is not None else {},
    }
    if isinstance(place, Component):
        component["assets"] = {"stored": _assets(place.stores, exported), "processed": _assets(place.produces, exported)}
    return component


def _id(place: Place) -> str:
    return f"{WHOLE}{place.id}" if isinstance(place, Boundary) else place.id


def _data(exported: Exported) -> list[DataClass]:
    """The data that flows move and that the components which they touch hold, in the model's order."""
    found = {data for state in exported.states for data in (*state.carries, *state.returns)}
    held = (place for place in touched(exported) if isinstance(place, Component))
    found |= {data for component in held for data in (*component.stores, *component.produces)}
    return [data for data in exported.facts.model.data.values() if data in found]


def _asset(data: DataClass, exported: Exported) -> JsonObject:
    rating = _RATINGS[data.sensitivity] if data.sensitivity else _RATINGS[Sensitivity.RESTRICTED]
    comment = "Rated by its sensitivity; the model says nothing of integrity and availability."
    risk: JsonObject = {"confidentiality": rating, "integrity": 0, "availability": 0, "comment": comment}
    if data.sensitivity is None:
        risk["comment"] = "The model does not say how sensitive it is: rated as if most. It says nothing of integrity and availability."
    return {"id": _assets([data], exported)[0], "name": exported.words.name(data), "risk": risk}


def _assets(held: Iterable[DataClass], exported: Exported) -> list[str]:
    """The ids of classes of data, each once. Threat modellers have one list of ids for all that they draw."""
    model = exported.facts.model
    taken = {*model.boundaries, *model.components}
    return list(dict.fromkeys(f"data/{data.id}" if data.id in taken else data.id for data in held))


def _flows(state: FlowState, exported: Exported) -> Iterator[JsonObject]:
    """One data flow for each initiator and target."""
    words = exported.words
    attributes: JsonObject = {
        "number": state.number,
        "direction": state.direction.value,
        "exposure": state.exposure.value,
        "encryption": state.channel.encryption.value,
        "type": words.name(state.channel),
        "ports": ports(state.ports, words),
        "protocol": state.protocol,
        "purpose": words.name(state.flow.purpose) if state.flow.purpose else None,
    }
    model = exported.facts.model
    is_taken = state.flow.id in {*model.boundaries, *model.components, *model.data}
    id_ = f"flow/{state.flow.id}" if is_taken else state.flow.id
    for number, (source, target, passed) in enumerate(ends(state), start=1):
        yield {
            "id": id_ if number == 1 else f"{id_}/{number}",
            "name": words.name(state.flow),
            "source": _id(source),
            "destination": _id(target),
            "bidirectional": bool(state.carries and state.returns),
            "assets": _assets((*state.carries, *state.returns), exported),
            "attributes": {**attributes, "through": [component.id for component in passed]},
        }
