"""The services of a configuration with what they exchange, as a CycloneDX bill of materials (1.6).

Each component is a service, whose trust zone is the boundary that it is in. References are made of ids, and every reference that
is named is defined: the format's own validators do not ask for that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import pairwise
from uuid import NAMESPACE_URL, uuid5

from groundplan.derive.flow_facts import FlowState
from groundplan.domain.channel import Encryption
from groundplan.domain.component import Place
from groundplan.domain.data import DataClass
from groundplan.domain.flow import EndpointKind, Port, Transport
from groundplan.export.connected import chosen, identity, owner, reference, touched
from groundplan.export.exported import Exported
from groundplan.export.rows import choices
from groundplan.plain import JsonObject

_INTO, _OUT = "inbound", "outbound"
_USUAL_PORTS = {"https": 443, "http": 80, "ssh": 22, "sftp": 22, "ftp": 21, "ldap": 389, "ldaps": 636, "imap": 143, "wss": 443, "ws": 80}
"""Protocols that are schemes of addresses at IANA, too, with the ports that need not be written."""


def write(exported: Exported) -> str:
    """The bill of materials as JSON with a final newline. It has no time stamp, and its serial number follows from its model."""
    return json.dumps(_bill(exported), ensure_ascii=False, indent=2) + "\n"


def _bill(exported: Exported) -> JsonObject:
    told, places = exported.provenance, touched(exported)
    properties = [{"name": "groundplan:viewpoint", "value": exported.words.name(exported.facts.viewpoint)}]
    pairs = choices(exported.facts, chosen(exported), exported.words)
    properties += [{"name": f"groundplan:option:{option}", "value": choice} for option, choice in pairs]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, '/'.join(identity(exported)))}",
        "version": 1,
        "metadata": {
            "tools": {"components": [{"type": "application", "name": "Groundplan", "version": told.groundplan}]},
            "component": {"type": "application", "bom-ref": "project", "name": told.project, "version": told.revision},
            "properties": properties,
        },
        "services": [_service(place, exported) for place in places],
        "dependencies": [
            {"ref": "project", "dependsOn": [reference(place) for place in places]},
            *({"ref": reference(place), "dependsOn": _needs(place, exported)} for place in places),
        ],
    }


def _needs(place: Place, exported: Exported) -> list[str]:
    """The places to which it opens connections."""
    legs = (leg for state in exported.states for way in state.ways for leg in pairwise(way))
    return list(dict.fromkeys(reference(there) for here, there in legs if here is place and there is not place))


def _service(place: Place, exported: Exported) -> JsonObject:
    words, party, home = exported.words, owner(place, exported), exported.facts.home(place, chosen(exported))
    ends = [state for state in exported.states if any(place in (way[0], way[-1]) for way in state.ways)]
    service: JsonObject = {
        "bom-ref": reference(place),
        "name": words.name(place),
        "trustZone": words.name(home),
        "x-trust-boundary": any(state.crosses for state in ends),
        "provider": {"name": words.name(party)} if party is not None else None,
        "endpoints": _endpoints(place, ends, exported),
        "data": _data(place, ends, exported),
        "properties": [{"name": "groundplan:unencrypted", "value": "true"}] if any(map(_is_plain, ends)) else None,
    }
    return {key: value for key, value in service.items() if value not in (None, [])}


def _is_plain(state: FlowState) -> bool:
    return state.channel.encryption is Encryption.NONE


def _endpoints(place: Place, states: Iterable[FlowState], exported: Exported) -> list[str]:
    """The addresses under which it accepts connections. Those of a place inside of the border are no endpoints of the model."""
    if exported.facts.home(place, chosen(exported)) in exported.facts.model.project.viewpoint:
        return []
    accepted = (state for state in states if any(way[-1] is place for way in state.ways))
    return sorted({told for state in accepted for told in _addresses(state)})


def _addresses(state: FlowState) -> Iterator[str]:
    """Each host that is one, as an address of the protocol on the ports where both are known, and by its bare name otherwise."""
    for endpoint in state.endpoints:
        if endpoint.kind is EndpointKind.HOST and not set(endpoint.value) & set("*{}"):
            yield from _urls(endpoint.value, (state.protocol or "").lower(), state.ports or ())


def _urls(host: str, scheme: str, ports: Iterable[Port]) -> Iterator[str]:
    numbers = [port.first for port in ports if port.first == port.last and port.transport is Transport.TCP]
    if scheme not in _USUAL_PORTS or not numbers:
        yield host
        return
    yield from (f"{scheme}://{host}" if number == _USUAL_PORTS[scheme] else f"{scheme}://{host}:{number}" for number in numbers)


def _data(place: Place, states: Iterable[FlowState], exported: Exported) -> list[JsonObject]:
    """Each class of data once for each way that it goes, with how much harm a leak would do."""
    found: dict[tuple[str, str], JsonObject] = {}
    for state in states:
        for way in state.ways:
            for classes, is_sent in ((state.carries, way[0] is place), (state.returns, way[-1] is place)):
                for data in classes:
                    if place in (way[0], way[-1]):
                        flow = _OUT if is_sent else _INTO
                        found.setdefault((data.id, flow), _datum(data, flow, exported))
    return list(found.values())


def _datum(data: DataClass, flow: str, exported: Exported) -> JsonObject:
    sensitivity = data.sensitivity.value if data.sensitivity else "unclassified"
    return {"flow": flow, "classification": sensitivity, "name": exported.words.name(data)}
