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
from itertools import groupby

from groundplan.i18n.texts.fit import arranged, fits, without_calls
from groundplan.load.parse import parse

_HEADING = re.compile(r"#{1,6} +(?=\S)")
_ATTRIBUTES = re.compile(r"(?<= )\{:?([^{}%]*)\}$")
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
_CELL = re.compile(r"(?:\{\{[^{}]*\}\}|`[^`]*`|\\.|[^|])+")
_FRONT_MATTER = re.compile(r"\A---\n(?P<yaml>.*?)^(?:---|\.\.\.)\s*\n", re.DOTALL | re.MULTILINE)
_TEXT_MARK = re.compile("\ufdd0\\d+\\n*\ufdd1")
"""Stands for words of a translator in a template: characters that Unicode keeps free of meaning."""

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
    shown = re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", re.sub(r"<[^<>]*>", "", without_calls(text)))
    plain = unicodedata.normalize("NFKD", shown).encode("ascii", "ignore").decode()
    return _slug(plain) or _slug(shown) or "section"


def _slug(text: str) -> str:
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", text).strip().lower())


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


Lookup = Callable[[str, str], str | None]
"""The translation of a text at a context; None where there is none."""


@dataclass(frozen=True, slots=True)
class Localized:
    """The body of a page in a locale: the template that its source is, with marks for what a translator wrote, and those texts.

    No text of a translator is ever part of a template. Line for line, the template is the page.
    """

    template: str
    texts: Mapping[str, str]

    @property
    def text(self) -> str:
        """The body as if it were written in the locale."""
        return _TEXT_MARK.sub(lambda mark: self.texts[mark[0]], self.template) if self.texts else self.template


def localize(path: str, source: str, lookup: Lookup, fallback: str = "") -> Localized:
    """The body of the page `path` with each piece replaced by what `lookup` gives, if it fits.

    What is left as it is gets marked as being in the language `fallback`, if there is one. Every heading gets the id that it
    has in the source, so that links to it hold in every locale.
    """
    texts: dict[str, str] = {}
    template = "\n".join(_rebuilt(piece, lookup, fallback, texts) for piece in pieces(path, _TEXT_MARK.sub("", source)))
    return Localized(template, texts)


def translate(path: str, source: str, lookup: Lookup, fallback: str = "") -> str:
    """The body of the page `path` as if it were written in the locale of `lookup`; see `localize`."""
    return localize(path, source, lookup, fallback).text


def _rebuilt(piece: Piece, lookup: Lookup, fallback: str, texts: dict[str, str]) -> str:
    wording = lookup(piece.context, piece.text) if piece.context else None
    if wording and fits(piece.text, wording):
        return piece.prefix + _marked_out(piece, wording, texts) + piece.suffix
    text = piece.written or piece.text
    if fallback and piece.context:
        text = _marked(text, fallback, row=piece.text.startswith("|"))
    return piece.prefix + text + piece.suffix


def _marked_out(piece: Piece, wording: str, texts: dict[str, str]) -> str:
    """`wording` with a mark for each stretch of words, and as many lines as the piece has."""
    cut = arranged(piece.text, wording) or []
    lines = "\n" * piece.written.count("\n")
    last = len(cut) - 1
    bearer = 0 if last and not cut[last] else last  # a line's end after a tag would be taken away
    return "".join(part if at % 2 else _mark(part, lines if at == bearer else "", piece, texts) for at, part in enumerate(cut))


def _mark(words: str, lines: str, piece: Piece, texts: dict[str, str]) -> str:
    inner = words.strip()
    if not inner and not lines:
        return words
    before, after = words.split(inner, 1) if inner else (words, "")
    mark = f"\ufdd0{len(texts)}{lines}\ufdd1"
    texts[mark] = inner.replace('"', "&quot;") if piece.suffix.startswith('"') else inner
    return f"{before}{mark}{after}"


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
    at, rows = 0, _rows_of_tables(lines)
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
        elif heading := _HEADING.match(line):
            yield _heading(heading[0], *_title(line[heading.end() :], closed=True), number, ids)
        elif match := _ADMONITION.match(line) or _TAB.match(line):
            context = "title" if _has_words(match["text"]) else ""
            yield Piece(match["text"], match["prefix"], match["suffix"], context, number)
        elif _VERBATIM.match(line):
            yield Piece(line, line=number)
        elif at in rows:
            yield _row(line, number)
        elif _is_underlined(lines, at):
            end = at + 2
            piece = _heading("", *_title(line), number, ids)
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


def _title(written: str, *, closed: bool = False) -> tuple[str, str | None]:
    """The words of a heading and its attributes; one that begins with marks may be `closed` by marks."""
    text, attributes = written.rstrip(), None
    if found := _ATTRIBUTES.search(text, max(0, text.rfind("{"))):
        attributes, text = found[1], text[: found.start()].rstrip(" ")
    unclosed = text.rstrip("#")
    if closed and unclosed != text and unclosed.endswith(" "):
        text = unclosed.rstrip(" ")
    return text, attributes


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


def _rows_of_tables(lines: list[str]) -> frozenset[int]:
    """The lines of each block of lines with bars in them whose second one is a table's rule."""
    rows: set[int] = set()
    for with_bars, block in groupby(range(len(lines)), key=lambda at: "|" in lines[at]):
        block_lines = list(block)
        if with_bars and len(block_lines) > 1 and _is_rule(lines[block_lines[1]]):
            rows.update(block_lines)
    return frozenset(rows)


def _is_rule(line: str) -> bool:
    return not line.strip(" \t\r:|-") and "|" in line[1:]


def _row(line: str, number: int) -> Piece:
    """A table row is one piece; its bars are part of the text, so that a translator sees the row as a whole."""
    indent = line[: len(line) - len(line.lstrip())]
    context = "" if _is_rule(line) or not _has_words(line) else "row"
    return Piece(line.strip(), indent, "", context, number)


def _has_words(text: str) -> bool:
    """Whether there is anything to translate besides function calls, code and marks."""
    return re.search(r"[^\W\d_]", re.sub(r"`[^`]*`", "", without_calls(text))) is not None
