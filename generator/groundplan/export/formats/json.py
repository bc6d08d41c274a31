"""The allow-list as JSON, for programs: ids beside names, conditions as alternatives of choices. Version 1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from groundplan.derive.allow_list import Address, FillIn, Own, Rule
from groundplan.derive.condition import Condition
from groundplan.domain.component import Component, Place
from groundplan.domain.flow import Endpoint
from groundplan.export.addresses import key_of
from groundplan.export.exported import Exported, PlainWords, Provenance, one_line
from groundplan.export.rows import examples_of
from groundplan.plain import JsonObject, lined


def write(exported: Exported) -> str:
    """The document with a final newline."""
    return lined(rules_as_json(exported), 2) + "\n"


def rules_as_json(exported: Exported) -> JsonObject:
    """The allow-list as plain values; templates get the same."""
    facts, words = exported.facts, exported.words
    return {
        "version": 1,
        "provenance": provenance(exported.provenance),
        "locale": words.locale,
        "viewpoint": {"id": facts.viewpoint.id, "name": words.name(facts.viewpoint)},
        "configuration": None if exported.configuration is None else dict(exported.configuration),
        "rules": [_rule(rule, exported) for rule in exported.rules],
    }


def provenance(told: Provenance) -> JsonObject:
    """Where the export comes from."""
    return {
        "project": told.project,
        "revision": told.revision,
        "digest": told.digest,
        "date": told.date or None,
        "groundplan": told.groundplan,
        "claims": {"holding": told.holding, "all": told.claims, "configurations": told.configurations},
    }


def condition(condition: Condition) -> list[Mapping[str, list[str]]]:
    """Alternatives, of which one must hold; none where it is always so."""
    if condition.everywhere:
        return []
    return [{option: list(choices) for option, choices in cube.items()} for cube in condition.cubes()]


def _rule(rule: Rule, exported: Exported) -> JsonObject:
    words, examples = exported.words, examples_of(rule, exported)

    def end(addresses: Iterable[Address]) -> list[JsonObject]:
        return [_address(address, exported, examples) for address in addresses]

    return {
        "id": rule.id,
        "number": rule.number,
        "name": words.name(rule.flow),
        "status": rule.flow.status.value,
        "direction": rule.direction.value,
        "source": end(rule.source),
        "destination": end(rule.destination),
        "ports": None if rule.ports is None else [str(port) for port in rule.ports] or "unknown",
        "protocol": rule.protocol,
        "purpose": {"id": rule.purpose.id, "name": words.name(rule.purpose)} if rule.purpose else None,
        "flows": [{"id": flow.id, "name": words.name(flow), "condition": condition(needed)} for flow, needed in rule.needed_by.items()],
        "condition": condition(rule.condition),
        "only_with": one_line(words.condition(rule.condition)),
    }


def _address(address: Address, exported: Exported, examples: Mapping[Endpoint, Iterable[FillIn]]) -> JsonObject:
    words = exported.words
    given = [str(network) for network in exported.book.known.get(key_of(address), ())]
    networks: JsonObject = {"addresses": given} if given else {}
    match address:
        case Endpoint():
            stands_for = [one_line(words.address(fill_in)) for fill_in in examples.get(address, ())]
            return {address.kind.value: address.value, **({"example-of": stands_for} if stands_for else {}), **networks}
        case Own(place):
            return {**_place(place, words), **networks}
        case FillIn(place, decider, _):
            return {"fill-in": one_line(words.address(address)), "decided-by": decider.value, **_place(place, words), **networks}


def _place(place: Place, words: PlainWords) -> JsonObject:
    return {"component" if isinstance(place, Component) else "boundary": place.id, "name": words.name(place)}
