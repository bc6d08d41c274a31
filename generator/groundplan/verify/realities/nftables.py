"""Rulesets of nftables as text: what a gateway forwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from groundplan.verify.realities.filters import Chain, Filter
from groundplan.verify.realities.nft_maps import items_between, rules_of
from groundplan.verify.realities.nft_rules import VERDICTS, RuleReader
from groundplan.verify.realities.nft_words import RulesetBlock, Word, blocks, values_of

_FAMILIES = {"ip": (4,), "ip6": (6,), "inet": (4, 6)}
_HARMLESS = {("flush", "ruleset"), *((word, "table") for word in ("add", "create", "delete", "destroy", "flush"))}
"""Commands that a file begins with, so that what follows replaces what is there."""


def is_nftables(text: str) -> bool:
    """Whether `text` is such a ruleset."""
    return any(block.head[0].text == "table" for block in blocks(text).blocks if block.head)


def read(path: str, text: str) -> list[Filter]:
    """The tables with a chain that sees what is forwarded."""
    root = blocks(text)
    defined = _definitions(root.statements)
    tables: dict[tuple[str, ...], list[RulesetBlock]] = {}
    for block in root.blocks:
        if block.head and block.head[0].text == "table":
            tables.setdefault(tuple(word.text for word in block.head[1:]), []).append(block)
    found = [_Table(path, name, several, defined).read() for name, several in tables.items()]
    filters = [filter_ for filter_ in found if filter_.entries]
    if filters:
        filters[0].unread += _elsewhere(root)
    return filters


def _elsewhere(root: RulesetBlock) -> Iterator[tuple[int, str]]:
    """What stands outside of tables, or is taken in from another file, and may change one: the line, and how it begins."""
    for statement in root.statements:
        texts = [word.text for word in statement]
        if texts[0] not in ("define", "table") and (tuple(texts[:2]) not in _HARMLESS or "{" in texts):
            yield statement[0].line, " ".join(texts[:5])
    for block in root.blocks:
        for statement in block.statements:
            if statement[0].text == "include":
                yield statement[0].line, " ".join(word.text for word in statement)


def _definitions(statements: Sequence[Sequence[Word]]) -> dict[str, list[str]]:
    """`define NAME = VALUE`, with names that stand in values replaced."""
    defined: dict[str, list[str]] = {}
    for statement in statements:
        texts = [word.text for word in statement]
        if texts[:1] == ["define"] and "=" in texts and len(texts) > 3:
            defined[f"${texts[1]}"] = values_of(texts[texts.index("=") + 1 :], defined)
    return defined


class _Table:
    def __init__(self, path: str, name: tuple[str, ...], several: Sequence[RulesetBlock], defined: Mapping[str, list[str]]) -> None:
        self.filter = Filter(path)
        self.versions = _FAMILIES.get(name[0] if len(name) > 1 else "ip", ())
        self.filter.versions = self.versions
        self.blocks = [inner for block in several for inner in block.blocks]
        self.defined = dict(defined)
        self.sets: dict[str, list[str]] = {}
        self.maps: dict[str, list[str]] = {}

    def read(self) -> Filter:
        for block in self.blocks:
            if block.head[0].text == "set":
                self._set(f"@{block.name}", block)
            elif block.head[0].text == "map":
                self.maps[f"@{block.name}"] = items_between(_elements(block))
        for block in self.blocks:
            if block.head[0].text == "chain" and self.versions:
                self._chain(block)
        return self.filter

    def _set(self, name: str, block: RulesetBlock) -> None:
        """A set that packets fill is left out, since nobody knows what it will hold: what asks for it is not read."""
        if not any(word.text == "dynamic" for statement in block.statements for word in statement):
            self.sets.setdefault(name, []).extend(values_of(_elements(block), self.defined))

    def _chain(self, block: RulesetBlock) -> None:
        chain = self.filter.chains.setdefault(block.name, Chain(block.name, block.head[0].line))
        for statement in block.statements:
            texts = [word.text for word in statement]
            if texts[0] == "type":
                if "hook" in texts and "forward" in texts:
                    self.filter.entries.append(block.name)
                    chain.policy = "accept"
                if "policy" in texts[:-1]:
                    chain.policy = VERDICTS.get(texts[texts.index("policy") + 1], "accept")
            elif texts[0] == "policy" and len(texts) > 1:
                chain.policy = VERDICTS.get(texts[1], "accept")
            elif texts[0] not in ("flags", "comment"):
                for rule in rules_of(texts, self.maps):
                    chain.clauses.append(RuleReader(statement[0].line, self.versions, self.defined, self.sets).read(rule))


def _elements(block: RulesetBlock) -> list[str]:
    """The elements of a set or a map, as they are written, with the braces around them."""
    for statement in block.statements:
        texts = [word.text for word in statement]
        if texts[:2] == ["elements", "="]:
            return texts[2:]
    return []
