"""Where in a catalogue's file the letters of a translation stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from groundplan.diagnostics import Span

_KEYWORD = re.compile(r"\s*(?P<keyword>msgstr(?:\[0\])?|msgctxt|msgid(?:_plural)?)\s*(?=\")")
_LETTER = re.compile(r"\\(?:[0-7]{1,3}|x[0-9A-Fa-f]+|.)|[^\\\"]")


def place(path: str, lines: Sequence[str], message: int, start: int, end: int) -> Span | None:
    """The letters `start` up to `end` of the translation in the message at line `message`; None where it has no such letters.

    `lines` are those of the file `path`. A stretch that goes over lines is told up to the end of its first line.
    """
    letters = [*_letters(lines, message)]
    if not start < end <= len(letters):
        return None
    line, column, _ = letters[start]
    last = next(letter for letter in reversed(letters[start:end]) if letter[0] == line)
    return Span(path, line, column, line, last[2])


def _letters(lines: Sequence[str], message: int) -> Iterator[tuple[int, int, int]]:
    """Line, first column and the column behind each letter of the translation, escapes counted as the letter that they stand for."""
    inside = False
    for number in range(message, len(lines) + 1):
        line = lines[number - 1]
        keyword = _KEYWORD.match(line)
        if keyword:
            if inside:
                return
            inside = keyword["keyword"].startswith("msgstr")
        elif not line.strip().startswith('"'):
            if inside:
                return
            continue
        if inside:
            opening = line.index('"') + 1
            yield from ((number, found.start() + 1, found.end() + 1) for found in _LETTER.finditer(line.rstrip()[:-1], opening))
