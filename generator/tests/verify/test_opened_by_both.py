"""Flows that each end opens: a firewall on either side must let them out, and may let them in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from projects import Project

from verify.telling import findings_of

MODEL = """
project: {name: Mesh, viewpoint: vpc, viewpoints: [office]}
parties: {us: {role: customer}, vendor: {role: vendor}}
boundaries:
  office: {kind: network, owner: vendor}
  vpc: {kind: vpc, owner: us}
  ns: {kind: namespace, in: vpc}
components:
  console: {kind: service, in: office}
  pod: {kind: service, in: ns}
channels:
  open: {exposure: public, encryption: tls}
flows:
  punch: {from: console, to: pod, opened-by: both, channel: open, ports: 41641/udp, endpoints: [{cidr: 192.0.2.0/24}]}
bindings: {pod: [aws_security_group.pod]}
"""
POLICY = """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: pod, namespace: ns}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: pod}}
  policyTypes: [Ingress, Egress]
"""
OUT = "  egress: [{to: [{ipBlock: {cidr: 192.0.2.0/24}}], ports: [{protocol: UDP, port: 41641}]}]\n"
IN = "  ingress: [{from: [{ipBlock: {cidr: 192.0.2.0/24}}], ports: [{protocol: UDP, port: 41641}]}]\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    found = Project(tmp_path)
    found.write("model/mesh.yaml", MODEL)
    return found


def told(project: Project, option: str, text: str) -> list[str]:
    return findings_of(project, "read", text, option, "read")


def missing(resource: str) -> str:
    return f"warning[missing-opening]: `punch` needs udp 41641 from `pod` to 192.0.2.0/24, which `{resource}` does not admit"


@pytest.mark.parametrize(("rules", "findings"), [(OUT, []), (OUT + IN, []), (IN, [missing("NetworkPolicy/ns/pod")])])
def test_a_policy_must_let_it_out_and_may_let_it_in(rules: str, findings: list[str], project: Project) -> None:
    assert told(project, "--manifests", POLICY + rules) == findings


def security_group(*directions: str) -> str:
    """A plan with a group for the pod, and a rule for the flow in each of `directions`."""
    ends = {"cidr_blocks": ["192.0.2.0/24"], "protocol": "udp", "from_port": 41641, "to_port": 41641}
    values = {"name": "pod", "ingress": [], "egress": [], **{direction: [ends] for direction in directions}}
    group = {"address": "aws_security_group.pod", "mode": "managed", "type": "aws_security_group", "name": "pod", "values": values}
    return json.dumps({"format_version": "1.2", "planned_values": {"root_module": {"resources": [group]}}, "configuration": {}})


@pytest.mark.parametrize(
    ("directions", "findings"),
    [(("egress",), []), (("ingress", "egress"), []), (("ingress",), [missing("aws_security_group.pod")])],
)
def test_a_security_group_must_let_it_out_and_may_let_it_in(directions: tuple[str, ...], findings: list[str], project: Project) -> None:
    assert told(project, "--plan", security_group(*directions)) == findings


@pytest.mark.parametrize(("format_", "option"), [("kubernetes", "--manifests"), ("nftables", "--rules"), ("iptables", "--rules")])
def test_what_is_exported_agrees_with_its_model(format_: str, option: str, project: Project) -> None:
    addresses = ("--address", "pod=10.0.0.1") if option == "--rules" else ()
    exported = project.run("export", format_, *addresses)
    assert "41641" in exported.out
    project.write("read", exported.out)
    assert project.run("verify", option, "read", *addresses).out.strip() == "no findings"
