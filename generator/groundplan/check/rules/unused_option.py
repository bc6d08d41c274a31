"""An option that decides nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from groundplan.checks import UNUSED_OPTION
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding
from groundplan.domain.flow import BY_CHOICE
from groundplan.domain.option import Option, options_of


def check(facts: Facts) -> Iterator[Finding]:
    model = facts.model
    used = {option for flow in model.flows.values() for option in flow.when}
    used |= {option for claim in model.claims.values() for option in claim.when}
    used |= {option for flow in model.flows.values() for name in BY_CHOICE for option in options_of(getattr(flow, name))}
    placed = model.components.values()
    used |= {option for component in placed for name in ("boundary", "owner", "manager") for option in options_of(getattr(component, name))}
    used |= {option for view in model.views.values() for option in view.choices}
    used = _with_neighbours(used, model.options.values())
    for option in model.options.values():
        if option.id not in used:
            yield UNUSED_OPTION.at(option.route, option=option.id)


def _with_neighbours(used: set[str], options: Iterable[Option]) -> set[str]:
    """`used` and every option that limits one of them, or one that does: `requires` and `excludes` limit both of their options."""
    limits: dict[str, set[str]] = defaultdict(set)
    for option in options:
        for choice in option.choices.values():
            for other in (*choice.requires, *choice.excludes):
                limits[option.id].add(other)
                limits[other].add(option.id)
    found, waiting = set(used), list(used)
    while waiting:
        new = limits[waiting.pop()] - found
        found |= new
        waiting += new
    return found
