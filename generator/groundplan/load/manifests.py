"""Files with several YAML documents, as other programs read them: Kubernetes manifests."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from groundplan.errors import GroundplanError
from groundplan.load.mentions import RawData
from groundplan.load.parse import documents_of


@dataclass(frozen=True, slots=True)
class Manifest:
    """One document, its scalars as they are written, with the line on which it begins."""

    path: str
    line: int
    data: RawData


def manifests(path: str, content: bytes) -> list[Manifest]:
    """The documents of a file. Raises GroundplanError, with the line, for what is no YAML."""
    try:
        return [Manifest(path, line, data) for line, data in documents_of(path, content)]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        at = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise GroundplanError(f"{path}{at}: {error.problem or 'this is no YAML'}") from error
    except yaml.YAMLError as error:  # a character that no YAML may hold
        raise GroundplanError(f"{path} is no YAML: {' '.join(str(error).split())}") from error
