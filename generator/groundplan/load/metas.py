"""What files such as `.meta.yml` say of all pages in their folders, for Material's plugin `meta`."""

from __future__ import annotations

from collections.abc import Mapping
from posixpath import dirname

from groundplan.load.mentions import RawData
from groundplan.load.parse import parse

Metas = Mapping[str, Mapping[str, RawData]]
"""Folder -> what is said of the pages in it and below; the outermost folder first."""


def metas_in(files: Mapping[str, bytes], docs: str, name: str) -> Metas:
    """What the files called `name` below the folder `docs` say. What is wrong with one is for the plugin to tell."""
    found: dict[str, Mapping[str, RawData]] = {}
    for path in sorted(path for path in files if name and path.startswith(f"{docs}/") and path.rpartition("/")[2] == name):
        data = parse(path, files[path]).data
        if isinstance(data, dict):
            found[dirname(path)] = data
    return found


def inherited(metas: Metas, path: str) -> dict[str, RawData]:
    """What is said of the page at `path`: the innermost folder counts."""
    said: dict[str, RawData] = {}
    for folder, data in metas.items():
        if path.startswith(f"{folder}/"):
            said |= data
    return said
