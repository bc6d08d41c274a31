"""YAML composed to nodes that know their places, nested no deeper than anyone writes, entries folded on the way."""

from __future__ import annotations

from collections.abc import Callable

import yaml

from groundplan.load.mentions import RawData
from groundplan.load.places import FilePlaces

try:
    from yaml.cyaml import CParser as _Parser  # type: ignore[attr-defined]

    _HAS_C = True
except ImportError:  # PyYAML without libyaml
    _HAS_C = False

MAX_DEPTH = 40
IN_SECTION = 3
"""How deep the keys of entries are: the file is the first, its sections are the second."""
PLAIN = "plain"
QUOTED = "quoted"
TREE = "tree"


class TooDeep(Exception):
    """Raised while nodes are composed, because libyaml's composer recurses on the C stack and crashes the process at its end."""

    def __init__(self, node: yaml.Node) -> None:
        super().__init__()
        self.node = node


class _Untyped:
    """Stands in for PyYAML's resolver: tells plain scalars from quoted ones, leaves explicit tags alone, and bounds the depth.

    What `fold` makes of an entry of a section takes its place as soon as the next one begins.
    """

    depth = 0
    fold: Callable[[yaml.Node, yaml.Node, yaml.Node], yaml.Node] | None = None

    def descend_resolver(self, parent: yaml.Node | None, index: object) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH + 1 and parent is not None:
            raise TooDeep(parent)
        if self.fold and self.depth == IN_SECTION and index is None and parent is not None and parent.value:
            key, value = parent.value[-1]
            parent.value[-1] = key, self.fold(parent, key, value)

    def ascend_resolver(self) -> None:
        self.depth -= 1

    def resolve(self, kind: type[yaml.Node], _value: object, implicit: tuple[bool, bool] | bool) -> str:
        if kind is not yaml.ScalarNode:
            return TREE
        return PLAIN if isinstance(implicit, tuple) and implicit[0] else QUOTED


if _HAS_C:

    class Loader(_Untyped, _Parser):
        """Composes with libyaml."""

        def __init__(self, text: str) -> None:
            _Parser.__init__(self, text)

else:
    from yaml.composer import Composer
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class Loader(Reader, Scanner, Parser, Composer, _Untyped):  # type: ignore[no-redef]
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


class FoldedMapping(yaml.MappingNode):
    """An entry of which only its place and its data are kept. The nodes in it are composed again for whoever asks: few do."""

    def __init__(self, node: yaml.MappingNode, line: int, places: FilePlaces, data: RawData) -> None:
        """`line` is that of its key, counted from 0."""
        self.tag, self.flow_style, self.start_mark, self.end_mark = node.tag, node.flow_style, node.start_mark, node.end_mark
        self.data = data
        self._line, self._places = line, places

    @property
    def value(self) -> list[tuple[yaml.Node, yaml.Node]]:
        alone = Loader(self._places.between(self._line, self.end_mark)).get_single_node()
        assert isinstance(alone, yaml.MappingNode)
        self._places.moved(alone, self._line)
        ((_key, node),) = alone.value
        nodes: list[tuple[yaml.Node, yaml.Node]] = node.value
        return nodes
