"""What manifests admit is in the draft, or is told to be left out: nothing that is open is passed over in silence."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from projects import Project, run

EVERYBODY = [{"cidr": "0.0.0.0/0"}, {"cidr": "::/0"}]


def deployment(name: str, **spec: Any) -> dict[str, Any]:
    ports = [{"name": "main", "containerPort": 8080}]
    pods = {"metadata": {"labels": {"app": name}}, "spec": {"containers": [{"image": "x", "ports": ports}], **spec}}
    return {"kind": "Deployment", "metadata": {"name": name, "namespace": "shop"}, "spec": {"template": pods}}


def policy(name: str = "web", **sides: Any) -> dict[str, Any]:
    spec = {"podSelector": {"matchLabels": {"app": name}}, "policyTypes": ["Ingress", "Egress"], **sides}
    return {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": name, "namespace": "shop"}, "spec": spec}


def service(name: str = "web", **spec: Any) -> dict[str, Any]:
    spec = {"selector": {"app": name}, **spec}
    return {"apiVersion": "v1", "kind": "Service", "metadata": {"name": name, "namespace": "shop"}, "spec": spec}


def drawn_up(folder: Path, *objects: dict[str, Any]) -> tuple[Project, list[str]]:
    """A project made of manifests, and what was told to be left out of it, on the terminal as at its head."""
    (folder / "all.yaml").write_text(yaml.safe_dump_all(objects), encoding="utf-8")
    ended = run("import", "kubernetes", "all.yaml", "--output", "draft", folder=folder)
    assert ended.code == 0
    project = Project(folder / "draft")
    assert [line for line in project.told() if "error[" in line] == []
    told = ended.err.splitlines()
    assert [line.removeprefix("left out: ") for line in told] == re.findall(r"# Left out: (.*)\.", project.read("model/project.yaml"))
    return project, [line.removeprefix("left out: ") for line in told]


def flows(project: Project) -> dict[str, Any]:
    path = project.root / "model/connections.yaml"
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {"flows": {}}
    return {id_: (flow["ports"], flow.get("endpoints", [])) for id_, flow in found["flows"].items()}


def test_a_rule_without_peers_admits_everybody(tmp_path: Path) -> None:
    open_ = policy(ingress=[{"ports": [{"port": 8080}]}], egress=[{"ports": [{"port": 53, "protocol": "UDP"}]}])
    project, told = drawn_up(tmp_path, deployment("web"), open_)
    assert flows(project) == {"outside-to-web": (["8080/tcp"], EVERYBODY), "web-to-outside": (["53/udp"], EVERYBODY)}
    assert told == ["that `NetworkPolicy/shop/web` admits every pod of the cluster, too"]


def test_a_rule_without_ports_admits_every_one_whatever_other_rules_name(tmp_path: Path) -> None:
    rules = [{"from": [{"podSelector": {"matchLabels": {"app": "db"}}}]}, {"from": [{"podSelector": {}}], "ports": [{"port": 8080}]}]
    for order in (rules, rules[::-1]):
        folder = tmp_path / str(order is rules)
        folder.mkdir()
        project, told = drawn_up(folder, deployment("web"), deployment("db"), policy(ingress=order), policy("db"))
        assert flows(project) == {"db-to-web": ("unknown", [])}
        assert "`NetworkPolicy/shop/web` admits every port." in project.read("model/connections.yaml")
        assert told == ["that `NetworkPolicy/shop/web` admits `web` to itself"]


def test_a_namespace_of_which_the_file_has_nothing_is_an_end(tmp_path: Path) -> None:
    dns = {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "kube-system"}}}
    project, told = drawn_up(tmp_path, deployment("web"), policy(egress=[{"to": [dns], "ports": [{"port": 53, "protocol": "UDP"}]}]))
    assert (flows(project), told) == ({"web-to-kube-system": (["53/udp"], [])}, [])
    assert project.run("verify", "--manifests", str(tmp_path / "all.yaml")).out.strip() == "no findings"


def ingress(name: str) -> dict[str, Any]:
    backend = {"service": {"name": name}}
    return {"kind": "Ingress", "metadata": {"name": "i", "namespace": "shop"}, "spec": {"defaultBackend": backend}}


def unread(version: str, kind: str) -> dict[str, Any]:
    return {"apiVersion": version, "kind": kind, "metadata": {"name": "r", "namespace": "shop"}, "spec": {"ingress": [{}]}}


def admitting(*peers: dict[str, Any], port: Any = 80) -> dict[str, Any]:
    return policy(ingress=[{"from": list(peers), "ports": [{"port": port}]}])


WEB, NOBODY = "`NetworkPolicy/shop/web`", {"matchLabels": {"app": "no"}}
LEFT_OUT = [
    (admitting({"podSelector": NOBODY}), f"one whom {WEB} admits, which nothing in the file is"),
    (admitting({"namespaceSelector": NOBODY}), f"one whom {WEB} admits, which nothing in the file is"),
    (admitting({"namespaceSelector": {}}), f"that {WEB} admits pods of namespaces that are not in the file, too"),
    (admitting({"ipBlock": {"cidr": "192.0.2.0/24"}}, port="no"), f"the port `no` of {WEB}, for which nothing in the file has a number"),
    (policy("no", ingress=[{}]), "what `NetworkPolicy/shop/no` admits: nothing in the file is what it is for"),
    (service("no", type="NodePort", ports=[{"port": 1}]), "what `Service/shop/no` leads to from outside, which is not in the file"),
    (ingress("no"), "what `Ingress/shop/i` leads to as `no`, which is not in the file"),
    (unread("gateway.networking.k8s.io/v1", "HTTPRoute"), "what `HTTPRoute/shop/r` admits: objects of this kind are not read"),
    (unread("projectcalico.org/v3", "NetworkPolicy"), "what `NetworkPolicy/shop/r` admits: objects of this kind are not read"),
    (
        deployment("node", hostNetwork=True),
        "that no policy may hold for pods of `Deployment/shop/node`, which have the network of their nodes (`hostNetwork`)",
    ),
]


@pytest.mark.parametrize(("manifest", "says"), LEFT_OUT)
def test_what_is_not_drawn_is_told(manifest: dict[str, Any], says: str, tmp_path: Path) -> None:
    assert says in drawn_up(tmp_path, deployment("web"), manifest)[1]


PORT = {"port": 443, "targetPort": 8443}
WAYS_IN = [
    ([service(externalIPs=["198.51.100.7"], ports=[PORT])], ["443/tcp"]),
    ([service(type="LoadBalancer", ports=[{**PORT, "nodePort": 30443}])], ["443/tcp"]),
    ([service(type="NodePort", ports=[{**PORT, "nodePort": 30443}])], ["30443/tcp"]),
    ([service(type="NodePort", ports=[PORT])], ["443/tcp"]),
    ([service(type="NodePort", externalIPs=["198.51.100.7"], ports=[{**PORT, "nodePort": 30443}])], ["443/tcp", "30443/tcp"]),
    ([service(ports=[PORT]), ingress("web")], ["80/tcp"]),
]


@pytest.mark.parametrize(("objects", "ports"), WAYS_IN)
def test_ways_in_are_drawn_and_agree_with_their_manifests(objects: list[dict[str, Any]], ports: list[str], tmp_path: Path) -> None:
    project, told = drawn_up(tmp_path, deployment("web"), *objects)
    assert (flows(project), told) == ({"outside-to-web": (ports, [])}, [])
    assert project.run("verify", "--manifests", str(tmp_path / "all.yaml")).out.strip() == "no findings"
    guarded = policy(ingress=[{"from": [{"ipBlock": each} for each in EVERYBODY], "ports": [{"port": 8443}]}])
    (tmp_path / "guarded").mkdir()
    project, told = drawn_up(tmp_path / "guarded", deployment("web"), *objects, guarded)
    assert (flows(project), told) == ({"outside-to-web": (["8443/tcp", *ports], EVERYBODY)}, [])
    assert project.run("verify", "--manifests", str(tmp_path / "guarded/all.yaml")).out.strip() == "no findings"


def test_ports_of_a_service_and_of_its_pods_agree_with_their_manifests(tmp_path: Path) -> None:
    office = {"ipBlock": {"cidr": "203.0.113.0/24"}}
    reached = service(type="LoadBalancer", ports=[PORT], loadBalancerSourceRanges=["203.0.113.0/24"])
    project, told = drawn_up(tmp_path, deployment("web"), reached, admitting(office, port=8443))
    assert (flows(project), told) == ({"203-0-113-0-24-to-web": (["8443/tcp", "443/tcp"], [{"cidr": "203.0.113.0/24"}])}, [])
    assert project.run("verify", "--manifests", str(tmp_path / "all.yaml")).out.strip() == "no findings"


def test_ports_of_nodes_are_drawn_and_agree_with_their_manifests(tmp_path: Path) -> None:
    ports = [{"containerPort": 80, "hostPort": 8080}, {"containerPort": 1, "hostPort": 2, "hostIP": "127.0.0.1"}]
    pods = deployment("web", initContainers=[{"ports": ports}])
    project, told = drawn_up(tmp_path, pods)
    assert (flows(project), told) == ({"outside-to-web": (["8080/tcp"], [])}, [])
    assert project.run("verify", "--manifests", str(tmp_path / "all.yaml")).out.strip() == "no findings"


PEERS = [
    {"podSelector": {"matchLabels": {"app": "db"}}},
    {"podSelector": {}},
    {"podSelector": {"matchLabels": {"app": "no"}}},
    {"namespaceSelector": {}},
    {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "kube-system"}}},
    {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "kube-system"}}, "podSelector": {"matchLabels": {"app": "x"}}},
    {"ipBlock": {"cidr": "192.0.2.0/24", "except": ["192.0.2.128/25"]}},
    {"ipBlock": {"cidr": "0.0.0.0/0"}},
]
RULE_PORTS = [
    {"port": 8080},
    {"port": "main"},
    {"port": "no"},
    {"port": 53, "protocol": "UDP"},
    {"port": 8000, "endPort": 8010},
    {"protocol": "TCP"},
]
RULES = st.lists(st.tuples(st.lists(st.sampled_from(PEERS), max_size=2), st.lists(st.sampled_from(RULE_PORTS), max_size=2)), max_size=2)
SERVICE_PORTS = st.sampled_from([PORT, {"port": 80}, {"port": 81, "nodePort": 30081}])
SERVICE = {
    "type": st.sampled_from(["ClusterIP", "NodePort", "LoadBalancer"]),
    "externalIPs": st.sampled_from([[], ["198.51.100.7"]]),
    "loadBalancerSourceRanges": st.sampled_from([[], ["203.0.113.0/24"]]),
    "ports": st.lists(SERVICE_PORTS, min_size=1, unique_by=str),
}


def rules(word: str, drawn: list[tuple[list[Any], list[Any]]]) -> list[dict[str, Any]]:
    return [{key: value for key, value in ((word, peers), ("ports", ports)) if value} for peers, ports in drawn]


@given(RULES, RULES, st.fixed_dictionaries(SERVICE), st.sampled_from(["web", "no"]))
def test_whatever_is_open_is_drawn_or_told(
    tmp_path_factory: pytest.TempPathFactory, ingress: list[Any], egress: list[Any], spec: dict[str, Any], behind: str
) -> None:
    folder = tmp_path_factory.mktemp("all")
    guarded = policy(ingress=rules("from", ingress), egress=rules("to", egress))
    project, told = drawn_up(folder, deployment("web"), deployment("db"), guarded, policy("db"), service(behind, **spec))
    ended = project.run("verify", "--manifests", str(folder / "all.yaml"))
    assert ended.err == ""
    assert told or "error[" not in ended.out
