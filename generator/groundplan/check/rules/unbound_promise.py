"""A sentence of a page that promises something, in a section that binds no claim."""

import re
from collections.abc import Iterator, Mapping

from groundplan.check.subject import Subject
from groundplan.checks import UNBOUND_PROMISE
from groundplan.diagnostics import LINE_END, Finding, Span
from groundplan.i18n.texts.flavour import Flavour
from groundplan.i18n.texts.pieces import Piece
from groundplan.i18n.texts.prose import pieces

_CODE = re.compile(r"`[^`]*`")
"""What stands in code is a name, such as `only-port`, and promises nothing."""
_PROMISES: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(r"\b(never|always|only|at no time|no \w+(?: \w+){0,3} (?:is |are )?(?:required|needed|necessary))\b", re.IGNORECASE),
    "ko": re.compile(r"(절대|결코|항상|언제나|반드시|에만|으로만|로만|만을|필요하지 않|필요 없|필요가 없)"),
    "ja": re.compile(r"(決して|絶対に|常に|必ず|のみ|だけ|不要|必要ありません|必要はありません)"),
}
_CALL = re.compile(r"\{\{\s*\w+\s*\(")
_SHOWN = re.compile(r"\{%[-+]?\s*raw\s*[-+]?%\}.*?\{%[-+]?\s*endraw\s*[-+]?%\}", re.DOTALL)
"""Calls that a page shows rather than makes."""
_CLAIM = re.compile(r"\{\{\s*claims?\s*\(")


def check(subject: Subject) -> Iterator[Finding]:
    """Looks at pages that show facts; a page without a function call tells about something else."""
    source_locale = subject.facts.model.project.locale
    for path, source in subject.pages.items():
        if not _CALL.search(_SHOWN.sub("", source)):
            continue
        for piece in _unbound(path, source, subject.prose.flavour):
            found = _promise(source_locale, piece.text)
            if found:
                yield _finding(path, source, piece, source_locale, found)
                continue
            for locale, catalogue in subject.catalogues.items():
                promised = _promise(locale, catalogue.translate(piece.context, piece.text) or "")
                if promised:
                    yield _finding(path, source, piece, locale, promised)


def _unbound(path: str, source: str, flavour: Flavour) -> list[Piece]:
    """The pieces of a page that stand in sections without a claim."""
    sections: list[list[Piece]] = [[]]
    for piece in pieces(path, source, flavour):
        if piece.heading_id:
            sections.append([])
        sections[-1].append(piece)
    open_sections = (section for section in sections if not any(_CLAIM.search(piece.text) for piece in section))
    return [piece for section in open_sections for piece in section if piece.context and not piece.heading_id]


def _promise(locale: str, text: str) -> str:
    pattern = _PROMISES.get(locale.partition("-")[0])
    found = pattern.search(_CODE.sub("", text)) if pattern else None
    return found[0] if found else ""


def _finding(path: str, source: str, piece: Piece, locale: str, word: str) -> Finding:
    return UNBOUND_PROMISE.at(None, span=_span(path, source, piece, word), path=path, locale=locale, word=word)


def _span(path: str, source: str, piece: Piece, word: str) -> Span:
    """The word, where the page itself says it; otherwise where the piece begins."""
    written = piece.written or piece.text
    for number, line in enumerate(LINE_END.split(source)[piece.line - 1 : piece.line + written.count("\n")], start=piece.line):
        blank = _CODE.sub(lambda code: " " * len(code[0]), line)
        if word and (at := blank.find(word)) >= 0:
            return Span(path, number, at + 1, number, at + 1 + len(word))
    return Span(path, piece.line, 1, piece.line, 2)
