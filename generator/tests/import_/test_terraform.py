"""Drafts from plans of Terraform: real ones, made as `verify/plans/make` says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from projects import TESTS, Project, run

from groundplan.errors import GroundplanError
from groundplan.import_.sources import terraform
from groundplan.import_.yaml import files

PLAN = TESTS / "verify/plans/shop.json"


def drawn_up(plan: Path, folder: Path) -> tuple[Project, dict[str, Any]]:
    ended = run("import", "terraform", str(plan), "--output", "draft", folder=folder)
    assert (ended.code, ended.err) == (0, "")
    project, found = Project(folder / "draft"), dict[str, Any]()
    for path in sorted((project.root / "model").glob("*.yaml")):
        found |= yaml.safe_load(path.read_text(encoding="utf-8"))
    assert [line for line in project.told() if "error[" in line] == []
    return project, found


def test_a_plan_becomes_what_is_guarded_and_what_is_admitted(tmp_path: Path) -> None:
    project, model = drawn_up(PLAN, tmp_path)
    kinds = {id_: each["kind"] for id_, each in model["components"].items() if each["in"] == "vpc"}
    assert kinds == {"shop": "gateway", "shop-2": "datastore", "legacy": "other", "web": "service", "worker": "service", "s3": "gateway"}
    ends = {f"{flow['from']} > {flow['to']}": flow["ports"] for flow in model["flows"].values()}
    assert ends["outside > shop"] == ["443/tcp"]
    assert ends["shop > web"] == ["8080/tcp"]
    assert ends["web > shop-2"] == ends["worker > shop-2"] == ["5432/tcp"]
    assert ends["198-51-100-0-24 > shop-2"] == ["22/tcp"]
    assert "1-65535/udp" in ends["outside > legacy"]
    assert model["bindings"]["web"] == ["module.web.aws_instance.this"]
    assert "hunter2" not in "".join(path.read_text(encoding="utf-8") for path in project.root.rglob("*.yaml"))
    assert all(flow["status"] == "planned" and flow["notes"] for flow in model["flows"].values())


def test_what_is_drawn_up_of_a_plan_lacks_nothing_that_the_plan_opens(tmp_path: Path) -> None:
    project, _ = drawn_up(PLAN, tmp_path)
    found = re.findall(r"(?:error|warning)\[([a-z-]+)\]: `(.*?)`", project.run("verify", "--plan", str(PLAN)).out)
    assert {address for code, address in found if code == "unmodelled-opening"} <= {"aws_security_group.legacy"}
    assert not [each for each in found if each[0] == "unbound-resource"]


def changed(folder: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    tree = json.loads(PLAN.read_text(encoding="utf-8"))
    change(tree)
    path = folder / "changed.json"
    path.write_text(json.dumps(tree), encoding="utf-8")
    return path


def test_nothing_sensitive_is_written(tmp_path: Path) -> None:
    def hide(tree: dict[str, Any]) -> None:
        for change in tree["resource_changes"]:
            change["change"]["after_sensitive"] |= {"name": True, "identifier": True, "cidr_ipv4": True, "tags": True}

    project, model = drawn_up(changed(tmp_path, hide), tmp_path)
    assert "198.51.100.0" not in "".join(path.read_text(encoding="utf-8") for path in project.root.rglob("*.yaml"))
    assert "db-instance" in model["components"]


def test_a_port_that_is_none_is_left_out_and_a_range_has_no_bits_below_its_prefix(tmp_path: Path) -> None:
    values = {"protocol": "tcp", "from_port": 0, "to_port": 0, "cidr_blocks": ["198.51.100.7/24"]}
    group = {"address": "aws_security_group.web", "mode": "managed", "type": "aws_security_group", "name": "web"}
    plan = {
        "format_version": "1.2",
        "planned_values": {"root_module": {"resources": [{**group, "values": {"id": "sg-1", "name": "web", "ingress": [values]}}]}},
        "resource_changes": [],
        "configuration": {"root_module": {"resources": [{**group, "expressions": {}}]}},
    }
    (tmp_path / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    ended = run("import", "terraform", "plan.json", "--output", "draft", folder=tmp_path)
    assert (ended.code, ended.err) == (0, "left out: the port `0/tcp` of `198-51-100-0-24-to-web`, which is none\n")
    project = Project(tmp_path / "draft")
    assert [line for line in project.told() if "error[" in line] == []
    (flow,) = yaml.safe_load(project.read("model/connections.yaml"))["flows"].values()
    assert (flow["ports"], flow["endpoints"]) == ("unknown", [{"cidr": "198.51.100.0/24"}])


def test_a_type_of_icmp_is_told_to_be_less_than_the_draft_says(tmp_path: Path) -> None:
    rule = {"protocol": "icmp", "cidr_blocks": ["198.51.100.0/24"]}
    rules = [{**rule, "from_port": 8, "to_port": 0}, {**rule, "from_port": -1, "to_port": -1}]
    group = {"address": "aws_security_group.web", "mode": "managed", "type": "aws_security_group", "name": "web"}
    values = {"root_module": {"resources": [{**group, "values": {"name": "web", "ingress": rules}}]}}
    (tmp_path / "plan.json").write_text(json.dumps({"planned_values": values, "configuration": {}}), encoding="utf-8")
    ended = run("import", "terraform", "plan.json", "--output", "draft", folder=tmp_path)
    assert (ended.code, ended.err) == (0, "left out: that `aws_security_group.web` admits only some messages of icmp\n")


@pytest.mark.parametrize(
    "content", ["[]", "{}", '{"planned_values": {}, "configuration": {}}', "{", '{"planned_values": 1, "configuration": 2}']
)
def test_what_is_no_plan_ends_with_a_line(content: str, tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(content, encoding="utf-8")
    ended = run("import", "terraform", "plan.json", folder=tmp_path)
    assert ended.code == 2
    assert "plan.json" in ended.err
    assert "the program itself failed" not in ended.err


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["10.0.0.0/8", "0.0.0.0/0", "-1", "tcp", "pl-1", "sg-1", "x"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["references", "cidr_blocks", "from_port", "self"]), inner),
    max_leaves=8,
)
KEYS = (
    "ingress",
    "egress",
    "vpc_id",
    "security_groups",
    "cidr_ipv4",
    "prefix_list_id",
    "from_port",
    "to_port",
    "ip_protocol",
    "name",
    "tags",
)


@given(st.dictionaries(st.sampled_from(KEYS), ODD), st.dictionaries(st.sampled_from(KEYS), ODD), ODD)
def test_whatever_stands_in_a_plan_is_no_accident(values: dict[str, object], unknown: dict[str, object], expression: object) -> None:
    types = ("aws_security_group", "aws_vpc_security_group_ingress_rule", "aws_vpc", "aws_instance")
    resources = [{"address": f"{type_}.a", "type": type_, "values": values} for type_ in types]
    tree = {
        "planned_values": {"root_module": {"resources": resources}},
        "resource_changes": [{"address": each["address"], "change": {"after_unknown": unknown}} for each in resources],
        "configuration": {
            "root_module": {
                "resources": [{"address": each["address"], "expressions": dict.fromkeys(KEYS, expression)} for each in resources],
            }
        },
    }
    said = ""
    try:
        texts = files(terraform.read(Path("plan.json"), json.dumps(tree).encode()), "")
    except GroundplanError as error:
        said, texts = str(error), {}
    assert "plan.json has no security group" in said or (texts and all(yaml.safe_load(text) for text in texts.values()))
