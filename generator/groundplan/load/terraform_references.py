"""Which resources an expression of a Terraform plan refers to, through variables and outputs of modules.

The plan holds references, not values, where a value is known only after it is applied: `aws_security_group.web.id`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from groundplan.load.trees import JsonTree, tree

_RESOURCE = re.compile(r"(?:data\.)?[A-Za-z][\w-]*\.[A-Za-z_][\w-]*")
_NO_RESOURCE = frozenset({"var", "local", "module", "each", "count", "self", "path", "terraform"})
_MOST_STEPS = 50
"""As many modules as a reference is followed through."""


@dataclass(frozen=True, slots=True)
class References:
    """What an expression refers to: resources without their indices, and whether anything else decides, too."""

    resources: tuple[str, ...] = ()
    is_whole: bool = True
    is_of_loop: bool = False
    """Whether the `for_each` of the resource decides, too."""


@dataclass(frozen=True, slots=True)
class Module:
    """A module of the configuration, with the call that it stands under."""

    path: tuple[str, ...]
    tree: JsonTree
    parent: Module | None = None
    call: JsonTree = field(default_factory=dict)

    @property
    def prefix(self) -> str:
        return "".join(f"module.{name}." for name in self.path)

    def child(self, name: str) -> Module | None:
        call = tree(tree(self.tree.get("module_calls")).get(name))
        return Module((*self.path, name), tree(call.get("module")), self, call) if call else None


def expression_references(expression: object, module: Module, steps: int = 0) -> References:
    """What `expression`, which stands in `module`, refers to."""
    found: dict[str, None] = {}
    whole, loop = steps < _MOST_STEPS, False
    for reference in _most_exact(_listed(expression)) if whole else ():
        followed = _followed(reference, module, steps)
        whole &= followed.is_whole
        loop |= followed.is_of_loop
        found |= dict.fromkeys(followed.resources)
    return References(tuple(found), whole, loop)


def _listed(expression: object) -> Iterator[str]:
    """Every reference in an expression, which may be a block or a list of blocks."""
    if isinstance(expression, Mapping):
        listed = expression.get("references")
        if isinstance(listed, list):
            yield from (reference for reference in listed if isinstance(reference, str))
            return
        for value in expression.values():
            yield from _listed(value)
    elif isinstance(expression, list):
        for value in expression:
            yield from _listed(value)


def _most_exact(listed: Iterable[str]) -> list[str]:
    """Without those that only cut others short: Terraform lists `a.b.id` and `a.b`."""
    every = list(dict.fromkeys(listed))
    return [each for each in every if not any(other.startswith((f"{each}.", f"{each}[")) for other in every)]


def _followed(reference: str, module: Module, steps: int) -> References:
    plain = re.sub(r"\[[^\]]*\]", "", reference)
    head, _, rest = plain.partition(".")
    if head == "var":
        return _variable(rest.partition(".")[0], module, steps)
    if head == "module":
        return _output(rest, module, steps)
    if head == "each":
        return References(is_of_loop=True)
    if head in ("count", "path", "terraform"):
        return References()
    match = _RESOURCE.match(plain)
    if match is None or head in _NO_RESOURCE:
        return References(is_whole=False)
    return References((f"{module.prefix}{match[0]}",))


def _variable(name: str, module: Module, steps: int) -> References:
    if module.parent is None:  # given from outside of the plan: its value is known, or a finding
        return References(is_whole=False)
    expressions = tree(module.call.get("expressions"))
    return expression_references(expressions[name], module.parent, steps + 1) if name in expressions else References(is_whole=False)


def _output(rest: str, module: Module, steps: int) -> References:
    name, _, output = rest.partition(".")
    child = module.child(name)
    outputs = tree(child.tree.get("outputs")) if child else {}
    wanted = [output.partition(".")[0]] if output else list(outputs)
    if child is None or any(each not in outputs for each in wanted):
        return References(is_whole=False)
    found = [expression_references(tree(outputs[each]).get("expression"), child, steps + 1) for each in wanted]
    return References(tuple(dict.fromkeys(name for each in found for name in each.resources)), all(each.is_whole for each in found))
