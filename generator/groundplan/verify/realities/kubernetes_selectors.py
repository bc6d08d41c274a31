"""Which pods a manifest speaks of: labels, selectors, and the places that they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from groundplan.domain.component import Place
from groundplan.domain.model import Model
from groundplan.load.manifests import Manifest
from groundplan.verify.reality import Known

NAME_LABEL = "app.kubernetes.io/name"
"""By what label the pods of a component are known where no binding names them: its id, in the namespace of its boundary's id."""
NAMESPACE_LABEL = "kubernetes.io/metadata.name"
_POD_SPECS = {
    "Pod": (),
    "Deployment": ("template",),
    "StatefulSet": ("template",),
    "DaemonSet": ("template",),
    "ReplicaSet": ("template",),
    "Job": ("template",),
    "CronJob": ("jobTemplate", "spec", "template"),
}
"""Kind -> where, below its `spec`, the pods are described."""


@dataclass(frozen=True, slots=True)
class Workload:
    """Pods that are alike, and the places that they are."""

    address: str
    manifest: Manifest
    namespace: str
    labels: Mapping[str, str]
    ports: Mapping[str, int]
    places: tuple[Place, ...]


def tree(value: object) -> Mapping[str, Any]:
    """A mapping; an empty one where it is something else."""
    return value if isinstance(value, Mapping) else {}


def trees(value: object) -> list[Mapping[str, Any]]:
    """The mappings in a list."""
    return [tree(each) for each in value] if isinstance(value, list) else []


def namespace_of(data: Mapping[str, Any]) -> str:
    return str(tree(data.get("metadata")).get("namespace") or "default")


def address_of(data: Mapping[str, Any]) -> str:
    """`NetworkPolicy/shop/api`."""
    name = tree(data.get("metadata")).get("name") or "?"
    return f"{data.get('kind')}/{namespace_of(data)}/{name}"


def workload(manifest: Manifest, known: Known) -> Workload | None:
    """The pods that a manifest makes, if it makes any."""
    data = tree(manifest.data)
    below = _POD_SPECS.get(str(data.get("kind")))
    if below is None:
        return None
    described: Mapping[str, Any] = data
    if below:
        described = tree(data.get("spec"))
        for key in below:
            described = tree(described.get(key))
    labels = {str(key): str(value) for key, value in tree(tree(described.get("metadata")).get("labels")).items()}
    containers = trees(tree(described.get("spec")).get("containers"))
    listed = [port for container in containers for port in trees(container.get("ports"))]
    ports = {
        str(port["name"]): int(port["containerPort"]) for port in listed if port.get("name") and str(port.get("containerPort")).isdecimal()
    }
    address, namespace = address_of(data), namespace_of(data)
    places = known.names.of(address) or by_label(labels, namespace, known)
    return Workload(address, manifest, namespace, labels, ports, places)


def by_label(labels: Mapping[str, str], namespace: str, known: Known) -> tuple[Place, ...]:
    """The component that the label names, if it lies in that namespace."""
    component = known.facts.model.components.get(labels.get(NAME_LABEL, ""))
    return (component,) if component is not None and namespace in known.homes.get(component, ()) else ()


def in_namespace(namespace: str, known: Known) -> tuple[Place, ...]:
    """Every component of the model in a namespace."""
    model: Model = known.facts.model
    return tuple(component for component in model.components.values() if namespace in known.homes.get(component, ()))


def selects(selector: object, labels: Mapping[str, str]) -> bool:
    """Whether a label selector matches `labels`. An empty one matches all."""
    given = tree(selector)
    if any(labels.get(str(key)) != str(value) for key, value in tree(given.get("matchLabels")).items()):
        return False
    return all(_expression(each, labels) for each in trees(given.get("matchExpressions")))


def _expression(expression: Mapping[str, Any], labels: Mapping[str, str]) -> bool:
    key = str(expression.get("key"))
    listed = expression.get("values")
    values = [str(value) for value in listed] if isinstance(listed, list) else []
    match expression.get("operator"):
        case "In":
            return labels.get(key) in values
        case "NotIn":
            return labels.get(key) not in values
        case "Exists":
            return key in labels
        case "DoesNotExist":
            return key not in labels
        case _:
            return False
