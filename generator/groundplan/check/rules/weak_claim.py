"""A claim that is proven by one of several ports or classes of data, and may sound as if there were no others.

And one that no chain leads to a place, where connections end around it.
"""

from collections.abc import Iterable, Iterator, Sequence

from groundplan.check.wording import configuration_in_words
from groundplan.checks import WEAK_CLAIM
from groundplan.derive.choose import cases
from groundplan.derive.condition import Condition
from groundplan.derive.decisions import TooEntangled
from groundplan.derive.facts import Facts
from groundplan.derive.loose import LooseReach
from groundplan.derive.predicates import DATA, ONLY, beyond, overlap
from groundplan.derive.way import Pair
from groundplan.diagnostics import Finding
from groundplan.domain.boundary import Boundary
from groundplan.domain.claim import Claim, Every, Unreachable
from groundplan.domain.component import Place
from groundplan.domain.flow import Port
from groundplan.domain.selector import AnyOf, Area, Key, Selector, Test

_NAME_THEM = "name the components that open and accept these connections, or say in the sentence what was proven"
_LED_ON = WEAK_CLAIM.worded(
    "the claim `{claim}` is proven for connections that end and start where they say, at {places}: by whoever is inside of it, {flows}"
    " may lead from one end to the other{where}",
    _NAME_THEM,
)
_MAYBE_LED_ON = WEAK_CLAIM.worded(
    "the claim `{claim}` is proven for connections that end and start where they say, at {places}: whether whoever is inside of it leads"
    " from one end to the other is more than can be worked out",
    _NAME_THEM,
)
_STEPS = 150_000
"""How much it may cost to look for a way by whoever is inside: less than a verdict may."""


def check(facts: Facts) -> Iterator[Finding]:
    for claim in facts.model.claims.values():
        match claim.form:
            case Every(_, requirement):
                for test, viewpoint in _weak(requirement, facts.model.project.viewpoint):
                    yield from _first(test, viewpoint, claim, claim.form, facts)
            case Unreachable(source, target):
                yield from _led_on(claim, source, target, facts)


def _weak(selector: Selector, around: Boundary) -> Iterator[tuple[Test, Boundary]]:
    """The tests that one value of several passes, each with the viewpoint that it speaks of."""
    viewpoint = selector.viewpoint or around
    keys = {clause.key for clause in selector.clauses if isinstance(clause, Test)}
    strict = {among for only, among in ONLY.items() if only in keys}
    for clause in selector.clauses:
        match clause:
            case Test(key) if key in {Key.PORT, *DATA} and key not in strict:
                yield clause, viewpoint
            case AnyOf(selectors):
                for inner in selectors:
                    yield from _weak(inner, viewpoint)


def _first(test: Test, viewpoint: Boundary, claim: Claim, form: Every, facts: Facts) -> Iterator[Finding]:
    """The first flow that passes `test` and has more besides."""
    judged = facts.space.where(claim.when)
    for pair, condition in facts.selection.seen_from(facts.model.project.viewpoint).matching(form.selector).items():
        for rest, where in _besides(test, viewpoint, pair, facts):
            there = where & condition & judged
            if rest and there:
                yield WEAK_CLAIM.at(
                    claim.route / "is" / test.key.value,
                    at_key=True,
                    claim=claim.id,
                    key=test.key.value,
                    flow=pair.flow.id,
                    rest=", ".join(f"`{item}`" for item in rest),
                    where=configuration_in_words(there, " under "),
                )
                return


def _besides(test: Test, viewpoint: Boundary, pair: Pair, facts: Facts) -> Iterator[tuple[list[str], Condition]]:
    """What `pair` has besides what passes `test`, in each case in which something does."""
    if test.key is Key.PORT:
        yield from _other_ports(test, pair)
        return
    meant = facts.ground.index.data(str(value) for value in test.values)
    for data, condition in facts.selection.data_of(test.key, pair, viewpoint):
        if not meant.isdisjoint(data):
            yield list(dict.fromkeys(item.id for item in data if item not in meant)), condition


def _other_ports(test: Test, pair: Pair) -> Iterator[tuple[list[str], Condition]]:
    named = [value for value in test.values if isinstance(value, Port)]
    for ports, condition in cases(pair.flow.ports, pair.exists):
        if any(overlap(port, value) for port in ports or () for value in named):
            yield [str(port) for port in beyond(ports or (), named)], condition


def _led_on(claim: Claim, source: Area, target: Area, facts: Facts) -> Iterator[Finding]:
    """The way that there may be by whoever is inside of a boundary at which a connection ends or starts."""
    verdict = facts.verdicts.get(claim.id)
    if verdict is None or not verdict.holds:
        return
    reach = LooseReach(source, target, facts.selection, facts.space.where(claim.when))
    if not reach.wide:
        return
    try:
        with facts.space.decisions.within(_STEPS):
            first = reach.first()
    except TooEntangled:
        yield _MAYBE_LED_ON.at(claim.route / "unreachable", at_key=True, claim=claim.id, places=_named(reach.wide))
        return
    if first is not None:
        yield _told(claim, reach, reach.chain(first))


def _told(claim: Claim, reach: LooseReach, chain: Sequence[Pair]) -> Finding:
    ends = (end for pair in chain for end in (*pair.flow.sources, *pair.flow.targets))
    return _LED_ON.at(
        claim.route / "unreachable",
        at_key=True,
        claim=claim.id,
        places=_named(end for end in ends if end in reach.wide),
        flows=", then ".join(f"`{pair.flow.id}`" for pair in chain),
        where=configuration_in_words(reach.walked(chain), " under "),
    )


def _named(places: Iterable[Place]) -> str:
    return " or ".join(dict.fromkeys(f"`{place.id}`" for place in places))
