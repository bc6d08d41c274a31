"""A session over an overlay needs the tunnels of its own agents, and not those of everybody else."""

from __future__ import annotations

from hypothesis import given

from derive.models import Raw, facts_from, models, text_of
from groundplan.derive.belonging import Belonging
from groundplan.derive.facts import Facts

MODEL = """
project: {name: Shop, viewpoint: vpc, locale: en}
parties: {shop: {name: Shop, role: customer}, partner: {name: Partner, role: vendor}}
boundaries:
  vpc: {name: VPC, kind: vpc, owner: shop}
  office: {name: Office, kind: site, owner: partner}
components:
  web: {name: Web, kind: service, in: vpc}
  agent: {name: Agent, kind: agent, in: vpc}
  desk: {name: Desk, kind: device, in: office}
  clerk: {name: Clerk, kind: person, in: office}
  phone: {name: Phone, kind: agent, in: office}
options:
  reports: {name: Reports, default: "off", choices: {"off": {name: "Off"}, "on": {name: "On"}}}
channels:
  internet: {name: Internet, exposure: public, encryption: tls}
  mesh: {name: Mesh, exposure: private, encryption: end-to-end, carried-by: [tunnel, clerk-tunnel, clerk-call, call]}
  lonely: {name: Lonely, exposure: private, encryption: end-to-end, carried-by: [call]}
flows:
  tunnel: {name: Tunnel, from: agent, to: desk, channel: internet, when: {reports: "on"}}
  clerk-tunnel: {name: Clerk's tunnel, from: agent, to: phone, channel: internet}
  clerk-call: {name: Clerk's call, from: phone, to: desk, channel: internet}
  call: {name: Call, from: clerk, to: phone, channel: internet}
  report: {name: Report, from: web, through: [agent], to: desk, channel: mesh}
  clerk-report: {name: Clerk's report, from: clerk, through: [phone, agent], to: desk, channel: mesh}
  stray: {name: Stray, from: web, to: desk, channel: lonely}
"""


def carriers(facts: Facts, flow: str) -> dict[str, tuple[object, ...]]:
    return {carrier.id: condition.cubes() for carrier, condition in Belonging(facts.flows).carriers(facts.flows[flow])}


def test_carriers_belong_to_the_flows_on_whose_way_they_end() -> None:
    facts = facts_from(MODEL)
    assert list(carriers(facts, "report")) == ["tunnel"]
    assert list(carriers(facts, "clerk-report")) == ["tunnel", "clerk-tunnel", "clerk-call", "call"]


def test_a_carrier_carries_where_it_exists() -> None:
    facts = facts_from(MODEL)
    assert carriers(facts, "report") == {"tunnel": ({"reports": ("on",)},)}
    assert carriers(facts, "clerk-report")["call"] == ({},)


def test_all_carriers_belong_to_a_flow_that_none_meets() -> None:
    assert list(carriers(facts_from(MODEL), "stray")) == ["call"]


def test_an_underlay_has_no_carriers() -> None:
    assert carriers(facts_from(MODEL), "tunnel") == {}


@given(raw=models())
def test_carriers_are_those_that_channels_name(raw: Raw) -> None:
    facts = facts_from(text_of(raw))
    for flow in facts.flows.values():
        named = {id_ for channel, _ in flow.channel for id_ in channel.carried_by}
        existing = {id_ for id_ in named if flow.exists & facts.flows[id_].exists}
        found = carriers(facts, flow.flow.id)
        assert set(found) <= existing
        assert all(condition & flow.exists for _, condition in Belonging(facts.flows).carriers(flow))
