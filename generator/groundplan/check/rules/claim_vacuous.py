"""A claim that could not fail, because what it forbids does not occur in the model at all."""

from collections.abc import Iterator

from groundplan.checks import CLAIM_VACUOUS
from groundplan.derive.facts import Facts
from groundplan.derive.predicates import DATA
from groundplan.diagnostics import Finding
from groundplan.domain.claim import Claim, Contained, DrawnIn, Every, Never, Unreachable
from groundplan.domain.component import Component
from groundplan.domain.option import each
from groundplan.domain.selector import AnyOf, Area, Key, RidesOn, Selector, Test, TestValue

_QUALITIES = {Key.CHANNEL, Key.OVER, Key.CONTROL, Key.TAG}
"""What a `never` may not merely invent. Places are exempt: "the vendor opens nothing" is a real claim."""


def check(facts: Facts) -> Iterator[Finding]:
    if not facts.space.always:  # there is no configuration at all, which is a finding of its own
        return
    for claim in facts.model.claims.values():
        reason = _reason(claim, facts)
        if reason and _holds(claim, facts):  # what is refuted could fail
            yield CLAIM_VACUOUS.at(claim.route, claim=claim.id, reason=reason)


def _holds(claim: Claim, facts: Facts) -> bool:
    verdict = facts.verdicts.get(claim.id)  # none where options hang together too badly to judge it
    return verdict is None or verdict.holds


def _reason(claim: Claim, facts: Facts) -> str:
    match claim.form:
        case Every(selector, _) | DrawnIn(_, selector):
            return _unmatched(selector, claim, facts)
        case Contained(data, _):
            return "" if _occurs(data.id, facts) else f"nothing stores, produces or carries `{data.id}`"
        case Unreachable(source, target):
            return _empty_end("from", source, facts) or _empty_end("to", target, facts)
        case Never(selector):
            return _never(selector, facts)
        case _:
            return ""


def _unmatched(selector: Selector, claim: Claim, facts: Facts) -> str:
    """Why an `every` speaks of no flow."""
    found = facts.select(selector)
    if not found:
        return "no flow matches its `every` in any configuration"
    judged = facts.space.where(claim.when)
    return "" if any(where & judged for where in found.values()) else "no flow matches its `every` in a configuration that its `when` names"


def _never(selector: Selector, facts: Facts) -> str:
    """What keeps every flow from matching: of alternatives, each must have something; what must not match keeps none from it."""
    for clause in selector.clauses:
        match clause:
            case Test():
                reasons = [_unheard_of(clause, facts)]
            case RidesOn(inner):
                reasons = [_never(inner, facts)]
            case AnyOf(selectors):
                reasons = [_never(inner, facts) for inner in selectors]
            case _:
                reasons = []
        if reasons and all(reasons):
            return reasons[0]
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
    places = (*region.always, *region.sometimes)
    if any(isinstance(place, Component) for place in places):
        return ""
    if any(end in places for flow in facts.model.flows.values() for end in (*flow.sources, *flow.targets)):
        return ""
    return f"its `{key}` holds no component"


def _unheard_of(test: Test, facts: Facts) -> str:
    """What of `test` nothing in the model has. Places and ports are exempt: "nothing uses port 22" is a real claim."""
    if test.key in DATA:
        reasons = ["" if _occurs(str(value), facts) else f"nothing stores, produces or carries `{value}`" for value in test.values]
    elif test.key in _QUALITIES:
        reasons = [_had_by_none(test.key, value, facts) for value in test.values]
    else:
        return ""
    return reasons[0] if all(reasons) else ""


def _had_by_none(key: Key, value: TestValue, facts: Facts) -> str:
    return "" if facts.select(Selector((Test(key, (value,)),))) else f"no flow has `{key}: {value}` in any configuration"
