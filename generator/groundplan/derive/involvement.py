"""What each component does in flows, looked up once for a whole model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from groundplan.domain.component import Component, Place
from groundplan.domain.flow import Flow
from groundplan.domain.option import each


@dataclass(frozen=True, slots=True)
class Involvement:
    """The flows that a component opens, those that it accepts, and those that pass it, in the model's order."""

    opens: list[Flow] = field(default_factory=list)
    accepts: list[Flow] = field(default_factory=list)
    passes: list[Flow] = field(default_factory=list)


def involvements(flows: Iterable[Flow]) -> Mapping[Place, Involvement]:
    """What each component and boundary does in `flows`, where it takes part in one."""
    found: dict[Place, Involvement] = {}

    def of(place: Place) -> Involvement:
        return found.setdefault(place, Involvement())

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
