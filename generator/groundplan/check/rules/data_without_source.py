"""A flow that carries data which its sender neither stores, produces nor receives."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from groundplan.checks import DATA_WITHOUT_SOURCE
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding, Related
from groundplan.domain.boundary import Boundary
from groundplan.domain.component import Place
from groundplan.domain.data import DataClass
from groundplan.domain.option import each, each_at


def check(facts: Facts) -> Iterator[Finding]:
    had = _had(facts)
    for flow in facts.model.flows.values():
        for key, senders, written in (("carries", flow.sources, flow.carries), ("returns", flow.targets, flow.returns)):
            told: set[DataClass] = set()
            for route, items in each_at(written, flow.route / key):
                for index, data in enumerate(items):
                    sender = _without(data, senders, had)
                    if sender is not None and data not in told:
                        told.add(data)
                        related = (Related(f"`{sender.id}` is written here", sender.route),)
                        yield DATA_WITHOUT_SOURCE.at(route / index, related=related, flow=flow.id, data=data.id, sender=sender.id)


def _without(data: DataClass, senders: Iterable[Place], had: Mapping[Place, set[DataClass]]) -> Place | None:
    """The first of `senders` that does not have `data`. A place as a whole has whatever is in it."""
    return next((sender for sender in senders if not isinstance(sender, Boundary) and not _has(had.get(sender, set()), data)), None)


def _had(facts: Facts) -> dict[Place, set[DataClass]]:
    had: dict[Place, set[DataClass]] = defaultdict(set)
    for component in facts.model.components.values():
        had[component].update(component.stores, component.produces)
    for flow in facts.model.flows.values():
        sent, returned = ({item for items in each(value) for item in items} for value in (flow.carries, flow.returns))
        for target in flow.targets:
            had[target] |= sent
        for source in flow.sources:
            had[source] |= returned
        for hops in each(flow.through):
            for hop in hops:
                had[hop.component] |= sent | returned
    return had


def _has(had: set[DataClass], data: DataClass) -> bool:
    """Whoever has the whole has its parts; whoever has a part can send it under the name of the whole."""
    return any(data in item.wholes() or item in data.wholes() for item in had)
