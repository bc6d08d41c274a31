"""Prose pages, cut into the pieces that a translator sees: headings, paragraphs, list items, table cells.

A page is written once. Its structure, its tables and its diagrams are shared by all locales, and only the words of each
piece are replaced, so that no locale can lose a table. A piece's context is the page, the heading above it and a number.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from groundplan.load.parse import Data, parse

_HEADING = re.compile(r"^(?P<prefix>#{1,6} +)(?P<text>.*?)(?P<closing> +#+)?(?: +\{:?(?P<attributes>[^{}%]*)\})?\s*$")
_UNDERLINE = re.compile(r"^(?:=+|-+) *$")
_ID = re.compile(r"(?:^|\s)#([\w-]+)")
_ADMONITION = re.compile(r'^(?P<prefix>\s*(?:!!!|\?\?\?\+?) +[\w-]+(?: +[\w-]+)* +")(?P<text>[^"]*)(?P<suffix>"\s*)$')
_TAB = re.compile(r'^(?P<prefix>\s*===[!+]? +")(?P<text>[^"]*)(?P<suffix>"\s*)$')
_QUOTE = r"(?:> ?)*"
_ITEM = re.compile(rf"^\s*{_QUOTE}(?:[-*+]|\d+[.)]|:|\[\^[^\]]+\]:) +(?:\[[ xX]\] +)?")
_CONTAINER = re.compile(r"^\s*(?:!!!|\?\?\?|===|[-*+] |\d+[.)] |: |\[\^[^\]]+\]:)")
_FENCE = re.compile(r"^\s*(?P<fence>`{3,}|~{3,})")
_VERBATIM = re.compile(
    rf"^\s*{_QUOTE}(?:$|\{{\{{.*\}}\}}\s*$|\{{%|\{{#|\{{:|<|!!!|\?\?\?|===|-{{3,}}\s*$|\[[^\]^][^\]]*\]: |\*\[|:::|--8<--)"
)
_TABLE_RULE = re.compile(r"^\s*\|?[\s:|-]+\|[\s:|-]*$")
_CELL = re.compile(r"(?:\{\{.*?\}\}|`[^`]*`|\\.|[^|])+")
_FRONT_MATTER = re.compile(r"\A---\n(?P<yaml>.*?)^(?:---|\.\.\.)\s*\n", re.DOTALL | re.MULTILINE)

FrontMatter: TypeAlias = Mapping[str, Data]
"""What stands above a page, between two rules."""

TRANSLATED_KEYS = ("title", "description")
"""What of a page's front matter is words."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a page. Only a piece with a context is translated; `line` counts from 1.

    `text` is what a translator sees, in one line; `written` is the same as the page has it.
    """

    text: str
    prefix: str = ""
    suffix: str = ""
    context: str = ""
    line: int = 1
    heading_id: str = ""
    written: str = ""


def slug(text: str) -> str:
    """The id of a heading, as Python-Markdown's table of contents makes it; where nothing would be left, of the letters as they are."""
    shown = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r"\{\{.*?\}\}|<[^>]*>", "", text))
    plain = unicodedata.normalize("NFKD", shown).encode("ascii", "ignore").decode()
    return _slug(plain) or _slug(shown) or "section"


def _slug(text: str) -> str:
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", text).strip().lower())


def is_template(source: str) -> bool:
    """Whether there is anything in a page for Jinja."""
    return any(sign in source for sign in ("{{", "{%", "{#"))


def split_front_matter(source: str) -> tuple[FrontMatter, str, int]:
    """A page's front matter, its body, and how many lines stand before the body."""
    match = _FRONT_MATTER.match(source)
    if match is None:
        return {}, source, 0
    data = parse("front matter", match["yaml"].encode()).data
    return (data if isinstance(data, dict) else {}), source[match.end() :], match[0].count("\n")


def pieces(path: str, source: str) -> Iterator[Piece]:
    """The pieces of the page `path` in order; joined by line ends they are the page's body again."""
    _, body, before = split_front_matter(source)
    section, counter = "", Counter[str]()
    for piece in _cut(body.split("\n"), before):
        if piece.heading_id:
            section = piece.heading_id
            yield replace(piece, context=f"{path}#{section}")
        elif piece.context:
            counter[section] += 1
            yield replace(piece, context=f"{path}#{section}/{counter[section]}")
        else:
            yield piece


def translate(path: str, source: str, lookup: Callable[[str, str], str | None], fallback: str = "") -> str:
    """The body of the page `path` with each piece replaced by what `lookup(context, text)` gives, if anything.

    What is left as it is gets marked as being in the language `fallback`, if there is one. Every heading gets the id that it
    has in the source, so that links to it hold in every locale.
    """
    return "\n".join(_rebuilt(piece, lookup, fallback) for piece in pieces(path, source))


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a line of a translated page comes from: a line of its source, the piece there, and the translation of that."""

    line: int
    piece: Piece
    translated: str | None


def whence(path: str, source: str, lookup: Callable[[str, str], str | None], fallback: str, line: int) -> Origin | None:
    """The origin of a line of what `translate` makes; None where it has no such line."""
    first = 1
    for piece in pieces(path, source):
        lines = _rebuilt(piece, lookup, fallback).count("\n") + 1
        if line < first + lines:
            translated = lookup(piece.context, piece.text) if piece.context else None
            return Origin(piece.line if translated else piece.line + line - first, piece, translated)
        first += lines
    return None


def _rebuilt(piece: Piece, lookup: Callable[[str, str], str | None], fallback: str) -> str:
    translated = lookup(piece.context, piece.text) if piece.context else None
    text = translated or piece.written or piece.text
    if fallback and piece.context and not translated:
        text = _marked(text, fallback, row=piece.text.startswith("|"))
    return piece.prefix + text + piece.suffix


def _marked(text: str, language: str, *, row: bool) -> str:
    """`text` as being in `language`: the whole, or each cell of a table's row. Double quotes would end a title."""
    if not _has_words(text):
        return text
    if row:
        return _CELL.sub(lambda cell: _marked(cell[0], language, row=False), text)
    inner = text.strip()
    before, after = text.split(inner, 1)
    return f"{before}<span lang='{language}' class='gp-fallback'>{inner}</span>{after}"


def _cut(lines: list[str], before: int) -> Iterator[Piece]:
    cutter, at = _Cutter(lines, before), 0
    while at < len(lines):
        piece, at = cutter.piece(at)
        yield piece


class _Cutter:
    """Cuts a page, from its first line to its last. What a line is depends on what stands above it."""

    def __init__(self, lines: list[str], before: int) -> None:
        """`before` is how many lines of the file stand above."""
        self._lines = lines
        self._before = before
        self._ids = Counter[str]()
        self._depths = [0]
        """How far the text of the list items and admonitions around a line is indented."""

    def piece(self, at: int) -> tuple[Piece, int]:
        """The piece that begins at line `at`, and the line behind it."""
        is_code = self._is_code(at)
        ways = (self._fence, self._verbatim if is_code else self._heading, self._title, self._kept, self._row, self._underlined)
        return next(filter(None, (way(at) for way in ways)), None) or self._paragraph(at)

    def _number(self, at: int) -> int:
        return self._before + at + 1

    def _is_code(self, at: int) -> bool:
        """Whether a line is indented further than the text around it. Notes where the text of a container begins."""
        line, indent = self._lines[at], _indent(self._lines[at])
        if line.strip():
            self._depths = [depth for depth in self._depths if depth <= indent]
        if indent >= self._depths[-1] + 4:
            return True
        if _CONTAINER.match(line):
            self._depths.append(indent // 4 * 4 + 4)
        return False

    def _fence(self, at: int) -> tuple[Piece, int] | None:
        fence = _FENCE.match(self._lines[at])
        if fence is None:
            return None
        end = _end_of_fence(self._lines, at, fence["fence"])
        return Piece("\n".join(self._lines[at:end]), line=self._number(at)), end

    def _verbatim(self, at: int) -> tuple[Piece, int]:
        return Piece(self._lines[at], line=self._number(at)), at + 1

    def _heading(self, at: int) -> tuple[Piece, int] | None:
        found = _HEADING.match(self._lines[at])
        if found is None or not found["text"]:
            return None
        return _heading(found["prefix"], found["text"], found["attributes"], self._number(at), self._ids), at + 1

    def _title(self, at: int) -> tuple[Piece, int] | None:
        """The title of an admonition or a tab."""
        found = _ADMONITION.match(self._lines[at]) or _TAB.match(self._lines[at])
        if found is None:
            return None
        context = "title" if _has_words(found["text"]) else ""
        return Piece(found["text"], found["prefix"], found["suffix"], context, self._number(at)), at + 1

    def _kept(self, at: int) -> tuple[Piece, int] | None:
        return self._verbatim(at) if _VERBATIM.match(self._lines[at]) else None

    def _row(self, at: int) -> tuple[Piece, int] | None:
        line = self._lines[at]
        return (_row(line, self._number(at)), at + 1) if "|" in line and _is_table(self._lines, at) else None

    def _underlined(self, at: int) -> tuple[Piece, int] | None:
        if not _is_underlined(self._lines, at):
            return None
        found = re.match(r"(?P<text>.*?)(?: +\{:?(?P<attributes>[^{}%]*)\})?\s*$", self._lines[at])
        assert found is not None
        piece = _heading("", found["text"], found["attributes"], self._number(at), self._ids)
        return replace(piece, suffix=f"{piece.suffix}\n{self._lines[at + 1]}"), at + 2

    def _paragraph(self, at: int) -> tuple[Piece, int]:
        end = _end_of_paragraph(self._lines, at)
        return _paragraph(self._lines[at:end], self._number(at)), end


def _indent(line: str) -> int:
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())


def _is_underlined(lines: list[str], at: int) -> bool:
    """Whether the line at `at` is a heading by the line below it."""
    begins = at == 0 or not lines[at - 1].strip()
    return begins and not lines[at].startswith(" ") and at + 1 < len(lines) and _UNDERLINE.match(lines[at + 1]) is not None


def _heading(prefix: str, text: str, attributes: str | None, number: int, ids: Counter[str]) -> Piece:
    own = _ID.search(attributes or "")
    id_ = _unique(own[1] if own else slug(text), ids)
    told = (attributes or "").strip() if own else f"{(attributes or '').strip()} #{id_}".strip()
    return Piece(text, prefix, f" {{: {told} }}", "heading", number, id_)


def _unique(base: str, ids: Counter[str]) -> str:
    ids[base] += 1
    return base if ids[base] == 1 else f"{base}_{ids[base] - 1}"


def _end_of_fence(lines: list[str], at: int, fence: str) -> int:
    for end in range(at + 1, len(lines)):
        line = lines[end].strip()
        if line.startswith(fence) and not line.strip(fence[0]):
            return end + 1
    return len(lines)


def _end_of_paragraph(lines: list[str], at: int) -> int:
    """The line after the paragraph or list item that starts at `at`."""
    end = at + 1
    while end < len(lines):
        line = lines[end]
        if _VERBATIM.match(line) or _HEADING.match(line) or _ITEM.match(line) or _FENCE.match(line):
            break
        end += 1
    return end


def _paragraph(lines: list[str], number: int) -> Piece:
    first = lines[0]
    item = _ITEM.match(first) or re.match(rf"\s*{_QUOTE}", first)
    prefix = item[0] if item else ""
    words = [first[len(prefix) :], *(re.sub(rf"^\s*{_QUOTE}", "", line) for line in lines[1:])]
    text = "".join(f"{word.strip()}<br> " if word.endswith("  ") else f"{word.strip()} " for word in words[:-1]) + words[-1].strip()
    written = "\n".join([first[len(prefix) :], *lines[1:]])
    return Piece(text, prefix, "", "paragraph" if _has_words(text) else "", number, written=written)


def _is_table(lines: list[str], at: int) -> bool:
    """Whether the line at `at` belongs to a block whose second line is a table's rule."""
    start = at
    while start > 0 and "|" in lines[start - 1]:
        start -= 1
    return start + 1 < len(lines) and _TABLE_RULE.match(lines[start + 1]) is not None


def _row(line: str, number: int) -> Piece:
    """A table row is one piece; its bars are part of the text, so that a translator sees the row as a whole."""
    indent = line[: len(line) - len(line.lstrip())]
    context = "" if _TABLE_RULE.match(line) or not _has_words(line) else "row"
    return Piece(line.strip(), indent, "", context, number)


def _has_words(text: str) -> bool:
    """Whether there is anything to translate besides function calls, code and marks."""
    return re.search(r"[^\W\d_]", re.sub(r"\{\{.*?\}\}|`[^`]*`", "", text)) is not None
