"""What is wrong with a file that is no YAML, as findings at its place."""

from __future__ import annotations

import yaml

from groundplan import checks
from groundplan.diagnostics import LINE_END, Finding, Related, Span
from groundplan.load.places import FilePlaces, after


def span_of(path: str, node: yaml.Node) -> Span:
    """The place of a node. A scalar's stretch ends on its first line, a collection's where it starts."""
    start, end = node.start_mark, node.end_mark
    if isinstance(node, yaml.ScalarNode) and end.line == start.line:
        return Span(path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
    return Span(path, start.line + 1, start.column + 1, start.line + 1, start.column + 2)


def syntax(path: str, text: str, error: yaml.MarkedYAMLError) -> Finding:
    mark = error.problem_mark or error.context_mark
    places = FilePlaces(text)
    line, column = places.of(mark) if mark else (1, 1)
    span = places.clamped(path, line, column)
    related: tuple[Related, ...] = ()
    problem, context = error.problem or str(error), error.context or ""
    if problem.startswith("but "):
        problem = f"{context}, {problem}"
    elif context and error.context_mark and (at := places.of(error.context_mark))[0] != line:
        related = (Related(context, span=places.clamped(path, *at)),)
    hint = _syntax_hint(problem, context, LINE_END.split(text)[span.line - 1], span.column)
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


def forbidden(path: str, text: str, position: int) -> Finding:
    span = after(path, text[:position])
    problem = f"the control character U+{ord(text[position]):04X} must not stand in YAML"
    return checks.YAML_SYNTAX.at(None, span=span, hint="remove it; in double quotes, it can be written as an escape", problem=problem)


def not_utf8(path: str, error: UnicodeDecodeError) -> Finding:
    span = after(path, error.object[: error.start].decode("utf-8"))  # `object` comes without the byte order mark
    return checks.YAML_SYNTAX.at(None, span=span, hint="save the file as UTF-8", problem="the file is not UTF-8 text")
