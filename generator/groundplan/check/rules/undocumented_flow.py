"""A flow that no table and no diagram of the built site shows, in some locale."""

from collections.abc import Iterator, Mapping, Set

from groundplan.checks import UNDOCUMENTED_FLOW
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding


def of(facts: Facts, shown: Mapping[str, Set[str]]) -> Iterator[Finding]:
    """A finding for each flow and locale; `shown` has the ids of the flows on the pages of each locale."""
    for flow in facts.model.flows.values():
        for locale, ids in shown.items():
            if flow.id not in ids:
                yield UNDOCUMENTED_FLOW.at(flow.route, flow=flow.id, locale=locale)
