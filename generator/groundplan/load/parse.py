"""One YAML file to plain data and the nodes that know each place.

Scalars stay text: what a value means is decided by the field that takes it, so `no`, `1.10` and `22:22` are never
turned into something else (YAML 1.1's traps). Only the null of the YAML 1.2 core schema is recognized.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

import yaml

from groundplan import checks
from groundplan.collector import paused_collector
from groundplan.diagnostics import Finding, Related, Span
from groundplan.load.mentions import RawData
from groundplan.load.places import FilePlaces
from groundplan.load.yaml_faults import forbidden, not_utf8, span_of, syntax

try:
    from yaml.cyaml import CParser as _Parser  # type: ignore[attr-defined]

    _HAS_C = True
except ImportError:  # PyYAML without libyaml
    _HAS_C = False


MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 40
MAX_ALIASED = 100_000
"""How many values aliases may repeat in one file: enough for any author, too few for a "billion laughs"."""

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TOO_DEEP = f"values are nested more than {MAX_DEPTH} deep"
_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML 1.1 admits nowhere (section 5.1, `c-printable`), except as an escape; XML 1.0 and HTML admit hardly any of it at all."""
_PLAIN = "plain"
_QUOTED = "quoted"
_TREE = "tree"


class _TooDeep(Exception):
    """Raised while nodes are composed, because libyaml's composer recurses on the C stack and crashes the process at its end."""

    def __init__(self, node: yaml.Node) -> None:
        super().__init__()
        self.node = node


class _Untyped:
    """Stands in for PyYAML's resolver: tells plain scalars from quoted ones, leaves explicit tags alone, and bounds the depth."""

    depth = 0

    def descend_resolver(self, parent: yaml.Node | None, _index: object) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH + 1 and parent is not None:
            raise _TooDeep(parent)

    def ascend_resolver(self) -> None:
        self.depth -= 1

    def resolve(self, kind: type[yaml.Node], _value: object, implicit: tuple[bool, bool] | bool) -> str:
        if kind is not yaml.ScalarNode:
            return _TREE
        return _PLAIN if isinstance(implicit, tuple) and implicit[0] else _QUOTED


if _HAS_C:

    class _Loader(_Untyped, _Parser):
        """Composes with libyaml."""

        def __init__(self, text: str) -> None:
            _Parser.__init__(self, text)

else:
    from yaml.composer import Composer
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class _Loader(Reader, Scanner, Parser, Composer, _Untyped):  # type: ignore[no-redef]
        """Composes with PyYAML's own parser."""

        def __init__(self, text: str) -> None:
            Reader.__init__(self, text)
            Scanner.__init__(self)
            Parser.__init__(self)
            Composer.__init__(self)

        # The mixin comes last in the bases, so name its methods here.
        descend_resolver = _Untyped.descend_resolver
        ascend_resolver = _Untyped.ascend_resolver
        resolve = _Untyped.resolve


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
    try:
        with paused_collector():
            parsed.root = _Loader(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        parsed.findings.append(syntax(path, text, error))
        return parsed
    except _TooDeep as error:
        parsed.findings.append(checks.INPUT_TOO_LARGE.at(None, span=span_of(path, error.node), problem=_TOO_DEEP))
        return parsed
    if parsed.root is not None:
        FilePlaces(text).renumber(parsed.root)
        parsed.data = _Constructor(parsed).construct(parsed.root)
    return parsed


def documents_of(path: str, content: bytes) -> Iterator[tuple[int, RawData]]:
    """Each document of a file with several, with its first line. What is unsafe is left out. Raises yaml.MarkedYAMLError."""
    loader = _Loader(content.decode("utf-8-sig", "replace"))
    try:
        while loader.check_node():
            node = loader.get_node()
            if node is not None:
                yield node.start_mark.line + 1, _Constructor(ParsedFile(path, "")).construct(node)
    except _TooDeep as error:
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
    return isinstance(key, yaml.ScalarNode) and key.value == "<<" and key.tag == _PLAIN


def control_character(text: str) -> str:
    """The first character of `text` that neither YAML nor a drawing can hold, as `U+000B`; nothing where there is none."""
    found = _CONTROL.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


class _Constructor:
    """Nodes to dicts, lists and text, reporting what is unsafe on the way."""

    TAGS: ClassVar = frozenset({_PLAIN, _QUOTED, _TREE, "!"})

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
            if node.tag == _PLAIN:
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
        if type(node) is yaml.ScalarNode and node.tag == _PLAIN and depth <= MAX_DEPTH:
            return None if node.value in NULLS else node.value
        return self.construct(node, depth, aliased)

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
            key = self._shown(key_node)
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
        built = self.construct(node, depth + 1)
        return built if isinstance(built, dict) else {}

    def _shown(self, node: yaml.ScalarNode) -> str:
        """The text of a scalar, in which a sign stands for what cannot be shown."""
        text = str(node.value)
        found = control_character(text)
        if not found:
            return text
        if id(node) not in self.seen:
            self.seen.add(id(node))
            self.findings.append(checks.CONTROL_CHARACTER.at(None, span=span_of(self.path, node), character=found))
        return _CONTROL.sub("\ufffd", text)

    def _duplicate(self, second: yaml.ScalarNode, first: yaml.Node) -> None:
        related = (Related("first written here", span=span_of(self.path, first)),)
        self.findings.append(checks.DUPLICATE_KEY.at(None, span=span_of(self.path, second), related=related, key=second.value))

    def _tag(self, node: yaml.Node) -> None:
        problem = f"the tag `{node.tag.replace('tag:yaml.org,2002:', '!!')}` is not accepted; a model holds text, lists and mappings only"
        self.findings.append(checks.UNSAFE_YAML.at(None, span=span_of(self.path, node), problem=problem))

    def _report_once(self, node: yaml.Node, problem: str) -> None:
        if not any(finding.check == checks.INPUT_TOO_LARGE.name for finding in self.findings):
            self.findings.append(checks.INPUT_TOO_LARGE.at(None, span=span_of(self.path, node), problem=problem))
