"""NetworkPolicies: which side of a connection has a rule, and whom it names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from projects import Project

PLACES = """
project: {name: P, viewpoint: vpc}
boundaries:
  office: {kind: network}
  vpc: {kind: vpc}
  ns: {kind: namespace, in: vpc}
components:
  console: {kind: service, in: office}
  pod: {kind: service, in: ns}
  other: {kind: service, in: ns}
channels: {pub: {exposure: public, encryption: tls}}
flows:
"""
OFFICE = {"ipBlock": {"cidr": "192.0.2.0/24"}}


def policies(project: Project, model: str) -> tuple[dict[str, Any], str]:
    """The policies by component (by the label that they select), and the text that they are in."""
    project.write("model/model.yaml", model)
    ended = project.run("export", "kubernetes")
    assert (ended.code, ended.err) == (0, "")
    found = [document for document in yaml.safe_load_all(ended.out) if document]
    return {policy["spec"]["podSelector"]["matchLabels"]["app.kubernetes.io/name"]: policy for policy in found}, ended.out


def named(component: str, namespace: str = "ns") -> dict[str, Any]:
    return {
        "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": namespace}},
        "podSelector": {"matchLabels": {"app.kubernetes.io/name": component}},
    }


def test_what_both_ends_open_is_outbound(empty: Project) -> None:
    model = """\
  punch: {from: console, to: pod, opened-by: both, channel: pub, ports: 41641/udp, endpoints: [{cidr: 192.0.2.0/24}]}
  meet: {from: pod, to: other, opened-by: both, channel: pub, ports: 3478/udp}
"""
    found, _ = policies(empty, PLACES + model)
    ports, meeting = [{"protocol": "UDP", "port": 41641}], [{"protocol": "UDP", "port": 3478}]
    assert found["pod"]["spec"]["egress"] == [{"to": [OFFICE], "ports": ports}, {"to": [named("other")], "ports": meeting}]
    assert found["other"]["spec"]["egress"] == [{"to": [named("pod")], "ports": meeting}]
    assert (found["pod"]["spec"]["ingress"], found["other"]["spec"]["ingress"]) == ([], [])
