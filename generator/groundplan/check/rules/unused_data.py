"""A data class that nothing stores, produces, carries or claims."""

from collections.abc import Iterator

from groundplan.checks import UNUSED_DATA
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding
from groundplan.domain.claim import Contained
from groundplan.domain.option import each


def check(facts: Facts) -> Iterator[Finding]:
    model = facts.model
    named = [item for component in model.components.values() for item in (*component.stores, *component.produces)]
    named += [item for flow in model.flows.values() for value in (flow.carries, flow.returns) for data in each(value) for item in data]
    named += [claim.form.data for claim in model.claims.values() if isinstance(claim.form, Contained)]
    used = {whole.id for item in named for whole in item.wholes()}
    for data in model.data.values():
        if data.id not in used:
            yield UNUSED_DATA.at(data.route, data=data.id)
