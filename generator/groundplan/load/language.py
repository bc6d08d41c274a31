"""The version of the language, written into the author's own YAML, every other letter of which stays."""

from __future__ import annotations

from groundplan.diagnostics import Route
from groundplan.load.document import Document, read
from groundplan.load.edit import entry_after, offset


def with_language(document: Document, version: int) -> tuple[str, str] | None:
    """The file to change and its new text; None where the place is written in a way that no such change fits (an alias)."""
    assert document.project is not None
    stated = document.places.get(Route("project", "language"))
    written = stated or document.places[Route("project", "viewpoint")]
    text = document.files[written.path]
    if stated:
        start, end = offset(text, stated.value.start_mark), offset(text, stated.value.end_mark)
        changed = f"{text[:start]}{version}{text[end:]}"
    else:
        changed = entry_after(text, written.key, written.value, f"language: {version}")
    after = read((path, content.encode()) for path, content in {**document.files, written.path: changed}.items())
    if after.project is None or after.project.language != version or len(after.findings) > len(document.findings):
        return None
    return written.path, changed
