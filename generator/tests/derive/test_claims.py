"""Claims about one small model, true and false, with the flows that show it."""

from __future__ import annotations

import json

import pytest

from derive.models import facts_from
from derive.test_facts import MODEL
from groundplan.derive.claims import Verdict

GATEWAY = """
project: {name: Gateway, viewpoint: vpc}
parties: {customer: {role: customer}}
boundaries:
  internet: {kind: internet}
  vpc: {kind: vpc, owner: customer}
components:
  client: {kind: device, in: vpc}
  edge: {kind: gateway, in: internet}
  server: {kind: service, in: vpc, stores: record}
data:
  dossier: {}
  record: {part-of: dossier}
channels:
  plain: {exposure: public, encryption: none}
  sealed: {exposure: public, encryption: tls}
options: {wire: {choices: {sealed: {}, plain: {}}, default: sealed}}
"""


def verdict(model: str, claim: str) -> Verdict:
    """The verdict on `claim`, written as YAML in braces."""
    return facts_from(f"{model}\nclaims: {{claim: {{statement: It is so., {claim}}}}}\n").verdicts["claim"]


def shown(found: Verdict) -> tuple[dict[str, str], list[str], str | None] | None:
    """The configuration, the flows and the place that refute a claim."""
    refuted = found.refuted_by
    if refuted is None:
        return None
    return dict(refuted.configuration), [flow.id for flow in refuted.flows], refuted.place.id if refuted.place else None


def test_never_names_the_first_configuration_and_all_flows_that_break_it_there() -> None:
    found = verdict(MODEL, "never: {to: relay, exposure: public}")
    assert shown(found) == ({"path": "relayed", "access": "open"}, ["agent-calls-relay", "office-calls-relay"], None)
    assert found.configurations == 4
    assert found.violated.cubes() == ({"path": ("relayed",)},)


def test_when_narrows_a_claim() -> None:
    found = verdict(MODEL, "never: {to: relay, exposure: public}, when: {path: direct}")
    assert found.holds
    assert found.configurations == 2


def test_naming_the_whole_means_its_parts_at_any_depth_but_not_the_reverse() -> None:
    assert shown(verdict(MODEL, "never: {leaves: metrics, direction: inbound}")) == ({"path": "direct", "access": "open"}, ["pull"], None)
    assert verdict(MODEL, "never: {carries: disk-metrics, direction: outbound}").holds


def test_every_needs_the_requirement_wherever_the_flow_matches() -> None:
    found = verdict(MODEL, "every: {to: proxy}, is: {exposure: public}")
    assert shown(found) == ({"path": "direct", "access": "closed"}, ["browse"], None)
    assert [flow.id for flow in found.evidence] == ["browse"]


def test_exists_fails_where_nothing_matches() -> None:
    found = verdict(MODEL, "exists: {id: [agent-calls-relay, office-calls-relay]}")
    assert shown(found) == ({"path": "direct", "access": "open"}, [], None)


def test_an_overlay_rides_on_whatever_carries_it_further_down() -> None:
    assert verdict(MODEL, "every: {id: ask}, is: {over: tunnel, rides-on: {exposure: public}}").holds
    assert verdict(MODEL, "never: {over: tunnel, rides-on: {direction: inbound}}").holds


@pytest.mark.parametrize(
    ("flow", "refuted"),
    [
        ("{from: client, to: server, channel: sealed, returns: record, through: [edge]}", None),
        ("{from: client, to: server, channel: sealed, returns: record, through: [{component: edge, terminates: tls}]}", "sealed"),
        ("{from: client, to: server, channel: {by: wire, sealed: sealed, plain: plain}, returns: record, through: [edge]}", "plain"),
    ],
)
def test_who_is_passed_sees_the_data_where_encryption_ends(flow: str, refuted: str | None) -> None:
    found = verdict(f"{GATEWAY}\nflows: {{read: {flow}}}", "contained: {data: dossier, within: vpc}")
    assert shown(found) == (({"wire": refuted}, ["read"], "edge") if refuted else None)


def test_data_is_followed_over_the_shortest_chain() -> None:
    flows = {
        "read": {"from": "client", "to": "server", "channel": "sealed", "returns": "record"},
        "hand-on": {"from": "client", "to": "internet", "channel": "sealed", "carries": "record"},
        "unrelated": {"from": "server", "to": "internet", "channel": "sealed"},
    }
    found = verdict(f"{GATEWAY}\nflows: {json.dumps(flows)}", "contained: {data: dossier, within: {owner: customer}}")
    assert shown(found) == ({"wire": "sealed"}, ["read", "hand-on"], "internet")


def test_what_is_kept_outside_needs_no_flow() -> None:
    found = verdict(GATEWAY, "contained: {data: record, within: internet}")
    assert shown(found) == ({"wire": "sealed"}, [], "server")


def test_a_chain_of_flows_starts_where_the_last_ended() -> None:
    found = verdict(MODEL, "unreachable: {from: cluster, to: internet}")
    assert shown(found) == ({"path": "direct", "access": "open"}, ["agent-calls-office", "join"], "relay")
    assert verdict(MODEL, "unreachable: {from: store, to: office}").holds
