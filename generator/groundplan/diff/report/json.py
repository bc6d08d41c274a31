"""The stable JSON of a difference. Version 1."""

from __future__ import annotations

import json
from collections.abc import Iterable

from groundplan.diff.border import End
from groundplan.diff.changes import BorderChange, EntryChange, FactChange
from groundplan.diff.difference import Difference
from groundplan.diff.promises import ClaimChange
from groundplan.domain.flow import Direction
from groundplan.domain.option import Conditions
from groundplan.plain import JsonObject


def report(found: Difference) -> str:
    """One document with a final newline."""
    document = {
        "version": 1,
        "opened": [_border(change) for change in found.opened],
        "closed": [_border(change) for change in found.closed],
        "changed": [*map(_fact, found.facts), *map(_entry, found.entries)],
        "claims": [_claim(change) for change in found.claims],
        "configurations": list(found.configurations),
        "weaker": found.is_weaker,
        "cosmetic": found.cosmetic,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _border(change: BorderChange) -> JsonObject:
    inside, outside = [_end(change.inside)], [_end(end) for end in change.outside]
    source, destination = (outside, inside) if change.direction is Direction.INBOUND else (inside, outside)
    return {
        "direction": change.direction.value,
        "source": source,
        "destination": destination,
        "ports": list(change.ports),
        "flows": list(change.flows),
        "whole": change.whole,
        "when": _when(change.when),
    }


def _end(end: End) -> JsonObject:
    kind, _, boundary = end.kind.partition(" ")
    place = {"boundary" if boundary else "component": end.id}
    match kind:
        case "own":
            return dict(place)
        case "fill-in":
            return {"fill-in": f"the addresses of {end.id}", **place}
        case _:
            return {kind: end.id}


def _when(when: Iterable[Conditions]) -> list[dict[str, list[str]]]:
    return [{option: list(choices) for option, choices in cube.items()} for cube in when]


def _fact(change: FactChange) -> JsonObject:
    said = {"before": change.before, "after": change.after, "trend": change.trend.value, "when": _when(change.when)}
    return {"entry": change.subject, "fact": change.fact, **said}


def _entry(change: EntryChange) -> JsonObject:
    return {"entry": change.entry, "name": change.name, "kind": change.kind, "fields": list(change.fields)}


def _claim(change: ClaimChange) -> JsonObject:
    return {
        "id": change.claim,
        "change": change.fate.value,
        "statement": change.statement,
        "before": change.before or None,
        "broken_by": list(change.flows),
    }
