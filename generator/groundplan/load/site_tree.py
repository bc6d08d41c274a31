"""The configuration of MkDocs as plain values that know where they are written, what it inherits included."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

import yaml

from groundplan.diagnostics import Span
from groundplan.load.compose import PLAIN, QUOTED
from groundplan.load.parse import pairs_of, parse
from groundplan.load.yaml_faults import span_of

_DEEPEST = 40


class Leaf(NamedTuple):
    """A text, its place and its tag, such as `!relative`; empty for most."""

    text: str
    span: Span
    tag: str = ""
    kind: str = ""
    """What MkDocs takes it for: `str`, `bool`, `int`, `null` and so on; empty where a tag decides."""


class PlacedKey(str):
    """A key, and its place."""

    __slots__ = ("span",)
    span: Span


PlacedTree: TypeAlias = "Leaf | list[PlacedTree] | dict[str, PlacedTree]"


def site_tree(files: Iterable[tuple[str, bytes]]) -> dict[str, PlacedTree]:
    """The configuration in `files`, each with its name: first the one that counts, then what that inherits from, and so on.

    What cannot be read is left out: what is wrong with the configuration is for MkDocs to say.
    """
    whole: PlacedTree = {}
    for name, content in files:
        root = parse(name, content).root
        found = _tree(root, name, 0) if root is not None else {}
        whole = _merged(whole, found)
    return whole if isinstance(whole, dict) else {}


def at(tree: PlacedTree | None, *keys: str) -> PlacedTree | None:
    """The value below `keys`, if there is one."""
    for key in keys:
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree


def text_at(tree: PlacedTree | None, *keys: str) -> str:
    """The text below `keys`; empty where there is none."""
    found = at(tree, *keys)
    return found.text if isinstance(found, Leaf) else ""


def items(tree: PlacedTree | None) -> list[PlacedTree]:
    """What a list holds; a single value is a list of one."""
    return [] if tree is None else tree if isinstance(tree, list) else [tree]


def named(tree: PlacedTree | None) -> Iterator[tuple[str, PlacedTree]]:
    """Each plugin or extension of a list by its name, with its options, in any of the ways in which they may be written."""
    for item in items(tree):
        if isinstance(item, Leaf):
            yield item.text, {}
        elif isinstance(item, dict):
            yield from item.items()


def place_in_site(tree: PlacedTree | None, otherwise: Span) -> Span:
    """Where a value begins; `otherwise` where it has no place."""
    match tree:
        case Leaf():
            return tree.span
        case [first, *_]:
            return place_in_site(first, otherwise)
        case dict() if tree:
            return place_of_site_key(next(iter(tree)), otherwise)
    return otherwise


def place_of_site_key(key: str, otherwise: Span) -> Span:
    """Where a key is written; `otherwise` where it has no place."""
    return key.span if isinstance(key, PlacedKey) else otherwise


def _merged(own: PlacedTree, above: PlacedTree) -> PlacedTree:
    """As MkDocs inherits: mappings are merged, and everything else is replaced."""
    if isinstance(own, dict) and isinstance(above, dict):
        return {key: _merged(own[key], above[key]) if key in own and key in above else {**above, **own}[key] for key in {**above, **own}}
    return own


def _tree(node: yaml.Node, path: str, depth: int) -> PlacedTree:
    if depth > _DEEPEST:
        return {}
    if isinstance(node, yaml.MappingNode):
        return {_key(key, path): _tree(value, path, depth + 1) for key, value in pairs_of(node) if not _is_null(value)}
    if isinstance(node, yaml.SequenceNode) and node.tag != "!ENV":
        return [_tree(item, path, depth + 1) for item in node.value]
    return Leaf(_written(node), span_of(path, node), node.tag if node.tag.startswith("!") else "", _kind(node))


_IMPLIED = yaml.resolver.Resolver()
"""What YAML 1.1 takes a text without quotes for."""


def _kind(node: yaml.Node) -> str:
    if node.tag == PLAIN:
        implied: str = _IMPLIED.resolve(yaml.ScalarNode, node.value, (True, False))  # type: ignore[no-untyped-call]
        return implied.rpartition(":")[2]
    return "str" if node.tag == QUOTED else ""


def _written(node: yaml.Node) -> str:
    """The text of a value as the file has it: of what comes from the environment, the default, so that nothing else counts."""
    match node:
        case yaml.SequenceNode(value=[*_, yaml.ScalarNode(value=str(default))]):
            return default
        case yaml.ScalarNode(value=str(text)) if node.tag != "!ENV":
            return text
    return ""


def _key(node: yaml.ScalarNode, path: str) -> PlacedKey:
    key = PlacedKey(node.value)
    key.span = span_of(path, node)
    return key


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "plain" and node.value in {"", "~", "null"}


def environment_value(node: yaml.Node) -> str | None:
    """The text of a value; that of `!ENV NAME`, `!ENV [NAME]` and `!ENV [NAME, …, DEFAULT]` comes from the environment."""
    match node:
        case yaml.ScalarNode(tag="!ENV", value=name) | yaml.SequenceNode(tag="!ENV", value=[yaml.ScalarNode(value=name)]):
            return os.environ.get(name)
        case yaml.SequenceNode(tag="!ENV", value=[*names, default]):
            found = (os.environ[str(name.value)] for name in names if str(name.value) in os.environ)
            return next(found, str(default.value) if isinstance(default, yaml.ScalarNode) else None)
        case yaml.ScalarNode(value=text):
            return str(text)
    return None
