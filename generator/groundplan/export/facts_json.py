"""The stable JSON of the derived facts. Version 1."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from groundplan.derive.claims import Verdict
from groundplan.derive.condition import Configuration
from groundplan.derive.facts import Facts
from groundplan.derive.flow_facts import FlowFacts
from groundplan.domain.component import Place
from groundplan.domain.entry import Entry
from groundplan.domain.flow import Hop, Port
from groundplan.load.values import UNKNOWN_PORTS
from groundplan.plain import JsonObject, lined
from groundplan.project.revision import Revision


def facts_json(facts: Facts, configuration: Configuration, revision: Revision, only: Collection[str] | None = None) -> str:
    """The facts of a state of the model under `configuration` (which names every option), for all flows or those in `only`."""
    return _printed(_document(facts, configuration, revision, only), levels=2)


def facts_json_of_projects(
    states: Mapping[str, tuple[Facts, Configuration, Revision, Collection[str] | None]],
) -> str:
    """The same of several projects, by their names."""
    return _printed({"projects": {name: _document(*state) for name, state in states.items()}}, levels=4)


def _printed(document: JsonObject, *, levels: int) -> str:
    return lined({"version": 1, **document}, levels) + "\n"


def _document(facts: Facts, configuration: Configuration, revision: Revision, only: Collection[str] | None) -> JsonObject:
    flows = [flow for flow in facts.flows.values() if only is None or flow.flow.id in only]
    return {
        "model": revision.document,
        "viewpoint": facts.viewpoint.id,
        "configuration": dict(configuration),
        "flows": [flow_document(flow, configuration) for flow in flows],
        "claims": [_claim(verdict) for verdict in facts.verdicts.values()],
    }


def _ends_of(flow: FlowFacts) -> JsonObject:
    return {"from": _ends(flow.flow.sources), "to": _ends(flow.flow.targets)}


def _why(flow: FlowFacts) -> JsonObject:
    return {
        "purpose": flow.flow.purpose.id if flow.flow.purpose else None,
        "condition": {option: list(choices) for option, choices in flow.flow.when.items()},
    }


def flow_document(flow: FlowFacts, configuration: Configuration) -> JsonObject:
    """One flow's facts, or that it does not exist."""
    state = flow.under(configuration)
    if state is None:
        return {"id": flow.flow.id, "exists": False, **_ends_of(flow), **_why(flow), "overall": _overall(flow)}
    return {
        "id": flow.flow.id,
        **_ends_of(flow),
        "through": _passed(state.through),
        "direction": state.direction.value,
        "exposure": state.exposure.value,
        "layer": state.layer.value,
        "channel": state.channel.id,
        "ports": _ports(state.ports),
        "protocol": state.protocol,
        "endpoints": [{endpoint.kind.value: endpoint.value} for endpoint in state.endpoints],
        "carries": _ids(state.carries),
        "returns": _ids(state.returns),
        "controls": _ids(state.controls),
        **_why(flow),
        "crosses": _ids(state.crosses),
        "enters": _ids(state.enters),
        "leaves": _ids(state.leaves),
        "openings": _ids(state.openings),
        **_pairs(flow, configuration),
        "overall": _overall(flow),
    }


def _overall(flow: FlowFacts) -> JsonObject:
    """What can differ between configurations: every value, the default's first."""
    return {
        "direction": [direction.value for direction in flow.direction.values()],
        "exposure": [exposure.value for exposure in flow.exposure.values()],
        "channel": _ids(flow.channel.values()),
        "through": [_passed(hops) for hops in flow.through.map(_components).values()],
        "ports": [_ports(ports) for ports in flow.ports.values()],
        "crosses": [_ids(crossed) for crossed in flow.crosses.values()],
    }


def _pairs(flow: FlowFacts, configuration: Configuration) -> JsonObject:
    """The facts in which the pairs of a flow with several ends differ, told apart; nothing for others."""
    if len(flow.pairs) == 1:
        return {}
    crossed = ((pair, flow.crossed[pair].value_in(configuration) or ()) for pair in flow.pairs)
    return {"pairs": [{"from": pair.source.id, "to": pair.target.id, "crosses": _ids(borders)} for pair, borders in crossed]}


def _ends(places: tuple[Place, ...]) -> str | list[str]:
    """An end by its id; several as a list."""
    return places[0].id if len(places) == 1 else [place.id for place in places]


def _components(hops: tuple[Hop, ...]) -> tuple[Hop, ...]:
    return tuple(Hop(hop.component) for hop in hops)


def _passed(hops: tuple[Hop, ...]) -> list[str]:
    return [hop.component.id for hop in hops]


def _ports(ports: tuple[Port, ...] | None) -> list[str]:
    """Ports as text; nothing where none is stated."""
    return [] if ports is None else list(map(str, ports)) or [UNKNOWN_PORTS]


def _ids(entries: Iterable[Entry]) -> list[str]:
    return [entry.id for entry in entries]


def _claim(verdict: Verdict) -> JsonObject:
    refuted = verdict.refuted_by
    told: JsonObject = {
        "id": verdict.claim.id,
        "holds": verdict.holds,
        "configurations": verdict.configurations,
        "judged_over": _ids(verdict.evidence),
    }
    if refuted is None:
        return {**told, "refuted_by": None}
    first: JsonObject = {"configuration": dict(refuted.configuration), "flows": [flow.id for flow in refuted.flows]}
    return {**told, "refuted_by": first, "broken_by": list(_breaches(verdict))}


def _breaches(verdict: Verdict) -> Iterator[JsonObject]:
    """Each flow that breaks the claim, once for each alternative of the condition under which it does."""
    for breach in verdict.broken_by:
        for alternative in breach.where.cubes():
            when: JsonObject = {option: list(choices) for option, choices in alternative.items()}
            yield {"flow": breach.flow.id, "when": when}
