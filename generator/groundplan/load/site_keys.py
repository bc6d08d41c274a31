"""A few keys of the configuration of MkDocs."""

from __future__ import annotations

from collections.abc import Collection

import yaml

from groundplan.load.parse import parse
from groundplan.load.site_tree import environment_value


def site_keys(name: str, content: bytes, keys: Collection[str]) -> dict[str, str]:
    """Those of `keys` at the top of a configuration that have a text; none where it cannot be read. `name` is that of the file."""
    root = parse(name, content).root
    pairs = root.value if isinstance(root, yaml.MappingNode) else ()
    written = {key.value: environment_value(node) for key, node in pairs if isinstance(key.value, str) and key.value in keys}
    return {key: value for key, value in written.items() if value and "\0" not in value}
