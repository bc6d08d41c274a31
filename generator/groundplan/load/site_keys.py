"""A few keys of the configuration of MkDocs."""

from __future__ import annotations

import os
from collections.abc import Collection

import yaml

from groundplan.load.parse import parse


def site_keys(name: str, content: bytes, keys: Collection[str]) -> dict[str, str]:
    """Those of `keys` at the top of a configuration that have a text; none where it cannot be read. `name` is that of the file."""
    root = parse(name, content).root
    pairs = root.value if isinstance(root, yaml.MappingNode) else ()
    written = {key.value: _value(node) for key, node in pairs if isinstance(key.value, str) and key.value in keys}
    return {key: value for key, value in written.items() if value and "\0" not in value}


def _value(node: yaml.Node) -> str | None:
    """The text of a value; that of `!ENV NAME` and of `!ENV [NAME, …, DEFAULT]` comes from the environment."""
    match node:
        case yaml.ScalarNode(tag="!ENV"):
            return os.environ.get(node.value)
        case yaml.SequenceNode(tag="!ENV", value=[*names, default]):
            return next((os.environ[str(name.value)] for name in names if str(name.value) in os.environ), str(default.value))
        case yaml.ScalarNode():
            return str(node.value)
    return None
