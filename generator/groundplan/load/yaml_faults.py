"""What is wrong with a file that is no YAML, as findings at its place."""

from __future__ import annotations

import math

import yaml

from groundplan import checks
from groundplan.diagnostics import LINE_END, Finding, Related, Span
from groundplan.load.places import FilePlaces, after
from groundplan.nearest import looks_like, told_letter


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
    lines = LINE_END.split(text)
    disguise = _disguise(lines, span.line)
    if not disguise and (meant := _meant(lines, span.line)):
        problem = f"this line is indented by {_indent(lines[span.line - 1])} where its neighbours have {meant}"
        return checks.YAML_SYNTAX.at(None, span=span, hint=f"indent it by {meant}", problem=problem)
    hint = disguise or _syntax_hint(problem, context, lines[span.line - 1], span.column)
    return checks.YAML_SYNTAX.at(None, span=span, related=related, hint=hint, problem=problem)


def _disguise(lines: list[str], stopped: int) -> str:
    """Which letter in the line where the parser stopped, or above it, only looks like a sign of YAML: with the sign, it gets further."""
    above = lines[: stopped + 1]
    for number in range(max(stopped - 2, 0), stopped):
        letter = next((letter for letter in lines[number] if looks_like(letter) is not None), "")
        if letter and _stops([*above[:number], _plainly(lines[number]), *above[number + 1 :]]) > _stops(above):
            return f"line {number + 1} holds {told_letter(letter)}, {_instead(looks_like(letter) or '')}"
    return ""


def _instead(sign: str) -> str:
    """What a letter is not that looks like `sign`, or like nothing."""
    return f"where YAML knows `{sign}` alone" if sign.strip() else "which is no space to YAML" if sign else "which nobody sees"


_WIDE_SPACE = "\u3000"
"""Takes the room of two."""


def _plainly(line: str) -> str:
    """A line with the signs that its letters look like."""
    return "".join(letter if (sign := looks_like(letter)) is None else sign for letter in line.replace(_WIDE_SPACE, "  "))


def _stops(lines: list[str]) -> int:
    """The line where a parser stops; the one below the last where it does not."""
    try:
        for _ in yaml.parse("\n".join(lines), getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return mark.line + 1 if mark else 1
    return len(lines) + 1


def _meant(lines: list[str], stopped: int) -> str:
    """How far the line where the parser stopped should be indented: like those above it that come nearest, where it then gets further."""
    line = lines[stopped - 1]
    indent, levels = _indent(line), _levels(lines[: stopped - 1])
    if indent in levels or line[indent : indent + 1] in ("", "\t"):
        return ""
    above = lines[: stopped + 1]
    farthest = _stops(above)
    off = min((abs(level - indent) for level in levels), default=0)
    moved = {level: [*above[: stopped - 1], " " * level + line[indent:], *above[stopped:]] for level in (indent - off, indent + off)}
    return " or ".join(str(level) for level in moved if level in levels and _stops(moved[level]) > farthest)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _levels(above: list[str]) -> set[int]:
    """How far a line may be indented that goes on with an entry which is not over yet: its keys, and what stands behind their dashes."""
    levels: set[int] = set()
    least = math.inf
    for line in reversed(above):
        indent = _indent(line)
        if not line.strip() or line[indent] == "#" or indent >= least:
            continue
        least = indent
        levels.add(indent)
        while line[indent:].startswith("- "):
            indent += 2 + _indent(line[indent + 2 :])
            levels.add(indent)
    return levels


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
