"""A flow that carries data which its sender neither stores, produces nor receives."""

from collections import defaultdict
from collections.abc import Iterator

from groundplan.checks import DATA_WITHOUT_SOURCE
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding, Related
from groundplan.domain.boundary import Boundary
from groundplan.domain.component import Place
from groundplan.domain.data import DataClass


def check(facts: Facts) -> Iterator[Finding]:
    had = _had(facts)
    for flow in facts.model.flows.values():
        for key, sender, items in (("carries", flow.source, flow.carries), ("returns", flow.target, flow.returns)):
            if isinstance(sender, Boundary):  # a place as a whole has whatever is in it
                continue
            for index, data in enumerate(items):
                if not _has(had[sender], data):
                    related = (Related(f"`{sender.id}` is written here", sender.route),)
                    yield DATA_WITHOUT_SOURCE.at(flow.route / key / index, related=related, flow=flow.id, data=data.id, sender=sender.id)


def _had(facts: Facts) -> dict[Place, set[DataClass]]:
    had: dict[Place, set[DataClass]] = defaultdict(set)
    for component in facts.model.components.values():
        had[component].update(component.stores, component.produces)
    for flow in facts.model.flows.values():
        had[flow.target].update(flow.carries)
        had[flow.source].update(flow.returns)
        for hop in flow.through:
            had[hop.component].update(flow.carries, flow.returns)
    return had


def _has(had: set[DataClass], data: DataClass) -> bool:
    """Whoever has the whole has its parts; whoever has a part can send it under the name of the whole."""
    return any(data in item.wholes() or item in data.wholes() for item in had)
