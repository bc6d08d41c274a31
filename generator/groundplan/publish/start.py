"""Writing a new project to start from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from groundplan.bundled import templates_folder
from groundplan.errors import UsageError
from groundplan.project.member import MODEL
from groundplan.project.sources import is_there
from groundplan.project.store import write_file
from groundplan.publish.requirement import PipRequirement

TEMPLATES = ("minimal", "byoc", "appliance", "agent", "mesh", "shop", "clouds")
"""What a project can start from: a folder each, beside the one that all share."""

SCHEMA = Path(".vscode", "model.schema.json")
"""Where editors find the schema of the model; `settings.json` beside it says so."""
REQUIREMENTS = Path("requirements.txt")
"""What the pipeline of a new project installs."""


def started(template: str, needed: PipRequirement) -> dict[Path, bytes]:
    """The files of a new project, by path, but for its schema."""
    files = {**_files_of("common"), **_files_of(template)}
    return {**files, REQUIREMENTS: f"{needed.line}\n".encode()}


def _files_of(template: str) -> dict[Path, bytes]:
    source = templates_folder() / "project" / template
    return {path.relative_to(source): path.read_bytes() for path in sorted(source.rglob("*")) if path.is_file()}


_PAGE = Path("docs", "index.md")


def around_model(root: Path, files: Mapping[Path, bytes]) -> Mapping[Path, bytes]:
    """What the project at `root` lacks of `files`: all of them, or those around its model, where it has one.

    Such as a draft of another tool's file. The page then names no view, which a draft does not have.
    """
    if not is_there(root / MODEL / "project.yaml") or _PAGE not in files:
        return files
    lines = (line for line in files[_PAGE].splitlines(keepends=True) if b"diagram(" not in line)
    return {**{path: content for path, content in files.items() if path.parts[0] != MODEL}, _PAGE: b"".join(lines)}


def write_project(root: Path, files: Mapping[Path, bytes]) -> None:
    """Write `files` into `root`. The schema is for the caller to write.

    Raises UsageError where one of the files exists: nothing is overwritten.
    """
    refuse_existing(root, (*files, SCHEMA))
    for path, content in files.items():
        write_file(root / path, content)


def refuse_existing(root: Path, wanted: Iterable[Path]) -> None:
    """Raise UsageError where one of `wanted` is there, or where a file stands in the place of a folder above it."""
    paths = tuple(wanted)
    existing = [path for path in paths if is_there(root / path)]
    existing += (above for path in paths for above in path.parents[:-1] if is_there(root / above) and not (root / above).is_dir())
    if existing:
        raise UsageError(f"{root / existing[0]} exists already; nothing was written")
