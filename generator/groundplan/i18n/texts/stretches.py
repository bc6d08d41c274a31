"""Stretches of lines that stay as they are: code between fences, comments, mathematics, lists of files to include."""

from __future__ import annotations

import re
from collections.abc import Sequence

from groundplan.i18n.texts.flavour import QUOTE

FENCE = re.compile(rf"^\s*{QUOTE}(?P<fence>`{{3,}}(?!.*```)|~{{3,}})")
"""What begins code; three ticks that end in their own line are code within a sentence."""
_FENCE_IN_ITEM = re.compile(rf"^(?P<around>\s*{QUOTE}(?:(?:[-*+]|\d+[.)]) +)+)(?P<fence>`{{3,}}(?!.*`)|~{{3,}})")
_PERHAPS = re.compile(rf"\s*{QUOTE}[-*+\d`~<{{$\\]")
"""How a line may begin that begins a stretch: most do not."""
_FILES = re.compile(r"^\s*-+8<-+\s*$")
"""What begins and ends a list of files to include."""
_MATHEMATICS = re.compile(
    r"\s*(?:\$\$(?:\\.|[^\\])+?\$\$|\\\[(?:\\[^\]]|[^\\])+?\\\]|\\begin\{([a-z]+\*?)\}(?:\\.|[^\\])+?\\end\{\1\})\s*", re.DOTALL
)
"""A block of mathematics, as `pymdownx.arithmatex` reads it."""
_MATHEMATICS_BEGIN = ("$$", "\\[", "\\begin{")
_COMMENTS = {"<!--": "-->", "{#": "#}"}
"""What begins a comment, of HTML or of a template, and what ends it."""


class Stretches:
    """The stretches of a page."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._comments = _comments(lines)
        self._unended: dict[tuple[str, int, bool, bool], int] = {}
        """What begins code -> the line up to which nothing ends it."""

    def end(self, at: int) -> int | None:
        """The line behind the stretch that begins at line `at`; None where none does."""
        if not _PERHAPS.match(self._lines[at]):
            return None
        ways = (self._fence, self._fence_in_item, self._files, self._mathematics)
        return self._comments.get(at) or next(filter(None, (way(at) for way in ways)), None)

    def end_in_code(self, at: int) -> int | None:
        """The same for a line that is indented further than the text around it."""
        return self._fence(at) or self._files(at)

    def without_comments(self) -> Sequence[str]:
        """The lines, with nothing in those that are comments."""
        if not self._comments:
            return self._lines
        lines, after = list(self._lines), 0
        for start in sorted(self._comments):
            if start >= after:
                after = self._comments[start]
                lines[start:after] = [""] * (after - start)
        return lines

    def _fence(self, at: int) -> int | None:
        found = FENCE.match(self._lines[at])
        if found is None:
            return None
        is_at_home = found.start("fence") == 0
        return self._end_of_fence(at, found["fence"]) or (len(self._lines) if is_at_home else None)

    def _fence_in_item(self, at: int) -> int | None:
        """Where code ends that begins with an item. Markdown reads it as part of the sentence, other readers as a block."""
        found = _FENCE_IN_ITEM.match(self._lines[at])
        return self._end_of_fence(at, found["fence"], item=True) if found else None

    def _end_of_fence(self, at: int, fence: str, *, item: bool = False) -> int | None:
        """The line behind what ends the code: as far indented as its beginning, or further than its item.

        None where what the code is part of ends before.
        """
        is_quoted, indent = _is_quoted(self._lines[at]), indent_of(self._lines[at])
        key = (fence, indent, is_quoted, item)
        if at < self._unended.get(key, 0):
            return None
        end = at
        for end in range(at + 1, len(self._lines)):
            line = self._lines[end]
            depth = indent_of(line)
            if (is_quoted and not _is_quoted(line)) or (line.strip() and depth < indent + item):
                break
            if (item or depth == indent) and _is_fence(line.strip(" \t>") if is_quoted else line.strip(), fence):
                return end + 1
        self._unended[key] = end
        return None

    def _files(self, at: int) -> int | None:
        if not _FILES.match(self._lines[at]):
            return None
        return next((end for end in range(at + 1, len(self._lines)) if _FILES.match(self._lines[end])), at) + 1

    def _mathematics(self, at: int) -> int | None:
        """Where a block ends that is nothing but mathematics."""
        if not self._lines[at].lstrip().startswith(_MATHEMATICS_BEGIN) or (at and self._lines[at - 1].strip()):
            return None
        end = next((end for end in range(at, len(self._lines)) if not self._lines[end].strip()), len(self._lines))
        return end if is_mathematics("\n".join(self._lines[at:end])) else None


def indent_of(line: str) -> int:
    """How far a line is indented."""
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())


def _is_fence(written: str, fence: str) -> bool:
    """Whether a line is nothing but the end of what `fence` begins."""
    return written.startswith(fence) and not written.strip(fence[0])


def _is_quoted(line: str) -> bool:
    return line.lstrip().startswith(">")


def is_mathematics(text: str) -> bool:
    """Whether a block is nothing but mathematics."""
    return text.lstrip().startswith(_MATHEMATICS_BEGIN) and _MATHEMATICS.fullmatch(text) is not None


def _comments(lines: Sequence[str]) -> dict[int, int]:
    """The line of each comment that takes up several -> the line behind it."""
    found: dict[int, int] = {}
    ends: dict[str, int] = {}
    for at in reversed(range(len(lines))):
        begun = lines[at].lstrip(" \t>")
        for opening, closing in _COMMENTS.items():
            is_closed = closing in lines[at]
            if begun.startswith(opening) and not is_closed and closing in ends:
                found[at] = ends[closing]
            if is_closed:
                ends[closing] = at + 1
    return found
