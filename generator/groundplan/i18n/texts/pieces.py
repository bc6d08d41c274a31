"""A page cut into pieces: headings, paragraphs, list items, rows of tables, and what stays as it is."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from groundplan.i18n.texts.fit import without_calls
from groundplan.i18n.texts.html import INLINE, html_lines, words_outside

_HEADING = re.compile(r"#{1,6} +(?=\S)")
_ATTRIBUTES = re.compile(r"(?<= )\{:?([^{}%]*)\}$")
_UNDERLINE = re.compile(r"^(?:=+|-+) *$")
_ID = re.compile(r"(?:^|\s)#([\w-]+)")
_ADMONITION = re.compile(r'^(?P<prefix>\s*(?:!!!|\?\?\?\+?) +[\w-]+(?: +[\w-]+)* +")(?P<text>[^"]*)(?P<suffix>"\s*)$')
_TAB = re.compile(r'^(?P<prefix>\s*===[!+]? +")(?P<text>[^"]*)(?P<suffix>"\s*)$')
_ABBREVIATION = re.compile(r"^(?P<prefix>\s*\*\[(?P<short>[^\]]+)\]:\s*)(?P<text>.*?)(?P<suffix>\s*)$")
_BLOCK = re.compile(r"^(?P<prefix>\s*/{3,} *[\w-]+ *\| *)(?P<text>.*?)(?P<suffix>\s*)$")
"""The head of a block of `pymdownx.blocks`, with its title."""
_QUOTE = r"(?:> ?)*"
_ITEM = re.compile(rf"^\s*{_QUOTE}(?:[-*+]|\d+[.)]|:|\[\^[^\]]+\]:) +(?:\[[ xX]\] +)?")
_CONTAINER = re.compile(r"^\s*(?:!!!|\?\?\?|===|[-*+] |\d+[.)] |: |\[\^[^\]]+\]:)")
_FENCE = re.compile(r"^\s*(?P<fence>`{3,}|~{3,})")
_FILES = re.compile(r"^\s*-+8<-+\s*$")
"""What begins and ends a list of files to include."""
_VERBATIM = re.compile(
    rf"^\s*{_QUOTE}(?:$|\{{\{{.*\}}\}}\s*$|\{{%|\{{#|\{{:|\{{ *[.#\w][^{{}}%]*\}}\s*$"
    rf"|<(?!(?:{'|'.join(sorted(INLINE))})\b)"
    r"|!!!|\?\?\?|===|-{3,}\s*$|\[[^\]^][^\]]*\]: |\*\[|:::|/{3,}|-+8<-)"
)


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
    named: bool = False
    """Whether a heading has the id that its author gave it."""
    html: bool = False
    """Whether it stands in HTML, where no Markdown is read."""
    key: str = ""
    """What tells it from the others in its context, if that is not its place; nothing can be marked in it, as it becomes an attribute."""


def cut_page(lines: list[str], before: int) -> Iterator[Piece]:
    """The pieces of a page without its front matter, of which there are `before` lines. Their contexts only say what they are."""
    cutter, at = _Cutter(lines, before), 0
    while at < len(lines):
        found, at = cutter.piece(at)
        yield found


def slug(text: str) -> str:
    """The id of a heading, as Python-Markdown's table of contents makes it; where nothing would be left, of the letters as they are."""
    shown = re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", re.sub(r"<[^<>]*>", "", without_calls(text)))
    plain = unicodedata.normalize("NFKD", shown).encode("ascii", "ignore").decode()
    return _slug(plain) or _slug(shown) or "section"


def _slug(text: str) -> str:
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", text).strip().lower())


class _Cutter:
    """Cuts a page, from its first line to its last. What a line is depends on what stands above it."""

    def __init__(self, lines: list[str], before: int) -> None:
        """`before` is how many lines of the file stand above."""
        self._lines = lines
        self._before = before
        self._ids = Counter[str]()
        self._rows = _rows_of_tables(lines)
        self._html = html_lines(lines) if any("<" in line for line in lines) else {}
        self._depths = [0]
        """How far the text of the list items and admonitions around a line is indented."""

    def piece(self, at: int) -> tuple[Piece, int]:
        """The piece that begins at line `at`, and the line behind it."""
        is_code = self._is_code(at)
        code = (self._verbatim,) if is_code else ()
        ways = (self._fence, self._in_html, self._files, *code, self._heading, self._container, self._kept, self._row, self._underlined)
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

    def _files(self, at: int) -> tuple[Piece, int] | None:
        if not _FILES.match(self._lines[at]):
            return None
        end = next((end for end in range(at + 1, len(self._lines)) if _FILES.match(self._lines[end])), at) + 1
        return Piece("\n".join(self._lines[at:end]), line=self._number(at)), end

    def _in_html(self, at: int) -> tuple[Piece, int] | None:
        if at not in self._html:
            return None
        line = self._html[at]
        if line is None:
            return self._verbatim(at)
        return Piece(line.text, line.before, line.after, "html", self._number(at), html=True), at + 1

    def _verbatim(self, at: int) -> tuple[Piece, int]:
        return Piece(self._lines[at], line=self._number(at)), at + 1

    def _heading(self, at: int) -> tuple[Piece, int] | None:
        line = self._lines[at]
        found = _HEADING.match(line)
        if found is None:
            return None
        return _heading(found[0], *_title(line[found.end() :], closed=True), self._number(at), self._ids), at + 1

    def _container(self, at: int) -> tuple[Piece, int] | None:
        """The title of an admonition, a tab or a block, or what an abbreviation stands for."""
        line = self._lines[at]
        if (defined := _ABBREVIATION.match(line)) and has_words(defined["text"]):
            key = f"*[{defined['short']}]"
            return Piece(defined["text"], defined["prefix"], defined["suffix"], "abbreviation", self._number(at), key=key), at + 1
        found = _ADMONITION.match(line) or _TAB.match(line) or _BLOCK.match(line)
        if found is None:
            return None
        context = "title" if has_words(found["text"]) else ""
        return Piece(found["text"], found["prefix"], found["suffix"], context, self._number(at)), at + 1

    def _kept(self, at: int) -> tuple[Piece, int] | None:
        return self._verbatim(at) if _VERBATIM.match(self._lines[at]) else None

    def _row(self, at: int) -> tuple[Piece, int] | None:
        return (_row(self._lines[at], self._number(at)), at + 1) if at in self._rows else None

    def _underlined(self, at: int) -> tuple[Piece, int] | None:
        if not _is_underlined(self._lines, at):
            return None
        piece = _heading("", *_title(self._lines[at]), self._number(at), self._ids)
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
    return Piece(text, prefix, f" {{: {told} }}", "heading", number, id_, named=own is not None)


def with_mark(piece: Piece) -> Piece:
    """A heading by a line below it as one by a mark before it, in as many lines: it may begin with an element, and stays a heading."""
    attributes, below, rule = piece.suffix.partition("\n")
    if not (piece.heading_id and below):
        return piece
    return replace(piece, prefix="# " if rule.startswith("=") else "## ", suffix=f"{attributes}\n")


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
    return Piece(text, prefix, "", "paragraph" if has_words(text) else "", number, written=written)


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
    context = "" if _is_rule(line) or not has_words(line) else "row"
    return Piece(line.strip(), indent, "", context, number)


def has_words(text: str) -> bool:
    """Whether there is anything to translate besides function calls, code and marks."""
    return bool(words_outside(re.sub(r"`[^`]*`", "", without_calls(text))))
