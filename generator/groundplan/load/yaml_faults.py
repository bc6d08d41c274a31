"""What a finding says of a file that is no YAML, and where."""

from __future__ import annotations

import re

import yaml

from groundplan import checks
from groundplan.diagnostics import Finding, Related, Span

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What ends a line (section 5.4, `b-char`)."""


def span_of(path: str, node: yaml.Node) -> Span:
    """The place of a node. A scalar's stretch ends on its first line, a collection's where it starts."""
    start, end = node.start_mark, node.end_mark
    if isinstance(node, yaml.ScalarNode) and end.line == start.line:
        return Span(path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
    return Span(path, start.line + 1, start.column + 1, start.line + 1, start.column + 2)


def syntax(path: str, text: str, error: yaml.MarkedYAMLError) -> Finding:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    span = _clamped(path, text, line, column)
    related: tuple[Related, ...] = ()
    problem, context = error.problem or str(error), error.context or ""
    if problem.startswith("but "):
        problem = f"{context}, {problem}"
    elif context and error.context_mark and error.context_mark.line + 1 != line:
        at = error.context_mark
        related = (Related(context, span=_clamped(path, text, at.line + 1, at.column + 1)),)
    hint = _syntax_hint(problem, context, _BREAK.split(text)[span.line - 1], span.column)
    return checks.YAML_SYNTAX.at(None, span=span, related=related, hint=hint, problem=problem)


def _syntax_hint(problem: str, context: str, line: str, column: int) -> str:
    """How to mend the usual mistakes; `line` is where the parser stopped, `column` starts at 1."""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "YAML is indented with spaces, not with tabs"
    if "mapping values are not allowed" in problem:
        if ": " in line[: column - 1]:
            return "quote a text that holds a colon followed by a space"
        return "indent it like its neighbours; a key in the line above needs a colon of its own"
    if "could not find expected ':'" in problem:
        return "a key needs a colon and a space after it"
    if "undefined alias" in problem or "scanning an alias" in context:
        return "quote a text that starts with an asterisk"
    if "but found another document" in problem:
        return "put each document into a file of its own"
    return ""


def _clamped(path: str, text: str, line: int, column: int) -> Span:
    """A place that exists in the file: the end of its last line, where the parser stopped after it."""
    lines = _BREAK.split(text)
    if not lines[-1] and len(lines) > 1:  # the last break ends a line, it does not begin one
        lines.pop()
    if line > len(lines):
        line, column = len(lines), len(lines[-1]) + 1
    return Span(path, line, column, line, column + 1)


def control_character(path: str, text: str, position: int) -> Finding:
    span = _at(path, text[:position])
    problem = f"the control character U+{ord(text[position]):04X} must not stand in YAML"
    return checks.YAML_SYNTAX.at(None, span=span, hint="remove it; in double quotes, it can be written as an escape", problem=problem)


def _at(path: str, before: str) -> Span:
    """The place of the character that follows `before`."""
    lines = _BREAK.split(before)
    line, column = len(lines), len(lines[-1]) + 1
    return Span(path, line, column, line, column + 1)


def not_utf8(path: str, error: UnicodeDecodeError) -> Finding:
    span = _at(path, error.object[: error.start].decode("utf-8"))  # `object` comes without the byte order mark
    return checks.YAML_SYNTAX.at(None, span=span, hint="save the file as UTF-8", problem="the file is not UTF-8 text")
