"""What each component does in flows, looked up once for a whole model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from groundplan.domain.component import Component, Place
from groundplan.domain.flow import Flow
from groundplan.domain.option import each


@dataclass(frozen=True, slots=True)
class Role:
    """The flows that a component opens, those that it accepts, and those that pass it, in the model's order."""

    opens: list[Flow] = field(default_factory=list)
    accepts: list[Flow] = field(default_factory=list)
    passes: list[Flow] = field(default_factory=list)


def roles(flows: Iterable[Flow]) -> Mapping[Place, Role]:
    """The role of each component and boundary that takes part in one of `flows`."""
    found: dict[Place, Role] = {}

    def of(place: Place) -> Role:
        return found.setdefault(place, Role())

    for flow in flows:
        for source in dict.fromkeys(flow.sources):
            of(source).opens.append(flow)
        for target in dict.fromkeys(flow.targets):
            of(target).accepts.append(flow)
        for component in _passed(flow):
            of(component).passes.append(flow)
    return found


def _passed(flow: Flow) -> Iterable[Component]:
    return dict.fromkeys(hop.component for hops in each(flow.through) for hop in hops)
