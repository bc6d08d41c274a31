"""What is exported with some addresses agrees with its model where the same are given; where fewer are, something is not known."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from projects import Project

from verify.telling import findings_of

PLACES: dict[str, Any] = {
    "project": {"name": "Shop", "viewpoint": "vpc"},
    "boundaries": {
        "vpc": {"kind": "vpc"},
        "shop": {"kind": "namespace", "in": "vpc"},
        "net": {"kind": "internet"},
        "office": {"kind": "network"},
    },
    "components": {
        "web": {"kind": "service", "in": "shop"},
        "api": {"kind": "service", "in": "shop"},
        "gate": {"kind": "gateway", "in": "vpc"},
        "user": {"kind": "person", "in": "net"},
        "partner": {"kind": "service", "in": "net"},
        "desk": {"kind": "person", "in": "office"},
    },
    "channels": {"open": {"exposure": "public", "encryption": "tls"}},
    "bindings": {"web": ["aws_security_group.web"], "api": ["aws_security_group.api"]},
}
INSIDE, OUTSIDE = ("web", "api"), ("user", "partner", "desk", "net")
BOOK = {
    "user": "192.0.2.0/28",
    "partner": "192.0.2.16",
    "desk": "198.51.100.0/25,2001:db8:1::/64",
    "gate": "10.0.0.5",
    "web": "10.0.0.6",
    "api": "10.0.0.7,2001:db8:4::7",
    "shop.example.com": "192.0.2.64,192.0.2.65",
    "pay.example.com": "2001:db8:2::7",
}
ENDPOINTS = [{"cidr": "203.0.113.0/24"}, {"cidr": "203.0.113.128/25"}, {"cidr": "2001:db8:3::/64"}, {"cidr": "192.0.2.16/32"},
             {"host": "shop.example.com"}, {"host": "pay.example.com"}]  # fmt: skip
PORTS = ["443/tcp", "80/tcp", "8000-8010/tcp", "53/udp", "38412/sctp"]
Flow = dict[str, Any]


@st.composite
def flows(draw: st.DrawFn, ports: Sequence[str], through: Sequence[str]) -> dict[str, Flow]:
    """A few connections between what is inside and what is not, with some endpoints."""
    found: dict[str, Flow] = {}
    for number in range(draw(st.integers(1, 3))):
        ends = [draw(st.sampled_from(INSIDE)), draw(st.sampled_from(OUTSIDE))]
        source, target = ends if ends[1] == "net" or draw(st.booleans()) else reversed(ends)
        flow = {"from": source, "to": target, "channel": "open", "ports": draw(st.lists(st.sampled_from(ports), min_size=1, unique=True))}
        flow["endpoints"] = draw(st.lists(st.sampled_from(ENDPOINTS), max_size=3, unique_by=str))
        flow["through"] = draw(st.lists(st.sampled_from(through), max_size=1)) if through else []
        found[f"flow-{number}"] = {key: value for key, value in flow.items() if value}
    return found


def asked(found: Mapping[str, Flow], known: Sequence[str] = INSIDE) -> list[str]:
    """Whose addresses the flows ask for, where those of `known` need not be given."""
    ends = [end for flow in found.values() for end in (flow["from"], flow["to"], *flow.get("through", ()))]
    places = [end for end in ends if end in BOOK and end not in known]
    hosts = [each["host"] for flow in found.values() for each in flow.get("endpoints", ()) if "host" in each]
    return sorted({*places, *hosts})


def words(keys: Sequence[str]) -> list[str]:
    return [word for key in keys for word in ("--address", f"{key}={BOOK[key]}")]


def exported(project: Project, found: Mapping[str, Flow], format_: str, keys: Sequence[str]) -> str:
    project.write("model/shop.yaml", json.dumps({**PLACES, "flows": found}))
    ended = project.run("export", format_, *words(keys))
    assert (ended.code, ended.err) == (0, "")
    return ended.out


def certain(told: Sequence[str]) -> list[str]:
    """The findings that say that something is wrong, and not only that it is not known."""
    return [line for line in told if "[unknown-opening]" not in line and "[unused-binding]" not in line]


def part_of(data: st.DataObject, keys: Sequence[str]) -> list[str]:
    return [key for key in keys if data.draw(st.booleans(), label=key)]


@given(flows([*PORTS, "icmp"], ["gate"]), st.data())
def test_policies_agree_with_their_model(tmp_path_factory: pytest.TempPathFactory, found: dict[str, Flow], data: st.DataObject) -> None:
    project = Project(tmp_path_factory.mktemp("shop"))
    given_ = part_of(data, asked(found))
    text = exported(project, found, "kubernetes", given_)
    told = findings_of(project, "all.yaml", text, "--manifests", "all.yaml", *words(given_))
    assert certain(told) == []
    assert told == [] or set(given_) < set(asked(found)) or "icmp" in str(found)
    assert certain(findings_of(project, "all.yaml", text, "--manifests", "all.yaml", *words(part_of(data, given_)))) == []


@given(flows([*PORTS[:4], "icmp", "esp"], []), st.data())
def test_rules_of_groups_agree_with_their_model(
    tmp_path_factory: pytest.TempPathFactory, found: dict[str, Flow], data: st.DataObject
) -> None:
    project = Project(tmp_path_factory.mktemp("shop"))
    given_ = part_of(data, asked(found))
    plan = planned(json.loads(exported(project, found, "terraform-aws", given_)))
    told = findings_of(project, "plan.json", plan, "--plan", "plan.json", *words(given_))
    assert certain(told) == []
    assert told == [] or set(given_) < set(asked(found))
    assert certain(findings_of(project, "plan.json", plan, "--plan", "plan.json", *words(part_of(data, given_)))) == []


@given(flows([*PORTS, "icmp", "esp"], ["gate"]), st.data())
def test_rulesets_agree_with_their_model(tmp_path_factory: pytest.TempPathFactory, found: dict[str, Flow], data: st.DataObject) -> None:
    project = Project(tmp_path_factory.mktemp("shop"))
    wanted = asked(found, known=())
    given_ = part_of(data, wanted)
    text = exported(project, found, "nftables", given_)
    told = findings_of(project, "rules", text, "--rules", "rules", *words(given_))
    assert certain(told) == []
    assert told == [] or set(given_) < set(wanted)
    assert certain(findings_of(project, "rules", text, "--rules", "rules", *words(part_of(data, given_)))) == []


def planned(rules: dict[str, Any]) -> str:
    """What Terraform plans of exported rules whose variables are left empty, with the groups."""
    resources = [resource("aws_security_group", place, {"id": f"sg-{place}", "name": place}) for place in INSIDE]
    for type_, several in rules.get("resource", {}).items():
        for name, values in several.items():
            if "for_each" not in values:
                group = values["security_group_id"].split('"')[1]
                resources.append(resource(type_, name, {**values, "security_group_id": f"sg-{group}"}))
    return json.dumps({"format_version": "1.2", "planned_values": {"root_module": {"resources": resources}}, "configuration": {}})


def resource(type_: str, name: str, values: dict[str, Any]) -> dict[str, Any]:
    return {"address": f"{type_}.{name}", "mode": "managed", "type": type_, "name": name, "values": values}


@given(flows(PORTS, ["gate"]), st.data())
def test_whatever_is_changed_in_policies_is_told(
    tmp_path_factory: pytest.TempPathFactory, found: dict[str, Flow], data: st.DataObject
) -> None:
    project = Project(tmp_path_factory.mktemp("shop"))
    given_ = part_of(data, asked(found))
    policies = [each for each in yaml.safe_load_all(exported(project, found, "kubernetes", given_)) if each]
    before = admitted(policies)
    rules = [rule for each in policies for key in ("ingress", "egress") for rule in each["spec"][key]]
    assume(rules)
    rule = data.draw(st.sampled_from(rules))
    peers = rule.get("from") or rule["to"]
    match data.draw(st.sampled_from(["address", "range", "port", "peer"])):
        case "address":
            peers.append({"ipBlock": {"cidr": "198.18.0.7/32"}})
        case "range":
            peers[0] = {"ipBlock": {"cidr": "192.0.2.0/23"}}
        case "port":
            rule["ports"][0] = {"protocol": "TCP", "port": 442, "endPort": 443}
        case _ if len(peers) > 1:
            del peers[0]
        case _:
            del rule["ports"], peers[0]
    assume(admitted(policies) != before)
    text = yaml.safe_dump_all(policies)
    assert findings_of(project, "all.yaml", text, "--manifests", "all.yaml", *words(part_of(data, given_)))


def admitted(policies: Sequence[dict[str, Any]]) -> dict[str, set[str]]:
    """Port of a side of a policy -> whom it admits; all addresses admit the others, too."""
    found: dict[str, set[str]] = {}
    for each in policies:
        for key, word in (("ingress", "from"), ("egress", "to")):
            for rule in each["spec"][key]:
                for port in rule.get("ports", ["every"]):
                    side = found.setdefault(f"{each['metadata']['name']} {key} {port}", set())
                    side |= {str(peer) for peer in rule.get(word) or ["everybody"]}
    everywhere = str({"ipBlock": {"cidr": "0.0.0.0/0"}})
    return {side: {everywhere} if everywhere in peers else peers for side, peers in found.items()}


def test_an_address_that_is_given_for_a_place_is_none_of_the_endpoints_of_its_flows(tmp_path: Path) -> None:
    project = Project(tmp_path)
    ends = {"from": "web", "to": "user", "channel": "open"}
    found = {
        "stated": {**ends, "ports": ["443/tcp"], "endpoints": [{"cidr": "203.0.113.0/24"}]},
        "given": {**ends, "ports": ["80/tcp"]},
    }
    policy = exported(project, found, "kubernetes", ["user"])
    assert findings_of(project, "all.yaml", policy, "--manifests", "all.yaml", *words(["user"])) == []
    wider = policy.replace(
        'ipBlock: {cidr: "203.0.113.0/24"}', 'ipBlock: {cidr: "203.0.113.0/24"}\n        - ipBlock: {cidr: "192.0.2.0/28"}'
    )
    assert wider != policy
    assert findings_of(project, "all.yaml", wider, "--manifests", "all.yaml", *words(["user"])) == [
        "error[wider-opening]: `NetworkPolicy/shop/groundplan-web` admits tcp 443 from `web` to 192.0.2.0/28 besides what `stated` needs"
    ]


def test_an_end_of_which_one_address_is_known_is_not_known_as_a_whole(tmp_path: Path) -> None:
    project = Project(tmp_path)
    endpoints = [{"cidr": "203.0.113.9/32"}, {"host": "shop.example.com"}]
    flow = {"from": "web", "to": "partner", "channel": "open", "ports": ["443/tcp", "80/tcp"], "endpoints": endpoints}
    policy = exported(project, {"call": flow}, "kubernetes", [])
    not_known = "warning[unknown-opening]: `NetworkPolicy/shop/groundplan-web` does not tell whether"
    of_flow = f"{not_known} `call` is admitted: the addresses of `shop.example.com` are not known"
    assert findings_of(project, "all.yaml", policy, "--manifests", "all.yaml") == [of_flow]
    block = 'ipBlock: {cidr: "203.0.113.9/32"}'
    more = policy.replace(block, f'{block}\n        - ipBlock: {{cidr: "203.0.113.7/32"}}')
    other = f"{not_known} tcp 80, 443 from `web` to 203.0.113.7/32 is for `shop.example.com`, whose addresses are not known"
    assert findings_of(project, "all.yaml", more, "--manifests", "all.yaml") == [other]
    closed_by = "which `NetworkPolicy/shop/groundplan-web` does not admit"
    needs = f"warning[missing-opening]: `call` needs {{}} from `web` to 203.0.113.9/32, {closed_by}"
    on_one_port = more.replace("        - {protocol: TCP, port: 80}\n", "")
    assert findings_of(project, "all.yaml", on_one_port, "--manifests", "all.yaml") == [
        other.replace("80, 443", "443"),
        needs.format("tcp 80"),
        of_flow,
    ]
    elsewhere = policy.replace("203.0.113.9", "203.0.113.7")
    assert findings_of(project, "all.yaml", elsewhere, "--manifests", "all.yaml") == [
        other,
        needs.format("tcp 80, 443"),
    ]


def test_everywhere_is_wider_than_an_end_of_which_one_address_is_known(tmp_path: Path) -> None:
    project = Project(tmp_path)
    endpoints = [{"cidr": "203.0.113.9/32"}, {"host": "shop.example.com"}]
    flow = {"from": "web", "to": "partner", "channel": "open", "ports": ["443/tcp"], "endpoints": endpoints}
    policy = exported(project, {"call": flow}, "kubernetes", [])
    everywhere = policy.replace("203.0.113.9/32", "0.0.0.0/0")
    (found,) = findings_of(project, "all.yaml", everywhere, "--manifests", "all.yaml")
    assert found.startswith("error[wider-opening]: `NetworkPolicy/shop/groundplan-web` admits tcp 443 from `web` to 0.0.0.0/1")


def test_a_rule_to_the_internet_from_whom_nobody_knows_is_not_known(tmp_path: Path) -> None:
    project = Project(tmp_path)
    text = exported(project, {"browse": {"from": "web", "to": "net", "channel": "open", "ports": ["443/tcp"]}}, "nftables", ["web"])
    assert findings_of(project, "rules", text, "--rules", "rules", *words(["web"])) == []
    found = findings_of(project, "rules", text, "--rules", "rules")
    assert found
    assert certain(found) == []


def test_what_cannot_go_to_an_address_is_not_needed_there(tmp_path: Path) -> None:
    project = Project(tmp_path)
    endpoints = [{"cidr": "2001:db8:3::/64"}, {"cidr": "203.0.113.0/24"}]
    ping = {"from": "user", "to": "web", "channel": "open", "ports": ["icmp"], "endpoints": endpoints}
    both = planned(json.loads(exported(project, {"ping": ping}, "terraform-aws", [])))
    assert "203.0.113.0/24" in both
    assert findings_of(project, "plan.json", both, "--plan", "plan.json") == []
    only = planned(json.loads(exported(project, {"ping": {**ping, "endpoints": endpoints[:1]}}, "terraform-aws", [])))
    assert "_rule" not in only
    assert findings_of(project, "plan.json", only, "--plan", "plan.json") == []


def test_a_policy_says_nothing_of_what_has_no_ports(tmp_path: Path) -> None:
    """Kubernetes defines policies for TCP, UDP and SCTP; of other protocols each network plugin thinks for itself."""
    project = Project(tmp_path)
    ping = {"from": "user", "to": "web", "channel": "open", "ports": ["icmp", "443/tcp"], "endpoints": [{"cidr": "203.0.113.0/24"}]}
    policy = exported(project, {"ping": ping}, "kubernetes", [])
    says = "warning[unknown-opening]: `NetworkPolicy/shop/groundplan-web` does not tell whether `ping` is admitted: it says nothing of icmp"
    assert findings_of(project, "all.yaml", policy, "--manifests", "all.yaml") == [says]
