"""One YAML file to plain data and the nodes that know each place.

Scalars stay text: what a value means is decided by the field that takes it, so `no`, `1.10` and `22:22` are never
turned into something else (YAML 1.1's traps). Only the null of the YAML 1.2 core schema is recognized.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from sys import intern
from typing import ClassVar

import yaml

from groundplan import checks
from groundplan.collector import paused_collector
from groundplan.diagnostics import Finding, Related, Span
from groundplan.load.compose import IN_SECTION, MAX_DEPTH, PLAIN, QUOTED, TREE, FoldedMapping, Loader, TooDeep
from groundplan.load.mentions import RawData
from groundplan.load.places import FilePlaces
from groundplan.load.yaml_faults import forbidden, not_utf8, span_of, syntax

MAX_BYTES = 64 * 1024 * 1024
MAX_ALIASED = 100_000
"""How many values aliases may repeat in one file: enough for any author, too few for a "billion laughs"."""

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TOO_DEEP = f"values are nested more than {MAX_DEPTH} deep"
_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML 1.1 admits nowhere (section 5.1, `c-printable`), except as an escape; XML 1.0 and HTML admit hardly any of it at all."""
_OBEYED = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\u202c\u202f-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The same, and what turns round the letters behind it, as far as a line goes: who reads them reads something else."""
_UNFOLDABLE = re.compile(r"(?:^|[\s\[{,])&[^\s&,\[\]{}]|^%", re.MULTILINE)
"""Anchors, whose values may be needed elsewhere, and directives."""


@dataclass
class ParsedFile:
    """A file's data, its node tree (for places) and what was wrong with it. `root` is None when it could not be read."""

    path: str
    text: str
    root: yaml.Node | None = None
    data: RawData = None
    findings: list[Finding] = field(default_factory=list)
    own: bool = True
    """False in a model that another one uses."""

    @property
    def readable(self) -> bool:
        """False when content may be missing from `data`."""
        return all(finding.check == checks.CONTROL_CHARACTER.name for finding in self.findings)


def parse(path: str, content: bytes) -> ParsedFile:
    """Read one file. `path` is how findings name it. Never raises for bad content."""
    if len(content) > MAX_BYTES:
        problem = f"the file has {len(content):,} bytes; at most {MAX_BYTES:,} are read"
        return ParsedFile(path, "", findings=[checks.INPUT_TOO_LARGE.at(None, span=Span(path), problem=problem)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return ParsedFile(path, content.decode("utf-8-sig", "replace"), findings=[not_utf8(path, error)])
    parsed = ParsedFile(path, text)
    control = _CONTROL.search(text)
    if control is not None:
        parsed.findings.append(forbidden(path, text, control.start()))
        return parsed
    loader, constructor, places = Loader(text), _Constructor(parsed), FilePlaces(text)
    if not (_UNFOLDABLE.search(text) or places.differ):
        loader.fold = _Folder(constructor, places).folded
    try:
        with paused_collector():
            parsed.root = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        parsed.findings = [syntax(path, text, error)]
        return parsed
    except TooDeep as error:
        parsed.findings = [checks.INPUT_TOO_LARGE.at(None, span=span_of(path, error.node), problem=_TOO_DEEP)]
        return parsed
    if parsed.root is not None:
        places.renumber(parsed.root)
        parsed.data = constructor.construct(parsed.root)
    return parsed


@dataclass
class _Folder:
    """Makes data of each entry while the file is read, so that not all of its nodes are there at once."""

    constructor: _Constructor
    places: FilePlaces

    def folded(self, section: yaml.Node, key: yaml.Node, value: yaml.Node) -> yaml.Node:
        """`value`, or what is kept of it where it stands in lines of its own."""
        if not isinstance(section, yaml.MappingNode) or section.flow_style or type(value) is not yaml.MappingNode:
            return value
        data = self.constructor.construct(value, IN_SECTION - 1)
        self.constructor.seen.clear()  # what is gone leaves its id to others
        return FoldedMapping(value, key.start_mark.line, self.places, data)


def documents_of(path: str, content: bytes) -> Iterator[tuple[int, RawData]]:
    """Each document of a file with several, with its first line. What is unsafe is left out. Raises yaml.MarkedYAMLError."""
    loader = Loader(content.decode("utf-8-sig", "replace"))
    try:
        while loader.check_node():
            node = loader.get_node()
            if node is not None:
                yield node.start_mark.line + 1, _Constructor(ParsedFile(path, "")).construct(node)
    except TooDeep as error:
        raise yaml.MarkedYAMLError(problem=_TOO_DEEP, problem_mark=error.node.start_mark) from error


def pairs_of(node: yaml.MappingNode) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
    """The keys and values of a mapping: its own, then those of what it merges (`<<`), less keys that come before them.

    A value that is merged keeps its place: findings point at where it is written.
    """
    found: dict[str, tuple[yaml.ScalarNode, yaml.Node]] = {}
    waiting: list[tuple[yaml.Node, int]] = [(node, 0)]
    while waiting:
        merged, depth = waiting.pop(0)
        if isinstance(merged, yaml.SequenceNode):
            waiting = [*((item, depth) for item in merged.value), *waiting]
        elif isinstance(merged, yaml.MappingNode) and depth <= MAX_DEPTH:
            more: list[tuple[yaml.Node, int]] = []
            for key, value in merged.value:
                if is_merge(key):
                    more.append((value, depth + 1))
                elif isinstance(key, yaml.ScalarNode):
                    found.setdefault(key.value, (key, value))
            waiting = [*more, *waiting]
    return list(found.values())


def is_merge(key: yaml.Node) -> bool:
    """Whether a key is the `<<` that merges other mappings; in quotes, it is a key like others."""
    return isinstance(key, yaml.ScalarNode) and key.value == "<<" and key.tag == PLAIN


def control_character(text: str) -> str:
    """The first character of `text` that machines obey instead of showing it; nothing where there is none."""
    found = _OBEYED.search(text)
    return found[0] if found else ""


def control_finding(character: str, span: Span) -> Finding:
    """The finding about such a character in a text at `span`."""
    why = "which no drawing can show" if _CONTROL.match(character) else "which turns round how the letters behind it are read"
    return checks.CONTROL_CHARACTER.at(None, span=span, character=f"U+{ord(character):04X}", why=why)


class _Constructor:
    """Nodes to dicts, lists and text, reporting what is unsafe on the way."""

    TAGS: ClassVar = frozenset({PLAIN, QUOTED, TREE, "!"})

    def __init__(self, parsed: ParsedFile) -> None:
        self.path = parsed.path
        self.findings = parsed.findings
        self.seen: set[int] = set()
        self.aliased = 0

    def construct(self, node: yaml.Node, depth: int = 0, aliased: bool = False) -> RawData:
        if depth > MAX_DEPTH:
            self._report_once(node, _TOO_DEEP)
            return None
        if isinstance(node, yaml.ScalarNode):
            if node.tag == PLAIN:
                value: str = node.value
                return None if value in NULLS else value
            if node.tag not in self.TAGS:
                self._tag(node)
            return self._shown(node)
        if node.tag not in self.TAGS:
            self._tag(node)
        if id(node) in self.seen:
            aliased = True
        self.seen.add(id(node))
        if aliased:
            self.aliased += len(node.value) + 1
            if self.aliased > MAX_ALIASED:
                self._report_once(node, f"aliases repeat more than {MAX_ALIASED:,} values")
                return None
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, depth + 1, aliased) for item in node.value]
        return self._mapping(node, depth, aliased)

    def _value(self, node: yaml.Node, depth: int, aliased: bool) -> RawData:
        """The same as `construct`, quicker for plain scalars: most of a model."""
        if type(node) is yaml.ScalarNode and node.tag == PLAIN and depth <= MAX_DEPTH:
            return None if node.value in NULLS else node.value
        return node.data if isinstance(node, FoldedMapping) else self.construct(node, depth, aliased)

    def _mapping(self, node: yaml.Node, depth: int, aliased: bool) -> dict[str, RawData]:
        data: dict[str, RawData] = {}
        keys: dict[str, yaml.Node] = {}
        merged: list[yaml.Node] = []
        for key_node, value_node in node.value:
            if is_merge(key_node):
                merged.append(value_node)
                continue
            if not isinstance(key_node, yaml.ScalarNode):
                self.findings.append(
                    checks.WRONG_TYPE.at(None, span=span_of(self.path, key_node), place="a key", expected="text", found="a list or mapping")
                )
                continue
            key = intern(self._shown(key_node))
            if key in data:
                if not aliased:
                    self._duplicate(key_node, keys[key])
                continue
            keys[key] = key_node
            data[key] = self._value(value_node, depth + 1, aliased)
        for value_node in merged:
            self._merge(data, value_node, depth)
        return data

    def _merge(self, data: dict[str, RawData], node: yaml.Node, depth: int) -> None:
        """Add what `node`, a mapping or a list of mappings, has besides the keys of `data`."""
        several = node.value if isinstance(node, yaml.SequenceNode) else [node]
        for each in several:
            if not isinstance(each, yaml.MappingNode):
                span, found = span_of(self.path, each), "text" if isinstance(each, yaml.ScalarNode) else "a list"
                self.findings.append(checks.WRONG_TYPE.at(None, span=span, place="`<<`", expected="a mapping", found=found))
                continue
            for key, value in self._merged(each, depth).items():
                data.setdefault(key, value)

    def _merged(self, node: yaml.MappingNode, depth: int) -> dict[str, RawData]:
        built = self._value(node, depth + 1, aliased=False)
        return built if isinstance(built, dict) else {}

    def _shown(self, node: yaml.ScalarNode) -> str:
        """The text of a scalar, in which a sign stands for what cannot be shown."""
        text = str(node.value)
        found = control_character(text)
        if not found:
            return text
        if id(node) not in self.seen:
            self.seen.add(id(node))
            self.findings.append(control_finding(found, span_of(self.path, node)))
        return _OBEYED.sub("\ufffd", text)

    def _duplicate(self, second: yaml.ScalarNode, first: yaml.Node) -> None:
        related = (Related("first written here", span=span_of(self.path, first)),)
        self.findings.append(checks.DUPLICATE_KEY.at(None, span=span_of(self.path, second), related=related, key=second.value))

    def _tag(self, node: yaml.Node) -> None:
        problem = f"the tag `{node.tag.replace('tag:yaml.org,2002:', '!!')}` is not accepted; a model holds text, lists and mappings only"
        self.findings.append(checks.UNSAFE_YAML.at(None, span=span_of(self.path, node), problem=problem))

    def _report_once(self, node: yaml.Node, problem: str) -> None:
        if not any(finding.check == checks.INPUT_TOO_LARGE.name for finding in self.findings):
            self.findings.append(checks.INPUT_TOO_LARGE.at(None, span=span_of(self.path, node), problem=problem))
