"""A claim that could not fail, because what it forbids does not occur in the model at all."""

from collections.abc import Iterator

from groundplan.checks import CLAIM_VACUOUS
from groundplan.derive.facts import Facts
from groundplan.derive.predicates import DATA
from groundplan.diagnostics import Finding
from groundplan.domain.claim import Claim, Contained, DrawnIn, Every, Never, Unreachable
from groundplan.domain.component import Component
from groundplan.domain.option import each
from groundplan.domain.selector import Area, Key, Selector, Test

_QUALITIES = {Key.CHANNEL, Key.OVER, Key.CONTROL, Key.TAG}
"""What a `never` may not merely invent. Places are exempt: "the vendor opens nothing" is a real claim."""


def check(facts: Facts) -> Iterator[Finding]:
    if not facts.space.always:  # there is no configuration at all, which is a finding of its own
        return
    for claim in facts.model.claims.values():
        reason = _reason(claim, facts)
        if reason:
            yield CLAIM_VACUOUS.at(claim.route, claim=claim.id, reason=reason)


def _reason(claim: Claim, facts: Facts) -> str:
    match claim.form:
        case Every(selector, _) | DrawnIn(_, selector):
            return "" if facts.select(selector) else "no flow matches its `every` in any configuration"
        case Contained(data, _):
            return "" if _occurs(data.id, facts) else f"nothing stores, produces or carries `{data.id}`"
        case Unreachable(source, target):
            return _empty_end("from", source, facts) or _empty_end("to", target, facts)
        case Never(selector):
            return next((reason for test in selector.tests() if (reason := _unheard_of(test, facts))), "")
        case _:
            return ""


def _occurs(data: str, facts: Facts) -> bool:
    """Whether something stores, produces, carries or returns `data`, or a part of it."""
    model = facts.model
    kept = (items for component in model.components.values() for items in (component.stores, component.produces))
    carried = (items for flow in model.flows.values() for value in (flow.carries, flow.returns) for items in each(value))
    meant = facts.ground.index.data([data])
    return any(not meant.isdisjoint(items) for group in (kept, carried) for items in group)


def _empty_end(key: str, area: Area, facts: Facts) -> str:
    region = facts.ground.index.places([area])
    if any(isinstance(place, Component) for place in (*region.always, *region.sometimes)):
        return ""
    return f"its `{key}` holds no component"


def _unheard_of(test: Test, facts: Facts) -> str:
    """What of `test` nothing in the model has. Places and ports are exempt: "nothing uses port 22" is a real claim."""
    if test.key in DATA:
        return next((f"nothing stores, produces or carries `{value}`" for value in test.values if not _occurs(str(value), facts)), "")
    if test.key not in _QUALITIES:
        return ""
    for value in test.values:
        if not facts.select(Selector((Test(test.key, (value,)),))):
            return f"no flow has `{test.key}: {value}` in any configuration"
    return ""
