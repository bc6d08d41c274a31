"""One item more in a list of a configuration that an author wrote, every other letter of which stays.

There are many ways to write a list. Each place where the item may go is tried: the text is read again, and must say what it said
before and the item besides. Where no place will do, nothing is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import yaml

from groundplan.diagnostics import LINE_END
from groundplan.load.edit import line_after, line_end_of, lines_at_end
from groundplan.load.manuscript import Manuscript, is_same_data, manuscript

_NULL, _LIST, _MAPPING = (f"tag:yaml.org,2002:{kind}" for kind in ("null", "seq", "map"))
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_LEAD = re.compile(r" +(?=[^\s#])")
"""What stands between a dash and its item, in one line."""


@dataclass(frozen=True, slots=True)
class Addition:
    """What the list `key` is to name: `name`, with the list `below` it if there is one. `default` comes first in a list that is new."""

    key: str
    name: str
    below: tuple[str, ...] = ()
    default: tuple[str, ...] = ()

    @property
    def inline(self) -> str:
        """The item as it may stand in any list, be it in brackets or behind a dash."""
        return f"{{{self.name}: [{', '.join(self.below)}]}}" if self.below else self.name

    @property
    def written(self) -> str:
        """The item as people are told of it."""
        return f"`{self.inline.removeprefix('{').removesuffix('}')}`"

    @property
    def new_list(self) -> str:
        """The list in brackets, where there is none."""
        return f"[{', '.join((*self.default, self.inline))}]"

    def behind_dash(self, column: int, end: str) -> str:
        """The item in lines that `end` ends, the first of which begins at `column`."""
        return self.name + (":" if self.below else "") + "".join(f"{end}{' ' * (column + 2)}- {item}" for item in self.below)


def with_addition(text: str, addition: Addition) -> str | None:
    """`text` and the item, the rest of which means what it meant; None where no place for it is known."""
    before = manuscript(text)
    if before is None or refusal(before, addition):
        return None
    for candidate in _candidates(before, addition):
        with suppress(yaml.YAMLError, RecursionError):
            after = manuscript(candidate)
            if after is not None and _is_grown(before.root, after.root, addition):
                return candidate
    return None


def refusal(page: Manuscript, addition: Addition) -> str:
    """Why nothing can be added to a list, if that is so, whatever its letters: it is not there alone, or is no list."""
    setting = page.settings.get(addition.key)
    if setting is None:
        return ""
    if setting.is_alias or not setting.own:
        return "is written elsewhere (an alias)"
    if setting.value.tag == "!ENV":
        return "comes from the environment"
    return "" if setting.value.tag in {_NULL, _LIST, *([] if addition.below else [_MAPPING])} else "is no list"


def _is_grown(before: yaml.MappingNode, after: yaml.MappingNode, addition: Addition) -> bool:
    """Whether `after` says what `before` says, and the addition besides, and nothing else."""
    old, new = list(before.value), list(after.value)
    at = max((place for place, (key, _) in enumerate(old) if key.value == addition.key), default=None)
    if at is None:
        key, listed = new.pop()
        grown = key.value == addition.key and is_same_data(listed, _read(addition.new_list))
    else:
        (_, value), (_, listed) = old.pop(at), new.pop(at)
        grown = _is_grown_list(value, listed, addition)
    rest = (yaml.MappingNode(before.tag, old), yaml.MappingNode(after.tag, new))
    return grown and before.tag == after.tag and is_same_data(*rest)


def _is_grown_list(value: yaml.Node, listed: yaml.Node, addition: Addition) -> bool:
    match value, listed:
        case yaml.ScalarNode(), yaml.SequenceNode():
            return is_same_data(listed, _read(addition.new_list))
        case yaml.SequenceNode(), yaml.SequenceNode(value=[*rest, item]):
            return is_same_data(item, _read(addition.inline)) and is_same_data(value, yaml.SequenceNode(listed.tag, rest))
        case yaml.MappingNode(), yaml.MappingNode(value=[*rest, (key, options)]):
            added = yaml.MappingNode(_MAPPING, [(key, options)])
            return is_same_data(added, _read(_entry(addition))) and is_same_data(value, yaml.MappingNode(listed.tag, rest))
    return False


def _read(text: str) -> yaml.Node:
    found = yaml.compose(text, Loader=yaml.SafeLoader)
    assert found is not None
    return found


def _entry(addition: Addition) -> str:
    return f"{addition.name}: {{}}"


def _candidates(page: Manuscript, addition: Addition) -> Iterator[str]:
    """The text with the addition in each place where it may belong, the fairest first."""
    setting = page.settings.get(addition.key)
    match setting and setting.value:
        case None:
            column = page.root.value[0][0].start_mark.column
            indent = " " * column
            items = (*addition.default, addition.name)
            yield lines_at_end(page.text, "\n".join([f"{indent}{addition.key}:", *(f"{indent}  - {item}" for item in items)]))
        case yaml.SequenceNode(flow_style=True) as node:
            yield from _in_brackets(page, node, addition.inline)
        case yaml.SequenceNode() as node:
            yield from _below_items(page, node, addition)
        case yaml.MappingNode(flow_style=True) as node if not addition.below:
            yield from _in_brackets(page, node, _entry(addition))
        case yaml.MappingNode(value=[(key, _), *_]) as node if not addition.below:
            yield from _below(page, node, " " * key.start_mark.column + _entry(addition))
        case yaml.ScalarNode() as node:
            yield from _instead(page.text, node, addition.new_list)


def _instead(text: str, empty: yaml.Node, listed: str) -> Iterator[str]:
    """The list where nothing is, or the sign for nothing."""
    start, end = empty.start_mark.index, empty.end_mark.index
    if text[start:end] in _NULLS:
        gap = "" if text[start - 1 : start] == " " else " "
        yield f"{text[:start]}{gap}{listed}{text[end:]}"


def _in_brackets(page: Manuscript, node: yaml.CollectionNode, item: str) -> Iterator[str]:
    """`item` at the end of a list in brackets, but for comments: on a line of its own where the bracket has one."""
    text, close = page.text, node.end_mark.index - 1
    last, end = page.end_before(close)
    if not node.value:
        yield f"{text[:end]}{item}{text[end:]}"
        yield f"{text[:close]}{item}{text[close:]}"
        return
    comma = isinstance(last, yaml.FlowEntryToken)
    gap = text[end:close]
    if LINE_END.search(gap):
        noted = gap.rstrip()
        line = f"{line_end_of(text)}{_indent(text, end, node)}{item}{',' if comma else ''}"
        yield f"{text[:end]}{'' if comma else ','}{noted}{line}{text[end + len(noted) :]}"
    yield f"{text[:end]}{'' if comma else ','} {item}{text[end:]}"


def _indent(text: str, at: int, node: yaml.Node) -> str:
    """How an item is indented that gets a line of its own below the one that the offset `at` is in."""
    line = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    indent = text[line : line + len(text[line:at]) - len(text[line:at].lstrip())]
    return indent if line > node.start_mark.index else indent + "  "


def _below_items(page: Manuscript, node: yaml.SequenceNode, addition: Addition) -> Iterator[str]:
    """The item behind a dash below those of the list `node`, which says how far a dash is indented and how far what follows it."""
    start, end = node.start_mark.index, node.end_mark.index
    dashes = [token for token in page.tokens if isinstance(token, yaml.BlockEntryToken) and start <= token.start_mark.index < end]
    column = dashes[0].start_mark.column
    last = next(token for token in reversed(dashes) if token.start_mark.column == column)
    found = _LEAD.match(page.text, last.end_mark.index)
    lead = "-" + (found[0] if found else " ")
    yield from _below(page, node, " " * column + lead + addition.behind_dash(column + len(lead), line_end_of(page.text)))


def _below(page: Manuscript, node: yaml.Node, line: str) -> Iterator[str]:
    """`line` below a block: below its last letter, or below lines without any, which may belong to a text at its end."""
    text = page.text
    _, end = page.end_before(node.end_mark.index)
    yield line_after(text, len(text[:end].rstrip()), line)
    yield f"{text[:end]}{line}{line_end_of(text)}{text[end:]}"
