"""Places in a file as editors count them. YAML 1.1 knows line ends that no editor does: U+0085, U+2028, U+2029."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import yaml

from groundplan.diagnostics import LINE_END, Span

_MORE_ENDS = re.compile("[\x85\u2028\u2029]")
"""What ends a line for YAML alone (section 5.4, `b-char`)."""
_YAML_END = re.compile(f"{LINE_END.pattern}|{_MORE_ENDS.pattern}")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place, counted from 0, as PyYAML's marks are."""

    line: int
    column: int


class FilePlaces:
    """The places of one file."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.differ = _MORE_ENDS.search(text) is not None
        """Whether YAML and editors count lines in different ways."""

    @cached_property
    def _starts(self) -> Sequence[int]:
        """Where each line begins for an editor."""
        return array("Q", [0, *(end.end() for end in LINE_END.finditer(self._text))])

    @cached_property
    def _yaml_starts(self) -> list[int]:
        return [0, *(end.end() for end in _YAML_END.finditer(self._text))]

    def of(self, mark: yaml.Mark) -> tuple[int, int]:
        """The line and the column of a mark of PyYAML, counted from 1.

        Marks count lines and columns the same in every build of the library, and offsets not.
        """
        if not self.differ:
            return mark.line + 1, mark.column + 1
        starts = self._yaml_starts
        offset = starts[mark.line] + mark.column if mark.line < len(starts) else len(self._text)  # behind a last line without an end
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def renumber(self, root: yaml.Node) -> None:
        """Let each node from `root` on stand where editors count it."""
        if self.differ:
            _move(root, self.of)

    def between(self, line: int, end: yaml.Mark) -> str:
        """The text from the beginning of `line`, counted from 0, up to a mark. Only where YAML and editors count alike."""
        starts = self._starts
        return self._text[starts[line] : starts[end.line] + end.column if end.line < len(starts) else len(self._text)]

    @staticmethod
    def moved(root: yaml.Node, lines: int) -> None:
        """Let each node from `root` on stand `lines` further down."""
        _move(root, lambda mark: (mark.line + lines + 1, mark.column + 1))

    def clamped(self, path: str, line: int, column: int) -> Span:
        """A place that exists: the end of the last line, where a parser stopped after it."""
        lines = LINE_END.split(self._text)
        if not lines[-1] and len(lines) > 1:  # the last break ends a line, it does not begin one
            lines.pop()
        if line > len(lines):
            line, column = len(lines), len(lines[-1]) + 1
        return Span(path, line, column, line, column + 1)


def _move(root: yaml.Node, place: Callable[[yaml.Mark], tuple[int, int]]) -> None:
    """Let each node from `root` on stand at its `place`: the line and the column, counted from 1."""
    waiting, seen = [root], set[int]()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        for name in ("start_mark", "end_mark"):
            line, column = place(getattr(node, name))
            setattr(node, name, _Mark(line - 1, column - 1))
        if isinstance(node, yaml.MappingNode):
            waiting += (part for pair in node.value for part in pair)
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


def after(path: str, before: str) -> Span:
    """The place of the character that follows `before`."""
    lines = LINE_END.split(before)
    line, column = len(lines), len(lines[-1]) + 1
    return Span(path, line, column, line, column + 1)
