"""The stable JSON of the derived facts. Version 1."""

from __future__ import annotations

import json
from collections.abc import Collection

from groundplan.derive.claims import Verdict
from groundplan.derive.condition import Configuration
from groundplan.derive.facts import Facts
from groundplan.derive.flow_facts import FlowFacts


def facts_json(facts: Facts, configuration: Configuration, only: Collection[str] | None = None) -> str:
    """The facts under `configuration` (which names every option), for all flows or those in `only`, with a final newline."""
    flows = [flow for flow in facts.flows.values() if only is None or flow.flow.id in only]
    document = {
        "version": 1,
        "viewpoint": facts.viewpoint.id,
        "configuration": dict(configuration),
        "flows": [flow_document(flow, configuration) for flow in flows],
        "claims": [_claim(verdict) for verdict in facts.verdicts.values()],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def flow_document(flow: FlowFacts, configuration: Configuration) -> dict[str, object]:
    """One flow's facts, or that it does not exist."""
    overall = {
        "direction": [flow.direction.value] if flow.exists else [],
        "exposure": [exposure.value for exposure in flow.exposure.values()],
    }
    state = flow.under(configuration)
    if state is None:
        return {"id": flow.flow.id, "exists": False, "overall": overall}
    return {
        "id": flow.flow.id,
        "direction": state.direction.value,
        "exposure": state.exposure.value,
        "layer": state.layer.value,
        "channel": state.channel.id,
        "crosses": [boundary.id for boundary in state.crosses],
        "enters": [data.id for data in flow.enters],
        "leaves": [data.id for data in flow.leaves],
        "openings": [opening.id for opening in state.openings],
        "overall": overall,
    }


def _claim(verdict: Verdict) -> dict[str, object]:
    refuted = verdict.refuted_by
    return {
        "id": verdict.claim.id,
        "holds": verdict.holds,
        "configurations": verdict.configurations,
        "refuted_by": {"configuration": dict(refuted.configuration), "flows": [flow.id for flow in refuted.flows]} if refuted else None,
    }
