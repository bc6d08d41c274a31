"""Selectors as written, in a model or on the command line, to selectors as meant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from groundplan.diagnostics import Route
from groundplan.domain.flow import Port, Transport
from groundplan.domain.selector import AnyOf, Key, Not, Owned, RidesOn, Selector, Test
from groundplan.load.document import read
from groundplan.resolve.resolve import resolve
from groundplan.resolve.selectors import Scope, parse_selector, words_to_mapping

MODEL = """\
project: {name: Shop, viewpoint: vpc}
parties: {vendor: {role: vendor}, lost: {role: nobody}}
boundaries: {vpc: {kind: vpc}, office: {kind: site, owner: vendor}}
components: {api: {kind: service, in: vpc}, ghost: {kind: spirit, in: vpc}}
data: {orders: {}}
channels: {inner: {exposure: private}}
flows: {call: {from: api, to: vpc, channel: inner, carries: [orders]}, haunt: {from: ghost, to: api, channel: inner}}
"""


@pytest.fixture
def scope() -> Scope:
    found = resolve(read([("model/a.yaml", MODEL.encode())])).scope
    return replace(found, findings=[])


def parse(raw: object, scope: Scope) -> Selector | None:
    return parse_selector(raw, Route("where"), scope)


def test_every_kind_of_value(scope: Scope) -> None:
    raw = {
        "from": ["api", "vpc", {"owner": "vendor"}], "inside": "vpc", "through": "api", "carries": "orders", "id": ["call"],
        "port": "8000-8100/udp", "direction": ["inbound", "internal"], "protocol": "https", "tag": "anything at all",
    }  # fmt: skip
    selector = parse(raw, scope)
    vpc, api = scope.boundaries["vpc"], scope.components["api"]
    assert scope.findings == []
    assert selector == Selector(
        (
            Test(Key.FROM, (api, vpc, Owned(scope.parties["vendor"]))),
            Test(Key.INSIDE, (vpc,)),
            Test(Key.THROUGH, (api,)),
            Test(Key.CARRIES, ("orders",)),
            Test(Key.ID, ("call",)),
            Test(Key.PORT, (Port(8000, 8100, Transport.UDP),)),
            Test(Key.DIRECTION, ("inbound", "internal")),
            Test(Key.PROTOCOL, ("https",)),
            Test(Key.TAG, ("anything at all",)),
        )
    )


def test_selectors_in_selectors(scope: Scope) -> None:
    raw = {"not": {"id": "call"}, "any": [{"tag": "a"}, {}], "rides-on": {"not": {"tag": "b"}}}
    assert parse(raw, scope) == Selector(
        (
            Not(Selector((Test(Key.ID, ("call",)),))),
            AnyOf((Selector((Test(Key.TAG, ("a",)),)), Selector())),
            RidesOn(Selector((Not(Selector((Test(Key.TAG, ("b",)),))),))),
        )
    )
    assert scope.findings == []


def test_nothing_selects_every_flow(scope: Scope) -> None:
    assert parse({}, scope) == Selector()


@pytest.mark.parametrize(
    ("raw", "route", "message", "hint"),
    [
        (None, "where", "must be a selector, such as `{direction: inbound}`, not nothing", ""),
        ([], "where", "not an empty list", ""),
        ("inbound", "where", "not text", ""),
        ({"form": "api"}, "where.form", "`where` has no key `form`", "did you mean `from`?"),
        ({"xyz": "api"}, "where.xyz", "`where` has no key `xyz`", "the keys of a selector are id, from, to"),
        ({"any": {"id": "call"}}, "where.any", "must be a list of selectors, not a mapping", ""),
        ({"any": [{"id": "call"}, "x"]}, "where.any.1", "must be a selector", ""),
        ({"not": {"to": {"owner": "x"}}}, "where.not.to.owner", "names `x`, which is not a party", ""),
        ({"to": {"owner": ["vendor"]}}, "where.to", "must be an id or `{owner: PARTY}`, not another mapping", ""),
        ({"to": {}}, "where.to", "must be an id or `{owner: PARTY}`", ""),
        ({"inside": {"owner": "vendor"}}, "where.inside", "must be text, not a mapping", ""),
        ({"inside": "api"}, "where.inside", "names `api`, which is not a boundary", ""),
        ({"through": "vpc"}, "where.through", "names `vpc`, which is not a component", ""),
        ({"id": ["call", "cal"]}, "where.id.1", "names `cal`, which is not a flow", "did you mean `call`?"),
        ({"exposure": "pubic"}, "where.exposure", "must be one of public, private, not `pubic`", "did you mean `public`?"),
        ({"port": "443"}, "where.port", "must be a port such as `443/tcp`, not `443`", "`443` has no transport"),
        ({"port": "unknown"}, "where.port", "not `unknown`", "`unknown` is not a port"),
        ({"tag": []}, "where.tag", "must be a value or a list of values, not an empty list", ""),
        ({"tag": None}, "where.tag", "must be text, not nothing", ""),
        ({"tag": ["a", ["b"]]}, "where.tag.1", "must be text, not a list", ""),
    ],
)
def test_a_fault_is_told_at_its_place(scope: Scope, raw: object, route: str, message: str, hint: str) -> None:
    assert parse(raw, scope) is None
    (finding,) = scope.findings
    assert str(finding.route) == route
    assert message in finding.message
    assert finding.hint.startswith(hint)
    assert bool(finding.hint) == bool(hint)


@pytest.mark.parametrize(
    "raw", [{"from": "ghost"}, {"id": "haunt"}, {"through": ["api", "ghost"]}, {"owner": "lost"}, {"to": {"owner": "lost"}}]
)
def test_a_broken_entry_is_not_told_again(scope: Scope, raw: object) -> None:
    assert parse(raw, scope) is None
    assert scope.findings == []


@pytest.mark.parametrize(
    ("words", "mapping"),
    [
        ("direction=outbound exposure=public", {"direction": "outbound", "exposure": "public"}),
        ("carries=metrics,alerts", {"carries": ["metrics", "alerts"]}),
        ("tag=a=b", {"tag": "a=b"}),
        ("direction", {"direction": ""}),
        ("", {}),
        ("carries=a carries=b to=x carries=c", {"carries": "a", "to": "x", "any": [{"carries": "b", "any": [{"carries": "c"}]}]}),
    ],
)
def test_words_of_the_command_line(words: str, mapping: dict[str, object]) -> None:
    assert words_to_mapping(words.split()) == mapping


def test_a_key_twice_on_the_command_line_means_both(scope: Scope) -> None:
    assert parse(words_to_mapping(["from=api", "from=vpc"]), scope) == Selector(
        (
            Test(Key.FROM, (scope.components["api"],)),
            AnyOf((Selector((Test(Key.FROM, (scope.boundaries["vpc"],)),)),)),
        )
    )
