"""The tags of a template, found although something is wrong in them, and a template without those that are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from groundplan.i18n.texts.fit import SHORT_ATTRIBUTES

OPENINGS = ("{{", "{%", "{#")
_OPENING = re.compile("|".join(map(re.escape, OPENINGS)))
_CLOSING = {"{{": "}}", "{%": "%}"}
_PARTS = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|\}\}|%\}|[()\[\]{}]", re.DOTALL)
_RAW = re.compile(r"\{%[-+]?\s*raw\b")
_END_OF_RAW = re.compile(r"\{%[-+]?\s*endraw\s*[-+]?%\}")
_WORD = re.compile(r"[^\W\d]\w*")
_BLOCKS = frozenset({"if", "for", "macro", "call", "filter", "block", "with", "autoescape", "set"})
_WITHIN = frozenset({"else", "elif"})
_KEYWORDS = _BLOCKS | _WITHIN | {f"end{word}" for word in _BLOCKS} | {"in", "is", "not", "and", "or", "true", "false", "none", "loop"}


@dataclass(frozen=True, slots=True)
class Tag:
    """A stretch of a template: from its opening to behind its closing, or to behind its opening where nothing closes it."""

    start: int
    end: int
    text: str

    @property
    def is_statement(self) -> bool:
        return self.text.startswith("{%")

    @property
    def keyword(self) -> str:
        """The first word of a statement."""
        return found[0] if self.is_statement and (found := _WORD.search(self.text)) else ""

    @property
    def names(self) -> frozenset[str]:
        """The words in it that may be names."""
        return frozenset(_WORD.findall(self.text)) - _KEYWORDS

    def opens(self) -> bool:
        """Whether it begins a block; `set` does where it has no value."""
        return self.keyword in _BLOCKS and (self.keyword != "set" or "=" not in self.text)


def tags(source: str) -> Iterator[Tag]:
    """The tags of `source`, in their order, comments and what is raw left out."""
    at = 0
    while found := _OPENING.search(source, at):
        start = found.start()
        if SHORT_ATTRIBUTES.match(source, start):
            at = found.end()
        elif found[0] == "{#":
            at = _behind(source, "#}", found.end())
        elif _RAW.match(source, start):
            end = _END_OF_RAW.search(source, start)
            at = end.end() if end else len(source)
        else:
            at = _end(source, found.end(), _CLOSING[found[0]])
            yield Tag(start, at, source[start:at])


def _behind(source: str, closing: str, at: int) -> int:
    found = source.find(closing, at)
    return len(source) if found < 0 else found + len(closing)


def _end(source: str, at: int, closing: str) -> int:
    """Where the tag ends whose opening ends at `at`: brackets and quotes may hold what would close it."""
    open_, first = "", at
    while part := _PARTS.search(source, at):
        text, at = part[0], part.end()
        if text == closing and not open_.endswith("{"):
            return at
        if text == "}}":  # two brackets rather than the end of a tag
            at -= 1
        if text in "([{":
            open_ += text
        elif text[0] in ")]}":
            open_ = open_[:-1]
    naive = source.find(closing, first)
    return first if naive < 0 else naive + len(closing)


def tag_at(source: str, letter: int) -> Tag | None:
    """The tag in which the letter `letter` (from 1) stands, or the last one before it."""
    return next((tag for tag in reversed(list(tags(source))) if tag.start < letter), None)


def unclosed(source: str) -> Tag | None:
    """The innermost block that nothing ends, at the end of `source`."""
    open_ = _blocks(source)[1]
    return open_[-1] if open_ else None


def without_tag(source: str, tag: Tag) -> tuple[str, frozenset[str]]:
    """`source` with white space in place of `tag` and the other tags of its block; of all statements, where blocks do not fit together.

    Also the names that may mean nothing from now on.
    """
    blocks, open_ = _blocks(source)
    whole = next((block for block in blocks if tag in block), [tag])
    if tag in open_ or ((tag.keyword in _WITHIN or tag.keyword.startswith("end")) and len(whole) == 1):
        whole = [one for one in tags(source) if one.is_statement]
    for one in whole:
        source = source[: one.start] + re.sub(r"[^\n]", " ", one.text) + source[one.end :]
    return source, frozenset(word for one in whole for word in one.names)


def _blocks(source: str) -> tuple[list[list[Tag]], list[Tag]]:
    """The tags of each block, and the openings that nothing closes."""
    blocks: list[list[Tag]] = []
    open_: list[list[Tag]] = []
    for tag in tags(source):
        if tag.opens():
            open_.append([tag])
        elif open_ and tag.keyword in _WITHIN:
            open_[-1].append(tag)
        elif open_ and tag.keyword == f"end{open_[-1][0].keyword}":
            blocks.append([*open_.pop(), tag])
    return blocks, [block[0] for block in open_]
