"""A view that shows nothing at first."""

from collections.abc import Iterator

from groundplan.checks import EMPTY_VIEW
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding


def check(facts: Facts) -> Iterator[Finding]:
    if not facts.space.always:  # there is no configuration at all, which is a finding of its own
        return
    for view in facts.model.views.values():
        start = facts.start(view)
        if not any(condition.holds_in(start) for condition in facts.shown_by(view).values()):
            yield EMPTY_VIEW.at(view.route, view=view.id)
