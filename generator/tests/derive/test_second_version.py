"""Corners of the second version that random models rarely come to."""

from __future__ import annotations

import pytest

from derive.models import facts_from, resolution_of
from groundplan.derive.facts import Facts, derive
from groundplan.diagnostics import Route
from groundplan.resolve import parse_selector

TUNNEL = """\
project: {name: Tunnel, viewpoint: vpc}
boundaries: {vpc: {kind: vpc}, internet: {kind: internet}, office: {kind: network}}
components:
  engineer: {kind: person, in: office}
  agent: {kind: agent, in: office}
  jump: {kind: gateway, in: vpc}
  api: {kind: service, in: vpc}
channels:
  open: {exposure: public, encryption: tls}
  tunnel: {exposure: private, encryption: end-to-end, carried-by: [dial, jump-dials]}
options: {way: {choices: {jumping: {}, straight: {}}, default: jumping}}
flows:
  session: {from: engineer, to: api, through: {by: way, jumping: [agent, jump], straight: [agent]}, channel: tunnel}
  dial: {from: agent, to: internet, channel: open}
  jump-dials: {from: jump, to: internet, channel: open}
"""


def carriers(facts: Facts, **choices: str) -> list[str]:
    state = facts.flows["session"].under({**facts.default.configuration, **choices})
    assert state is not None
    return [flow.id for flow in state.carriers]


def test_a_carrier_with_no_end_on_the_way_does_not_belong_although_none_of_its_ends_is_a_member() -> None:
    facts = facts_from(TUNNEL)
    assert carriers(facts) == ["dial", "jump-dials"]
    assert carriers(facts, way="straight") == ["dial"]


def test_where_no_carrier_has_to_do_with_the_way_all_of_them_count() -> None:
    facts = facts_from(TUNNEL.replace("[agent, jump]", "[]").replace("straight: [agent]", "straight: []"))
    assert carriers(facts) == ["dial", "jump-dials"]


@pytest.mark.parametrize(
    ("ports", "only", "passes"),
    [
        ("440-445/tcp", ["440-442/tcp", "443-450/tcp"], True),  # one range after the other holds it
        ("440-445/tcp", ["440-442/tcp", "444-450/tcp"], False),
        ("440-445/tcp", ["440-442/tcp", "443-450/udp"], False),
        ("[443/tcp, 22/tcp]", ["443/tcp"], False),
        ("[443/tcp, 443/udp]", ["443/tcp", "443/udp"], True),
        ("icmp", ["icmpv6"], False),
        ("unknown", ["1-65535/tcp"], False),  # it may be anything
        ("", ["443/tcp"], True),  # none is stated
    ],
)
def test_only_port_lets_nothing_else_pass(ports: str, only: list[str], passes: bool) -> None:
    written = f", ports: {ports}" if ports else ""
    resolution = resolution_of(TUNNEL.replace("to: internet, channel: open}", f"to: internet, channel: open{written}}}"))
    assert resolution.model is not None
    selector = parse_selector({"only-port": only, "id": "dial"}, Route("where"), resolution.scope)
    assert selector is not None
    assert bool(derive(resolution.model).select(selector)) is passes


@pytest.mark.parametrize(
    ("encryption", "hop", "holds"),
    [("none", "agent", False), ("tls", "agent", True), ("tls", "{component: agent, terminates: tls}", False)],
)
def test_a_component_that_is_passed_sees_what_is_not_encrypted_for_it(encryption: str, hop: str, holds: bool) -> None:
    facts = facts_from(f"""\
project: {{name: Hop, viewpoint: vpc}}
boundaries: {{vpc: {{kind: vpc}}, office: {{kind: network}}}}
components: {{a: {{kind: service, in: vpc, stores: d}}, b: {{kind: service, in: vpc}}, agent: {{kind: agent, in: office}}}}
data: {{d: {{}}}}
channels: {{c: {{exposure: private, encryption: {encryption}}}}}
options: {{o: {{choices: {{x: {{}}, y: {{}}}}, default: x}}}}
flows: {{f: {{from: a, to: b, through: {{by: o, x: [], y: [{hop}]}}, channel: c, carries: d}}}}
claims: {{k: {{statement: It stays., contained: {{data: d, within: vpc}}}}}}
""")
    verdict = facts.verdicts["k"]
    assert verdict.holds is holds
    if not holds:
        assert verdict.refuted_by is not None
        assert (dict(verdict.refuted_by.configuration), verdict.refuted_by.place) == ({"o": "y"}, facts.model.components["agent"])
        assert [flow.id for flow in verdict.refuted_by.flows] == ["f"]


def test_what_both_ends_open_is_outbound_from_either_side_and_its_data_goes_both_ways() -> None:
    facts = facts_from("""\
project: {name: Punch, viewpoint: vpc, viewpoints: [office]}
boundaries: {vpc: {kind: vpc}, office: {kind: network}}
components: {a: {kind: agent, in: office, produces: up}, b: {kind: agent, in: vpc, produces: down}}
data: {up: {}, down: {}}
channels: {c: {exposure: public, encryption: tls}}
flows: {punch: {from: a, to: b, opened-by: both, channel: c, carries: up, returns: down}}
""")
    for viewpoint, enters, leaves in (("vpc", "up", "down"), ("office", "down", "up")):
        seen = facts.seen_from(facts.model.boundaries[viewpoint]).flows["punch"]
        assert seen.direction.values() == ("outbound",)
        assert [[data.id for data in found.values()[0]] for found in (seen.enters, seen.leaves)] == [[enters], [leaves]]
        assert [flow.id for flow in seen.openings] == ["punch"]
