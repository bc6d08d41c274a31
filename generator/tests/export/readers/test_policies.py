"""The NetworkPolicies of the reference model: valid, and what they connect is what the model says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from projects import Project

KNOWN = {
    "kubernetes-api": "10.0.0.1",
    "ingress-load-balancer": "10.0.0.2",
    "s3-gateway-endpoint": "10.0.0.3",
    "alerts.example.com": "172.16.0.5",
}
CONNECTED = """
10.0.0.2/32 istio-ingress TCP:8443,9440
billing-scraper clickhouse-server All connections
clickhouse-operator clickhouse-server All connections
istio-ingress clickhouse-server All connections
nginx clickhouse-server All connections
prometheus clickhouse-server All connections
billing-scraper 10.0.0.3/32 TCP:443
clickhouse-server loghouse All connections
cert-manager certificate-secrets All connections
istio-ingress certificate-secrets All connections
alertmanager 172.16.0.5/32 TCP:443
prometheus alertmanager All connections
prometheus thanos All connections
cluster-tailscale-agent 198.51.100.0/24,203.0.113.16/28 UDP:41641
cluster-tailscale-agent nginx All connections
nginx 10.0.0.1/32 TCP:443
nginx prometheus All connections
"""
"""Between pods, the reference model states no ports. Hosts whose addresses nobody has given are not connected."""

NAMESPACES = """
project: {name: P, viewpoint: eks}
boundaries:
  eks: {kind: cluster}
  apps: {kind: namespace, in: eks}
  data: {kind: namespace, in: eks}
  blue: {kind: other, in: data}
components:
  web: {kind: service, in: apps}
  job: {kind: job, in: apps}
  db: {kind: datastore, in: data}
  cache: {kind: datastore, in: blue}
channels: {tls: {exposure: private, encryption: tls}}
flows:
  store: {from: apps, to: db, channel: tls, ports: 5432/tcp}
  keep: {from: web, to: blue, channel: tls, ports: 6379/tcp}
"""


@pytest.fixture(scope="module")
def policies(reference: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("policies") / "policies.yaml"
    options = [f"--address={name}={address}" for name, address in KNOWN.items()]
    ended = reference.run("export", "kubernetes", "--output", str(path), *options)
    assert (ended.code, ended.err) == (0, "")
    return path


def test_policies_are_valid(policies: Path) -> None:
    command = [sys.executable, "-m", "kubernetes_validate", "--strict", str(policies)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert (ended.stdout + ended.stderr).count("passed for resource networkpolicy/") == 13


def test_policies_connect_what_the_model_connects(policies: Path, tmp_path: Path) -> None:
    assert connected(policies.read_text(encoding="utf-8"), tmp_path) == set(CONNECTED.strip().splitlines())


def test_a_policy_that_is_wider_and_one_that_is_lost_are_noticed(policies: Path, tmp_path: Path) -> None:
    modelled, text = set(CONNECTED.strip().splitlines()), policies.read_text(encoding="utf-8")
    wider = text.replace("198.51.100.0/24", "198.51.0.0/16")
    assert wider != text
    assert connected(wider, tmp_path) - modelled, "a wider range is noticed"
    lost = text.replace("172.16.0.5/32", "172.16.0.6/32")
    assert lost != text
    assert modelled - connected(lost, tmp_path) == {"alertmanager 172.16.0.5/32 TCP:443"}


def test_policies_connect_namespaces_and_parts_of_them(empty: Project, tmp_path: Path) -> None:
    empty.write("model/model.yaml", NAMESPACES)
    ended = empty.run("export", "kubernetes")
    assert connected(ended.out, tmp_path) == {"web db TCP:5432", "job db TCP:5432", "web cache TCP:6379"}


def connected(text: str, folder: Path) -> set[str]:
    """What policies connect, as network-config-analyzer tells it: from, to, and how."""
    policies, resources = folder / "policies.yaml", folder / "resources.yaml"
    policies.write_text(text, encoding="utf-8")
    written = [document for document in yaml.safe_load_all(text) if document]
    resources.write_text(yaml.safe_dump_all([resource for policy in written for resource in cluster(policy)]), encoding="utf-8")
    found = {
        f"{source} {target} {connection}"
        for rule in connectivity(policies, resources)
        for source in ends(rule, "src")
        for target in ends(rule, "dst")
        for connection in map(ports, rule["connection"])
    }
    inside: dict[str, list[str]] = {policy["metadata"]["namespace"]: [] for policy in written}
    for policy in written:
        inside[policy["metadata"]["namespace"]].append(policy["spec"]["podSelector"]["matchLabels"]["app.kubernetes.io/name"])
    expanded = {line.replace(f"*{namespace}", pod) for line in found for namespace, pods in inside.items() for pod in pods}
    return {line for line in expanded if "*" not in line and line.split()[0] != line.split()[1]}


def cluster(policy: Any) -> list[Any]:
    """A pod that `policy` selects, in its namespace."""
    labels, namespace = policy["spec"]["podSelector"]["matchLabels"], policy["metadata"]["namespace"]
    named = {"name": labels["app.kubernetes.io/name"], "namespace": namespace, "labels": labels}
    space = {"name": namespace, "labels": {"kubernetes.io/metadata.name": namespace}}
    return [
        {"apiVersion": "v1", "kind": "Namespace", "metadata": space},
        {"apiVersion": "v1", "kind": "Pod", "metadata": named, "spec": {"containers": [{"name": "main", "image": "none"}]}},
    ]


def connectivity(policies: Path, resources: Path) -> list[Any]:
    """What network-config-analyzer says of the cluster."""
    program = Path(sys.executable).with_name("nca")
    command = [str(program), "--connectivity", str(policies), "-r", str(resources), "--output_format", "json"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    told, _ = json.JSONDecoder().raw_decode(ended.stdout, ended.stdout.index("\n[") + 1)
    rules: list[Any] = told[0]["explanation"][0]["rules"]
    assert rules
    return rules


def ends(rule: Any, side: str) -> list[str]:
    """The pods or addresses at an end of a rule; `*namespace` for all pods of one."""
    if f"{side}_pods" not in rule:
        return [",".join(rule[f"{side}_ip_block"])]
    found = []
    for pods in rule[f"{side}_pods"]:
        if pods == "*":
            found += [f"*{namespace}" for namespace in rule[f"{side}_ns"]]
        else:
            found += pods.partition(" in (")[2].rstrip(")").split(",") if " in (" in pods else [pods]
    return found


def ports(connection: Any) -> str:
    if isinstance(connection, str):
        return connection
    return f"{connection['protocols']}:{','.join(map(str, connection['dst_ports']))}"
