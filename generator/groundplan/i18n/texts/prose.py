"""Prose pages, cut into the pieces that a translator sees: headings, paragraphs, list items, table cells.

A page is written once. Its structure, its tables and its diagrams are shared by all locales, and only the words of each
piece are replaced, so that no locale can lose a table. A piece's context is the page, the heading above it and a number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

from groundplan.i18n.texts.fit import calls, fits, with_calls
from groundplan.i18n.texts.flavour import MARKDOWN, Flavour
from groundplan.i18n.texts.headings import with_braces_shown
from groundplan.i18n.texts.pieces import Piece, cut_page, has_words, with_mark
from groundplan.i18n.texts.tables import around_row
from groundplan.load.front_matter import FRONT_MATTER
from groundplan.load.metadata import metadata
from groundplan.load.parse import parse

_CELL = re.compile(r"(?:\{\{[^{}]*\}\}|`[^`]*`|\\.|[^|])+")
_STRETCH = re.compile(r"(?P<tag><(?=[A-Za-z/!?])[^<>]*>|\{[{%#].*?[}%#]\})|[^<{]+|[<{]")
_ATTRIBUTES_BEHIND = re.compile(r"[ \t]+\{:?[ ]*[^{}%\s][^{}%\n]*\}[ \t]*$")
"""The attributes of a cell or a term, which stand behind its words."""
_WORDS_ALONE = re.compile(r"<(?:option|title)\b[^<>]*>\s*$", re.IGNORECASE)
_OWN_ID = re.compile(r"#[^\s#}]+ ")
"""The id in the mark of a heading."""
_TEXT_MARK = re.compile("\ufdd0\\d+\\n*\ufdd1")
"""Stands for words of a translator in a template: characters that Unicode keeps free of meaning."""

FrontMatter: TypeAlias = Mapping[str, object]
"""What stands above a page, between two rules: of each scalar the text, or what MkDocs makes of it."""


def is_template(source: str) -> bool:
    """Whether there is anything in a page of an author for Jinja. A comment alone is none: in other languages it may be code."""
    return "{{" in source or "{%" in source


class PageText(str):
    """The text of a page that its folders say something of, which counts where its front matter does not."""

    __slots__ = ("inherited",)
    inherited: FrontMatter


def page_text(text: str, inherited: FrontMatter) -> str:
    """The text of a page that inherits what its folders say."""
    if not inherited:
        return text
    page = PageText(text)
    page.inherited = inherited
    return page


def inherited_by(source: str) -> FrontMatter:
    """What the folders of a page say of it."""
    return source.inherited if isinstance(source, PageText) else {}


def split_front_matter(source: str) -> tuple[FrontMatter, str, int]:
    """A page's front matter, with what it inherits, its body, and how many lines stand before the body."""
    match = FRONT_MATTER.match(source)
    if match is None:
        told, end = metadata(source)
        return {**inherited_by(source), **told}, source[end:], source.count("\n", 0, end)
    return {**inherited_by(source), **_read(match["yaml"])}, source[match.end() :], match[0].count("\n")


def _split_yaml(source: str) -> tuple[str, int]:
    """What is below the front matter of a text that has no other metadata, and how many lines stand above."""
    match = FRONT_MATTER.match(source)
    return (source[match.end() :], match[0].count("\n")) if match else (source, 0)


@lru_cache(1024)
def _read(yaml: str) -> FrontMatter:
    """What is written at the head of a page. A build asks for it several times, and a server again with each edit."""
    data = parse("front matter", yaml.encode("utf-8", "surrogatepass")).data
    return data if isinstance(data, dict) else {}


def pieces(path: str, source: str, flavour: Flavour = MARKDOWN) -> Iterator[Piece]:
    """The pieces of the page `path` in order; joined by line ends they are the page's body again."""
    return iter(_pieces(path, source, flavour))


@lru_cache(512)
def _pieces(path: str, source: str, flavour: Flavour) -> tuple[Piece, ...]:
    return tuple(_named_pieces(path, source, flavour))


def _named_pieces(path: str, source: str, flavour: Flavour) -> Iterator[Piece]:
    body, before = split_front_matter(source)[1:] if flavour.metadata else _split_yaml(source)
    section, counter = "", Counter[str]()
    for piece in cut_page(body.split("\n"), before, flavour):
        if piece.heading_id and not piece.nested:
            section = piece.heading_id
            yield replace(piece, context=f"{path}#{section}")
        elif piece.key:
            yield replace(piece, context=f"{path}#{piece.key}")
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


def has_calls(text: str) -> bool:
    """Whether a text calls anything."""
    return next(calls(text), None) is not None


Ids = Callable[[tuple[str, ...]], "tuple[str, ...] | None"]
"""The ids that a site gives to the headings of a page, which are written in Markdown; None where it cannot be told."""


def headings(
    path: str, source: str, ids: Ids = lambda _: None, completed: Callable[[str], bool] = has_calls, flavour: Flavour = MARKDOWN
) -> dict[int, str]:
    """The id of each heading of a page, by its line: as `ids` has it, or as Markdown makes it where nothing else is asked of it.

    So it does where a call completes the heading, too.
    """
    found = [with_mark(piece) for piece in pieces(path, source, flavour) if piece.heading_id]
    named = ids(tuple(piece.heading + _own_mark(piece) for piece in found))
    told = named if named is not None and len(named) == len(found) else [piece.heading_id for piece in found]
    return {piece.line: piece.heading_id if completed(piece.text) else id_ for piece, id_ in zip(found, told, strict=True)}


def _own_mark(piece: Piece) -> str:
    """The mark that a heading has in its source, without the id that it has not."""
    mark = piece.suffix.rstrip("\n")
    return mark if piece.named else _OWN_ID.sub("", mark, count=1).replace(" {: }", "")


def as_written(path: str, source: str, flavour: Flavour = MARKDOWN) -> Localized:
    """The body of a page in the language that it is written in. A heading that a call completes has the same id in every locale."""
    if not has_calls(source):
        return Localized(source, {})
    lines = source.split("\n")
    for piece in pieces(path, source, flavour):
        if piece.heading_id and has_calls(piece.text):
            rebuilt = piece.prefix + piece.text + piece.suffix
            lines[piece.line - 1 : piece.line + rebuilt.count("\n")] = rebuilt.split("\n")
    return Localized("\n".join(lines), {})


def localize(
    path: str,
    source: str,
    lookup: Lookup,
    fallback: str = "",
    *,
    ids: Mapping[int, str] = MappingProxyType({}),
    flavour: Flavour = MARKDOWN,
) -> Localized:
    """The body of the page `path` with each piece replaced by what `lookup` gives, if it fits.

    What is left as it is gets marked as being in the language `fallback`, if there is one. Every heading gets the id that it
    has in the source (by its line in `ids`, if it is there), so that links to it hold in every locale.
    """
    texts: dict[str, str] = {}
    found = (replace(piece, suffix=_with_id(piece, ids)) for piece in pieces(path, _TEXT_MARK.sub("", source), flavour))
    template = "\n".join(_rebuilt(piece, lookup, fallback, texts) for piece in found)
    return Localized(template, texts)


def _with_id(piece: Piece, ids: Mapping[int, str]) -> str:
    """The mark of a heading with the id that the site gives it: where marks mean nothing, another one than the mark of its author names."""
    id_ = ids.get(piece.line, piece.heading_id) if piece.heading_id else ""
    return _OWN_ID.sub(lambda _: f"#{id_} ", piece.suffix, count=1) if id_ else piece.suffix


def translate(path: str, source: str, lookup: Lookup, fallback: str = "", flavour: Flavour = MARKDOWN) -> str:
    """The body of the page `path` as if it were written in the locale of `lookup`; see `localize`."""
    return localize(path, source, lookup, fallback, flavour=flavour).text


def _rebuilt(piece: Piece, lookup: Lookup, fallback: str, texts: dict[str, str]) -> str:
    wording = lookup(piece.context, piece.text) if piece.context else None
    piece = with_mark(piece) if wording or fallback else piece
    if wording and fits(piece.text, wording, piece.around):
        return piece.prefix + _marked_out(piece, wording, texts) + piece.suffix
    return piece.prefix + (_left(piece, fallback) if fallback else piece.written or piece.text) + piece.suffix


def _left(piece: Piece, language: str) -> str:
    """What is not translated, as being in `language`."""
    text = with_braces_shown(piece.text) if piece.heading_id else piece.written or piece.text
    if not piece.context or piece.key:
        return text
    return _marked_in_html(piece, language) if piece.html else _marked(text, language, row=piece.around.row)


def _marked_out(piece: Piece, wording: str, texts: dict[str, str]) -> str:
    """`wording` with a mark for each stretch of words, and as many lines as the piece has."""
    cut = with_calls(piece.text, wording) or []
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
    told = inner.replace('"', "&quot;") if piece.suffix.startswith('"') else inner
    told = with_braces_shown(told) if piece.heading_id else told
    texts[mark] = f"{told}\n{around_row(piece.prefix).rstrip()}" if lines and piece.parted else told
    return f"{before}{mark}{after}"


def _marked_in_html(piece: Piece, language: str) -> str:
    """The words of a line of HTML as being in `language`, stretch by stretch; none within what holds nothing but words."""
    if _WORDS_ALONE.search(piece.prefix):
        return piece.text
    return _STRETCH.sub(lambda stretch: stretch[0] if stretch["tag"] else _marked(stretch[0], language, row=False), piece.text)


def _marked(text: str, language: str, *, row: bool) -> str:
    """`text` as being in `language`: the whole, or each cell of a table's row. Double quotes would end a title."""
    if not has_words(text):
        return text
    if row:
        return _CELL.sub(lambda cell: _marked(cell[0], language, row=False), text)
    inner = _ATTRIBUTES_BEHIND.sub("", text).strip()
    if not inner:
        return text
    inner = inner[:-1] if inner.endswith("]:") else inner  # with an element behind it, it would be the address of a reference
    before, after = text.split(inner, 1)
    return f"{before}<span lang='{language}' class='gp-fallback'>{inner}</span>{after}"
