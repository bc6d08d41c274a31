"""Where in a template each of its words stands: Jinja counts lines, which is too coarse for a finding, so it is given letters to count.

Whatever Jinja calls the number of a line is then the number of a letter, from 1, in the source with line ends as it sees them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from jinja2 import TemplateSyntaxError
from jinja2.lexer import TOKEN_BLOCK_END, TOKEN_COMMENT_END, TOKEN_DATA, TOKEN_RAW_END, TOKEN_VARIABLE_BEGIN, Lexer

Token: TypeAlias = tuple[int, str, str]
"""A letter, the kind of what begins there, and that itself."""

_TAKING = frozenset({TOKEN_BLOCK_END, TOKEN_COMMENT_END, TOKEN_RAW_END})
"""What Jinja lets take the end of the line that it stands at the end of."""

_LINE_END = re.compile(r"\r\n|\r|\n")


def as_read(source: str) -> str:
    """`source` with line ends as Jinja sees them."""
    return _LINE_END.sub("\n", source)


def lettered(lexer: Lexer, source: str, name: str | None, filename: str | None, state: str | None) -> Iterator[Token]:
    """The tokens of a template with letters for lines. Raises TemplateSyntaxError, with a letter for its line, too."""
    read, at = as_read(source), 0
    try:
        for _line, kind, text in lexer.tokeniter(source, name, filename, state):
            at = read.index(text, at)  # what stood before it is white space that was taken away
            yield at + 1, kind, text
            at += len(text)
    except TemplateSyntaxError as error:
        error.lineno = min(at, max(len(read) - 1, 0)) + 1
        raise


def with_lines_kept(tokens: Iterable[Token]) -> Iterator[Token]:
    """`tokens`, with the ends of lines that a tag took, but for those of lines with nothing besides tags."""
    alone = True
    for letter, kind, text in tokens:
        taken = kind in _TAKING and text.endswith("\n")
        if taken and not alone:
            yield letter, kind, text[:-1]
            yield letter + len(text) - 1, TOKEN_DATA, "\n"
        else:
            yield letter, kind, text
        if kind == TOKEN_DATA:
            line = text.rpartition("\n")[2]
            alone = not line.strip() and (alone or "\n" in text)
        alone = (alone or taken) and kind != TOKEN_VARIABLE_BEGIN


def place_of(source: str, letter: int) -> tuple[int, int]:
    """The line and the column of a letter, both from 1."""
    before = as_read(source)[: letter - 1]
    return before.count("\n") + 1, letter - 1 - before.rfind("\n")
