"""Two flows that say the same."""

from collections.abc import Hashable, Iterator

from groundplan.checks import DUPLICATE_FLOW
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding, Related
from groundplan.domain.flow import Flow
from groundplan.domain.option import Chosen, mapped


def check(facts: Facts) -> Iterator[Finding]:
    seen: dict[Hashable, Flow] = {}
    for flow in facts.model.flows.values():
        first = seen.setdefault(_substance(flow), flow)
        if first is not flow:
            related = (Related(f"`{first.id}` is written here", first.route),)
            yield DUPLICATE_FLOW.at(flow.route, related=related, flow=flow.id, first=first.id)


def _substance(flow: Flow) -> Hashable:
    """All that a flow says of a connection, without its words."""
    return (
        flow.sources,
        flow.targets,
        _plain(flow.channel),
        _plain(flow.through),
        flow.purpose,
        _plain(flow.ports),
        _plain(flow.protocol),
        _plain(mapped(flow.carries, frozenset)),
        _plain(mapped(flow.returns, frozenset)),
        flow.opened_by,
        tuple(sorted((option, frozenset(choices)) for option, choices in flow.when.items())),
    )


def _plain(value: object) -> Hashable:
    """A value, or one by choice, as what can be compared."""
    if isinstance(value, Chosen):
        return value.option, tuple((choice, _plain(inner)) for choice, inner in value.by_choice.items())
    return value
