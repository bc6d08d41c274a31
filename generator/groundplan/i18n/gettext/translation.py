"""A text to translate, and what a catalogue says of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from groundplan.diagnostics import Span
from groundplan.i18n.texts.fit import Surroundings

FACTS = "facts: "
"""Starts the extracted comment that holds the digest of the facts which a text was translated against."""


class Source(NamedTuple):
    """A text to translate: its context, its wording, the digest of the facts around it, and what a translator should know."""

    context: str
    text: str
    digest: str = ""
    comments: tuple[str, ...] = ()
    span: Span | None = None
    """Where it is written, if that is a page; a text of the model is found by its context, which is its route."""
    file: str = ""
    """The file that it is written in. No line: one more line at its top would change every message."""
    page: str = ""
    """The page that it is on, as the site names it; empty for a text of the model."""
    around: Surroundings = Surroundings()
    """What its page makes of it."""


class Translation(NamedTuple):
    """What a catalogue says of one context. `text` is empty where nothing is translated yet.

    `source` is the wording that it translates: an earlier one, where an update found that the wording has changed since.
    """

    context: str
    source: str
    text: str
    fuzzy: bool
    digest: str
    line: int

    def is_current(self, source: Source) -> bool:
        """Whether it translates this wording against these facts, and nobody doubts it."""
        return bool(self.text) and not self.doubt(source)

    def doubt(self, source: Source) -> str:
        """Why somebody must look at the translation again; empty where there is none, or no reason."""
        if not self.text:
            return ""
        if self.source != source.text:
            return "the source text changed"
        if self.digest not in {"", source.digest}:
            return "the facts of its entry changed"
        return "it is marked fuzzy" if self.fuzzy else ""


class CatalogueError(ValueError):
    """A catalogue that cannot be read; `line` is where."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def digest_in(comments: Iterable[str]) -> str:
    """The digest of the facts among extracted comments; empty where there is none."""
    return next((comment.removeprefix(FACTS) for comment in comments if comment.startswith(FACTS)), "")


def earlier_wording(comments: Iterable[str]) -> str:
    """The wording among comments such as `| msgid "…"`, its escapes as they are; empty where there is none."""
    told, keyword = "", ""
    for comment in comments:
        if comment.startswith("|"):
            word, quote, text = comment.removeprefix("|").partition('"')
            keyword = word.strip() or keyword
            told += (quote + text)[1:-1] if keyword == "msgid" else ""
    return told
