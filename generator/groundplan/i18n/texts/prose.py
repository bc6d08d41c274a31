"""Prose pages, cut into the pieces that a translator sees: headings, paragraphs, list items, table cells.

A page is written once. Its structure, its tables and its diagrams are shared by all locales, and only the words of each
piece are replaced, so that no locale can lose a table. A piece's context is the page, the heading above it and a number.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from groundplan.load.parse import parse

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


def split_front_matter(source: str) -> tuple[dict[str, object], str, int]:
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
    ids = Counter[str]()
    at = 0
    depths = [0]  # how far the text of the list items and admonitions around a line is indented
    while at < len(lines):
        line, number = lines[at], before + at + 1
        indent = _indent(line)
        end = at + 1
        if line.strip():
            depths = [depth for depth in depths if depth <= indent]
        is_code = indent >= depths[-1] + 4
        if _CONTAINER.match(line) and not is_code:
            depths.append(indent // 4 * 4 + 4)
        if fence := _FENCE.match(line):
            end = _end_of_fence(lines, at, fence["fence"])
            yield Piece("\n".join(lines[at:end]), line=number)
        elif is_code:
            yield Piece(line, line=number)
        elif (heading := _HEADING.match(line)) and heading["text"]:
            yield _heading(heading["prefix"], heading["text"], heading["attributes"], number, ids)
        elif match := _ADMONITION.match(line) or _TAB.match(line):
            context = "title" if _has_words(match["text"]) else ""
            yield Piece(match["text"], match["prefix"], match["suffix"], context, number)
        elif _VERBATIM.match(line):
            yield Piece(line, line=number)
        elif "|" in line and _is_table(lines, at):
            yield _row(line, number)
        elif _is_underlined(lines, at):
            end = at + 2
            heading = re.match(r"(?P<text>.*?)(?: +\{:?(?P<attributes>[^{}%]*)\})?\s*$", line)
            assert heading is not None
            piece = _heading("", heading["text"], heading["attributes"], number, ids)
            yield replace(piece, suffix=f"{piece.suffix}\n{lines[at + 1]}")
        else:
            end = _end_of_paragraph(lines, at)
            yield _paragraph(lines[at:end], number)
        at = end


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
