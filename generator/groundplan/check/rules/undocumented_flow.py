"""A flow that no table and no diagram of the built site shows, in some locale."""

from collections.abc import Iterator, Mapping, Set

from groundplan.derive.facts import Facts
from groundplan.diagnostics import Check, Finding, Severity

CHECK = Check(
    "undocumented-flow",
    Severity.WARNING,
    "`{flow}` stands in no table and no diagram of the site in {locale}",
    "show it on a page, or accept it with a waiver that says why",
)


def of(facts: Facts, shown: Mapping[str, Set[str]]) -> Iterator[Finding]:
    """A finding for each flow and locale; `shown` has the ids of the flows on the pages of each locale."""
    for flow in facts.model.flows.values():
        for locale, ids in shown.items():
            if flow.id not in ids:
                yield CHECK.at(flow.route, flow=flow.id, locale=locale)
