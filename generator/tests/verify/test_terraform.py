"""A plan of Terraform beside the model. `plans/make` makes the plans, from the files beside it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from projects import Project

from groundplan.verify.names import PlaceNames

HERE = Path(__file__).parent
PLAN = HERE / "plans/shop.json"
OFFICE = "error[unmodelled-opening]: `aws_vpc_security_group_ingress_rule.office` admits tcp 22 from 198.51.100.0/24 to `database`"
LEGACY = "warning[unbound-resource]: `aws_security_group.legacy` is bound to no place"
PARTNER = "warning[unknown-opening]: `aws_vpc_security_group_egress_rule.partner` does not tell its `cidr_ipv4`, which is known only after"
TELL = "warning[unknown-opening]: `module.worker.aws_security_group.this` does not tell whether `tell` is admitted"
TO_DATABASE = [
    f"warning[unknown-opening]: `module.{name}.aws_vpc_security_group_egress_rule.database` does not tell whether tcp 5432 from `{name}`"
    for name in ("web", "worker")
]


@pytest.fixture
def shop(tmp_path: Path) -> Project:
    shutil.copytree(HERE / "shop", tmp_path, dirs_exist_ok=True)
    return Project(tmp_path)


def told(project: Project, plan: Path, *options: str) -> list[str]:
    ended = project.run("verify", "--plan", str(plan), *options)
    assert ended.err == ""
    return re.findall(r"(?:error|warning)\[[a-z-]+\]: .*", ended.out)


def agree(found: list[str], wanted: list[str]) -> None:
    assert len(found) == len(wanted), found
    for line in wanted:
        assert any(each.startswith(line) for each in found), (line, found)


def changed(tmp_path: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """The plan, changed where it says what will be."""
    tree = json.loads(PLAN.read_text(encoding="utf-8"))
    change({resource["address"]: resource["values"] for resource in tree["planned_values"]["root_module"]["resources"]})
    path = tmp_path / "changed.json"
    path.write_text(json.dumps(tree), encoding="utf-8")
    return path


def test_what_differs_is_told_and_nothing_else(shop: Project) -> None:
    agree(told(shop, PLAN), [LEGACY, *TO_DATABASE, PARTNER, OFFICE, TELL])


def test_addresses_that_are_given_decide(shop: Project) -> None:
    found = told(shop, PLAN, "--address=database=10.20.0.0/16", "--address=api.partner.example=192.0.2.7")
    agree(found, [LEGACY, PARTNER, OFFICE, "warning[missing-opening]: `tell` needs tcp 443 from `worker` to 192.0.2.7/32"])
    narrow = told(shop, PLAN, "--address=database=10.20.5.0/24")
    assert sum("error[wider-opening]: `module.w" in line for line in narrow) == 2


def test_a_rule_for_another_port_is_missing_and_too_much(shop: Project) -> None:
    shop.edit("model/shop.yaml", "[8080/tcp]", "[8081/tcp]")
    besides, needs = (
        "admits tcp 8080 from `balancer` to `web` besides what `serve` needs",
        "`serve` needs tcp 8081 from `balancer` to `web`",
    )
    assert [line for line in told(shop, PLAN) if "8081" in line or "8080" in line] == [
        f"error[wider-opening]: `aws_security_group.balancer` {besides}",
        f'error[wider-opening]: `module.web.aws_security_group_rule.from["balancer"]` {besides}',
        f"warning[missing-opening]: {needs}, which `aws_security_group.balancer` does not admit",
        f"warning[missing-opening]: {needs}, which `module.web.aws_security_group.this` does not admit",
    ]


def test_an_endpoint_of_another_service_is_found(shop: Project, tmp_path: Path) -> None:
    path = changed(tmp_path, lambda values: values["aws_vpc_endpoint.s3"].update(service_name="com.amazonaws.us-east-1.sqs"))
    found = told(shop, path)
    assert any("`aws_vpc_endpoint.s3` admits connections to com.amazonaws.us-east-1.sqs" in line for line in found), found


def test_everything_open_is_told_as_such(shop: Project, tmp_path: Path) -> None:
    everything = {"ip_protocol": "-1", "from_port": None, "to_port": None, "cidr_ipv4": "0.0.0.0/0"}
    path = changed(tmp_path, lambda values: values["aws_vpc_security_group_ingress_rule.office"].update(everything))
    assert any(
        "`aws_vpc_security_group_ingress_rule.office` admits everything from anywhere (IPv4) to `database`" in line
        for line in told(shop, path)
    )


def test_rules_of_kinds_that_are_not_read_are_told(shop: Project, tmp_path: Path) -> None:
    tree = json.loads(PLAN.read_text(encoding="utf-8"))
    tree["planned_values"]["root_module"]["resources"].append(
        {"address": "aws_network_acl.main", "mode": "managed", "type": "aws_network_acl", "name": "main", "values": {}}
    )
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(tree), encoding="utf-8")
    assert "warning[unknown-opening]: `aws_network_acl.main` does not tell what it admits: rules of this kind are not read" in told(
        shop, path
    )


def with_resource(tmp_path: Path, type_: str, mode: str = "managed") -> Path:
    tree = json.loads(PLAN.read_text(encoding="utf-8"))
    added = {
        "address": f"{'data.' * (mode == 'data')}{type_}.added",
        "mode": mode,
        "type": type_,
        "name": "added",
        "values": {"id": "sg-9"},
    }
    if mode == "data":
        module = tree.setdefault("prior_state", {}).setdefault("values", {}).setdefault("root_module", {})
    else:
        module = tree["planned_values"]["root_module"]
    module.setdefault("resources", []).append(added)
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(tree), encoding="utf-8")
    return path


FILTERS = [
    "google_compute_network_firewall_policy_rule", "google_compute_security_policy", "azurerm_network_security_rule", "hcloud_firewall",
    "digitalocean_firewall", "openstack_networking_secgroup_rule_v2", "alicloud_security_group_rule", "oci_core_default_security_list",
    "aws_db_security_group", "kubernetes_network_policy_v1", "aws_networkfirewall_rule_group",
]  # fmt: skip


@pytest.mark.parametrize("type_", FILTERS)
def test_filters_of_every_cloud_are_told(type_: str, shop: Project, tmp_path: Path) -> None:
    says = f"warning[unknown-opening]: `{type_}.added` does not tell what it admits: rules of this kind are not read"
    assert says in told(shop, with_resource(tmp_path, type_))


@pytest.mark.parametrize("type_", ["azurerm_subnet_network_security_group_association", "aws_network_interface_sg_attachment", "aws_vpc"])
def test_what_is_no_filter_is_not_told(type_: str, shop: Project, tmp_path: Path) -> None:
    assert told(shop, with_resource(tmp_path, type_)) == told(shop, PLAN)


def test_a_group_that_is_there_already_is_not_taken_for_closed(shop: Project, tmp_path: Path) -> None:
    known = told(shop, PLAN)
    shop.edit("model/bindings.yaml", "[aws_lb.shop]", "[aws_lb.shop, data.aws_security_group.added]")
    says = "does not tell what it admits: it is there already, and its rules are not in the plan"
    agree(
        told(shop, with_resource(tmp_path, "aws_security_group", "data")),
        [*known, f"warning[unknown-opening]: `data.aws_security_group.added` {says}"],
    )


def test_no_value_that_is_not_asked_for_is_printed(shop: Project) -> None:
    assert "hunter2" in PLAN.read_text(encoding="utf-8")
    for format_ in ("text", "json", "sarif"):
        ended = shop.run("verify", "--plan", str(PLAN), "--format", format_)
        assert "hunter2" not in ended.out + ended.err
    assert not any(b"hunter2" in path.read_bytes() for path in shop.root.rglob("*") if path.is_file())


def test_a_range_that_is_sensitive_is_not_printed(shop: Project, tmp_path: Path) -> None:
    tree = json.loads(PLAN.read_text(encoding="utf-8"))
    change = next(each for each in tree["resource_changes"] if each["address"] == "aws_vpc_security_group_ingress_rule.office")
    change["change"]["after_sensitive"]["cidr_ipv4"] = True
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(tree), encoding="utf-8")
    found = told(shop, path)
    assert (
        "warning[unknown-opening]: `aws_vpc_security_group_ingress_rule.office` does not tell its `cidr_ipv4`, which is marked as sensitive"
        in found
    )
    assert not any("198.51.100" in line for line in found)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is not JSON"),
        (b"\xff\xfe", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"[]", "is not a plan"),
        (b'{"planned_values": {}}', "is not a plan"),
    ],
)
def test_what_is_no_plan_ends_the_run_with_a_line(content: bytes, says: str, shop: Project, tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_bytes(content)
    ended = shop.run("verify", "--plan", "plan.json")
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert says in ended.err


@pytest.mark.parametrize("odd", [None, [], {}, "text", 7, True])
def test_odd_values_in_a_plan_are_no_accidents(odd: object, shop: Project, tmp_path: Path) -> None:
    def change(values: dict[str, Any]) -> None:
        for each in values.values():
            each.update(dict.fromkeys(each, odd))

    shop.run("verify", "--plan", str(changed(tmp_path, change)))
    for key in ("resource_changes", "configuration", "prior_state", "planned_values"):
        tree = {**json.loads(PLAN.read_text(encoding="utf-8")), key: odd}
        (tmp_path / "odd.json").write_text(json.dumps(tree), encoding="utf-8")
        ended = shop.run("verify", "--plan", "odd.json")
        assert ended.code in (0, 1), ended.err


@pytest.mark.parametrize(
    ("bound", "address", "is_meant"),
    [
        ("aws_instance.web", 'aws_instance.web["a.b"]', True),
        ("aws_instance.web", "aws_instance.web[0]", True),
        ("aws_instance.web[1]", "aws_instance.web[0]", False),
        ("module.net", 'module.net["eu"].module.inner[0].aws_instance.web', True),
        ("module.net.module.inner", "module.net[0].module.inner.aws_instance.web[2]", True),
        ("module.ne", "module.net.aws_instance.web", False),
        ("aws_instance", "aws_instance.web", False),
    ],
)
def test_a_binding_means_all_instances_and_all_of_a_module(bound: str, address: str, is_meant: bool, shop: Project) -> None:
    from groundplan.pipeline import analyse

    shop.write("model/bindings.yaml", f"bindings: {{database: ['{bound}']}}\n")
    analysis = analyse(shop.root)
    assert analysis.facts is not None
    names = PlaceNames(analysis.facts.model.bindings.values())
    assert [place.id for place in names.of(address)] == ["database"] * is_meant


def test_a_binding_names_a_place_of_the_model(shop: Project) -> None:
    shop.append("model/bindings.yaml", "  databse: [aws_db_instance.main]\n  web-server: []\n")
    ended = shop.run("check")
    assert "error[unknown-reference]: `bindings.databse` names `databse`, which is neither a component nor a boundary" in ended.out
    assert "did you mean `database`?" in ended.out
    assert "bindings.web-server" in ended.out


def test_a_range_in_a_block_that_is_sensitive_is_not_printed(shop: Project, tmp_path: Path) -> None:
    tree = json.loads(PLAN.read_text(encoding="utf-8"))
    [change] = [each for each in tree["resource_changes"] if each["address"] == "aws_security_group.balancer"]
    change["change"]["after_sensitive"]["ingress"][0]["cidr_blocks"] = True
    for resource in tree["planned_values"]["root_module"]["resources"]:
        if resource["address"] == "aws_security_group.balancer":
            resource["values"]["ingress"][0]["cidr_blocks"] = ["203.0.113.77/32"]
    path = tmp_path / "sensitive.json"
    path.write_text(json.dumps(tree), encoding="utf-8")
    found = told(shop, path)
    assert any("`aws_security_group.balancer` does not tell its `cidr_blocks`, which is marked as sensitive" in line for line in found)
    assert "203.0.113.77" not in "".join(found)


PING = """
project: {name: Shop, viewpoint: vpc}
boundaries: {vpc: {kind: vpc}, office: {kind: network}}
components: {web: {kind: service, in: vpc}, desk: {kind: person, in: office}}
channels: {line: {exposure: private, encryption: tls}}
flows:
  ping: {from: desk, to: web, channel: line, ports: [PORTS], endpoints: [{cidr: 192.0.2.0/24}]}
bindings: {web: [aws_security_group.web]}
"""
NEEDS = "warning[missing-opening]: `ping` needs {} from 192.0.2.0/24 to `web`, which `aws_security_group.web` does not admit"
MESSAGES = [
    ("icmp", (-1, -1), ""),
    ("1", (-1, -1), ""),
    ("icmp", (8, 0), "icmp type 0-7, type 8 code 1 to type 255 code 255"),
    ("icmp", (8, -1), "icmp type 0-7, type 9-255"),
    ("icmp", (0, 0), "icmp type 0 code 1 to type 255 code 255"),
]


def pinged(project: Project, ports: str, **rule: object) -> list[str]:
    """What is said of a plan with one rule, where the model has a flow over `ports`."""
    block = {**rule, "cidr_blocks": ["192.0.2.0/24"]}
    group = {"address": "aws_security_group.web", "mode": "managed", "type": "aws_security_group", "name": "web"}
    values = {"root_module": {"resources": [{**group, "values": {"name": "web", "ingress": [block]}}]}}
    project.write("plan.json", json.dumps({"format_version": "1.2", "planned_values": values, "configuration": {}}))
    project.write("model/model.yaml", PING.replace("PORTS", ports))
    return told(project, Path("plan.json"))


@pytest.mark.parametrize(("protocol", "ports", "missing"), MESSAGES)
def test_a_type_of_icmp_is_not_all_of_it(protocol: str, ports: tuple[int, int], missing: str, empty: Project) -> None:
    found = pinged(empty, "icmp", protocol=protocol, from_port=ports[0], to_port=ports[1])
    assert found == ([NEEDS.format(missing)] if missing else [])


def test_a_type_of_icmp_that_no_flow_needs_is_told(empty: Project) -> None:
    found = pinged(empty, "443/tcp", protocol="icmp", from_port=3, to_port=4)
    besides = "admits icmp type 3 code 4 from 192.0.2.0/24 to `web` besides what `ping` needs"
    assert found == [f"error[wider-opening]: `aws_security_group.web` {besides}", NEEDS.format("tcp 443")]
