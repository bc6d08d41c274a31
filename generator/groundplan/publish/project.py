"""Writing a new project to start from."""

from __future__ import annotations

from pathlib import Path

from groundplan.bundled import templates_folder
from groundplan.errors import UsageError
from groundplan.project.sources import is_there
from groundplan.project.store import write_file

SCHEMA = Path(".vscode", "model.schema.json")
"""Where editors find the schema of the model; `settings.json` beside it says so."""


def write_project(root: Path, template: str) -> list[Path]:
    """Write the project `template` into `root` and return its files. The schema is for the caller to write.

    Raises UsageError where one of the files exists: nothing is overwritten.
    """
    source = templates_folder() / "project" / template
    files = {path.relative_to(source): path.read_bytes() for path in sorted(source.rglob("*")) if path.is_file()}
    wanted = [*files, SCHEMA]
    existing = [path for path in wanted if is_there(root / path)]
    existing += (above for path in wanted for above in path.parents[:-1] if is_there(root / above) and not (root / above).is_dir())
    if existing:
        raise UsageError(f"{root / existing[0]} exists already; nothing was written")
    for path, content in files.items():
        write_file(root / path, content)
    return list(files)
