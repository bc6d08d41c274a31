"""The rules of AWS security groups: planned by Terraform where the machine has it, and looked through by ourselves."""

from __future__ import annotations

import ipaddress
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from projects import Project

PLUGINS = Path("/opt/tf-plugins")
GROUPS = ("alertmanager", "cert-manager", "cluster-tailscale-agent", "ingress-load-balancer", "kubernetes-api", "s3-gateway-endpoint",
          "state-exporter")  # fmt: skip
PROVIDER = """
provider "aws" {
  region                      = "us-east-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
"""
PLANNED = """
operate-cluster_1 tcp 443-443 203.0.113.16/28
query-from-applications_1 tcp 8443-8443 172.16.0.0/12
query-from-applications_2 tcp 9440-9440 172.16.0.0/12
query-from-elsewhere_1 tcp 8443-8443 198.51.100.7/32
query-from-elsewhere_1 tcp 8443-8443 2001:db8::/64
query-from-elsewhere_2 tcp 9440-9440 198.51.100.7/32
query-from-elsewhere_2 tcp 9440-9440 2001:db8::/64
send-billing-data_2 tcp 443-443 pl-12345678
tunnel-direct-engineer_1 udp 41641-41641 198.51.100.0/24
tunnel-direct-vendor_1 udp 41641-41641 203.0.113.16/28
"""


def document(project: Project, *options: str) -> Any:
    ended = project.run("export", "terraform-aws", *options)
    assert (ended.code, ended.err) == (0, "")
    return json.loads(ended.out)


@pytest.mark.slow
@pytest.mark.skipif(not (shutil.which("terraform") and PLUGINS.is_dir()), reason="this machine has no Terraform with the AWS provider")
def test_terraform_plans_the_rules(reference: Project, tmp_path: Path) -> None:
    written = reference.run("export", "terraform-aws", "--address=client-application=172.16.0.0/12")
    (tmp_path / "rules.tf.json").write_text(written.out, encoding="utf-8")
    (tmp_path / "provider.tf").write_text(PROVIDER, encoding="utf-8")
    values = {
        "security_group_ids": {name: f"sg-{number:08}" for number, name in enumerate(GROUPS)},
        "addresses": {"remote-client": ["198.51.100.7/32", "2001:db8::/64"]},
        "prefix_list_ids": {"com.amazonaws.us-east-1.s3": ["pl-12345678"]},
    }
    (tmp_path / "terraform.tfvars.json").write_text(json.dumps(values), encoding="utf-8")
    terraform(tmp_path, "init", f"-plugin-dir={PLUGINS}", "-input=false")
    terraform(tmp_path, "plan", "-refresh=false", "-input=false", "-out=plan")
    planned = json.loads(terraform(tmp_path, "show", "-json", "plan"))["planned_values"]["root_module"]["resources"]
    assert sorted(map(line, planned)) == PLANNED.strip().splitlines()
    assert {resource["values"]["security_group_id"] for resource in planned if "operate" in resource["name"]} == {"sg-00000004"}


def terraform(folder: Path, *words: str) -> str:
    environment = {**os.environ, "TF_CLI_CONFIG_FILE": os.devnull, "CHECKPOINT_DISABLE": "1"}
    ended = subprocess.run(["terraform", *words], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def line(resource: Any) -> str:
    values = resource["values"]
    far = values.get("cidr_ipv4") or values.get("cidr_ipv6") or values.get("prefix_list_id")
    return f"{resource['name'].removeprefix('rule_')} {values['ip_protocol']} {values['from_port']}-{values['to_port']} {far}"


def test_terraform_is_told_what_a_validator_lets_pass(shop: Project) -> None:
    """AWS refuses some descriptions and prefixes only when the rules are applied."""
    shop.edit("model/shop.yaml", "    name: Payment\n", "    name: Paiement – 결제 ${oops}\n")
    shop.edit("model/shop.yaml", "    ports: [443/tcp]\n    carries: [payment-requests]", "    ports: [443/tcp, 80-90/tcp, icmp]")
    shop.edit("model/shop.yaml", "    name: Orders\n    purpose", "    name: Orders ${path.module}\n    purpose")
    found = document(shop, "--address=api.payments.example.com=192.0.2.0/25,2001:db8::/64")
    rules = {**found["resource"]["aws_vpc_security_group_ingress_rule"], **found["resource"]["aws_vpc_security_group_egress_rule"]}
    assert [name for name in rules if "pay" in name] == [f"rule_pay_{number}" for number in range(1, 9)]
    assert rules["rule_order_1"]["description"] == "Orders $${path.module}"
    for rule in rules.values():
        assert re.fullmatch(r"[0-9A-Za-z_ .:/()#,@\[\]+=&;{}!$*-]{1,255}", rule["description"])
        assert rule["from_port"] <= rule["to_port"]
        assert "for_each" in rule or ipaddress.ip_network(rule.get("cidr_ipv4", "0.0.0.0/0"))
    assert {rules["rule_pay_1"]["cidr_ipv4"], rules["rule_pay_4"]["cidr_ipv6"]} == {"192.0.2.0/25", "2001:db8::/64"}


BORDER = """
project: {name: P, viewpoint: vpc}
boundaries: {office: {kind: network}, vpc: {kind: vpc}}
components: {console: {kind: service, in: office}, web: {kind: service, in: vpc}}
channels: {pub: {exposure: public, encryption: tls}}
flows:
"""


def test_ports_of_a_protocol_that_aws_admits_whole_are_left_out_and_told(empty: Project) -> None:
    """AWS admits all ports of a protocol by number, whatever range it is given (API reference, IpPermission)."""
    flows = """\
  sig: {from: console, to: web, channel: pub, ports: [38412/sctp, 443/tcp, esp], endpoints: [{cidr: 192.0.2.0/24}]}
  every: {from: web, to: console, channel: pub, ports: 1-65535/sctp, endpoints: [{cidr: 192.0.2.0/24}]}
"""
    empty.write("model/model.yaml", BORDER + flows)
    found = document(empty)
    inbound = found["resource"]["aws_vpc_security_group_ingress_rule"].values()
    assert [(rule["ip_protocol"], rule.get("from_port")) for rule in inbound] == [("tcp", 443), ("50", None)]
    (outbound,) = found["resource"]["aws_vpc_security_group_egress_rule"].values()
    assert (outbound["ip_protocol"], "from_port" in outbound) == ("132", False)
    told = [line for line in found["//"] if "cannot say" in line]
    assert told == ["1 Inbound: Sig. No rule can be made: this format cannot say 38412/sctp."]


def test_rules_that_are_alike_are_one_that_names_each_flow(empty: Project) -> None:
    """AWS refuses a second rule with the same ends and ports: InvalidPermission.Duplicate."""
    flows = """\
  alerts: {from: web, to: console, channel: pub, ports: 443/tcp, endpoints: [{cidr: 203.0.113.0/24}]}
  metrics: {name: Metrics – 지표, from: web, to: console, channel: pub, ports: [443/tcp, 80/tcp], endpoints: [{cidr: 203.0.113.0/24}]}
  ask: {from: web, to: console, channel: pub, ports: 8443/tcp}
  tell: {from: web, to: console, channel: pub, ports: 8443/tcp}
"""
    empty.write("model/model.yaml", BORDER + flows)
    rules = document(empty)["resource"]["aws_vpc_security_group_egress_rule"]
    assert {name: (rule["from_port"], rule["description"]) for name, rule in rules.items()} == {
        "rule_alerts_1": (443, "Alerts; metrics"),
        "rule_metrics_1": (80, "metrics"),
        "rule_ask_1": (8443, "Ask; Tell"),
    }


def test_the_description_of_a_rule_for_many_flows_is_as_long_as_aws_takes(empty: Project) -> None:
    lines = "".join(
        f"  flow-{number}: {{from: web, to: console, channel: pub, ports: 443/tcp, endpoints: [{{cidr: 203.0.113.0/24}}]}}\n"
        for number in range(60)
    )
    empty.write("model/model.yaml", BORDER + lines)
    (rule,) = document(empty)["resource"]["aws_vpc_security_group_egress_rule"].values()
    assert (len(rule["description"]), rule["description"][:14]) == (255, "flow-0; flow-1")


def test_nothing_is_asked_for_rules_that_are_not_made(empty: Project) -> None:
    """Terraform would ask for a group that no rule uses."""
    empty.write("model/model.yaml", BORDER + "  sig: {from: console, to: web, channel: pub, ports: 38412/sctp}\n")
    found = document(empty)
    assert (found.get("variable"), found.get("resource")) == (None, None)
    assert any("38412/sctp" in line for line in found["//"])
