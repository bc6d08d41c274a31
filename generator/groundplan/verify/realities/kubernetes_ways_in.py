"""What leads into a cluster from outside: Services, Ingresses, and pods with ports of their nodes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from ipaddress import ip_network
from itertools import product

from groundplan.diagnostics import Span
from groundplan.domain.boundary import BoundaryKind
from groundplan.domain.component import Place
from groundplan.load.kubernetes import address_of, described_pods, namespace_of
from groundplan.load.kubernetes_outside import (
    OuterPort,
    backends,
    has_node_network,
    leads_in,
    node_ports,
    number_of,
    reached_at,
    source_ranges,
)
from groundplan.load.manifests import Manifest
from groundplan.load.trees import JsonTree, array, tree, trees
from groundplan.verify.boxes import EVERYWHERE, Atom, ConnectionBox, of_network, of_place, over, without_addresses
from groundplan.verify.realities.kubernetes_selectors import Workload
from groundplan.verify.reality import KnownModel, Opening, Reality, WayIn


def start_of(manifest: Manifest) -> Span:
    return Span(manifest.path, manifest.line, 1, manifest.line, 2)


def addresses_of(block: JsonTree, manifest: Manifest, reality: Reality) -> tuple[Atom, ...]:
    """The addresses of an `ipBlock`; none where it is no range, which is noted in `reality`."""
    try:
        whole = of_network(ip_network(str(block.get("cidr")), strict=False))
        taken = [of_network(ip_network(str(each), strict=False)) for each in array(block.get("except"))]
    except ValueError:
        address = address_of(tree(manifest.data))
        reality.unknown(address, "one of its `ipBlock`s: it is no range of addresses", at=start_of(manifest))
        return ()
    return without_addresses(whole, taken)


@dataclass
class WaysIn:
    """The ways in that `found` make. They say that something may come in; from where, only source ranges of a load balancer tell."""

    found: Sequence[Manifest]
    known: KnownModel
    reality: Reality
    selected: Callable[[object, str], tuple[Place, ...]]
    """The places whose pods a selector matches in a namespace."""
    named: Callable[[str, Sequence[Place]], Collection[int]]
    """The numbers of the ports that pods of some places have a name for."""

    def service(self, manifest: Manifest, data: JsonTree) -> None:
        """A Service with a port on nodes, with a load balancer, or with addresses from outside, which no source ranges guard."""
        spec, places = tree(data.get("spec")), self._behind(data)
        listed = [(port, str(port.get("protocol") or "TCP"), self._numbers(port, places)) for port in trees(spec.get("ports"))]
        own = ((number_of(port.get("port")), protocol, numbers) for port, protocol, numbers in listed)
        self._pass_on(places, [OuterPort(protocol, number, numbers) for number, protocol, numbers in own if number])
        if not leads_in(spec):
            return
        ports = [OuterPort(protocol, number, numbers) for port, protocol, numbers in listed for number in reached_at(port, spec)]
        self._lead_in(manifest, places, ports, source_ranges(spec), beside=self._beside)

    def _pass_on(self, places: Iterable[Place], ports: Iterable[OuterPort]) -> None:
        """Note which ports pods have in the place of those by which they are reached."""
        for place, port in product(places, ports):
            for transport, (number, _) in over([port.protocol], [(port.number, port.number)]):
                if inner := port.inner - {number}:
                    self.reality.passed_on.setdefault((place.id, transport, number), set()).update(inner)

    def _numbers_of(self, services: Iterable[JsonTree], places: Sequence[Place]) -> frozenset[int]:
        ports = (port for each in services for port in trees(tree(each.get("spec")).get("ports")))
        return frozenset(number for port in ports for number in self._numbers(port, places))

    def _numbers(self, port: JsonTree, places: Sequence[Place]) -> frozenset[int]:
        """The numbers of a port of a Service: its own, and that of the pods, which may have a name there."""
        target = port.get("targetPort")
        numbers = {number_of(port.get("port")), number_of(target)} - {None}
        named = self.named(str(target), places) if target is not None and number_of(target) is None else set()
        return frozenset((*filter(None, numbers), *named))

    def ingress(self, manifest: Manifest, data: JsonTree) -> None:
        """What an Ingress leads to by its rules, and by what it has for all the rest."""
        services = {each: self._service_named(each, namespace_of(data)) for each in backends(tree(data.get("spec")))}
        behind = {name: self._behind(each) for name, each in services.items()}
        bound = self.known.names.of(address_of(data))
        places = bound or tuple(place for several in behind.values() for place in several)
        for name, several in behind.items():
            if places and not bound and not several:
                hint = "bind it, or what leads there, in `bindings`"
                self.reality.unknown(address_of(data), f"who is behind `{name}`: nothing of the model", hint, at=start_of(manifest))
        inner = self._numbers_of(services.values(), places)
        self._lead_in(manifest, places, [OuterPort("TCP", 443 if tree(data.get("spec")).get("tls") else 80, inner)])

    def pods(self, workload: Workload) -> None:
        """Pods with ports of the nodes that they run on, or with all of their network."""
        spec = tree(tree(described_pods(tree(workload.manifest.data))).get("spec"))
        ports = list(node_ports(spec))
        if ports:
            self._lead_in(workload.manifest, workload.places, ports, beside=self._beside)
        if has_node_network(spec):
            for place in workload.places:
                problem = "whether a policy holds for its pods: they have the network of their nodes (`hostNetwork`)"
                self.reality.unknown(workload.address, problem, at=start_of(workload.manifest), place=place)

    def _beside(self, place: Place) -> frozenset[str]:
        """The ids of what is in the same cluster, or in the same namespace where the model has no cluster."""
        boundaries = self.known.facts.model.boundaries
        around = [boundaries[id_] for id_ in self.known.homes.get(place, ())]
        kinds = BoundaryKind.CLUSTER, BoundaryKind.NAMESPACE
        cluster = next((each for kind in kinds for each in around if each.kind is kind), None)
        if cluster is None:
            return frozenset()
        within = (each.id for each in boundaries.values() if each in cluster)
        return frozenset((cluster.id, *within, *(each.id for each, ids in self.known.homes.items() if cluster.id in ids)))

    def _service_named(self, name: str, namespace: str) -> JsonTree:
        """Nothing where it is not there."""
        address = f"Service/{namespace}/{name}"
        return next((data for each in self.found if address_of(data := tree(each.data)) == address), {})

    def _behind(self, service: JsonTree) -> tuple[Place, ...]:
        selector = tree(tree(service.get("spec")).get("selector"))
        bound = self.known.names.of(address_of(service)) if service else ()
        return bound or (self.selected({"matchLabels": selector}, namespace_of(service)) if selector else ())

    def _lead_in(
        self,
        manifest: Manifest,
        places: Sequence[Place],
        ports: Sequence[OuterPort],
        sources: Sequence[object] = (),
        beside: Callable[[Place], frozenset[str]] = lambda _: frozenset(),
    ) -> None:
        address = address_of(tree(manifest.data))
        if not places:
            self.reality.unbind(address, start_of(manifest))
        peers = list(EVERYWHERE)
        if sources:
            peers = [atom for each in sources for atom in addresses_of({"cidr": str(each)}, manifest, self.reality)]
        ranges = [pair for port in ports for pair in over([port.protocol], [(port.number, port.number)])]
        inner: dict[tuple[str, int], frozenset[int]] = {}
        for port in ports:
            for transport, (number, _) in over([port.protocol], [(port.number, port.number)]):
                inner[transport, number] = inner.get((transport, number), frozenset()) | port.inner
        self._pass_on(places, ports)
        for place in dict.fromkeys(places):
            near = of_place(place)
            boxes = tuple(ConnectionBox(peer, near, transport, each) for peer in peers for transport, each in ranges)
            way_in = WayIn(not sources, beside(place), inner)
            self.reality.openings.append(Opening(address, boxes, start_of(manifest), place, way_in))
