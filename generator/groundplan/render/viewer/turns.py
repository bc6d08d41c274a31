"""What is by choice of connections and places, as the viewer is told it: what they are by default, and what is otherwise where."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator, Mapping
from typing import Any

from groundplan.derive.cases import Cases
from groundplan.derive.choose import cases
from groundplan.derive.condition import Condition, Configuration
from groundplan.derive.facts import Facts
from groundplan.derive.flow_facts import FlowFacts
from groundplan.domain.channel import Exposure
from groundplan.domain.component import Component
from groundplan.domain.flow import Direction, Hop
from groundplan.render.tables.flow_row import FlowRows
from groundplan.render.viewer import records
from groundplan.render.words.words import Words

Facets = Mapping[str, Cases[Hashable]]
"""Field of a record -> its values."""


class _Classes(tuple[tuple[Exposure, str], ...]):
    """Exposure -> what a connection is called, to be compared."""


def guard(condition: Condition) -> records.Guard:
    """A set of configurations as alternatives; None where it is all of them."""
    return None if condition.everywhere else list(condition.cubes())


def flow_facets(facts: FlowFacts, rows: FlowRows) -> Facets:
    """What of a connection can be by choice, besides its channel."""
    words = rows.words
    data = {"sends": facts.carries, "returns": facts.returns, "enters": facts.enters, "leaves": facts.leaves}
    return {
        "direction": facts.direction,
        "classes": facts.direction.map(lambda direction: _Classes((x, _class(direction, x, words)) for x in facts.exposure.values())),
        "through": facts.through.map(lambda hops: tuple(hop.component.id for hop in hops)),
        **({"ways": facts.through.map(lambda hops: tuple(_ways(facts, hops)))} if len(facts.pairs) > 1 else {}),
        "ports": facts.ports.map(rows.ports),
        "protocol": facts.protocol.map(lambda protocol: protocol or ""),
        **{name: values.map(lambda entries: tuple(entry.id for entry in entries)) for name, values in data.items()},
        "crosses": facts.crosses.map(lambda borders: tuple(border.id for border in borders)),
        "controls": facts.own_controls.map(lambda controls: tuple(words.name(control) for control in controls)),
    }


def place_facets(component: Component, facts: Facts) -> Facets:
    """What of a component can be by choice."""
    owners = cases(component.owner, facts.space.always)
    return {
        "in_": facts.homes(component).map(lambda home: home.id),
        "owner": owners.map(lambda owner: owner.id if owner else ""),
    }


def usual(facets: Facets, configuration: Configuration | None) -> dict[str, Any]:
    """The values under one configuration; nothing of what has none."""
    if configuration is None:
        return {}
    found = ((name, values.value_in(configuration)) for name, values in facets.items())
    return {name: _plain(value) for name, value in found if value is not None}


def others(facets: Facets, configuration: Configuration | None) -> Iterator[dict[str, Any]]:
    """What is otherwise where: the values that are not those under `configuration`, those with the same choices together."""
    found: dict[str, dict[str, Any]] = {}
    for name, values in facets.items():
        for value, condition in values:
            if len(values.items) > 1 and condition and (configuration is None or not condition.holds_in(configuration)):
                where = guard(condition)
                found.setdefault(json.dumps(where), {"where": where})[name] = _plain(value)
    return iter(found.values())


def _plain(value: object) -> Any:
    return dict(value) if isinstance(value, _Classes) else value


def _ways(facts: FlowFacts, hops: tuple[Hop, ...]) -> Iterator[tuple[str, ...]]:
    passed = [hop.component.id for hop in hops]
    yield from dict.fromkeys((pair.source.id, *passed, pair.target.id) for pair in facts.pairs)


def _class(direction: Direction, exposure: Exposure, words: Words) -> str:
    return words.gettext("{direction}, {exposure}", direction=words.label(direction), exposure=words.label(exposure).lower())
