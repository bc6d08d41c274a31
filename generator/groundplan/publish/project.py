"""Writing a new project to start from."""

from __future__ import annotations

from pathlib import Path

from groundplan.errors import UsageError
from groundplan.publish.writer import write_file
from groundplan.render.environment import templates_folder

SCHEMA = Path(".vscode", "model.schema.json")
"""Where editors find the schema of the model; `settings.json` beside it says so."""


def write_project(root: Path, template: str) -> list[Path]:
    """Write the project `template` into `root` and return its files. The schema is for the caller to write.

    Raises UsageError where one of the files exists: nothing is overwritten.
    """
    source = templates_folder() / "project" / template
    files = {path.relative_to(source): path.read_bytes() for path in sorted(source.rglob("*")) if path.is_file()}
    existing = [path for path in (*files, SCHEMA) if (root / path).exists()]
    if existing:
        raise UsageError(f"{root / existing[0]} exists already; nothing was written")
    for path, content in files.items():
        write_file(root / path, content)
    return list(files)
