"""From a letter of a template to the place where its author wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from groundplan.diagnostics import Span
from groundplan.render.sandbox.letters import as_read, place_of
from groundplan.render.sandbox.tags import Tag, tag_at

_WORD = re.compile(r"[^\W\d][\w.]*|\S")
_BEFORE_CALL = re.compile(r"[^\W\d][\w.]*$")


@dataclass(frozen=True, slots=True)
class TemplateSpot:
    """A letter of what an author wrote, and the tag around it: where that begins, and its text."""

    written: str
    letter: int
    start: int
    tag: str

    def span(self, path: str, words: Iterable[str] = ()) -> Span:
        """The first of `words` that stands in the tag, where it is nearest to the letter; or what stands at the letter."""
        at, length = next(filter(None, map(self._nearest, words)), None) or self._word()
        line, column = place_of(self.written, at + 1)
        return Span(path, line, column, line, column + length)

    def _nearest(self, word: str) -> tuple[int, int] | None:
        found = [self.start + match.start() for match in re.finditer(rf"(?<![\w-]){re.escape(word)}(?![\w-])", self.tag)]
        return (min(found, key=lambda at: self._distance(at, len(word))), len(word)) if found else None

    def _distance(self, at: int, length: int) -> int:
        """How far the letter is from a word; names of what is called end at it."""
        return min(abs(at + 1 - self.letter), abs(at + length + 1 - self.letter))

    def _word(self) -> tuple[int, int]:
        """What stands at the letter; what is called, where that is the bracket of a call."""
        at = self.letter - 1
        if self.written[at : at + 1] == "(" and (called := _BEFORE_CALL.search(self.written[self.start : at])):
            return self.start + called.start(), len(called[0])
        word = _WORD.match(self.written, at)
        return (at, len(word[0])) if word else (at, 1)


def spot_in(template: str, written: str, letter: int) -> TemplateSpot:
    """What `letter` of a template is in the text that the template was made from: line for line, and with the same tags."""
    made, text = as_read(template), as_read(written)
    tag = tag_at(made, letter)
    start = None if tag is None or letter > tag.end else _same(tag, made, text)
    return _on_line(text, made, letter) if tag is None or start is None else TemplateSpot(text, start + letter - tag.start, start, tag.text)


def _on_line(text: str, made: str, letter: int) -> TemplateSpot:
    """The same column of the same line, where that is written as it is in the template; otherwise where the line begins."""
    line, column = place_of(made, letter)
    start = _start_of(text, line)
    alike = made.split("\n")[line - 1 : line] == text.split("\n")[line - 1 : line]
    return TemplateSpot(text, start + (column if alike else 1), start, "")


def _same(tag: Tag, made: str, text: str) -> int | None:
    """Where `tag` begins in `text`: in the same paragraph, after as many of its like."""
    paragraph = max(made.rfind("\n\n", 0, tag.start), 0)
    before = made.count(tag.text, paragraph, tag.start)
    at = _start_of(text, place_of(made, paragraph + 1)[0])
    for _ in range(before + 1):
        at = text.find(tag.text, at) + 1
        if at == 0:
            return None
    return at - 1


def _start_of(text: str, line: int) -> int:
    """Where a line begins."""
    at = 0
    for _ in range(line - 1):
        found = text.find("\n", at)
        if found < 0:
            return at
        at = found + 1
    return at
