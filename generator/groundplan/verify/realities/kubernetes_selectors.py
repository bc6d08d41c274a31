"""Which pods a manifest speaks of, and the places that they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from groundplan.domain.component import Place
from groundplan.load.kubernetes import NAME_LABEL, address_of, described_pods, label_value, labels_of, namespace_of
from groundplan.load.manifests import Manifest
from groundplan.load.trees import tree, trees
from groundplan.verify.reality import KnownModel


@dataclass(frozen=True, slots=True)
class Workload:
    """Pods that are alike, and the places that they are."""

    address: str
    manifest: Manifest
    namespace: str
    labels: Mapping[str, str]
    ports: Mapping[str, int]
    places: tuple[Place, ...]


def workload(manifest: Manifest, known: KnownModel) -> Workload | None:
    """The pods that a manifest makes, if it makes any."""
    data = tree(manifest.data)
    pods = described_pods(data)
    if pods is None:
        return None
    labels, listed = labels_of(pods), trees(tree(pods.get("spec")).get("containers"))
    numbers = ((str(port.get("name")), str(port.get("containerPort"))) for each in listed for port in trees(each.get("ports")))
    ports = {name: int(number) for name, number in numbers if number.isdecimal()}
    address, namespace = address_of(data), namespace_of(data)
    places = known.names.of(address) or by_label(labels, namespace, known)
    return Workload(address, manifest, namespace, labels, ports, places)


def by_label(labels: Mapping[str, str], namespace: str, known: KnownModel) -> tuple[Place, ...]:
    """The component that the label names, if it lies in that namespace."""
    label = labels.get(NAME_LABEL, "")
    return tuple(each for each in in_namespace(namespace, known) if label_value(each.id) == label)


def in_namespace(namespace: str, known: KnownModel) -> tuple[Place, ...]:
    """Every component of the model in a namespace."""
    homes = ((each, known.homes.get(each, ())) for each in known.facts.model.components.values())
    return tuple(each for each, names in homes if namespace in map(label_value, names))
