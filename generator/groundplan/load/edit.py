"""Changing YAML that an author wrote, every other letter of which stays."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from groundplan.diagnostics import LINE_END

_DOCUMENT_END = re.compile(r"^\.\.\.(?=\s|\Z)", re.MULTILINE)


def line_after(text: str, at: int, line: str) -> str:
    """`line` below the line that the offset `at` is in, ended like it."""
    ended = LINE_END.search(text, at)
    if ended is None:
        return f"{text}{line_end_of(text)}{line}"
    return f"{text[: ended.end()]}{line}{ended[0]}{text[ended.end() :]}"


def item_after(text: str, last: yaml.Node, item: str) -> str:
    """A line of its own below the item `last` of a list, dashed and indented like it."""
    start = offset(text, last.start_mark)
    line = start - last.start_mark.column
    return line_after(text, offset(text, _end(last)), text[line:start] + item)


def entry_after(text: str, key: yaml.Node, value: yaml.Node, entry: str) -> str:
    """An entry more in a mapping, below that of `key` and `value`: behind it within braces, otherwise on a line of its own."""
    start, end = offset(text, key.start_mark), offset(text, _end(value))
    indent = text[start - key.start_mark.column : start]
    if indent.strip():  # within braces
        return f"{text[:end]}, {entry}{text[end:]}"
    return line_after(text, end, indent + entry)


def lines_at_end(text: str, lines: str) -> str:
    """`lines` at the end of the text, or of what a mark ends in it, ended like its own."""
    end, marked = line_end_of(text), _DOCUMENT_END.search(text)
    text, rest = (text[: marked.start()], text[marked.start() :]) if marked else (text, "")
    gap = "" if not text or LINE_END.match(text[-1]) else end
    return text + gap + lines.replace("\n", end) + end + rest


def offset(text: str, mark: yaml.Mark) -> int:
    """Where a mark is in the text. Marks count lines and columns the same in every build of the YAML library, and offsets not."""
    start = 0
    for _ in range(mark.line):
        ended = LINE_END.search(text, start)
        assert ended is not None
        start = ended.end()
    return start + int(mark.column)


def line_end_of(text: str) -> str:
    """What ends the lines of a text."""
    ended = LINE_END.search(text)
    return ended[0] if ended else "\n"


def _end(node: yaml.Node) -> yaml.Mark:
    """Where the last letter of a node is: a block ends where the next one begins, below comments that are not its own."""
    return max((inner.end_mark for inner in _ending(node)), key=lambda mark: (mark.line, mark.column))


def _ending(node: yaml.Node) -> Iterator[yaml.Node]:
    """The nodes within `node` that know their own end: scalars, and what stands in brackets."""
    match node:
        case yaml.CollectionNode(flow_style=True) | yaml.CollectionNode(value=[]) | yaml.ScalarNode():
            yield node
        case yaml.SequenceNode(value=items):
            for item in items:
                yield from _ending(item)
        case yaml.MappingNode(value=pairs):
            for key, value in pairs:
                yield from _ending(key)
                yield from _ending(value)
