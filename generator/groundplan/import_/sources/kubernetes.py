"""Kubernetes manifests: namespaces, workloads, NetworkPolicies, and the ways in from outside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import TypeAlias

from groundplan.domain.boundary import BoundaryKind
from groundplan.domain.component import ComponentKind
from groundplan.errors import GroundplanError
from groundplan.import_.draft import Draft
from groundplan.import_.guesses import program_of
from groundplan.import_.ip_blocks import EVERYBODY, IpBlock, ip_block
from groundplan.load.kubernetes import NAME_LABEL, NAMESPACE_LABEL, address_of, described_pods, labels_of, namespace_of, objects, selects
from groundplan.load.kubernetes_outside import backends, has_node_network, is_unread, leads_in, node_ports, reached_at, source_ranges
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
class _Namespace:
    """A namespace of which the file has no workloads, by its id."""

    id: str


_End: TypeAlias = "_Workload | IpBlock | _Namespace"


@dataclass(frozen=True, slots=True)
class _Rule:
    is_inwards: bool
    ports: list[JsonTree]
    peers: list[JsonTree]


def _rules(spec: JsonTree) -> Iterator[_Rule]:
    for key, ends in (("ingress", "from"), ("egress", "to")):
        for rule in trees(spec.get(key)):
            yield _Rule(key == "ingress", trees(rule.get("ports")), trees(rule.get(ends)))


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
        self.over_every_port: dict[str, str] = {}
        """Id of a connection -> what admits it over every port."""

    def read(self) -> Draft:
        self._pass_over_unread()
        for data in self.objects:
            if (pods := described_pods(data)) is not None:
                self._workload(data, pods)
        steps = {"NetworkPolicy": (self._named_by, self._policy), "Service": (self._service,), "Ingress": (self._ingress,)}
        for kind, several in steps.items():
            for step, data in product(several, self._of_kind(kind)):
                step(data)
        for id_, address in self.over_every_port.items():
            self.draft.flows[id_] |= {"ports": "unknown", "notes": f"{self.draft.flows[id_]['notes']} `{address}` admits every port."}
        return self.draft

    def _pass_over_unread(self) -> None:
        for data in filter(is_unread, self.objects):
            self.draft.leave_out(f"what `{address_of(data)}` admits: objects of this kind are not read")
        self.objects = [data for data in self.objects if not is_unread(data)]

    def _of_kind(self, kind: str) -> Iterator[JsonTree]:
        return (data for data in self.objects if data.get("kind") == kind)

    def _workload(self, data: JsonTree, pods: JsonTree) -> None:
        namespace = namespace_of(data)
        containers = trees(tree(pods.get("spec")).get("containers"))
        kind, guess = _kind(data, containers)
        id_ = self.draft.component(address_of(data), kind, self._namespace(namespace), guess)
        self.draft.bindings[id_] = [address_of(data)]
        self.workloads.append(_Workload(id_, namespace, labels_of(pods), dict(_ports(containers))))
        self._ports_of_nodes(address_of(data), tree(pods.get("spec")), id_)

    def _namespace(self, name: str) -> str:
        return self.draft.boundary(f"namespace/{name}", BoundaryKind.NAMESPACE, self.draft.viewpoint)

    def _named_by(self, policy: JsonTree) -> None:
        """Pods that a policy names by the label for a name, and that no manifest describes."""
        spec, own = tree(policy.get("spec")), namespace_of(policy)
        named = [(own, spec.get("podSelector"))]
        for peer in (peer for rule in _rules(spec) for peer in rule.peers):
            labels = tree(tree(peer.get("namespaceSelector")).get("matchLabels"))
            namespace = labels.get(NAMESPACE_LABEL) if "namespaceSelector" in peer else own
            named.append((str(namespace or ""), peer.get("podSelector")))
        for namespace, selector in named:
            name = tree(tree(selector).get("matchLabels")).get(NAME_LABEL)
            if name and namespace and not self._selected(selector, {namespace: True}):
                guess = f"Named by `{address_of(policy)}`; no manifest describes it."
                id_ = self.draft.component(f"pods/{namespace}/{name}", ComponentKind.SERVICE, self._namespace(namespace), guess)
                self.workloads.append(_Workload(id_, namespace, {NAME_LABEL: str(name)}))

    def _selected(self, selector: object, namespaces: Mapping[str, bool] | None) -> list[_Workload]:
        return [each for each in self.workloads if (namespaces is None or each.namespace in namespaces) and selects(selector, each.labels)]

    def _policy(self, data: JsonTree) -> None:
        spec, address = tree(data.get("spec")), address_of(data)
        own, rules = self._selected(spec.get("podSelector"), {namespace_of(data): True}), list(_rules(spec))
        if rules and not own:
            self.draft.leave_out(f"what `{address}` admits: nothing in the file is what it is for")
        for rule in rules if own else ():
            for peer, mine in product(list(self._peers(rule, data)), own):
                source, target = (peer, mine) if rule.is_inwards else (mine, peer)
                self._admit(source, target, rule.ports, address)

    def _peers(self, rule: _Rule, policy: JsonTree) -> Iterator[_End]:
        """Whom a rule admits. What is nothing in the file is told to be left out."""
        address = address_of(policy)
        if not rule.peers:
            self.draft.leave_out(f"that `{address}` admits every pod of the cluster, too")
            yield from EVERYBODY
        for peer in rule.peers:
            if "ipBlock" in peer:
                yield from self._blocks([tree(peer.get("ipBlock"))], address)
                continue
            if "namespaceSelector" in peer and selects(peer["namespaceSelector"], {}):
                self.draft.leave_out(f"that `{address}` admits pods of namespaces that are not in the file, too")
            named = self._namespaces(peer["namespaceSelector"]) if "namespaceSelector" in peer else {namespace_of(policy): True}
            found: list[_End] = [*self._selected(peer.get("podSelector"), named)] or [*self._elsewhere(peer)]
            if not found:
                self.draft.leave_out(f"one whom `{address}` admits, which nothing in the file is")
            yield from found

    def _elsewhere(self, peer: JsonTree) -> Iterator[_Namespace]:
        """A namespace that a peer names as a whole, and of which the file has nothing."""
        selector = tree(peer.get("namespaceSelector"))
        labels = tree(selector.get("matchLabels"))
        if not peer.get("podSelector") and not selector.get("matchExpressions") and set(labels) == {NAMESPACE_LABEL}:
            yield _Namespace(self._namespace(str(labels[NAMESPACE_LABEL])))

    def _blocks(self, listed: list[JsonTree], address: str) -> Iterator[IpBlock]:
        """The ranges of an object; what is none is told to be left out."""
        for each in listed:
            try:
                yield ip_block(each)
            except ValueError:
                self.draft.leave_out(f"a range of `{address}`, which is none: `{each.get('cidr')}`")

    def _namespaces(self, selector: object) -> Mapping[str, bool]:
        labels = {str(tree(each.get("metadata")).get("name")): labels_of(each) for each in self._of_kind("Namespace")}
        known = {each.namespace: labels.get(each.namespace, {}) for each in self.workloads}
        return {name: True for name, own in known.items() if selects(selector, {NAMESPACE_LABEL: name, **own})}

    def _admit(self, source: _End, target: _End, listed: list[JsonTree], address: str) -> None:
        if source is target:
            self.draft.leave_out(f"that `{address}` admits `{self._end(source)}` to itself")
        ports = list(filter(None, (self._port(port, target, address) for port in listed)))
        said = f"Admitted by `{address}`; whether it is used is not said."
        if (id_ := self._draw(source, target, ports, said)) and not listed:
            self.over_every_port.setdefault(id_, address)

    def _draw(self, source: _End, target: _End, ports: Iterable[str], said: str) -> str:
        """The id of the connection; none where it would lead from nobody, or to where it began."""
        ends = [self._end(source), self._end(target)]
        blocks = [end for end in (source, target) if isinstance(end, IpBlock)]
        if ends[0] == ends[1] or any(not each.endpoints for each in blocks):
            return ""
        excepted = ", ".join(each for block in blocks for each in block.excepted)
        self.draft.flow(ends[0], ends[1], ports, f"{said} Without {excepted}." if excepted else said)
        id_ = f"{ends[0]}-to-{ends[1]}"
        for block in blocks:
            known = self.endpoints.setdefault(id_, [])
            known += [each for each in block.endpoints if each not in known]
            self.draft.flows[id_]["endpoints"] = known
        return id_

    def _end(self, end: _End) -> str:
        if isinstance(end, IpBlock):
            return self.draft.outside if end.is_everywhere else self.draft.range(end.cidr)
        return end.id

    def _port(self, port: JsonTree, target: _End, address: str) -> str:
        written, last = str(port.get("port") or ""), port.get("endPort")
        named = target.ports.get(written) if isinstance(target, _Workload) else None
        if named is not None:
            return named
        transport = str(port.get("protocol") or "tcp").lower()
        if not written:
            return f"1-65535/{transport}"
        if not written.isdecimal():
            self.draft.leave_out(f"the port `{written}` of `{address}`, for which nothing in the file has a number")
            return ""
        return f"{written}-{last}/{transport}" if last else f"{written}/{transport}"

    def _ports_of_nodes(self, address: str, spec: JsonTree, id_: str) -> None:
        if has_node_network(spec):
            self.draft.leave_out(f"that no policy may hold for pods of `{address}`, which have the network of their nodes (`hostNetwork`)")
        if ports := [f"{each.number}/{each.protocol.lower()}" for each in node_ports(spec)]:
            self.draft.flow(self.draft.outside, id_, ports, f"`{address}` has ports of its nodes.")

    def _service(self, data: JsonTree) -> None:
        spec, address, behind = tree(data.get("spec")), address_of(data), self._behind(data)
        if not leads_in(spec):
            return
        if not behind:
            self.draft.leave_out(f"what `{address}` leads to from outside, which is not in the file")
        listed = [
            (number, str(port.get("protocol") or "tcp").lower()) for port in trees(spec.get("ports")) for number in reached_at(port, spec)
        ]
        ports, said = [f"{number}/{transport}" for number, transport in listed], f"`{address}` leads in from outside."
        ranges = source_ranges(spec)
        if not ranges:
            for each in behind:
                self.draft.flow(self.draft.outside, each.id, ports, said)
        for block in self._blocks([{"cidr": str(cidr).strip()} for cidr in ranges], address):
            for each in behind:
                self._draw(block, each, ports, said)

    def _behind(self, service: JsonTree) -> list[_Workload]:
        selector = tree(tree(service.get("spec")).get("selector"))
        return self._selected({"matchLabels": selector}, {namespace_of(service): True}) if selector else []

    def _ingress(self, data: JsonTree) -> None:
        spec, address = tree(data.get("spec")), address_of(data)
        for name in backends(spec):
            service = f"Service/{namespace_of(data)}/{name}"
            behind = [workload for each in self._of_kind("Service") if address_of(each) == service for workload in self._behind(each)]
            if not behind:
                self.draft.leave_out(f"what `{address}` leads to as `{name}`, which is not in the file")
            for each in behind:
                said = f"`{address}` leads in from outside."
                self.draft.flow(self.draft.outside, each.id, ["443/tcp" if spec.get("tls") else "80/tcp"], said)
