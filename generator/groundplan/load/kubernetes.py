"""What Kubernetes objects have in common, as manifests write them: names, labels, selectors, the pods that a workload makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from groundplan.load.manifests import Manifest
from groundplan.load.trees import JsonTree, tree, trees

NAMESPACE_LABEL = "kubernetes.io/metadata.name"
NAME_LABEL = "app.kubernetes.io/name"
"""By what label the pods of a component are known where nothing else says: its id, in the namespace of its boundary's id."""
_MOST_LABEL = 63
_MOST_NAME = 253
_DIGEST = 10
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


def label_value(id_: str) -> str:
    """An id as the value of a label or the name of a namespace: as it is, unless it is longer than these may be."""
    return _fitted(id_, _MOST_LABEL)


def object_name(name: str) -> str:
    """`name` as the name of an object, which may be longer."""
    return _fitted(name, _MOST_NAME)


def _fitted(text: str, most: int) -> str:
    """`text` in at most `most` letters: where it is cut, a digest of the whole keeps what begins alike apart."""
    if len(text) <= most:
        return text
    digest = sha256(text.encode()).hexdigest()[:_DIGEST]
    return f"{text[: most - _DIGEST - 1].rstrip('-')}-{digest}"


def objects(found: Iterable[Manifest]) -> Iterator[Manifest]:
    """Each object, those of lists one by one."""
    for manifest in found:
        match manifest.data:
            case {"kind": str(kind), "items": list(items)} if kind.endswith("List"):
                yield from (Manifest(manifest.path, manifest.line, item) for item in items)
            case _:
                yield manifest


def namespace_of(data: JsonTree) -> str:
    return str(tree(data.get("metadata")).get("namespace") or "default")


def address_of(data: JsonTree) -> str:
    """`NetworkPolicy/shop/api`."""
    name = tree(data.get("metadata")).get("name") or "?"
    return f"{data.get('kind')}/{namespace_of(data)}/{name}"


def labels_of(data: JsonTree) -> dict[str, str]:
    return {str(key): str(value) for key, value in tree(tree(data.get("metadata")).get("labels")).items()}


def described_pods(data: JsonTree) -> JsonTree | None:
    """How a workload describes its pods, with `metadata` and `spec`; None for what is no workload."""
    below = _POD_SPECS.get(str(data.get("kind")))
    if below is None:
        return None
    described = tree(data.get("spec")) if below else data
    for key in below:
        described = tree(described.get(key))
    return described


def selects(selector: object, labels: Mapping[str, str]) -> bool:
    """Whether a label selector matches `labels`. An empty one matches all."""
    given = tree(selector)
    if any(labels.get(str(key)) != str(value) for key, value in tree(given.get("matchLabels")).items()):
        return False
    return all(_expression(each, labels) for each in trees(given.get("matchExpressions")))


def _expression(expression: JsonTree, labels: Mapping[str, str]) -> bool:
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
