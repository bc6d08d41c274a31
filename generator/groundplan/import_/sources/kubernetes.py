"""Kubernetes manifests: namespaces, workloads, NetworkPolicies, and the ways in from outside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import cast

from groundplan.domain.boundary import BoundaryKind
from groundplan.domain.component import ComponentKind
from groundplan.errors import GroundplanError
from groundplan.import_.draft import Draft, plain_range
from groundplan.import_.guesses import program_of
from groundplan.load.kubernetes import NAME_LABEL, NAMESPACE_LABEL, address_of, described_pods, labels_of, namespace_of, objects, selects
from groundplan.load.manifests import Manifest, manifests
from groundplan.load.trees import JsonTree, tree, trees

_JOBS = frozenset({"Job", "CronJob"})


def read(path: Path, content: bytes) -> Draft:
    """The draft of the manifests in a file. Raises GroundplanError where there are no workloads."""
    draft = _Reader(list(objects(manifests(str(path), content)))).read()
    if not draft.components:
        raise GroundplanError(f"{path} holds no workload, such as a Deployment, so that there is nothing to draw up")
    return draft


@dataclass
class _Workload:
    id: str
    namespace: str
    labels: Mapping[str, str]
    ports: dict[str, str] = field(default_factory=dict)
    """Name or number of a port -> the port as a model writes it."""


@dataclass(frozen=True, slots=True)
class _Block:
    """A range of addresses, and what is left of it where some are excepted."""

    cidr: str
    excepted: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()

    @property
    def endpoints(self) -> list[dict[str, str]]:
        return [{"cidr": each} for each in (self.rest if self.excepted else (self.cidr,))]


def _block(block: JsonTree) -> _Block:
    """Raises ValueError for what is no range of addresses."""
    cidr, listed = plain_range(str(block.get("cidr"))), block.get("except")
    excepted = tuple(plain_range(str(each)) for each in (listed if isinstance(listed, list) else ()))
    rest = [ip_network(cidr)]
    for taken in map(ip_network, excepted):
        rest = [left for each in rest for left in _without(each, taken)]
    return _Block(cidr, excepted, tuple(map(str, rest)))


def _without(network: IPv4Network | IPv6Network, taken: IPv4Network | IPv6Network) -> list[IPv4Network | IPv6Network]:
    """What is left of a range without the addresses of another."""
    if network.version != taken.version or not network.overlaps(taken):
        return [network]
    if network.prefixlen >= taken.prefixlen:
        return []
    return sorted(cast("IPv4Network", network).address_exclude(cast("IPv4Network", taken)))


@dataclass(frozen=True, slots=True)
class _Rule:
    is_inwards: bool
    ports: object


def _rules(spec: JsonTree) -> Iterator[tuple[_Rule, list[JsonTree]]]:
    """The rules of a policy, each with its peers."""
    for key, ends in (("ingress", "from"), ("egress", "to")):
        for rule in trees(spec.get(key)):
            yield _Rule(key == "ingress", rule.get("ports")), trees(rule.get(ends))


def _kind(data: JsonTree, containers: list[JsonTree]) -> tuple[ComponentKind, str]:
    """What sort of thing a workload is, and the guess behind it, if it is one."""
    if data.get("kind") in _JOBS:
        return ComponentKind.JOB, ""
    known = next((found for each in containers if (found := program_of(str(each.get("image") or "")))), None)
    if known is None:
        return ComponentKind.SERVICE, ""
    return known.kind, f"A {known.kind.value}, as the image of its container suggests."


def _ports(containers: list[JsonTree]) -> Iterator[tuple[str, str]]:
    """Name or number of each port -> the port as a model writes it."""
    for port in (port for container in containers for port in trees(container.get("ports"))):
        number = str(port.get("containerPort"))
        written = f"{number}/{str(port.get('protocol') or 'tcp').lower()}"
        yield number, written
        yield str(port.get("name") or number), written


class _Reader:
    def __init__(self, found: list[Manifest]) -> None:
        self.objects = [tree(each.data) for each in found]
        self.draft = Draft("Cluster", "")
        self.draft.viewpoint = self.draft.boundary("boundary/cluster", BoundaryKind.CLUSTER, said="Cluster")
        self.workloads: list[_Workload] = []
        self.endpoints: dict[str, list[dict[str, str]]] = {}
        """Id of a connection -> the ranges that are admitted."""

    def read(self) -> Draft:
        for data in self.objects:
            pods = described_pods(data)
            if pods is not None:
                self._workload(data, pods)
        for data in self.objects:
            if data.get("kind") == "NetworkPolicy":
                self._named_by(data)
        for data in self.objects:
            match data.get("kind"):
                case "NetworkPolicy":
                    self._policy(data)
                case "Service" if tree(data.get("spec")).get("type") in ("LoadBalancer", "NodePort"):
                    self._service(data)
                case "Ingress":
                    self._ingress(data)
        return self.draft

    def _workload(self, data: JsonTree, pods: JsonTree) -> None:
        namespace = namespace_of(data)
        home = self.draft.boundary(f"namespace/{namespace}", BoundaryKind.NAMESPACE, self.draft.viewpoint)
        containers = trees(tree(pods.get("spec")).get("containers"))
        kind, guess = _kind(data, containers)
        id_ = self.draft.component(address_of(data), kind, home, guess)
        self.draft.bindings[id_] = [address_of(data)]
        self.workloads.append(_Workload(id_, namespace, labels_of(pods), dict(_ports(containers))))

    def _named_by(self, policy: JsonTree) -> None:
        """Pods that a policy names by the label for a name, and that no manifest describes."""
        spec, own = tree(policy.get("spec")), namespace_of(policy)
        named = [(own, spec.get("podSelector"))]
        for _, rules in _rules(spec):
            for peer in rules:
                labels = tree(tree(peer.get("namespaceSelector")).get("matchLabels"))
                namespace = labels.get(NAMESPACE_LABEL) if "namespaceSelector" in peer else own
                named.append((str(namespace or ""), peer.get("podSelector")))
        for namespace, selector in named:
            name = tree(tree(selector).get("matchLabels")).get(NAME_LABEL)
            if name and namespace and not self._selected(selector, {namespace: True}):
                home = self.draft.boundary(f"namespace/{namespace}", BoundaryKind.NAMESPACE, self.draft.viewpoint)
                guess = f"Named by `{address_of(policy)}`; no manifest describes it."
                id_ = self.draft.component(f"pods/{namespace}/{name}", ComponentKind.SERVICE, home, guess)
                self.workloads.append(_Workload(id_, namespace, {NAME_LABEL: str(name)}))

    def _selected(self, selector: object, namespaces: Mapping[str, bool] | None) -> list[_Workload]:
        return [each for each in self.workloads if (namespaces is None or each.namespace in namespaces) and selects(selector, each.labels)]

    def _policy(self, data: JsonTree) -> None:
        spec, namespace = tree(data.get("spec")), namespace_of(data)
        own = self._selected(spec.get("podSelector"), {namespace: True})
        said = f"Admitted by `{address_of(data)}`; whether it is used is not said."
        for rule, peers in _rules(spec):
            for peer in self._peers(peers, namespace, address_of(data)):
                for mine in own:
                    source, target = (peer, mine) if rule.is_inwards else (mine, peer)
                    self._connect(source, target, rule.ports, said)

    def _peers(self, listed: list[JsonTree], namespace: str, address: str) -> Iterator[_Workload | _Block]:
        """Workloads, or ranges of addresses."""
        for peer in listed:
            if "ipBlock" in peer:
                yield from self._blocks([tree(peer.get("ipBlock"))], address)
                continue
            named = self._namespaces(peer["namespaceSelector"]) if "namespaceSelector" in peer else {namespace: True}
            yield from self._selected(peer.get("podSelector"), named)

    def _blocks(self, listed: list[JsonTree], address: str) -> Iterator[_Block]:
        """The ranges of an object; what is none is told to be left out."""
        for each in listed:
            try:
                yield _block(each)
            except ValueError:
                self.draft.left_out.append(f"a range of `{address}`, which is none: `{each.get('cidr')}`")

    def _namespaces(self, selector: object) -> Mapping[str, bool]:
        labels = {str(tree(each.get("metadata")).get("name")): labels_of(each) for each in self.objects if each.get("kind") == "Namespace"}
        known = {each.namespace: labels.get(each.namespace, {}) for each in self.workloads}
        return {name: True for name, own in known.items() if selects(selector, {NAMESPACE_LABEL: name, **own})}

    def _connect(self, source: _Workload | _Block, target: _Workload | _Block, listed: object, said: str) -> None:
        ports = filter(None, (self._port(port, target) for port in trees(listed)))
        self._draw(source, target, ports, said)

    def _draw(self, source: _Workload | _Block, target: _Workload | _Block, ports: Iterable[str], said: str) -> None:
        ends = [self._end(source), self._end(target)]
        blocks = [end for end in (source, target) if isinstance(end, _Block)]
        if ends[0] == ends[1] or any(not each.endpoints for each in blocks):
            return
        excepted = ", ".join(each for block in blocks for each in block.excepted)
        self.draft.flow(ends[0], ends[1], ports, f"{said} Without {excepted}." if excepted else said)
        id_ = f"{ends[0]}-to-{ends[1]}"
        for block in blocks:
            known = self.endpoints.setdefault(id_, [])
            known += [each for each in block.endpoints if each not in known]
            self.draft.flows[id_]["endpoints"] = known

    def _end(self, end: _Workload | _Block) -> str:
        if isinstance(end, _Workload):
            return end.id
        is_everywhere = end.cidr in ("0.0.0.0/0", "::/0") and not end.excepted
        return self.draft.outside if is_everywhere else self.draft.range(end.cidr)

    def _port(self, port: JsonTree, target: _Workload | _Block) -> str:
        written, last = str(port.get("port") or ""), port.get("endPort")
        named = target.ports.get(written) if isinstance(target, _Workload) else None
        if named is not None:
            return named
        transport = str(port.get("protocol") or "tcp").lower()
        return f"{written}-{last}/{transport}" if last and written.isdecimal() else f"{written}/{transport}" if written.isdecimal() else ""

    def _service(self, data: JsonTree) -> None:
        spec = tree(data.get("spec"))
        ports = [f"{port.get('port')}/{str(port.get('protocol') or 'tcp').lower()}" for port in trees(spec.get("ports"))]
        said, listed = f"`{address_of(data)}` leads in from outside.", spec.get("loadBalancerSourceRanges")
        if spec.get("type") != "LoadBalancer" or not isinstance(listed, list) or not listed:
            for each in self._behind(data):
                self.draft.flow(self.draft.outside, each.id, ports, said)
            return
        for block in self._blocks([{"cidr": str(cidr).strip()} for cidr in listed], address_of(data)):
            for each in self._behind(data):
                self._draw(block, each, ports, said)

    def _behind(self, service: JsonTree) -> list[_Workload]:
        selector = tree(tree(service.get("spec")).get("selector"))
        return self._selected({"matchLabels": selector}, {namespace_of(service): True}) if selector else []

    def _ingress(self, data: JsonTree) -> None:
        spec = tree(data.get("spec"))
        paths = (path for rule in trees(spec.get("rules")) for path in trees(tree(rule.get("http")).get("paths")))
        names = {str(tree(tree(path.get("backend")).get("service")).get("name")) for path in paths}
        for service in self.objects:
            is_named = service.get("kind") == "Service" and str(tree(service.get("metadata")).get("name")) in names
            for each in self._behind(service) if is_named and namespace_of(service) == namespace_of(data) else ():
                said = f"`{address_of(data)}` leads in from outside."
                self.draft.flow(self.draft.outside, each.id, ["443/tcp" if spec.get("tls") else "80/tcp"], said)
