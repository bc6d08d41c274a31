"""What leads into a cluster from outside, as manifests write it: Services, Ingresses, ports of nodes; and what is not read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from groundplan.load.trees import JsonTree, array, tree, trees

_READ = re.compile(r"(networking\.k8s\.io|extensions|)/(Ingress|NetworkPolicy)|/Service")
_NOT_READ = re.compile(
    r"[^/]*/(Ingress|NetworkPolicy|Service)|gateway\.networking\.k8s\.io/(Gateway|\w+Route)|networking\.istio\.io/(Gateway|VirtualService)"
    r"|traefik\.(io|containo\.us)/IngressRoute\w*|projectcontour\.io/HTTPProxy|route\.openshift\.io/Route"
    r"|serving\.knative\.dev/(Route|DomainMapping)|getambassador\.io/(TCP)?Mapping|configuration\.konghq\.com/(TCP|UDP)Ingress"
    r"|cilium\.io/\w+NetworkPolicy|(crd\.)?projectcalico\.org/\w*NetworkPolicy|policy\.networking\.k8s\.io/\w+NetworkPolicy"
)
"""What leads in or filters, too, by its group and kind."""


def is_unread(data: JsonTree) -> bool:
    """Whether an object leads in or filters, and is of a kind that is not read: a route of a gateway, a policy of another program."""
    version = str(data.get("apiVersion") or "")
    name = f"{version.rpartition('/')[0]}/{data.get('kind')}"
    return _READ.fullmatch(name) is None and _NOT_READ.fullmatch(name) is not None


def number_of(value: object) -> int | None:
    """A port by its number; None for one by its name."""
    text = str(value)
    return int(text) if text.isdecimal() else None


@dataclass(frozen=True, slots=True)
class OuterPort:
    """A port at which something is reached from outside, and the numbers that it has further in."""

    protocol: str
    number: int
    inner: frozenset[int]


def leads_in(service: JsonTree) -> bool:
    """Whether a Service with this `spec` is reached from outside: by ports of nodes, by a load balancer, or by addresses of its own."""
    return service.get("type") in ("LoadBalancer", "NodePort") or bool(array(service.get("externalIPs")))


def source_ranges(service: JsonTree) -> list[object]:
    """The ranges of addresses to which the load balancer of a Service keeps; none where there is another way in."""
    is_only = service.get("type") == "LoadBalancer" and not array(service.get("externalIPs"))
    return array(service.get("loadBalancerSourceRanges")) if is_only else []


def reached_at(port: JsonTree, service: JsonTree) -> list[int]:
    """The numbers at which a port of a Service is reached from outside. Where the cluster chooses that of its nodes, the Service's own."""
    own, of_nodes, type_ = number_of(port.get("port")), number_of(port.get("nodePort")), service.get("type")
    found = [own] if type_ != "NodePort" or array(service.get("externalIPs")) else []
    if type_ == "NodePort":
        found.append(of_nodes or own)
    return list(dict.fromkeys(filter(None, found)))


def backends(spec: JsonTree) -> list[str]:
    """The names of the Services, and of what else, an Ingress leads to; `backend` and `serviceName` are how it was written before."""
    paths = (path for rule in trees(spec.get("rules")) for path in trees(tree(rule.get("http")).get("paths")))
    listed = [spec.get("defaultBackend"), spec.get("backend"), *(path.get("backend") for path in paths)]
    named = (tree(each) for each in listed if each)
    names = (tree(each.get("service") or each.get("resource")).get("name") or each.get("serviceName") for each in named)
    return list(dict.fromkeys(map(str, names)))


def has_node_network(spec: JsonTree) -> bool:
    """Whether pods with this `spec` have all of the network of their nodes."""
    return str(spec.get("hostNetwork")).lower() == "true"


def node_ports(spec: JsonTree) -> Iterator[OuterPort]:
    """The ports of a node that pods have: `hostPort`, or every port where all of the network is the node's."""
    key = "containerPort" if has_node_network(spec) else "hostPort"
    for container in (*trees(spec.get("containers")), *trees(spec.get("initContainers"))):
        for port in trees(container.get("ports")):
            number, inner = number_of(port.get(key)), number_of(port.get("containerPort"))
            if number and not str(port.get("hostIP") or "").startswith("127."):
                yield OuterPort(str(port.get("protocol") or "TCP"), number, frozenset(filter(None, [inner])))
