"""Kubernetes manifests: namespaces, workloads, NetworkPolicies, and the ways in from outside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from groundplan.domain.boundary import BoundaryKind
from groundplan.domain.component import ComponentKind
from groundplan.errors import GroundplanError
from groundplan.import_.draft import Draft
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
            for peer in self._peers(peers, namespace):
                for mine in own:
                    source, target = (peer, mine) if rule.is_inwards else (mine, peer)
                    self._connect(source, target, rule.ports, said)

    def _peers(self, listed: list[JsonTree], namespace: str) -> Iterator[_Workload | str]:
        """Workloads, or a range of addresses."""
        for peer in listed:
            if "ipBlock" in peer:
                yield str(tree(peer.get("ipBlock")).get("cidr"))
                continue
            named = self._namespaces(peer["namespaceSelector"]) if "namespaceSelector" in peer else {namespace: True}
            yield from self._selected(peer.get("podSelector"), named)

    def _namespaces(self, selector: object) -> Mapping[str, bool]:
        labels = {str(tree(each.get("metadata")).get("name")): labels_of(each) for each in self.objects if each.get("kind") == "Namespace"}
        known = {each.namespace: labels.get(each.namespace, {}) for each in self.workloads}
        return {name: True for name, own in known.items() if selects(selector, {NAMESPACE_LABEL: name, **own})}

    def _connect(self, source: _Workload | str, target: _Workload | str, listed: object, said: str) -> None:
        ranges = [end for end in (source, target) if isinstance(end, str)]
        try:
            ends = [self._end(source), self._end(target)]
        except ValueError:  # a block that is no range of addresses
            return
        if ends[0] == ends[1]:
            return
        ports = filter(None, (self._port(port, target) for port in trees(listed)))
        self.draft.flow(ends[0], ends[1], ports, said)
        if ranges:
            self.draft.flows[f"{ends[0]}-to-{ends[1]}"]["endpoints"] = [{"cidr": each} for each in ranges]

    def _end(self, end: _Workload | str) -> str:
        if not isinstance(end, str):
            return end.id
        return self.draft.outside if end in ("0.0.0.0/0", "::/0") else self.draft.range(end)

    def _port(self, port: JsonTree, target: _Workload | str) -> str:
        written, last = str(port.get("port") or ""), port.get("endPort")
        named = target.ports.get(written) if isinstance(target, _Workload) else None
        if named is not None:
            return named
        transport = str(port.get("protocol") or "tcp").lower()
        return f"{written}-{last}/{transport}" if last and written.isdecimal() else f"{written}/{transport}" if written.isdecimal() else ""

    def _service(self, data: JsonTree) -> None:
        spec = tree(data.get("spec"))
        ports = [f"{port.get('port')}/{str(port.get('protocol') or 'tcp').lower()}" for port in trees(spec.get("ports"))]
        for each in self._behind(data):
            self.draft.flow(self.draft.outside, each.id, ports, f"`{address_of(data)}` leads in from outside.")

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
