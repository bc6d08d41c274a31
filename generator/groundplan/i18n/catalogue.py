"""A locale's translations, as gettext keeps them."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from babel.core import UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, unescape

from groundplan.diagnostics import Span
from groundplan.i18n.places import place

FACTS = "facts: "
"""Starts the extracted comment that holds the digest of the facts which a text was translated against."""

_LINE = re.compile(
    r"""\s*(?:$|\#|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*)?"(?:[^"\\]|\\.)*"\s*$)""",
)


@dataclass(frozen=True, slots=True)
class Source:
    """A text to translate: its context, its wording, the digest of the facts around it, and what a translator should know."""

    context: str
    text: str
    digest: str = ""
    comments: tuple[str, ...] = ()
    span: Span | None = None
    """Where it is written, if that is a page; a text of the model is found by its context, which is its route."""
    file: str = ""
    """The file that it is written in. No line: one more line at its top would change every message."""


@dataclass(frozen=True, slots=True)
class Translation:
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
        return bool(self.text) and not self.fuzzy and self.source == source.text and self.digest in {"", source.digest}


@dataclass(frozen=True)
class Catalogue:
    """The translations of one locale by context. `path` is how findings name the file."""

    locale: str
    path: str
    translations: Mapping[str, Translation] = field(default_factory=dict)
    content: bytes = field(default=b"", repr=False, compare=False)

    def span(self, context: str) -> Span:
        """The place of a message, or the head of the file."""
        found = self.translations.get(context)
        line = found.line if found else 1
        return Span(self.path, line, 1, line, 2)

    def place(self, context: str, start: int, end: int) -> Span:
        """The place of the letters `start` up to `end` of a translation."""
        found = self.translations.get(context)
        return (place(self.path, self._lines, found.line, start, end) if found else None) or self.span(context)

    @cached_property
    def _lines(self) -> list[str]:
        return self.content.decode("utf-8", errors="replace").split("\n")

    def translate(self, context: str, source: str) -> str | None:
        """The translation of `source` at `context`; None where there is none, or only one of another wording."""
        found = self.translations.get(context)
        if found is None or not found.text or found.source != source:
            return None
        return found.text


class CatalogueError(ValueError):
    """A catalogue that cannot be read; `line` is where."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def catalogue_path(root: Path, locale: str, folder: str = "model") -> Path:
    """Where a project keeps the translations of `locale`."""
    return root / folder / "locales" / f"{locale}.po"


def template_path(root: Path, folder: str = "model") -> Path:
    """Where a project keeps the catalogue without translations."""
    return root / folder / "locales" / "messages.pot"


def read_catalogue(path: Path, root: Path, locale: str) -> Catalogue:
    """The catalogue at `path`; an empty one where there is no file. Raises CatalogueError where it is not a PO file."""
    relative = path.relative_to(root).as_posix()
    if not path.is_file():
        return Catalogue(locale, relative)
    content = path.read_bytes()
    translations = (_translation(message) for message in parse_po(content, locale) if message.id)
    return Catalogue(locale, relative, {translation.context: translation for translation in translations}, content)


def parse_po(content: bytes, locale: str) -> Catalog:
    """The messages in `content`. Raises CatalogueError."""
    _refuse_broken_lines(content)
    readable = re.sub(rb"(?m)^#~\|.*", b"", content)  # gettext tells the earlier wording of obsolete entries, too; Babel cannot
    try:
        return read_po(io.BytesIO(readable), locale=cldr_name(locale), abort_invalid=True)
    except PoFileError as error:
        raise CatalogueError(str(error), getattr(error, "lineno", 0) + 1) from error
    except (UnknownLocaleError, LookupError, ValueError) as error:
        raise CatalogueError(str(error), 1) from error


def _refuse_broken_lines(content: bytes) -> None:
    """Raise CatalogueError at a line that is no PO: Babel would take a text without its last quote, and cut it."""
    contexts: set[str] = set()
    for number, line in enumerate(content.decode("utf-8", errors="replace").split("\n"), start=1):
        if not _LINE.match(line.rstrip("\r")):
            raise CatalogueError("this is neither a comment nor a keyword with a text between quotes", number)
        if line.startswith("msgctxt") and line in contexts:
            raise CatalogueError("a second message has the same context", number)
        if not line.startswith('msgctxt ""'):  # which goes on in the next line
            contexts.add(line)


def cldr_name(locale: str) -> str:
    """A locale's tag as gettext and CLDR write it."""
    return locale.replace("-", "_")


def _translation(message: Message) -> Translation:
    text = message.string if isinstance(message.string, str) else ""
    return Translation(message.context or "", wording_of(message), text, message.fuzzy, digest_of(message), message.lineno or 1)


def wording_of(message: Message) -> str:
    """The wording that a message translates: an earlier one, if it is fuzzy and tells so."""
    current = message.id if isinstance(message.id, str) else message.id[0]
    if not message.fuzzy:
        return current
    told, keyword = "", ""
    for comment in message.user_comments:
        if comment.startswith("|"):
            word, quote, text = comment.removeprefix("|").partition('"')
            keyword = word.strip() or keyword
            told += unescape(quote + text) if keyword == "msgid" else ""
    return told or current


def digest_of(message: Message) -> str:
    """The digest of the facts that a message was translated against; empty where it tells none."""
    return next((comment.removeprefix(FACTS) for comment in message.auto_comments if comment.startswith(FACTS)), "")
