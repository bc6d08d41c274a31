"""An active flow that needs a component which is planned or deprecated."""

from collections.abc import Iterator

from groundplan.checks import ACTIVE_USES_PLANNED
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding, Related, Route
from groundplan.domain.component import Place
from groundplan.domain.entry import Status
from groundplan.domain.flow import Flow
from groundplan.domain.option import each_at


def check(facts: Facts) -> Iterator[Finding]:
    for flow in facts.model.flows.values():
        if flow.status is not Status.ACTIVE:
            continue
        ways = (hops for hops, _ in facts.flows[flow.id].through)
        there = {hop.component for hops in ways for hop in hops}
        hops = ((route / index, hop) for route, hops in each_at(flow.through, flow.route / "through") for index, hop in enumerate(hops))
        passed: dict[Place, Route] = {hop.component: route for route, hop in reversed(list(hops)) if hop.component in there}
        for place, route in {**passed, **_ends(flow, "from", flow.sources), **_ends(flow, "to", flow.targets)}.items():
            if place.status is not Status.ACTIVE:
                related = (Related("its status is written here", place.route / "status"),)
                yield ACTIVE_USES_PLANNED.at(route, related=related, flow=flow.id, place=place.id, status=place.status)


def _ends(flow: Flow, key: str, places: tuple[Place, ...]) -> dict[Place, Route]:
    """The ends of a flow with their routes, whether one or several are written."""
    return {place: flow.route / key / index if len(places) > 1 else flow.route / key for index, place in enumerate(places)}
