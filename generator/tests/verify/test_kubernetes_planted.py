"""Ways into a cluster, planted one by one into manifests that agree with their model: each must be told."""

from __future__ import annotations

from pathlib import Path

import pytest
from projects import Project

from verify.telling import findings_of

MODEL = """
project: {name: Shop, viewpoint: shop}
boundaries:
  net: {kind: internet}
  shop: {kind: namespace}
components:
  user: {kind: person, in: net}
  web: {kind: service, in: shop}
  db: {kind: datastore, in: shop}
channels:
  open: {exposure: public, encryption: tls}
flows:
  visit: {from: user, to: web, channel: open, ports: 443/tcp, endpoints: [{cidr: 0.0.0.0/0}, {cidr: "::/0"}]}
bindings: {web: [Deployment/shop/web], db: [Deployment/shop/db]}
"""


def deployment(name: str, spec: str = "containers: [{name: a}]") -> str:
    labels = f"{{metadata: {{labels: {{app: {name}}}}}, spec: {{{spec}}}}}"
    return f"kind: Deployment\nmetadata: {{name: {name}, namespace: shop}}\nspec: {{template: {labels}}}\n---\n"


def service(name: str, more: str = "", ports: str = "port: 443") -> str:
    spec = f"{{selector: {{app: {name}}}, ports: [{{{ports}}}]{more}}}"
    return f"apiVersion: v1\nkind: Service\nmetadata: {{name: {name}, namespace: shop}}\nspec: {spec}\n---\n"


def ingress(more: str = "", version: str = "networking.k8s.io/v1") -> str:
    path = "{path: /, backend: {service: {name: web, port: {number: 443}}}}"
    spec = f"{{tls: [{{hosts: [a]}}], rules: [{{http: {{paths: [{path}]}}}}]{more}}}"
    return f"apiVersion: {version}\nkind: Ingress\nmetadata: {{name: i, namespace: shop}}\nspec: {spec}\n---\n"


PODS = deployment("web") + deployment("db")
WHOLE = PODS + service("web") + service("db") + ingress()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    found = Project(tmp_path)
    found.write("model/shop.yaml", MODEL)
    return found


def told(project: Project, text: str) -> list[str]:
    return findings_of(project, "all.yaml", text, "--manifests", "all.yaml")


def test_manifests_that_agree(project: Project) -> None:
    assert told(project, WHOLE) == []


def to_database(resource: str, ports: str = "tcp 443", source: str = "anywhere (IPv4) to `db`; {} from anywhere (IPv6)") -> str:
    return f"error[unmodelled-opening]: `{resource}` admits {ports} from {source.format(ports)} to `db`, which no flow of the model needs"


TO_DATABASE = [
    (ingress(), ingress(", defaultBackend: {service: {name: db, port: {number: 443}}}"), "Ingress/shop/i"),
    (ingress(), ingress(", backend: {serviceName: db, servicePort: 443}", "extensions/v1beta1"), "Ingress/shop/i"),
    (service("db"), service("db", ", externalIPs: [198.51.100.7]"), "Service/shop/db"),
    (service("db"), service("db", ", type: NodePort"), "Service/shop/db"),
    (service("db"), service("db", ", type: LoadBalancer"), "Service/shop/db"),
    (service("db"), service("db", ", type: NodePort, loadBalancerSourceRanges: [192.0.2.0/24]"), "Service/shop/db"),
    (
        service("db"),
        service("db", ", type: LoadBalancer, externalIPs: [198.51.100.7], loadBalancerSourceRanges: [192.0.2.0/24]"),
        "Service/shop/db",
    ),
    (deployment("db"), deployment("db", "containers: [{name: a, ports: [{containerPort: 1, hostPort: 443}]}]"), "Deployment/shop/db"),
    (deployment("db"), deployment("db", "initContainers: [{name: a, ports: [{hostPort: 443}]}]"), "Deployment/shop/db"),
]


@pytest.mark.parametrize(("old", "new", "resource"), TO_DATABASE)
def test_every_way_in_is_told(old: str, new: str, resource: str, project: Project) -> None:
    assert WHOLE.count(old) == 1
    assert told(project, WHOLE.replace(old, new)) == [to_database(resource)]


def test_source_ranges_of_a_load_balancer_say_from_where(project: Project) -> None:
    narrow = service("db", ", type: LoadBalancer, loadBalancerSourceRanges: [192.0.2.0/24]")
    assert told(project, WHOLE.replace(service("db"), narrow)) == [to_database("Service/shop/db", source="192.0.2.0/24")]


@pytest.mark.parametrize("more", [", type: NodePort", ", type: LoadBalancer", ", externalIPs: [198.51.100.7]"])
@pytest.mark.parametrize("more_in_the_model", ["", ", in: cluster"])
def test_a_flow_within_the_cluster_is_no_reason_for_a_way_in(more: str, more_in_the_model: str, project: Project) -> None:
    model = MODEL.replace("shop: {kind: namespace}", f"cluster: {{kind: cluster}}\n  shop: {{kind: namespace{more_in_the_model}}}")
    project.write("model/shop.yaml", model.replace("flows:\n", "flows:\n  query: {from: web, to: db, channel: open, ports: 443/tcp}\n"))
    assert told(project, WHOLE) == []
    what = "tcp 443 from anywhere (IPv4) to `db`; tcp 443 from anywhere (IPv6) to `db` besides what `query` needs"
    assert told(project, WHOLE.replace(service("db"), service("db", more))) == [f"error[wider-opening]: `Service/shop/db` admits {what}"]


OUTER_PORTS = [
    (service("web", ", type: LoadBalancer", "port: 443, targetPort: 8443"), "Service/shop/web", 443, {443, 8443}),
    (service("web", ", type: LoadBalancer", "port: 443, targetPort: main"), "Service/shop/web", 443, {443, 9443}),
    (service("web", ", type: LoadBalancer", "port: 443, targetPort: 8443, nodePort: 30443"), "Service/shop/web", 443, {443, 8443}),
    (service("web", ", type: NodePort", "port: 443, targetPort: 8443, nodePort: 30443"), "Service/shop/web", 30443, {443, 8443, 30443}),
    (service("web", ", externalIPs: [198.51.100.7]", "port: 443, targetPort: 8443"), "Service/shop/web", 443, {443, 8443}),
    (service("web", ports="port: 5000, targetPort: 8443") + ingress(), "Ingress/shop/i", 443, {443, 5000, 8443}),
    (deployment("web", "containers: [{name: a, ports: [{hostPort: 443, containerPort: 8443}]}]"), "Deployment/shop/web", 443, {443, 8443}),
]


@pytest.mark.parametrize(("text", "resource", "outer", "numbers"), OUTER_PORTS)
def test_a_way_in_is_for_a_flow_over_any_number_of_its_port(
    text: str, resource: str, outer: int, numbers: set[int], project: Project
) -> None:
    pods = deployment("web", "containers: [{name: a, ports: [{name: main, containerPort: 9443}]}]") + deployment("db")
    whole = text + deployment("db") if resource.startswith("Deployment") else pods + text
    found = {}
    for number in (80, 443, 5000, 8443, 9443, 30443):
        project.write("model/shop.yaml", MODEL.replace("443/tcp", f"{number}/tcp"))
        found[number] = told(project, whole)
    assert {number for number, findings in found.items() if not findings} == numbers
    what = f"tcp {outer} from anywhere (IPv4) to `web`; tcp {outer} from anywhere (IPv6) to `web` besides what `visit` needs"
    assert found[80] == [f"error[wider-opening]: `{resource}` admits {what}"]


def test_a_port_of_pods_is_no_way_in(project: Project) -> None:
    reached_at_22 = service("web", ", type: LoadBalancer, loadBalancerSourceRanges: [192.0.2.0/24]", "port: 22, targetPort: 8443")
    says = "admits tcp 22 from 192.0.2.0/24 to `web` besides what `visit` needs"
    assert told(project, PODS + reached_at_22) == [f"error[wider-opening]: `Service/shop/web` {says}"]


@pytest.mark.parametrize("more", ["", ", loadBalancerSourceRanges: [0.0.0.0/0, '::/0']"])
def test_a_way_in_opens_nothing_that_a_policy_closes(more: str, project: Project) -> None:
    way_in = service("web", f", type: LoadBalancer{more}")
    assert told(project, PODS + way_in + policy("web", VISIT) + policy("db")) == []
    what = "tcp 443 from anywhere (IPv4) to `web`; tcp 443 from anywhere (IPv6) to `web`"
    says = f"warning[missing-opening]: `visit` needs {what}, which `NetworkPolicy/shop/web` does not admit"
    assert told(project, PODS + way_in + policy("web") + policy("db")) == [says]


def test_a_flow_from_another_cluster_comes_in(project: Project) -> None:
    model = MODEL.replace("shop: {kind: namespace}", "one: {kind: cluster}\n  two: {kind: cluster}\n  shop: {kind: namespace, in: one}")
    model = model.replace("components:\n", "components:\n  peer: {kind: service, in: two}\n")
    project.write("model/shop.yaml", model.replace("flows:\n", "flows:\n  query: {from: peer, to: db, channel: open, ports: 443/tcp}\n"))
    assert told(project, WHOLE.replace(service("db"), service("db", ", type: LoadBalancer"))) == []


def test_a_port_of_a_node_that_nobody_outside_reaches_is_no_way_in(project: Project) -> None:
    local = deployment("db", "containers: [{name: a, ports: [{containerPort: 1, hostPort: 443, hostIP: 127.0.0.1}]}]")
    assert told(project, WHOLE.replace(deployment("db"), local)) == []


def test_pods_with_the_network_of_their_nodes_are_told(project: Project) -> None:
    of_node = deployment("db", "hostNetwork: true, containers: [{name: a, ports: [{containerPort: 443}]}]")
    no_policy = "whether a policy holds for its pods: they have the network of their nodes (`hostNetwork`)"
    assert told(project, WHOLE.replace(deployment("db"), of_node)) == [
        to_database("Deployment/shop/db"),
        f"warning[unknown-opening]: `Deployment/shop/db` does not tell {no_policy}",
    ]


@pytest.mark.parametrize("backend", ["service: {name: nobody, port: {number: 443}}", "resource: {kind: Bucket, name: nobody}"])
def test_a_backend_that_is_nowhere_is_told(backend: str, project: Project) -> None:
    assert told(project, WHOLE.replace(ingress(), ingress(f", defaultBackend: {{{backend}}}"))) == [
        "warning[unknown-opening]: `Ingress/shop/i` does not tell who is behind `nobody`: nothing of the model"
    ]


def policy(name: str, ingress: str = "", egress: str = "") -> str:
    selector = f"podSelector: {{matchLabels: {{app: {name}}}}}"
    spec = f"{{{selector}, policyTypes: [Ingress, Egress], ingress: [{ingress}], egress: [{egress}]}}"
    return f"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: {name}, namespace: shop}}\nspec: {spec}\n---\n"


VISIT = "{from: [{ipBlock: {cidr: 0.0.0.0/0}}, {ipBlock: {cidr: '::/0'}}], ports: [{port: 443}]}"
SELECTORS = [
    "matchExpressions: [{key: team, operator: NotIn, values: [other]}]",
    "matchExpressions: [{key: team, operator: DoesNotExist}]",
    "",
]


@pytest.mark.parametrize("selector", SELECTORS)
def test_namespaces_that_nobody_named_may_be_selected(selector: str, project: Project) -> None:
    guarded = PODS + policy("web", VISIT)
    assert told(project, guarded + policy("db")) == []
    peer = f"{{from: [{{namespaceSelector: {{{selector}}}, podSelector: {{matchLabels: {{app: x}}}}}}], ports: [{{port: 22}}]}}"
    what = "tcp 22 from any pod of the cluster to `db`, which no flow of the model needs"
    assert told(project, guarded + policy("db", peer)) == [f"error[unmodelled-opening]: `NetworkPolicy/shop/db` admits {what}"]


def test_a_port_by_its_name_is_every_one_that_has_it(project: Project) -> None:
    pods = [deployment(name, f"containers: [{{name: a, ports: [{{name: main, containerPort: {port}}}]}}]") for name, port in PORTS.items()]
    guarded = "".join(pods) + policy("web", VISIT, "{to: [{podSelector: {matchLabels: {app: db}}}], ports: [{port: main}]}") + policy("db")
    found = told(project, guarded)
    assert len([line for line in found if "`NetworkPolicy/shop/web` admits tcp 443, 5432 from `web` to `db`" in line]) == 1, found


PORTS = {"web": 443, "db": 5432}
NOT_READ = [
    ("gateway.networking.k8s.io/v1", "HTTPRoute"),
    ("gateway.networking.k8s.io/v1alpha2", "TCPRoute"),
    ("gateway.networking.k8s.io/v1", "Gateway"),
    ("networking.istio.io/v1", "VirtualService"),
    ("traefik.io/v1alpha1", "IngressRouteTCP"),
    ("route.openshift.io/v1", "Route"),
    ("serving.knative.dev/v1", "Service"),
    ("cilium.io/v2", "CiliumNetworkPolicy"),
    ("projectcalico.org/v3", "NetworkPolicy"),
    ("policy.networking.k8s.io/v1alpha1", "AdminNetworkPolicy"),
]


@pytest.mark.parametrize(("version", "kind"), NOT_READ)
def test_kinds_that_are_not_read_are_told(version: str, kind: str, project: Project) -> None:
    other = f"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: o, namespace: shop}}\nspec: {{}}\n---\n"
    says = f"warning[unknown-opening]: `{kind}/shop/o` does not tell what it admits: objects of this kind are not read"
    assert told(project, WHOLE + other) == [says]


@pytest.mark.parametrize(("version", "kind"), [("gateway.networking.k8s.io/v1", "GatewayClass"), ("example.com/v1", "Gateway")])
def test_kinds_that_lead_nowhere_are_passed_over(version: str, kind: str, project: Project) -> None:
    assert told(project, WHOLE + f"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: o, namespace: shop}}\n---\n") == []


def test_what_no_address_can_have_is_not_open(project: Project) -> None:
    """ICMP of version 6 does not go to addresses of version 4, whatever a rule without ports admits."""
    model = MODEL.replace("ports: 443/tcp", "ports: unknown").replace('[{cidr: 0.0.0.0/0}, {cidr: "::/0"}]', "[{cidr: 192.0.2.0/24}]")
    project.write("model/shop.yaml", model)
    rule = "{from: [{ipBlock: {cidr: 192.0.2.0/24}}]}"
    assert told(project, PODS + policy("web", rule) + policy("db")) == []


INNER = "{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: PORT}]}"
OUTER = "{to: [{podSelector: {matchLabels: {app: db}}}], ports: [{port: PORT}]}"


@pytest.mark.parametrize("target", ["8443", "main"])
def test_a_policy_sees_the_ports_of_pods_behind_their_service(target: str, project: Project) -> None:
    flow = "  query: {from: web, to: db, channel: open, ports: [443/tcp, 80/tcp]}\n"
    project.write("model/shop.yaml", MODEL.replace("flows:\n", f"flows:\n{flow}"))
    pods = deployment("web") + deployment("db", "containers: [{name: a, ports: [{name: main, containerPort: 8443}]}]")
    whole = pods + service("db", ports=f"port: 443, targetPort: {target}")

    def guarded(port: int) -> str:
        both = f"{port}}}, {{port: 80"
        return whole + policy("web", VISIT, OUTER.replace("PORT", both)) + policy("db", INNER.replace("PORT", both))

    assert told(project, guarded(8443)) == []
    assert told(project, guarded(443)) == []
    found = told(project, guarded(22))
    assert [line for line in found if "NetworkPolicy/shop/db" in line and "`db`" in line and "web` admits" not in line] == [
        "error[wider-opening]: `NetworkPolicy/shop/db` admits tcp 22 from `web` to `db` besides what `query` needs",
        "warning[missing-opening]: `query` needs tcp 443 from `web` to `db`, which `NetworkPolicy/shop/db` does not admit",
    ]
    assert len(found) == 4
