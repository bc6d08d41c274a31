"""What stands above a page, between two rules: the keys that are ours, each with its place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

import yaml

from groundplan.checks import BAD_PAGE
from groundplan.diagnostics import Finding, Span
from groundplan.load.parse import NULLS, pairs_of, parse
from groundplan.load.wording import kind
from groundplan.load.yaml_faults import span_of
from groundplan.nearest import did_you_mean

TRANSLATED_KEYS = ("title", "description")
"""What of it is words."""

_SWITCHES = ("true", "false")
_FILE = re.compile(r"\.\w+$")
"""What the name of a template of the theme ends with: that key is MkDocs's own."""
FRONT_MATTER = re.compile(r"\A---\n(?P<yaml>.*?)^(?:---|\.\.\.)\s*\n", re.DOTALL | re.MULTILINE)


def front_matter_findings(path: str, source: str, locales: Collection[str]) -> Iterator[Finding]:
    """What is wrong with the front matter of the page `path`, which may be published in `locales`.

    Keys that are not ours are left to those whose they are.
    """
    match = FRONT_MATTER.match(source)
    if match is None:
        return
    parsed = parse(path, match["yaml"].encode("utf-8", "surrogatepass"))
    if parsed.root is None:
        for finding in parsed.findings:
            yield _finding(f"the front matter cannot be read: {finding.message}", finding.span or Span(path), finding.hint)
    elif not isinstance(parsed.root, yaml.MappingNode):
        yield _finding(f"the front matter must be a mapping, but is {_what(parsed.root)}", span_of(path, parsed.root))
    else:
        for key, value in pairs_of(parsed.root):
            yield from _of_key(path, key.value, value, locales)


def _of_key(path: str, key: str, value: yaml.Node, locales: Collection[str]) -> Iterator[Finding]:
    is_text = isinstance(value, yaml.ScalarNode)
    if key in TRANSLATED_KEYS and not is_text:
        yield _finding(f"`{key}` must be text, but is {_what(value)}", span_of(path, value))
    if key == "template" and not (is_text and (value.value in _SWITCHES or _FILE.search(value.value))):
        yield _finding("`template` must be `true`, `false` or the name of one of the theme, such as `home.html`", span_of(path, value))
    if key == "locales":
        yield from _of_locales(path, value, locales)


def _of_locales(path: str, node: yaml.Node, locales: Collection[str]) -> Iterator[Finding]:
    """Each item of `locales` must be a locale of the project; one alone may stand for itself."""
    if isinstance(node, yaml.MappingNode):
        problem = "`locales` must be a list of locales, but is a mapping"
        yield _finding(problem, span_of(path, node), f"write `locales: [{', '.join(locales)}]`")
        return
    items: Iterable[yaml.Node] = node.value if isinstance(node, yaml.SequenceNode) else [node]
    for item in items:
        if item is node and item.value in NULLS:  # as if it were left out
            continue
        if not isinstance(item, yaml.ScalarNode):
            yield _finding(f"a locale must be text, but is {_what(item)}", span_of(path, item))
        elif item.value not in locales:
            hint = did_you_mean(item.value, locales) or f"the locales of the project are {', '.join(locales)}"
            yield _finding(f"the project has no locale `{item.value[:40]}`", span_of(path, item), hint)


def _finding(problem: str, span: Span, hint: str = "") -> Finding:
    """A finding in what stands one line below the start of the page."""
    return BAD_PAGE.at(None, span=replace(span, line=span.line + 1, end_line=span.end_line + 1), hint=hint, problem=problem)


def _what(node: yaml.Node) -> str:
    match node:
        case yaml.ScalarNode():
            return kind(node.value)
        case yaml.SequenceNode():
            return kind(node.value)
        case _:
            return "a mapping"
