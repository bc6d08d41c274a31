"""A claim that is proven by one of several ports or classes of data, and may sound as if there were no others."""

from collections.abc import Iterator

from groundplan.check.wording import configuration_in_words
from groundplan.checks import WEAK_CLAIM
from groundplan.derive.choose import cases
from groundplan.derive.condition import Condition
from groundplan.derive.facts import Facts
from groundplan.derive.predicates import DATA, ONLY, beyond, overlap
from groundplan.derive.way import Pair
from groundplan.diagnostics import Finding
from groundplan.domain.boundary import Boundary
from groundplan.domain.claim import Claim, Every
from groundplan.domain.flow import Port
from groundplan.domain.selector import AnyOf, Key, Selector, Test


def check(facts: Facts) -> Iterator[Finding]:
    for claim in facts.model.claims.values():
        if isinstance(claim.form, Every):
            for test, viewpoint in _weak(claim.form.requirement, facts.model.project.viewpoint):
                yield from _first(test, viewpoint, claim, claim.form, facts)


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
