"""YAML as its author wrote it: the data, and the letters that say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import yaml

_MERGE = "tag:yaml.org,2002:merge"
_DEEPEST = 20
"""How many mappings may merge each other: more are a circle."""


class WrittenSetting(NamedTuple):
    """An entry of a configuration, as it is written; one that is not its `own` is merged from another mapping (`<<`)."""

    key: yaml.ScalarNode
    value: yaml.Node
    own: bool = True

    @property
    def is_alias(self) -> bool:
        """Whether the value is written elsewhere: before its key."""
        return bool(self.value.start_mark.index < self.key.end_mark.index)


@dataclass(frozen=True)
class Manuscript:
    """A text and the mapping that it says."""

    text: str
    root: yaml.MappingNode

    @cached_property
    def tokens(self) -> tuple[yaml.Token, ...]:
        """Each sign and each scalar, in order."""
        return tuple(yaml.scan(self.text, Loader=yaml.SafeLoader))

    @cached_property
    def settings(self) -> dict[str, WrittenSetting]:
        """The entries of the mapping, by name."""
        return settings_of(self.root)

    def end_before(self, at: int) -> tuple[yaml.Token, int]:
        """The last sign or scalar that has ended at the offset `at`, and where it ended: what follows it is space and comments."""
        ended = [token for token in self.tokens if token.start_mark.index < token.end_mark.index <= at]
        return ended[-1], int(ended[-1].end_mark.index)


def manuscript(text: str) -> Manuscript | None:
    """`text` as the mapping that it is; None where it is another kind of YAML. Raises yaml.YAMLError and RecursionError."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    return Manuscript(text, root) if isinstance(root, yaml.MappingNode) else None


def settings_of(mapping: yaml.Node, depth: int = 0) -> dict[str, WrittenSetting]:
    """The entries of a mapping, by name: the last of a name counts, then what is merged, of which the first does."""
    if not isinstance(mapping, yaml.MappingNode) or depth > _DEEPEST:
        return {}
    own, merged = dict[str, WrittenSetting](), dict[str, WrittenSetting]()
    for key, value in mapping.value:
        if key.tag == _MERGE:
            for other in value.value if isinstance(value, yaml.SequenceNode) else [value]:
                found = settings_of(other, depth + 1)
                merged = {**{name: setting._replace(own=False) for name, setting in found.items()}, **merged}
        elif isinstance(key, yaml.ScalarNode):
            own[key.value] = WrittenSetting(key, value)
    return {**merged, **own}


def scalars_in(node: yaml.Node) -> Iterator[str]:
    """Every text at and below a node, keys included."""
    waiting, seen = [node], set[int]()
    while waiting:
        node = waiting.pop()
        if id(node) not in seen:
            seen.add(id(node))
            waiting += _parts(node)
            if isinstance(node, yaml.ScalarNode):
                yield str(node.value)


def is_same_data(one: yaml.Node, other: yaml.Node) -> bool:
    """Whether two nodes mean the same, however they are written: tags, texts, and their order. Aliases mean what they stand for."""
    waiting, seen = [(one, other)], set[tuple[int, int]]()
    while waiting:
        one, other = waiting.pop()
        if (id(one), id(other)) in seen:
            continue
        seen.add((id(one), id(other)))
        parts, others = _parts(one), _parts(other)
        if (one.tag, type(one), len(parts)) != (other.tag, type(other), len(others)):
            return False
        if isinstance(one, yaml.ScalarNode) and one.value != other.value:
            return False
        waiting += zip(parts, others, strict=True)
    return True


def _parts(node: yaml.Node) -> list[yaml.Node]:
    match node:
        case yaml.MappingNode(value=pairs):
            return [part for pair in pairs for part in pair]
        case yaml.SequenceNode(value=items):
            return list(items)
    return []
