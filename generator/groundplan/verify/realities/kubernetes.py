"""What Kubernetes manifests open: NetworkPolicies, and Services and Ingresses that lead in from outside."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from groundplan.domain.boundary import BoundaryKind
from groundplan.domain.component import Place
from groundplan.domain.flow import Direction
from groundplan.domain.range import Range
from groundplan.errors import GroundplanError
from groundplan.load.kubernetes import NAME_LABEL, NAMESPACE_LABEL, address_of, label_value, namespace_of, objects, selects
from groundplan.load.kubernetes_outside import is_unread, number_of
from groundplan.load.manifests import Manifest, manifests
from groundplan.load.trees import JsonTree, tree, trees
from groundplan.project.sources import content_of, entries_below
from groundplan.verify.boxes import EVERYWHERE, WITH_PORTS, Atom, ConnectionBox, every_transport, of_place, over
from groundplan.verify.realities.kubernetes_selectors import Workload, in_namespace, workload
from groundplan.verify.realities.kubernetes_ways_in import WaysIn, addresses_of, start_of
from groundplan.verify.reality import Closing, KnownModel, Opening, Reality

_SIDES = (("Ingress", "ingress", "from", Direction.INBOUND), ("Egress", "egress", "to", Direction.OUTBOUND))
_SUFFIXES = (".yaml", ".yml", ".json")
ANY_POD = Atom("pods", "any pod of the cluster")


def read(path: Path, known: KnownModel) -> Reality:
    """What the manifests in a file or folder open. Raises GroundplanError for what is no YAML, and OSError."""
    found = [document for file in _files(path) for document in manifests(str(file), content_of(file))]
    return _Reader(list(objects(found)), known, str(path)).read()


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = [Path(entry.path) for entry in entries_below(path) if entry.name.endswith(_SUFFIXES) and not entry.is_dir()]
    if not files:
        raise GroundplanError(f"{path} holds no manifests: no file there ends in {', '.join(_SUFFIXES)}")
    return files


class _Reader:
    def __init__(self, found: list[Manifest], known: KnownModel, path: str) -> None:
        self.found = found
        self.known = known
        self.reality = Reality(path)
        self.workloads = [each for manifest in found if (each := workload(manifest, known)) is not None]
        self.namespaces = {
            str(tree(tree(manifest.data).get("metadata")).get("name")): tree(tree(tree(manifest.data).get("metadata")).get("labels"))
            for manifest in found
            if tree(manifest.data).get("kind") == "Namespace"
        }

    def read(self) -> Reality:
        for component in self.known.facts.model.components.values():
            if any(component in in_namespace(namespace, self.known) for namespace in self._all_namespaces()):
                self.reality.nameable.add(component.id)
        ways_in = WaysIn(self.found, self.known, self.reality, self._selected, self._named)
        for manifest in self.found:
            data = tree(manifest.data)
            match data.get("kind"):
                case _ if is_unread(data):
                    self._unread(manifest, data)
                case "NetworkPolicy":
                    self._policy(manifest, data)
                case "Service":
                    ways_in.service(manifest, data)
                case "Ingress":
                    ways_in.ingress(manifest, data)
        for each in self.workloads:
            ways_in.pods(each)
        self._without_policy()
        return self.reality

    def _unread(self, manifest: Manifest, data: JsonTree) -> None:
        address = address_of(data)
        place = next(iter(self.known.names.of(address)), None)
        self.reality.unknown(address, "what it admits: objects of this kind are not read", at=start_of(manifest), place=place)

    def _policy(self, manifest: Manifest, data: JsonTree) -> None:
        spec, address, namespace = tree(data.get("spec")), address_of(data), namespace_of(data)
        places = self.known.names.of(address) or self._selected(spec.get("podSelector"), namespace)
        if not places:
            self.reality.unbind(address, start_of(manifest))
        listed = spec.get("policyTypes")
        types = listed if isinstance(listed, list) else ["Ingress", *(["Egress"] if "egress" in spec else [])]
        for type_, key, ends, direction in _SIDES:
            if type_ in types:
                for place in places:
                    self.reality.bounded.setdefault((place, direction), Closing(address, WITH_PORTS))
                for rule in trees(spec.get(key)):
                    self._rule(manifest, address, places, rule, (ends, direction, namespace))

    def _rule(self, manifest: Manifest, address: str, places: Sequence[Place], rule: JsonTree, side: tuple[str, Direction, str]) -> None:
        ends, direction, namespace = side
        peers = self._peers(manifest, address, rule.get(ends), namespace)
        for place in places:
            ranges = self._ports(manifest, address, rule.get("ports"), place if direction is Direction.INBOUND else None)
            near = of_place(place)
            pairs = [(peer, near) if direction is Direction.INBOUND else (near, peer) for peer in peers]
            boxes = tuple(ConnectionBox(source, target, transport, each) for source, target in pairs for transport, each in ranges)
            self.reality.openings.append(Opening(address, boxes, start_of(manifest), place))

    def _peers(self, manifest: Manifest, address: str, listed: object, namespace: str) -> list[Atom]:
        if not listed:
            return [*EVERYWHERE, *self._any_pod({}, self._all_namespaces())]
        return [atom for peer in trees(listed) for atom in self._peer(manifest, address, peer, namespace)]

    def _peer(self, manifest: Manifest, address: str, peer: JsonTree, namespace: str) -> Iterator[Atom]:
        if "ipBlock" in peer:
            yield from addresses_of(tree(peer.get("ipBlock")), manifest, self.reality)
            return
        if "namespaceSelector" not in peer:
            places = self._selected(peer.get("podSelector"), namespace)
        else:
            names = self._selected_namespaces(peer.get("namespaceSelector"))
            if selects(peer.get("namespaceSelector"), {}):  # which is so of namespaces, too, that nobody has named
                yield from self._any_pod(peer.get("podSelector"), names)
                return
            found = (place for name in names for place in self._selected(peer.get("podSelector"), name))
            places = tuple(found) or (() if peer.get("podSelector") else self._empty(names))
        if not places:
            self.reality.unknown(
                address, "who is meant by one of its peers: nothing of the model", "bind the pods in `bindings`", at=start_of(manifest)
            )
        yield from map(of_place, dict.fromkeys(places))

    def _any_pod(self, selector: object, names: Iterable[str]) -> Iterator[Atom]:
        """Pods in whatever namespace, those of the model in these among them."""
        yield ANY_POD
        found = (place for name in names for place in self._selected(selector, name))
        yield from map(of_place, dict.fromkeys(found))

    def _selected_namespaces(self, selector: object) -> list[str]:
        """The names of the namespaces that are selected, among those that are known."""
        known = self._all_namespaces()
        return [name for name, labels in known.items() if selects(selector, {NAMESPACE_LABEL: name, **_texts(labels)})]

    def _empty(self, names: Collection[str]) -> tuple[Place, ...]:
        """The namespaces of the model that are called so. With components in them, it is these that are selected."""
        boundaries = self.known.facts.model.boundaries.values()
        return tuple(each for each in boundaries if each.kind is BoundaryKind.NAMESPACE and label_value(each.id) in names)

    def _all_namespaces(self) -> Mapping[str, JsonTree]:
        """Those of the manifests and those of the model, each with its labels."""
        of_model = (label_value(each.id) for each in self.known.facts.model.boundaries.values() if each.kind is BoundaryKind.NAMESPACE)
        return {**{name: {} for name in (*of_model, *(each.namespace for each in self.workloads))}, **self.namespaces}

    def _selected(self, selector: object, namespace: str) -> tuple[Place, ...]:
        """The places whose pods a selector matches in a namespace: by workloads that are bound, else by the label of components."""
        found = [
            place for each in self.workloads if each.namespace == namespace and selects(selector, each.labels) for place in each.places
        ]
        labelled = (
            component for component in in_namespace(namespace, self.known) if selects(selector, {NAME_LABEL: label_value(component.id)})
        )
        return tuple(dict.fromkeys((*found, *(each for each in labelled if not self._is_bound(each)))))

    def _is_bound(self, component: Place) -> bool:
        """Whether some workload is known to be this component, so that its labels are known, too."""
        return any(component in each.places for each in self.workloads)

    def _ports(self, manifest: Manifest, address: str, listed: object, place: Place | None) -> list[tuple[str, Range]]:
        if not listed:
            return list(every_transport())
        found: list[tuple[str, Range]] = []
        for port in trees(listed):
            ranges = self._range(port, place)
            if ranges is None:
                self.reality.unknown(address, f"which port `{port.get('port')}` is", "write its number", at=start_of(manifest), place=place)
            else:
                found += over([str(port.get("protocol") or "TCP")], ranges)
        return found

    def _range(self, port: JsonTree, place: Place | None) -> list[Range] | None:
        written, last = port.get("port"), port.get("endPort")
        if written is None:
            return []
        number = number_of(written)
        if number is None:
            named = self._named(str(written), None if place is None else [place])
            return [(port, port) for port in sorted(named)] or None
        return [(number, number_of(last) or number)]

    def _named(self, port: str, places: Collection[Place] | None) -> set[int]:
        """The numbers of the ports that pods of some places, or of any, have a name for."""
        found = (each for each in self.workloads if places is None or any(place in places for place in each.places))
        return {each.ports[port] for each in found if port in each.ports}

    def _without_policy(self) -> None:
        """Pods that no policy guards are open to all, and to all that they want."""
        found = (tree(manifest.data) for manifest in self.found)
        policies = any(data.get("kind") == "NetworkPolicy" and not is_unread(data) for data in found)
        for each in self.workloads:
            if not each.places:
                self.reality.unbind(each.address, start_of(each.manifest))
            for place in each.places if policies else ():
                for _, _, _, direction in _SIDES:
                    if (place, direction) not in self.reality.bounded:
                        self._open_wide(each, place, direction)

    def _open_wide(self, each: Workload, place: Place, direction: Direction) -> None:
        near = of_place(place)
        pairs = [(peer, near) if direction is Direction.INBOUND else (near, peer) for peer in (*EVERYWHERE, ANY_POD)]
        boxes = tuple(ConnectionBox(source, target, transport, ports) for source, target in pairs for transport, ports in every_transport())
        self.reality.openings.append(Opening(each.address, boxes, start_of(each.manifest), place))


def _texts(labels: object) -> dict[str, str]:
    return {str(key): str(value) for key, value in tree(labels).items()}
