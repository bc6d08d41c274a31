"""The words of an nftables ruleset, and its blocks: tables with sets and chains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"""(?P<foreign>\#[ ]xt_\w+) | (?P<comment>\#[^\n]*) | (?P<joined>\\\n) | (?P<end>[\n;]) | (?P<space>[ \t\r\f\v]+)
      | (?P<text>"[^"\n]*") | (?P<sign>[{}=,]|!=|==|>=|<=|[<>]) | (?P<word>[^\s{};=,"<>!\#]+|!)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its line."""

    text: str
    line: int


@dataclass
class RulesetBlock:
    """`head { … }`: statements in order; blocks within stand among them."""

    head: list[Word]
    statements: list[list[Word]] = field(default_factory=list)
    blocks: list[RulesetBlock] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.head[-1].text if self.head else ""


def words(text: str) -> Iterator[Word]:
    """Every word; ends of statements are `;`.

    `# xt_conntrack` is no comment: so nft writes what iptables asks for and it has no word for, in the middle of a rule.
    """
    line = 1
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "end":
            yield Word(";", line)
        elif kind in ("text", "sign", "word", "foreign"):
            yield Word(match[0], line)
        line += match[0].count("\n")


_IN_TABLES = frozenset({"chain", "set", "map", "flowtable", "counter", "quota", "limit", "secmark", "synproxy"})
_OPENS_BLOCK = (frozenset({"table"}), _IN_TABLES)
"""What a block begins with, outside of all and within a table. Within those are none: there, `counter` begins a rule."""


def blocks(text: str) -> RulesetBlock:
    """The ruleset as a tree. A brace within a statement belongs to the statement: `tcp dport { 80, 443 }`."""
    root = RulesetBlock([])
    stack = [root]
    statement: list[Word] = []
    depth = 0
    for word in words(text):
        if word.text == "{" and depth == 0 and _opens_block(statement, len(stack) - 1):
            inner = RulesetBlock(statement)
            stack[-1].blocks.append(inner)
            stack.append(inner)
            statement = []
        elif word.text == "}" and depth == 0:
            _end(stack[-1], statement)
            statement = []
            if len(stack) > 1:
                stack.pop()
        elif word.text == ";" and depth == 0:
            _end(stack[-1], statement)
            statement = []
        elif word.text != ";":
            depth += (word.text == "{") - (word.text == "}")
            statement.append(word)
    _end(stack[-1], statement)
    return root


def _opens_block(statement: list[Word], depth: int) -> bool:
    return bool(statement) and depth < len(_OPENS_BLOCK) and statement[0].text in _OPENS_BLOCK[depth]


def _end(block: RulesetBlock, statement: list[Word]) -> None:
    if statement:
        block.statements.append(statement)


def values_of(texts: Sequence[str], defined: Mapping[str, list[str]]) -> list[str]:
    """The items of a value: one, or those between braces."""
    found: list[str] = []
    for text in texts:
        if text in defined:
            found += defined[text]
        elif text not in ("{", "}", ","):
            found.append(text)
    return found
