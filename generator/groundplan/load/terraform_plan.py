"""The plan of Terraform or OpenTofu as JSON (`terraform show -json`): its resources, as they will be.

A plan holds secrets. Of its values only addresses, ports and what names other resources is ever looked at, and nothing is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from groundplan.errors import GroundplanError
from groundplan.load.terraform_references import Module, References, expression_references
from groundplan.load.trees import JsonTree, json_of, tree, trees

_INDEX = re.compile(r"\[(?:\d+|\"(?:[^\"\\]|\\.)*\")\]")
_HOW = "`terraform show -json plan.tfplan > plan.json` writes one"


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource as it will be. What is not known before it is applied has no value."""

    address: str
    type: str
    index: str | int | None
    values: JsonTree
    unknown: JsonTree
    sensitive: JsonTree
    module: Module
    expressions: JsonTree
    loop: object = None
    """The expression of its `for_each`."""

    def hides(self, key: str) -> bool:
        """Whether the value of `key`, or a part of it, must not be told to anybody."""
        return _any(self.sensitive.get(key))

    def awaits(self, key: str) -> bool:
        """Whether the value of `key`, or a part of it, is known only after it is applied."""
        return _any(self.unknown.get(key))

    def references(self, key: str) -> References:
        """What the expression of `key` refers to."""
        return expression_references(self.expressions.get(key), self.module)


@dataclass(frozen=True)
class TerraformPlan:
    """Everything that will exist."""

    path: str
    tree: JsonTree = field(repr=False)

    @cached_property
    def resources(self) -> tuple[Resource, ...]:
        changes = {change.get("address"): tree(change.get("change")) for change in trees(self.tree.get("resource_changes"))}
        root = Module((), tree(tree(self.tree.get("configuration")).get("root_module")))
        configured = {address: (module, written) for module, address, written in _configured(root)}
        found = []
        for raw in self._raw():
            address = str(raw.get("address", ""))
            module, written = configured.get(without_indices(address), (root, {}))
            change = changes.get(address, {})
            found.append(
                Resource(
                    address,
                    str(raw.get("type", "")),
                    index if isinstance(index := raw.get("index"), str | int) else None,
                    tree(raw.get("values")),
                    tree(change.get("after_unknown")),
                    tree(change.get("after_sensitive")) or tree(raw.get("sensitive_values")),
                    module,
                    tree(written.get("expressions")),
                    written.get("for_each_expression"),
                )
            )
        return tuple(found)

    def _raw(self) -> Iterator[JsonTree]:
        """The resources that will exist, and the data that was read for them."""
        yield from _all(tree(tree(self.tree.get("planned_values")).get("root_module")))
        before = tree(tree(tree(self.tree.get("prior_state")).get("values")).get("root_module"))
        yield from (raw for raw in _all(before) if raw.get("mode") == "data")

    @cached_property
    def by_plain_address(self) -> Mapping[str, list[Resource]]:
        """Address without indices -> the instances."""
        found: dict[str, list[Resource]] = {}
        for resource in self.resources:
            found.setdefault(without_indices(resource.address), []).append(resource)
        return found


def plan_of(path: Path, content: bytes) -> TerraformPlan:
    """The plan in the file `path`. Raises GroundplanError for what is none."""
    tree = json_of(path, content, _HOW)
    if not isinstance(tree, dict) or "planned_values" not in tree or "configuration" not in tree:
        raise GroundplanError(f"{path} is not a plan: it lacks `planned_values` or `configuration`; {_HOW}")
    return TerraformPlan(str(path), tree)


def without_indices(address: str) -> str:
    """`module.net[0].aws_instance.web["a"]` -> `module.net.aws_instance.web`."""
    return _INDEX.sub("", address)


def _all(module: JsonTree) -> Iterator[JsonTree]:
    yield from trees(module.get("resources"))
    for child in trees(module.get("child_modules")):
        yield from _all(child)


def _configured(root: Module) -> Iterator[tuple[Module, str, JsonTree]]:
    waiting = [root]
    while waiting:
        module = waiting.pop()
        for resource in trees(module.tree.get("resources")):
            yield module, f"{module.prefix}{resource.get('address', '')}", resource
        children = (module.child(name) for name in tree(module.tree.get("module_calls")))
        waiting += [child for child in children if child is not None]


def _any(value: object) -> bool:
    if isinstance(value, Mapping):
        return any(map(_any, value.values()))
    return any(map(_any, value)) if isinstance(value, list) else bool(value)
