"""A page cut into pieces: headings, paragraphs, list items, rows of tables, and what stays as it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from groundplan.i18n.texts.fit import NOTHING_AROUND, Surroundings, without_calls
from groundplan.i18n.texts.flavour import MARKDOWN, QUOTE, Flavour
from groundplan.i18n.texts.headings import slug, title_of, unique_id
from groundplan.i18n.texts.html import INLINE, html_lines, words_outside
from groundplan.i18n.texts.links import reference_name
from groundplan.i18n.texts.stretches import FENCE, Stretches, indent_of, is_mathematics
from groundplan.i18n.texts.tables import around_row, is_rule, rows_of_tables

_UNDERLINED = re.compile(rf"^(?P<around>[ \t]*{QUOTE})(?=[^\s>])")
_UNDERLINE = re.compile(r"^(?:=+|-+) *$")
_ID = re.compile(r"(?:^|\s)#([\w-]+)")
_ADMONITION = re.compile(
    r'^(?P<prefix>\s*(?:(?:[-*+]|\d+[.)]|:) +)*(?:!!!|\?\?\?\+?) +[\w-]+(?: +[\w-]+)* +")(?P<text>[^"]*)(?P<suffix>"\s*)$'
)
_NOTE = re.compile(r" *(?:!!!|\?\?\?|===)")
_TAB = re.compile(r'^(?P<prefix>\s*(?:(?:[-*+]|\d+[.)]|:) +)*===[!+]? +")(?P<text>[^"]*)(?P<suffix>"\s*)$')
_ABBREVIATION = re.compile(r"^(?P<prefix>\s*\*\[(?P<short>[^\]]+)\]:\s*)(?P<text>.*?)(?P<suffix>\s*)$")
_BLOCK = re.compile(r"^(?P<prefix>\s*/{3,} *(?!html\b|[\w-]*caption\b)[\w-]+ *\| *)(?P<text>.*?)(?P<suffix>\s*)$")
"""The head of a block of `pymdownx.blocks`, with its title. What some blocks are given is no title, but an element or a number."""
_CALLOUT = re.compile(r"^(?P<prefix>\s*>[> ]*\[![\w-]+(?: *\| *[\w-]+)*\][-+]? *)(?P<text>.*?)(?P<suffix>\s*)$")
"""The head of a quotation that some readers show as an admonition, with its title."""
_REFERENCE = re.compile(r"^ {0,3}\[(?P<name>[^\]^][^\]]*)\]:")
_DEFINITION = re.compile(r"^\s*: ")
_ONCE_QUOTED = re.compile(rf"\s*(?P<marks>{QUOTE})")
_VERBATIM = re.compile(
    rf"^\s*{QUOTE}(?:$|\{{\{{.*\}}\}}\s*$|\{{%|\{{#|\{{:|\{{ *[.#\w][^{{}}%]*\}}\s*$"
    rf"|<(?!(?:{'|'.join(sorted(INLINE))})\b)|\[TOC\]\s*$|\[\^[^\]]+\]:\s*$"
    r"|(?:(?:[-*+]|\d+[.)]|:) +)*(?:!!!|\?\?\?|===)|-{3,}\s*$|\[[^\]^][^\]]*\]:(?: |\S+\s*$)|\*\[|:::|/{3,}|-+8<-)"
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
    nested: bool = False
    """Whether it is a heading within something else, such as a note, and begins no section of the page."""
    html: bool = False
    """Whether it stands in HTML, where no Markdown is read."""
    key: str = ""
    """What tells it from the others in its context, if that is not its place; nothing can be marked in it, as it becomes an attribute."""
    around: Surroundings = NOTHING_AROUND
    parted: bool = False
    """Whether it is a paragraph of several lines that the line below it would make a heading of, if it were one."""

    @property
    def heading(self) -> str:
        """A heading by itself, as Markdown reads it: without its attributes and what it stands in."""
        return self.prefix[len(self.prefix.rstrip("# \t")) :].lstrip() + self.text


def cut_page(lines: list[str], before: int, flavour: Flavour = MARKDOWN) -> Iterator[Piece]:
    """The pieces of a page without its front matter, of which there are `before` lines. Their contexts only say what they are."""
    cutter, at = _Cutter(lines, before, flavour), 0
    while at < len(lines):
        found, at = cutter.piece(at)
        yield found


class _Cutter:
    """Cuts a page, from its first line to its last. What a line is depends on what stands above it."""

    def __init__(self, lines: list[str], before: int, flavour: Flavour) -> None:
        """`before` is how many lines of the file stand above."""
        self._lines = lines
        self._before = before
        self._ids = Counter[str]()
        self._breaks = flavour.breaks
        self._item, self._container_head, self._heading_sign = flavour.item(), flavour.container(), flavour.heading()
        self._references = frozenset(reference_name(found["name"]) for line in lines if (found := _REFERENCE.match(line)))
        self._rows = rows_of_tables(lines)
        self._stretches = Stretches(lines)
        self._html = html_lines(self._stretches.without_comments()) if any("<" in line for line in lines) else {}
        self._terms = 0
        """The line behind those that name what is defined below them."""
        self._quotes_items = False
        """Whether the quotation around a line holds items or notes."""
        self._quoted_code = -1
        """The last line of code in it."""
        self._depths = [0]
        """How far the text of the list items and admonitions around a line is indented."""

    def piece(self, at: int) -> tuple[Piece, int]:
        """The piece that begins at line `at`, and the line behind it."""
        if not self._lines[at].strip():
            self._quotes_items = False
            return self._verbatim(at)
        is_code = self._is_code(at)
        end = self._stretches.end_in_code(at) if is_code else self._stretches.end(at)
        if end:
            return Piece("\n".join(self._lines[at:end]), line=self._number(at)), end
        code = (self._verbatim,) if is_code else ()
        ways = (self._in_html, *code, self._heading, self._container, self._kept, self._row, self._underlined)
        return next(filter(None, (way(at) for way in ways)), None) or self._paragraph(at)

    def _number(self, at: int) -> int:
        return self._before + at + 1

    def _is_code(self, at: int) -> bool:
        """Whether a line is indented further than the text around it. Notes where the text of a container begins."""
        line, indent = self._lines[at], indent_of(self._lines[at])
        self._depths = [depth for depth in self._depths if depth <= indent]
        if indent >= self._depths[-1] + 4 or self._is_quoted_code(at):
            return True
        if found := self._container_head.match(line):
            self._depths.append(indent // 4 * 4 + 4)
            if _NOTE.match(line, found.end()):
                self._depths.append(indent // 4 * 4 + 8)
        return False

    def _is_quoted_code(self, at: int) -> bool:
        """The same within a quotation, as far as it holds neither items nor notes."""
        line = self._lines[at]
        if not _quotations(line):
            self._quotes_items = False
            return False
        inner = line[len(around_row(line)) :]
        self._quotes_items = self._quotes_items or self._container_head.match(inner) is not None
        begins = at == 0 or not self._lines[at - 1].strip(" \t>") or self._quoted_code == at - 1
        if self._quotes_items or not begins or indent_of(inner) < 4:
            return False
        self._quoted_code = at
        return True

    def _in_html(self, at: int) -> tuple[Piece, int] | None:
        if at not in self._html:
            return None
        line = self._html[at]
        if line is None:
            return self._verbatim(at)
        return Piece(line.text, line.before, line.after, "html", self._number(at), html=True), at + 1

    def _verbatim(self, at: int) -> tuple[Piece, int]:
        return Piece(self._lines[at], line=self._number(at)), at + 1

    def _begins_heading(self, line: str) -> re.Match[str] | None:
        """The marks of a heading, where they stand as far as the text around them is indented."""
        found = self._heading_sign.match(line)
        if found is None or (indent := indent_of(line)) == 0:
            return found
        depth = next((depth for depth in reversed(self._depths) if depth <= indent), 0)
        return found if indent == depth or (found["around"].strip() and indent < depth + 4) else None

    def _heading(self, at: int) -> tuple[Piece, int] | None:
        line = self._lines[at]
        found = self._begins_heading(line)
        if found is None:
            return None
        title = title_of(line[found.end() :], found["marks"].count("#"))
        return replace(_heading(found[0], *title, self._number(at), self._ids), nested=bool(found["around"])), at + 1

    def _container(self, at: int) -> tuple[Piece, int] | None:
        """The title of an admonition, a tab or a block, or what an abbreviation stands for."""
        line = self._lines[at]
        if (defined := _ABBREVIATION.match(line)) and has_words(defined["text"]):
            key = f"*[{defined['short']}]"
            return Piece(defined["text"], defined["prefix"], defined["suffix"], "abbreviation", self._number(at), key=key), at + 1
        found = next(filter(None, (head.match(line) for head in (_ADMONITION, _TAB, _BLOCK, _CALLOUT))), None)
        if found is None:
            return None
        context = "title" if has_words(found["text"]) else ""
        return Piece(found["text"], found["prefix"], found["suffix"], context, self._number(at), around=self._around), at + 1

    def _kept(self, at: int) -> tuple[Piece, int] | None:
        return self._verbatim(at) if _VERBATIM.match(self._lines[at]) else None

    @property
    def _around(self) -> Surroundings:
        return Surroundings(references=self._references)

    def _row(self, at: int) -> tuple[Piece, int] | None:
        """A table row is one piece; its bars are part of the text, so that a translator sees the row as a whole."""
        if at not in self._rows:
            return None
        line = self._lines[at]
        prefix = around_row(line)
        text = line[len(prefix) :].strip()
        context = "" if is_rule(line) or not has_words(text) else "row"
        return Piece(text, prefix, "", context, self._number(at), around=Surroundings(True, self._references)), at + 1

    def _underlined(self, at: int) -> tuple[Piece, int] | None:
        """A heading by the line below it."""
        lines = self._lines
        found = _UNDERLINED.match(lines[at])
        if found is None or at + 1 == len(lines) or (at and lines[at - 1].strip(" \t>")) or indent_of(lines[at]) not in self._depths:
            return None
        around, below = found["around"], lines[at + 1]
        if not below.startswith(around) or not _UNDERLINE.match(below[len(around) :]):
            return None
        piece = _heading(around, *title_of(lines[at][len(around) :]), self._number(at), self._ids)
        return replace(piece, suffix=f"{piece.suffix}\n{below}", nested=bool(around)), at + 2

    def _paragraph(self, at: int) -> tuple[Piece, int]:
        end = self._end_of_paragraph(at)
        is_parted = end > at + 1 and end < len(self._lines) and _UNDERLINE.match(self._lines[end].lstrip(" \t>")) is not None
        return self._piece_of(self._lines[at:end], self._number(at), parted=is_parted), end

    def _end_of_paragraph(self, at: int) -> int:
        """The line after the paragraph, the list item or the term that starts at `at`."""
        if at < self._terms:
            return at + 1
        first = self._lines[at]
        item = self._item.match(first)
        is_item, quoted = item is not None, max(_quotations(first), _quotations(first[item.end() :]) if item else 0)
        later = range(at + 1, len(self._lines))
        end = next((end for end in later if self._begins(self._lines[end], quoted, is_item=is_item)), len(self._lines))
        if not is_item and not quoted and self._defines(end):
            self._terms = end
            return at + 1
        return end

    def _begins(self, line: str, quoted: int, *, is_item: bool) -> bool:
        """Whether a line begins something within a paragraph, which may be an item, or stand within quotations."""
        if _VERBATIM.match(line) or self._item.match(line) or FENCE.match(line) or _quotations(line) > quoted:
            return True
        heading = self._begins_heading(line)
        is_below_item = is_item and line.startswith((" ", "\t"))  # indented, it is part of the item's sentence
        return heading is not None and not (is_below_item and not heading["around"].strip())

    def _defines(self, at: int) -> bool:
        """Whether a definition follows at `at`, or behind the empty lines there."""
        while at < len(self._lines) and not self._lines[at].strip():
            at += 1
        return at < len(self._lines) and _DEFINITION.match(self._lines[at]) is not None

    def _piece_of(self, lines: list[str], number: int, *, parted: bool) -> Piece:
        first = lines[0]
        item = self._item.match(first)
        prefix = (item[0] if item else "") + around_row(first[item.end() :] if item else first)
        prefix += first[len(prefix) : len(first) - len(first[len(prefix) :].lstrip())]
        words = [first[len(prefix) :], *(line[len(around_row(line)) :] for line in lines[1:])]
        joined = (f"{word.strip()}<br> " if self._breaks or word.endswith("  ") else f"{word.strip()} " for word in words[:-1])
        text = "".join(joined) + words[-1].strip()
        whole = "\n".join([first[len(prefix) :], *lines[1:]])
        written = whole.rstrip(" ")
        context = "" if not has_words(text) or is_mathematics(text) else "paragraph"
        return Piece(text, prefix, whole[len(written) :], context, number, written=written, around=self._around, parted=parted)


def _quotations(line: str) -> int:
    """In how many quotations a line stands, one within the other."""
    found = _ONCE_QUOTED.match(line)
    return found["marks"].count(">") if found else 0


def _heading(prefix: str, text: str, attributes: str | None, number: int, ids: Counter[str]) -> Piece:
    own = _ID.search(attributes or "")
    id_ = unique_id(own[1] if own else slug(text), ids)
    told = (attributes or "").strip() if own else f"{(attributes or '').strip()} #{id_}".strip()
    return Piece(text, prefix, f" {{: {told} }}", "heading", number, id_, named=own is not None)


def with_mark(piece: Piece) -> Piece:
    """A heading by a line below it as one by a mark before it, in as many lines: it may begin with an element, and stays a heading."""
    attributes, below, rule = piece.suffix.partition("\n")
    if not (piece.heading_id and below):
        return piece
    marks = "# " if rule.removeprefix(piece.prefix).startswith("=") else "## "
    return replace(piece, prefix=piece.prefix + marks, suffix=f"{attributes}\n{piece.prefix.rstrip()}")


def has_words(text: str) -> bool:
    """Whether there is anything to translate besides function calls, code and marks."""
    return bool(words_outside(re.sub(r"`[^`]*`", "", without_calls(text))))
