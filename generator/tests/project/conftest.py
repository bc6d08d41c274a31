"""What tests of the reference site know of its pages."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest
from constructs import Construct, constructs
from sharing import made_once


def write_constructs(site: Path, folder: Path) -> None:
    files = {file.relative_to(site).as_posix(): file for file in sorted(site.rglob("index.html"))}
    built = {path: sorted(constructs(file.read_text(encoding="utf-8"))) for path, file in files.items()}
    (folder / "constructs.json").write_text(json.dumps(built), encoding="utf-8")


@pytest.fixture(scope="session")
def pages(reference_site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, frozenset[Construct]]:
    """The pages of the reference site, each with what it is built of."""
    folder = made_once(tmp_path_factory, "constructs", partial(write_constructs, reference_site))
    built = json.loads((folder / "constructs.json").read_text(encoding="utf-8"))
    return {path: frozenset(map(tuple, found)) for path, found in built.items()}
