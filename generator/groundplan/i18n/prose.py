"""Prose pages, cut into the pieces that a translator sees: headings, paragraphs, list items, table cells.

A page is written once. Its structure, its tables and its diagrams are shared by all locales, and only the words of each
piece are replaced, so that no locale can lose a table. A piece's context is the page, the heading above it and a number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from groundplan.load.parse import parse

_HEADING = re.compile(r"^(?P<prefix>#{1,6} +)(?P<text>.*?)(?P<attributes>\s*\{:?[^{}%]*#(?P<id>[\w-]+)[^{}%]*\})?\s*$")
_ADMONITION = re.compile(r'^(?P<prefix>\s*(?:!!!|\?\?\?\+?) +[\w-]+(?: +[\w-]+)* +")(?P<text>[^"]*)(?P<suffix>"\s*)$')
_TAB = re.compile(r'^(?P<prefix>\s*===[!+]? +")(?P<text>[^"]*)(?P<suffix>"\s*)$')
_ITEM = re.compile(r"^(?P<prefix>\s*(?:[-*+]|\d+[.)]) +)(?P<text>.*)$")
_FENCE = re.compile(r"^\s*(?P<fence>`{3,}|~{3,})")
_VERBATIM = re.compile(r"^\s*(?:$|\{\{.*\}\}\s*$|\{%|\{#|\{:|<|!!!|\?\?\?|===|-{3,}\s*$|\[[^\]]+\]: )")
_TABLE_RULE = re.compile(r"^\s*\|?[\s:|-]+\|[\s:|-]*$")
_FRONT_MATTER = re.compile(r"\A---\n(?P<yaml>.*?)^(?:---|\.\.\.)\s*\n", re.DOTALL | re.MULTILINE)

TRANSLATED_KEYS = ("title", "description")
"""What of a page's front matter is words."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a page. Only a piece with a context is translated; `line` counts from 1."""

    text: str
    prefix: str = ""
    suffix: str = ""
    context: str = ""
    line: int = 1
    heading_id: str = ""


def slug(text: str) -> str:
    """The id of a heading, as Python-Markdown's table of contents makes it."""
    ascii_only = re.sub(r"[^\w\s-]", "", re.sub(r"[`*]|\{\{.*?\}\}", "", text)).strip().lower()
    return re.sub(r"[-\s]+", "-", ascii_only)


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
    for piece in _cut(body.splitlines(), before):
        if piece.heading_id:
            section = piece.heading_id
            yield replace(piece, context=f"{path}#{section}")
        elif piece.context:
            counter[section] += 1
            yield replace(piece, context=f"{path}#{section}/{counter[section]}")
        else:
            yield piece


def translate(path: str, source: str, lookup: Callable[[str, str], str | None]) -> str:
    """The body of the page `path` with each piece replaced by what `lookup(context, text)` gives, if anything.

    Every heading gets the id that it has in the source, so that links to it hold in every locale.
    """
    return "\n".join(_rebuilt(piece, lookup) for piece in pieces(path, source)) + "\n"


def _rebuilt(piece: Piece, lookup: Callable[[str, str], str | None]) -> str:
    if not piece.context:
        return piece.prefix + piece.text + piece.suffix
    text = lookup(piece.context, piece.text) or piece.text
    if piece.heading_id and not piece.suffix:
        return f"{piece.prefix}{text} {{: #{piece.heading_id} }}"
    return piece.prefix + text + piece.suffix


def _cut(lines: list[str], before: int) -> Iterator[Piece]:
    ids = Counter[str]()
    at = 0
    while at < len(lines):
        line, number = lines[at], before + at + 1
        if fence := _FENCE.match(line):
            end = _end_of_fence(lines, at, fence["fence"])
            yield Piece("\n".join(lines[at:end]), line=number)
            at = end
            continue
        if (heading := _HEADING.match(line)) and heading["text"]:
            yield Piece(heading["text"], heading["prefix"], heading["attributes"] or "", "heading", number, _unique(heading, ids))
        elif match := _ADMONITION.match(line) or _TAB.match(line):
            yield Piece(match["text"], match["prefix"], match["suffix"], "title", number)
        elif _VERBATIM.match(line):
            yield Piece(line, line=number)
        elif "|" in line and _is_table(lines, at):
            yield from _row(line, number)
        else:
            end = _end_of_paragraph(lines, at)
            yield _paragraph(lines[at:end], number)
            at = end
            continue
        at += 1


def _unique(heading: re.Match[str], ids: Counter[str]) -> str:
    base = heading["id"] or slug(heading["text"])
    ids[base] += 1
    return base if ids[base] == 1 else f"{base}_{ids[base] - 1}"


def _end_of_fence(lines: list[str], at: int, fence: str) -> int:
    for end in range(at + 1, len(lines)):
        if lines[end].strip().startswith(fence[:3]) and not lines[end].strip().strip(fence[0]):
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
    item = _ITEM.match(first)
    prefix = item["prefix"] if item else first[: len(first) - len(first.lstrip())]
    text = " ".join([first[len(prefix) :].strip(), *(line.strip() for line in lines[1:])])
    return Piece(text, prefix, "", "paragraph" if _has_words(text) else "", number)


def _is_table(lines: list[str], at: int) -> bool:
    """Whether the line at `at` belongs to a block whose second line is a table's rule."""
    start = at
    while start > 0 and "|" in lines[start - 1]:
        start -= 1
    return start + 1 < len(lines) and _TABLE_RULE.match(lines[start + 1]) is not None


def _row(line: str, number: int) -> Iterator[Piece]:
    """A table row is one piece; its bars are part of the text, so that a translator sees the row as a whole."""
    indent = line[: len(line) - len(line.lstrip())]
    context = "" if _TABLE_RULE.match(line) or not _has_words(line) else "row"
    yield Piece(line.strip(), indent, "", context, number)


def _has_words(text: str) -> bool:
    """Whether there is anything to translate besides function calls, code and marks."""
    return re.search(r"[^\W\d_]", re.sub(r"\{\{.*?\}\}|`[^`]*`", "", text)) is not None
