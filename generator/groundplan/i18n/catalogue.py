"""A locale's translations, as gettext keeps them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from babel.core import UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, escape, read_po, unescape, write_po

from groundplan.diagnostics import Span

FACTS = "facts: "
"""Starts the extracted comment that holds the digest of the facts which a text was translated against."""

_LINE = re.compile(
    r"""\s*(?:$|\#|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*)?"(?:[^"\\]|\\.)*"\s*$)""",
)
_FORMATS = frozenset({"python-format", "python-brace-format"})


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
    messages = parse_po(path.read_bytes(), locale)
    translations = (_translation(message) for message in messages if message.id)
    return Catalogue(locale, relative, {translation.context: translation for translation in translations})


def parse_po(content: bytes, locale: str) -> Catalog:
    """The messages of a PO file. Raises CatalogueError where it is none."""
    _refuse_broken_lines(content)
    readable = re.sub(rb"(?m)^#~\|.*", b"", content)  # gettext tells the earlier wording of obsolete entries, too; Babel cannot
    try:
        return read_po(io.BytesIO(readable), locale=_cldr(locale), abort_invalid=True)
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


def _cldr(locale: str) -> str:
    return locale.replace("-", "_")


def _translation(message: Message) -> Translation:
    text = message.string if isinstance(message.string, str) else ""
    return Translation(message.context or "", _wording(message), text, message.fuzzy, _digest(message), message.lineno or 1)


def update(path: Path, locale: str, sources: Iterable[Source]) -> Update:
    """The catalogue at `path` brought up to `sources`, in their order.

    A translation whose wording or facts changed is kept and marked fuzzy; one whose source is gone becomes obsolete, and comes
    back with it; one whose context moved (a paragraph that another was put before) is found by its wording.
    """
    content = path.read_bytes() if path.is_file() else b""
    old = parse_po(content, locale)
    known = _Known(old, sources := tuple(sources))
    new = Catalog(locale=_cldr(locale), fuzzy=False, header_comment="", charset="utf-8")
    kept: list[Message] = []
    previous: dict[str, str] = {}
    counts = {"new": 0, "stale": 0, "kept": 0}
    for source in sources:
        comments = [*source.comments, *([FACTS + source.digest] if source.digest else [])]
        message = known.of(source)
        if message is None:
            counts["new"] += 1
            _add(new, source, auto_comments=comments)
            continue
        kept.append(message)
        stale = bool(message.string) and known.is_stale(message, source)
        counts["stale" if stale else "kept"] += 1
        flags = (message.flags - {"fuzzy"}) | ({"fuzzy"} if stale else set())
        _add(new, source, string=message.string, auto_comments=comments, user_comments=_own_comments(message), flags=flags)
        if stale and _wording(message) != source.text:
            previous[source.context] = _wording(message)
    taken = {id(message) for message in kept}
    gone = [message for message in known.before.values() if id(message) not in taken and message.string]
    for message in (*gone, *(message for message in old.obsolete.values() if id(message) not in taken)):
        message.user_comments = _own_comments(message)
        new.obsolete[new._key_for(message.id, message.context)] = message
    head = [*_head_comments(content), *_header(new, locale)]
    return Update(_written(new, head, previous), counts["new"], counts["stale"], counts["kept"], len(gone))


class _Known:
    """What a catalogue knows of the texts that are wanted now."""

    def __init__(self, catalog: Catalog, sources: Iterable[Source]) -> None:
        self.before = {message.context: message for message in catalog if message.id}
        self._obsolete = {(message.context, message.id): message for message in catalog.obsolete.values()}
        self._by_wording = {(_wording(message), _family(message.context)): message for message in self.before.values() if message.string}
        self._moved = {(source.text, _family(source.context)) for source in sources if not self._is_at_home(source)}

    def of(self, source: Source) -> Message | None:
        """The message to keep for `source`: of this wording here, elsewhere or formerly; or of an earlier wording here."""
        own = self.before.get(source.context)
        if own is not None and self._is_at_home(source):
            return own
        same = self._by_wording.get((source.text, _family(source.context)))
        if same is not None:
            return same
        if own is not None and (_wording(own), _family(source.context)) not in self._moved:
            return own
        return self._obsolete.get((source.context, source.text))

    def is_stale(self, message: Message, source: Source) -> bool:
        """Whether somebody must look at the translation again before it stands for `source`."""
        doubted = message.fuzzy and _wording(message) == message.id
        revived = message.context not in self.before
        return doubted or revived or _wording(message) != source.text or _digest(message) not in {"", source.digest}

    def _is_at_home(self, source: Source) -> bool:
        own = self.before.get(source.context)
        return own is not None and _wording(own) == source.text


def _add(catalog: Catalog, source: Source, **fields: Any) -> None:
    """Add a message. Babel takes a per cent sign or a brace for a format; no text of ours is one, and `msgfmt -c` would object."""
    message = catalog.add(source.text, context=source.context, **fields)
    message.flags -= _FORMATS


def _own_comments(message: Message) -> list[str]:
    """What translators wrote, without the earlier wording, which Babel reads as a comment of theirs."""
    return [comment for comment in message.user_comments if not comment.startswith("|")]


def _wording(message: Message) -> str:
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


def _written(catalog: Catalog, head: Iterable[str], previous: Mapping[str, str]) -> bytes:
    """The file. Babel knows nothing of earlier wordings, and would wrap them as comments."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=0, omit_header=True, no_location=True)
    lines: list[str] = [*head, ""]
    contexts = {f"msgctxt {escape(context)}": f"#| msgid {escape(wording)}" for context, wording in previous.items()}
    for line in buffer.getvalue().decode().split("\n"):
        if line in contexts:
            lines.append(contexts[line])
        lines.append(line)
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def _head_comments(content: bytes) -> Iterator[str]:
    """What translators wrote above the header."""
    head, header, _ = content.decode("utf-8", errors="replace").partition('msgid ""\n')
    if header:
        yield from (line.rstrip() for line in head.splitlines() if re.match(r"#(?![,.:|~]) *\S", line))


def _header(catalog: Catalog, locale: str) -> Iterator[str]:
    """A header that does not change with the day: the same model gives the same file."""
    yield 'msgid ""'
    yield 'msgstr ""'
    yield f'"Language: {_cldr(locale)}\\n"'
    yield f'"Plural-Forms: {catalog.plural_forms}\\n"'
    yield '"MIME-Version: 1.0\\n"'
    yield '"Content-Type: text/plain; charset=utf-8\\n"'
    yield '"Content-Transfer-Encoding: 8bit\\n"'
