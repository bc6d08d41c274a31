"""A data class that nothing stores, produces, carries or claims."""

from collections.abc import Iterator

from groundplan.checks import UNUSED_DATA
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding
from groundplan.domain.claim import Contained
from groundplan.domain.data import DataClass
from groundplan.domain.model import Model
from groundplan.domain.option import each


def check(facts: Facts) -> Iterator[Finding]:
    used = {whole.id for named in _named(facts.model) for whole in named.wholes()}
    for data in facts.model.data.values():
        if data.id not in used:
            yield UNUSED_DATA.at(data.route, data=data.id)


def _named(model: Model) -> Iterator[DataClass]:
    for component in model.components.values():
        yield from (*component.stores, *component.produces)
    for flow in model.flows.values():
        for data in (*each(flow.carries), *each(flow.returns)):
            yield from data
    for claim in model.claims.values():
        if isinstance(claim.form, Contained):
            yield claim.form.data
