"""A locale's translations, as gettext keeps them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from babel.core import UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, escape, read_po, write_po

from groundplan.diagnostics import Span

FACTS = "facts: "
"""Starts the extracted comment that holds the digest of the facts which a text was translated against."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text to translate: its context, its wording, the digest of the facts around it, and what a translator should know."""

    context: str
    text: str
    digest: str = ""
    comments: tuple[str, ...] = ()
    span: Span | None = None
    """Where it is written, if that is a page; a text of the model is found by its context, which is its route."""


@dataclass(frozen=True, slots=True)
class Translation:
    """What a catalogue says of one context. `text` is empty where nothing is translated yet."""

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

    def span(self, context: str) -> Span:
        """The place of a message, or the head of the file."""
        found = self.translations.get(context)
        line = found.line if found else 1
        return Span(self.path, line, 1, line, 2)

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


def read_catalogue(path: Path, root: Path, locale: str) -> Catalogue:
    """The catalogue at `path`; an empty one where there is no file. Raises CatalogueError where it is not a PO file."""
    relative = path.relative_to(root).as_posix()
    if not path.is_file():
        return Catalogue(locale, relative)
    messages = _parse(path.read_bytes(), locale)
    translations = (_translation(message) for message in messages if message.id)
    return Catalogue(locale, relative, {translation.context: translation for translation in translations})


def _parse(content: bytes, locale: str) -> Catalog:
    try:
        return read_po(io.BytesIO(content), locale=locale, abort_invalid=True)
    except PoFileError as error:
        raise CatalogueError(str(error), getattr(error, "lineno", 0) + 1) from error
    except (UnknownLocaleError, UnicodeDecodeError, ValueError) as error:
        raise CatalogueError(str(error), 1) from error


def _translation(message: Message) -> Translation:
    text = message.string if isinstance(message.string, str) else ""
    digest = next((comment.removeprefix(FACTS) for comment in message.auto_comments if comment.startswith(FACTS)), "")
    context = message.context or ""
    source = message.id if isinstance(message.id, str) else message.id[0]
    return Translation(context, source, text, message.fuzzy, digest, message.lineno or 1)


def update(path: Path, locale: str, sources: Iterable[Source]) -> Update:
    """The catalogue at `path` brought up to `sources`, in their order.

    A translation whose wording or facts changed is kept and marked fuzzy; one whose source is gone becomes obsolete; one
    whose context moved (a paragraph that another was put before) is found by its wording.
    """
    old = _parse(path.read_bytes(), locale) if path.is_file() else Catalog(locale=locale, fuzzy=False)
    before = {message.context: message for message in old if message.id}
    by_text = {(message.id, _family(message.context)): message for message in before.values() if message.string}
    new = Catalog(locale=locale, fuzzy=False, header_comment="", charset="utf-8")
    kept: set[str | None] = set()
    previous: dict[str, list[str]] = {}
    counts = {"new": 0, "stale": 0, "kept": 0}
    for source in sources:
        message = before.get(source.context)
        if message is None or (message.id != source.text and (source.text, _family(source.context)) in by_text):
            message = by_text.get((source.text, _family(source.context)), message)
        comments = [*source.comments, *([FACTS + source.digest] if source.digest else [])]
        if message is None:
            counts["new"] += 1
            new.add(source.text, context=source.context, auto_comments=comments)
            continue
        kept.add(message.context)
        stale = bool(message.string) and (message.fuzzy or message.id != source.text or _digest(message) not in {"", source.digest})
        counts["stale" if stale else "kept"] += 1
        new.add(
            source.text,
            string=message.string,
            context=source.context,
            auto_comments=comments,
            user_comments=[comment for comment in message.user_comments if not comment.startswith("|")],
            flags={"fuzzy"} if stale else set(),
        )
        if stale:
            previous[source.context] = _previous(message, source)
    gone = [message for message in before.values() if message.context not in kept and message.string]
    for message in (*gone, *old.obsolete.values()):
        new.obsolete[new._key_for(message.id, message.context)] = message
    return Update(_written(new, locale, previous), counts["new"], counts["stale"], counts["kept"], len(gone))


@dataclass(frozen=True, slots=True)
class Update:
    """An updated catalogue's bytes, and what became of its messages."""

    content: bytes
    new: int
    stale: int
    kept: int
    obsolete: int


def _digest(message: Message) -> str:
    return next((comment.removeprefix(FACTS) for comment in message.auto_comments if comment.startswith(FACTS)), "")


def _family(context: str | None) -> str:
    """What a context belongs to: a page, or the kind of text it is in the model."""
    text = context or ""
    return text.partition("#")[0] if "#" in text else text.rpartition(".")[2]


def _previous(message: Message, source: Source) -> list[str]:
    """The lines that tell the wording which a stale translation translates. Babel reads them as comments, and wraps them."""
    if message.id != source.text:
        return [f"#| msgid {escape(str(message.id))}"]
    return [f"#{comment}" for comment in message.user_comments if comment.startswith("|")]


def _written(catalog: Catalog, locale: str, previous: Mapping[str, list[str]]) -> bytes:
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=0, omit_header=True, no_location=True)
    lines: list[str] = [*_header(catalog, locale), ""]
    contexts = {f"msgctxt {escape(context)}": told for context, told in previous.items()}
    for line in buffer.getvalue().decode().splitlines():
        lines += contexts.get(line, ())
        lines.append(line)
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def _header(catalog: Catalog, locale: str) -> Iterator[str]:
    """A header that does not change with the day: the same model gives the same file."""
    yield 'msgid ""'
    yield 'msgstr ""'
    yield f'"Language: {locale}\\n"'
    yield f'"Plural-Forms: {catalog.plural_forms}\\n"'
    yield '"MIME-Version: 1.0\\n"'
    yield '"Content-Type: text/plain; charset=utf-8\\n"'
    yield '"Content-Transfer-Encoding: 8bit\\n"'
