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


def policies(project: Project, model: str, *options: str) -> tuple[dict[str, Any], str]:
    """The policies by component (by the label that they select), and the text that they are in."""
    project.write("model/model.yaml", model)
    ended = project.run("export", "kubernetes", *options)
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


NAMESPACES = """
project: {name: P, viewpoint: vpc}
boundaries:
  vpc: {kind: vpc}
  eks: {kind: cluster, in: vpc}
  apps: {kind: namespace, in: eks}
  blue: {kind: other, in: apps}
  data: {kind: namespace, in: eks}
  elsewhere: {kind: cluster, in: vpc}
  far: {kind: namespace, in: elsewhere}
components:
  web: {kind: service, in: apps}
  api: {kind: service, in: blue}
  worker: {kind: service, in: blue}
  db: {kind: datastore, in: data}
  copy: {kind: datastore, in: far}
channels: {tls: {exposure: private, encryption: tls}}
flows:
"""
PORTS = [{"protocol": "TCP", "port": 5432}]


def namespace(name: str) -> dict[str, Any]:
    return {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": name}}}


def test_a_namespace_is_selected_by_its_name(empty: Project) -> None:
    found, text = policies(empty, NAMESPACES + "  store: {from: apps, to: db, channel: tls, ports: 5432/tcp}\n")
    assert found["db"]["spec"]["ingress"] == [{"from": [namespace("apps")], "ports": PORTS}]
    egress = {name: policy["spec"]["egress"] for name, policy in found.items()}
    admitted = [{"to": [named("db", "data")], "ports": PORTS}]
    assert egress == {"web": admitted, "api": admitted, "worker": admitted, "db": [], "copy": []}
    assert "Fill in" not in text


def test_what_a_namespace_accepts_each_of_its_pods_accepts(empty: Project) -> None:
    found, _ = policies(empty, NAMESPACES + "  call: {from: db, to: apps, channel: tls}\n")
    assert found["db"]["spec"]["egress"] == [{"to": [namespace("apps")]}], "between pods any port where none is stated"
    ingress = {name: policy["spec"]["ingress"] for name, policy in found.items()}
    admitted = [{"from": [named("db", "data")]}]
    assert ingress == {"web": admitted, "api": admitted, "worker": admitted, "db": [], "copy": []}


def test_a_part_of_a_namespace_is_selected_by_its_pods_and_a_cluster_by_its_namespaces(empty: Project) -> None:
    flows = """\
  part: {from: blue, to: db, channel: tls, ports: 5432/tcp}
  whole: {from: eks, to: web, channel: tls, ports: 5432/tcp}
"""
    found, text = policies(empty, NAMESPACES + flows)
    assert found["db"]["spec"]["ingress"] == [{"from": [named("api", "apps"), named("worker", "apps")], "ports": PORTS}]
    assert found["web"]["spec"]["ingress"] == [{"from": [namespace("apps"), namespace("data")], "ports": PORTS}]
    assert found["copy"]["spec"]["egress"] == []
    assert "Fill in" not in text


def test_what_is_in_a_place_and_no_pod_is_to_be_filled_in(empty: Project) -> None:
    model = NAMESPACES.replace("  web:", "  node: {kind: agent, in: eks}\n  web:")
    flows = """\
  whole: {from: eks, to: web, channel: tls, ports: 5432/tcp}
  near: {from: vpc, to: db, channel: tls}
"""
    found, text = policies(empty, model + flows)
    selected = [namespace("apps"), namespace("data")]
    assert found["web"]["spec"]["ingress"] == [{"from": selected, "ports": PORTS}]
    assert "# Fill in eks: Eks" in text
    assert found["db"]["spec"]["ingress"] == [{"from": selected}]
    assert "# No rule can be made: the ports are not stated." in text, "for what is no pod"
    found, text = policies(empty, model + flows, "--address", "eks=10.0.0.0/16")
    assert found["web"]["spec"]["ingress"] == [{"from": [*selected, {"ipBlock": {"cidr": "10.0.0.0/16"}}], "ports": PORTS}]
    assert "# Fill in eks" not in text


def test_pods_of_another_cluster_are_not_found_by_labels(empty: Project) -> None:
    found, text = policies(empty, NAMESPACES + "  copy: {from: db, to: copy, channel: tls, ports: 5432/tcp}\n")
    assert (found["db"]["spec"]["egress"], found["copy"]["spec"]["ingress"]) == ([], [])
    assert {"# Fill in copy: Copy", "# Fill in db: Db"} <= {line.strip() for line in text.splitlines()}


LONG = "b" * 60


def test_ids_that_begin_alike_have_names_of_their_own(empty: Project) -> None:
    """A label and a namespace have 63 letters at most, the name of an object 253, as Kubernetes says."""
    model = PLACES.replace("  ns:", f"  {LONG}-here: {{kind: namespace, in: vpc}}\n  {LONG}-there: {{kind: namespace, in: vpc}}\n  ns:")
    homes = {f"{LONG}-one": "ns", f"{LONG}-two": "ns", f"{LONG}-here-one": f"{LONG}-here", f"{LONG}-there-one": f"{LONG}-there"}
    lines = [f"  {name}: {{kind: service, in: {home}}}" for name, home in {**homes, "c" * 300: "ns"}.items()]
    model = model.replace("  other:", "\n".join([*lines, "  other:"]))
    found, _ = policies(empty, f"{model}  call: {{from: {LONG}-one, to: {LONG}-two, channel: pub, ports: 22/tcp}}\n")
    assert len(found) == 7, "each component has a label of its own"
    names = [policy["metadata"]["name"] for policy in found.values()]
    assert {"groundplan-pod", f"groundplan-{LONG}-one", f"groundplan-{LONG}-two"} < set(names)
    assert (len(set(names)), max(map(len, names))) == (7, 253)
    assert max(map(len, found)) == 63
    namespaces = {policy["metadata"]["namespace"] for policy in found.values()}
    assert (len(namespaces), max(map(len, namespaces))) == (3, 63)
    one, two = (
        found[next(label for label, policy in found.items() if policy["metadata"]["name"].endswith(end))] for end in ("-one", "-two")
    )
    labels = two["spec"]["podSelector"]["matchLabels"]
    assert one["spec"]["egress"][0]["to"][0]["podSelector"]["matchLabels"] == labels


def test_what_a_policy_cannot_say_is_left_out_and_told(empty: Project) -> None:
    flows = """\
  ping: {from: pod, to: other, channel: pub, ports: [icmp, 7/tcp]}
  tunnel: {from: pod, to: other, channel: pub, ports: [esp, gre]}
"""
    found, text = policies(empty, PLACES + flows)
    assert found["pod"]["spec"]["egress"] == [{"to": [named("other")], "ports": [{"protocol": "TCP", "port": 7}]}]
    assert "# No rule can be made: this format cannot say icmp." in text
    assert "# No rule can be made: this format cannot say esp, gre." in text
