"""One locale more in `project.locales`, written into the author's own YAML, every other letter of which stays."""

from __future__ import annotations

import yaml

from groundplan.diagnostics import Route
from groundplan.load.document import Document, WrittenEntry, read
from groundplan.load.edit import entry_after, item_after, offset


def add_locale(document: Document, tag: str) -> tuple[str, str] | None:
    """The file to change and its new text; None where the place is written in a way that no such change fits (an alias)."""
    assert document.project is not None
    wanted = (*(document.project.locales or (document.project.locale,)), tag)
    written = document.places.get(Route("project", "locales")) or document.places[Route("project", "viewpoint")]
    if (written.value.start_mark.line, written.value.start_mark.column) < (written.key.end_mark.line, written.key.end_mark.column):
        return None  # a list that is written elsewhere and may mean more than this
    text = document.files[written.path]
    changed = _with(text, written, tag, wanted)
    files = {**document.files, written.path: changed}
    after = read((path, content.encode()) for path, content in files.items())
    if after.project is None or after.project.locales != wanted or len(after.findings) > len(document.findings):
        return None
    return written.path, changed


def _with(text: str, written: WrittenEntry, tag: str, wanted: tuple[str, ...]) -> str:
    listed = f"[{', '.join(wanted)}]"
    match written.value:
        case _ if written.key.value == "viewpoint":
            return entry_after(text, written.key, written.value, f"locales: {listed}")
        case yaml.SequenceNode(flow_style=True, value=[]) | yaml.ScalarNode():
            start, end = offset(text, written.value.start_mark), offset(text, written.value.end_mark)
            gap = "" if text[start - 1].isspace() else " "
            return f"{text[:start]}{gap}{listed}{text[end:]}"
        case yaml.SequenceNode(flow_style=True, value=items):
            end = offset(text, items[-1].end_mark)
            return f"{text[:end]}, {tag}{text[end:]}"
        case yaml.SequenceNode(value=items):
            return item_after(text, items[-1], tag)
    return text
