"""Derived facts as JSON, table and CSV: the documents that other programs and people rely on."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from projects import Project

EXAMPLE = """\
project: {name: Example BYOC, viewpoint: byoc-vpc}

parties:
  customer: {name: Customer, role: customer}
  vendor: {name: Example Inc., role: vendor}

boundaries:
  customer-account: {name: Customer account, kind: account, owner: customer}
  byoc-vpc: {name: Customer BYOC VPC, kind: vpc, in: customer-account, manager: vendor}
  eks: {name: EKS cluster, kind: cluster, in: byoc-vpc}
  vendor-vpc: {name: Vendor VPC, kind: vpc, owner: vendor}
  internet: {name: Internet, kind: internet}

components:
  kubernetes-api: {name: Kubernetes API server, kind: service, in: eks, produces: [cluster-status]}
  agent: {name: Agent, kind: agent, in: eks, produces: [registration]}
  coordinator: {name: Coordinator, kind: service, in: internet}
  management-services: {name: Management services, kind: service, in: vendor-vpc, produces: [cluster-management]}
  nat-gateway: {name: NAT gateway, kind: gateway, in: vendor-vpc}

data:
  cluster-management: {name: Management, sensitivity: internal}
  cluster-status: {name: Status, sensitivity: internal}
  registration: {name: Registration, sensitivity: internal}
  customer-data: {name: Customer data, sensitivity: restricted}

channels:
  public-filtered: {name: "Public, IP-filtered", exposure: public, encryption: tls}
  tailnet: {name: Tailscale, exposure: private, encryption: end-to-end, carried-by: [agent-registers]}

options:
  api-access: {name: Access to the API server, choices: {public: {name: Public}, private: {name: Private}}, default: public}
  regions: {name: Regions, choices: {one: {name: One}, two: {name: Two}, three: {name: Three}}, default: one}

flows:
  operate-cluster:
    name: Day-to-day operations
    from: management-services
    to: kubernetes-api
    through: [nat-gateway]
    channel: {by: api-access, public: public-filtered, private: tailnet}
    ports: [443/tcp]
    carries: [cluster-management]
    returns: [cluster-status]
  agent-registers:
    name: Registration
    from: agent
    to: coordinator
    channel: public-filtered
    ports: [443/tcp]
    carries: [registration]
    when: {api-access: private}
    endpoints: [{host: coordinator.example.com}]

claims:
  no-query-over-tailnet:
    statement: Customer data never uses Tailscale.
    never: {over: tailnet, carries: customer-data}
  always-private:
    statement: Operations are private.
    every: {id: operate-cluster}
    is: {exposure: private}
"""


@pytest.fixture
def example(empty: Project) -> Project:
    """The example of the model language, whole: one flow, an overlay, two options."""
    empty.write("model/example.yaml", EXAMPLE)
    return empty


def facts(project: Project, *options: str) -> Any:
    return json.loads(project.run("facts", "--format", "json", *options).out)


def test_the_document_of_the_default_configuration(example: Project) -> None:
    """The keys and values are those of the example in the contract of the command line."""
    found = facts(example)
    told = found.pop("model")
    assert re.fullmatch("[0-9a-f]{12}", told["digest"])
    assert told == {"revision": told["digest"], "digest": told["digest"], "date": None}
    assert found == {
        "version": 1,
        "viewpoint": "byoc-vpc",
        "configuration": {"api-access": "public", "regions": "one"},
        "flows": [
            {
                "id": "operate-cluster",
                "from": "management-services",
                "to": "kubernetes-api",
                "through": ["nat-gateway"],
                "direction": "inbound",
                "exposure": "public",
                "layer": "underlay",
                "channel": "public-filtered",
                "ports": ["443/tcp"],
                "protocol": None,
                "endpoints": [],
                "carries": ["cluster-management"],
                "returns": ["cluster-status"],
                "controls": [],
                "purpose": None,
                "condition": {},
                "crosses": ["vendor-vpc", "customer-account", "byoc-vpc", "eks"],
                "enters": ["cluster-management"],
                "leaves": ["cluster-status"],
                "openings": ["operate-cluster"],
                "overall": {
                    "direction": ["inbound"],
                    "exposure": ["public", "private"],
                    "channel": ["public-filtered", "tailnet"],
                    "through": [["nat-gateway"]],
                    "ports": [["443/tcp"]],
                    "crosses": [["vendor-vpc", "customer-account", "byoc-vpc", "eks"]],
                },
            },
            {
                "id": "agent-registers",
                "exists": False,
                "from": "agent",
                "to": "coordinator",
                "purpose": None,
                "condition": {"api-access": ["private"]},
                "overall": {
                    "direction": ["outbound"],
                    "exposure": ["public"],
                    "channel": ["public-filtered"],
                    "through": [[]],
                    "ports": [["443/tcp"]],
                    "crosses": [["eks", "byoc-vpc", "customer-account", "internet"]],
                },
            },
        ],
        "claims": [
            {
                "id": "no-query-over-tailnet",
                "holds": True,
                "configurations": 6,
                "judged_over": ["operate-cluster", "agent-registers"],
                "refuted_by": None,
            },
            {
                "id": "always-private",
                "holds": False,
                "configurations": 6,
                "judged_over": ["operate-cluster"],
                "refuted_by": {"configuration": {"api-access": "public", "regions": "one"}, "flows": ["operate-cluster"]},
                "broken_by": [{"flow": "operate-cluster", "when": {"api-access": ["public"]}}],
            },
        ],
    }


def test_another_choice_moves_the_flow_onto_the_overlay(example: Project) -> None:
    found = facts(example, "--set", "api-access=private")
    assert found["configuration"] == {"api-access": "private", "regions": "one"}
    operate, registers = found["flows"]
    assert (operate["exposure"], operate["layer"], operate["channel"]) == ("private", "overlay", "tailnet")
    assert operate["openings"] == ["agent-registers"], "inbound and private, without an inbound rule"
    assert "exists" not in registers
    assert operate["overall"]["exposure"] == ["public", "private"], "that of the default stays first"


def test_a_selector_leaves_out_flows_but_no_claims(example: Project) -> None:
    found = facts(example, "--where", "direction=outbound")
    assert [flow["id"] for flow in found["flows"]] == ["agent-registers"]
    assert len(found["claims"]) == 2


def test_all_selectors_must_hold(example: Project) -> None:
    assert [f["id"] for f in facts(example, "--where", "direction=inbound", "--where", "exposure=private")["flows"]] == ["operate-cluster"]
    assert facts(example, "--where", "direction=inbound", "--where", "from=agent")["flows"] == []


def test_the_same_model_gives_the_same_bytes(example: Project) -> None:
    for format_ in ("json", "csv", "table"):
        assert example.run("facts", "--format", format_).out == example.run("facts", "--format", format_).out


def test_the_table_is_aligned_and_ends_with_the_claims(example: Project) -> None:
    digest = json.loads(example.run("facts", "--format", "json").out)["model"]["digest"]
    assert (
        example.run("facts").out
        == f"""\
number  flow             direction  exposure  layer     channel          crosses                                   enters              leaves          openings
1       operate-cluster  inbound    public    underlay  public-filtered  vendor-vpc customer-account byoc-vpc eks  cluster-management  cluster-status  operate-cluster
2       agent-registers  -          -         -         -                -                                         -                   -               -

holds  no-query-over-tailnet  over 2 flows, in 6 configurations
FALSE  always-private         over 1 flow, in 6 configurations
judged over model {digest}
"""  # noqa: E501
    )


def test_csv_is_read_by_others(example: Project) -> None:
    text = example.run("facts", "--format", "csv", "--set", "api-access=private").out
    assert list(csv.DictReader(io.StringIO(text))) == [
        {
            "number": "1",
            "flow": "operate-cluster",
            "direction": "inbound",
            "exposure": "private",
            "layer": "overlay",
            "channel": "tailnet",
            "crosses": "vendor-vpc;customer-account;byoc-vpc;eks",
            "enters": "cluster-management",
            "leaves": "cluster-status",
            "openings": "agent-registers",
            "from": "management-services",
            "to": "kubernetes-api",
            "through": "nat-gateway",
            "ports": "443/tcp",
            "protocol": "-",
            "endpoints": "-",
            "carries": "cluster-management",
            "returns": "cluster-status",
            "controls": "-",
            "purpose": "-",
            "condition": "-",
            "viewpoint": "byoc-vpc",
            "model": text.rpartition(",")[2].strip(),
        },
        {
            "number": "2",
            "flow": "agent-registers",
            "direction": "outbound",
            "exposure": "public",
            "layer": "underlay",
            "channel": "public-filtered",
            "crosses": "eks;byoc-vpc;customer-account;internet",
            "enters": "-",
            "leaves": "registration",
            "openings": "agent-registers",
            "from": "agent",
            "to": "coordinator",
            "through": "-",
            "ports": "443/tcp",
            "protocol": "-",
            "endpoints": "coordinator.example.com",
            "carries": "registration",
            "returns": "-",
            "controls": "-",
            "purpose": "-",
            "condition": "api-access=private",
            "viewpoint": "byoc-vpc",
            "model": text.rpartition(",")[2].strip(),
        },
    ]


def test_names_in_any_script_are_told_as_they_are(example: Project) -> None:
    """Ids are ASCII, but JSON must not escape what people read."""
    ended = example.run("facts", "--format", "json")
    assert ended.out.endswith("}\n")
    assert "\\u" not in ended.out


def test_another_border_sees_the_same_connections_otherwise(example: Project) -> None:
    found = facts(example, "--viewpoint", "vendor-vpc", "--where", "direction=outbound")
    assert found["viewpoint"] == "vendor-vpc"
    assert [(flow["id"], flow["direction"], flow["leaves"]) for flow in found["flows"]] == [
        ("operate-cluster", "outbound", ["cluster-management"])
    ]
    assert [claim["holds"] for claim in found["claims"]] == [True, False], "claims speak of the border that they name"


def test_a_border_that_does_not_exist_is_wrong_usage(example: Project) -> None:
    ended = example.run("facts", "--viewpoint", "vendor-vcp")
    assert ended.code == 2
    assert "did you mean `vendor-vpc`?" in ended.err


def test_a_table_says_which_other_border_it_speaks_of(example: Project) -> None:
    assert example.run("facts", "--viewpoint", "vendor-vpc").out.startswith("seen from vendor-vpc\n\nnumber  flow")
