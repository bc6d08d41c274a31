"""One locale more in `project.locales`, written into the author's own YAML, every other letter of which stays."""

from __future__ import annotations

import re

import yaml

from groundplan.diagnostics import Route
from groundplan.load.document import Document, Written, read

_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What YAML takes for the end of a line."""


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


def _with(text: str, written: Written, tag: str, wanted: tuple[str, ...]) -> str:
    listed = f"[{', '.join(wanted)}]"
    match written.value:
        case _ if written.key.value == "viewpoint":
            return _after_entry(text, written, f"locales: {listed}")
        case yaml.SequenceNode(flow_style=True, value=[]) | yaml.ScalarNode():
            start, end = _offset(text, written.value.start_mark), _offset(text, written.value.end_mark)
            gap = "" if text[start - 1].isspace() else " "
            return f"{text[:start]}{gap}{listed}{text[end:]}"
        case yaml.SequenceNode(flow_style=True, value=items):
            end = _offset(text, items[-1].end_mark)
            return f"{text[:end]}, {tag}{text[end:]}"
        case yaml.SequenceNode(value=items):
            return _item_after(text, items[-1], tag)
    return text


def _item_after(text: str, last: yaml.Node, tag: str) -> str:
    """A line of its own below the last item, dashed and indented like it."""
    start = _offset(text, last.start_mark)
    line = start - last.start_mark.column
    return _line_after(text, start, text[line:start] + tag)


def _after_entry(text: str, written: Written, entry: str) -> str:
    """An entry more in the mapping of the project: behind a value on its line, or on a line of its own."""
    start, end = _offset(text, written.key.start_mark), _offset(text, written.value.end_mark)
    indent = text[start - written.key.start_mark.column : start]
    if indent.strip():  # within braces
        return f"{text[:end]}, {entry}{text[end:]}"
    return _line_after(text, end, indent + entry)


def _line_after(text: str, offset: int, line: str) -> str:
    """`line` below the line that `offset` is in, ended like it."""
    ended = _LINE_END.search(text, offset)
    if ended is None:
        return f"{text}\n{line}"
    return f"{text[: ended.end()]}{line}{ended[0]}{text[ended.end() :]}"


def _offset(text: str, mark: yaml.Mark) -> int:
    """Where a mark is in the text. Marks count lines and columns the same in every build of the YAML library, and offsets not."""
    start = 0
    for _ in range(mark.line):
        ended = _LINE_END.search(text, start)
        assert ended is not None
        start = ended.end()
    return start + int(mark.column)
