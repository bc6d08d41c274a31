"""Facts of one small model, as the reference of the model language words them, with answers that a person can check."""

from __future__ import annotations

import pytest

from derive.models import facts_from
from groundplan.derive.facts import Facts

MODEL = """
project: {name: Example, viewpoint: vpc}
parties:
  customer: {role: customer}
  vendor: {role: vendor}
boundaries:
  internet: {kind: internet}
  account: {kind: account, owner: customer}
  vpc: {kind: vpc, in: account}
  cluster: {kind: cluster, in: vpc}
  office: {kind: site, owner: vendor}
components:
  dashboard: {kind: service, in: office}
  engineer: {kind: person, in: office}
  relay: {kind: gateway, in: internet}
  proxy: {kind: gateway, in: vpc}
  agent: {kind: agent, in: cluster}
  store: {kind: datastore, in: cluster}
data:
  metrics: {}
  node-metrics: {part-of: metrics}
  disk-metrics: {part-of: node-metrics}
  questions: {}
channels:
  web: {exposure: public, encryption: tls}
  local: {exposure: private}
  tunnel: {exposure: private, encryption: end-to-end, carried-by: [agent-calls-relay, office-calls-relay, agent-calls-office]}
  session: {exposure: private, encryption: end-to-end, carried-by: [join]}
options:
  path: {choices: {relayed: {}, direct: {}}, default: direct}
  access: {choices: {open: {}, closed: {}}, default: open}
flows:
  pull: {from: dashboard, to: store, channel: tunnel, carries: questions, returns: disk-metrics}
  push: {from: agent, to: dashboard, through: [proxy], channel: web, carries: metrics, returns: questions}
  ask: {from: engineer, to: agent, through: [relay], channel: session, carries: questions}
  join: {from: engineer, to: relay, channel: tunnel}
  scrape: {from: agent, to: store, channel: local, returns: metrics}
  browse: {from: internet, to: proxy, channel: {by: access, open: web, closed: tunnel}}
  agent-calls-office: {from: agent, to: engineer, channel: web, when: {path: direct}}
  agent-calls-relay: {from: agent, to: relay, channel: web, when: {path: relayed}}
  office-calls-relay: {from: engineer, to: relay, channel: web, when: {path: relayed}}
"""


@pytest.fixture(scope="module")
def facts() -> Facts:
    return facts_from(MODEL)


@pytest.mark.parametrize(
    ("flow", "crossed"),
    [
        ("pull", ["office", "account", "vpc", "cluster"]),  # out of the office, then in, outermost first
        ("push", ["cluster", "vpc", "account", "office"]),  # out, innermost first: the cluster's border before the proxy
        ("ask", ["office", "internet", "account", "vpc", "cluster"]),  # to the relay, then on
        ("browse", ["internet", "account", "vpc"]),  # a boundary as a whole lies inside its own border
        ("scrape", []),
    ],
)
def test_borders_are_crossed_in_the_order_of_the_way(facts: Facts, flow: str, crossed: list[str]) -> None:
    assert [boundary.id for boundary in facts.flows[flow].crosses.values()[0]] == crossed


@pytest.mark.parametrize(
    ("flow", "direction", "enters", "leaves"),
    [
        ("pull", "inbound", ["questions"], ["disk-metrics"]),  # a pull from outside is inbound although its data leaves
        ("push", "outbound", ["questions"], ["metrics"]),
        ("scrape", "internal", [], []),
        ("join", "external", [], []),
    ],
)
def test_the_initiator_decides_the_direction_and_data_goes_with_or_against_it(
    facts: Facts, flow: str, direction: str, enters: list[str], leaves: list[str]
) -> None:
    found = facts.flows[flow]
    assert found.direction.values() == (direction,)
    assert [data.id for data in found.enters.values()[0]] == enters
    assert [data.id for data in found.leaves.values()[0]] == leaves


@pytest.mark.parametrize(
    ("path", "openings"),
    [
        ("direct", {"pull": ["agent-calls-office"], "ask": ["agent-calls-office"], "agent-calls-office": ["agent-calls-office"]}),
        ("relayed", {"pull": ["agent-calls-relay"], "ask": ["agent-calls-relay"], "agent-calls-relay": ["agent-calls-relay"]}),
    ],
)
def test_an_overlay_opens_what_its_existing_carriers_open(facts: Facts, path: str, openings: dict[str, list[str]]) -> None:
    """`ask` rides on a session that rides on the tunnel; of the tunnel's carriers, only those of the path taken exist."""
    flows = facts.under({"path": path, "access": "open"}).flows
    opened = {id_: [opening.id for opening in state.openings] for id_, state in flows.items() if state.openings}
    joined = {"join": openings["ask"]}
    assert opened == {**openings, **joined, "push": ["push"], "browse": ["browse"]}


def test_a_channel_by_option_changes_exposure_layer_and_openings(facts: Facts) -> None:
    browse = facts.flows["browse"]
    assert [channel.id for channel in browse.channel.values()] == ["web", "tunnel"]
    assert browse.exposure.values() == ("public", "private")
    assert browse.layer.values() == ("underlay", "overlay")
    assert [opening.id for opening in browse.openings] == ["browse", "agent-calls-office", "agent-calls-relay"]
    assert [condition.options() for _, condition in browse.channel] == [("access",), ("access",)]


def test_the_values_come_in_the_order_of_choices_default_first(facts: Facts) -> None:
    assert facts.default.configuration == {"path": "direct", "access": "open"}
    relayed = facts.flows["office-calls-relay"]
    assert "office-calls-relay" not in facts.default.flows
    assert relayed.exists.first() == {"path": "relayed", "access": "open"}
