"""An option that decides nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from groundplan.checks import UNUSED_OPTION
from groundplan.derive.facts import Facts
from groundplan.derive.ties import named_together
from groundplan.diagnostics import Finding
from groundplan.domain.option import Option


def check(facts: Facts) -> Iterator[Finding]:
    options = facts.model.options.values()
    used = _with_neighbours({option for named in named_together(facts.model) for option in named}, options)
    for option in options:
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
