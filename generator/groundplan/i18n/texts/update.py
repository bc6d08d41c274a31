"""Catalogues brought up to the texts of today, and the template that new ones start from."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import escape, write_po

from groundplan.blank import unless_blank
from groundplan.i18n.gettext.header import closing, head
from groundplan.i18n.gettext.po import cldr_name, digest_of, parse_po, wording_of
from groundplan.i18n.gettext.translation import FACTS, Source
from groundplan.project.sources import SITE

_FORMATS = frozenset({"python-format", "python-brace-format"})


@dataclass(frozen=True, slots=True)
class Update:
    """An updated catalogue's bytes, and what became of its messages."""

    content: bytes
    new: int
    stale: int
    kept: int
    obsolete: int

    @property
    def told(self) -> str:
        """For the command line."""
        return f"{self.new} new, {self.stale} to review, {self.kept} unchanged, {self.obsolete} obsolete"


def template(sources: Iterable[Source], content: bytes = b"", project: str = "") -> bytes:
    """The catalogue without translations that translation platforms start a language from; `content` is the one to replace."""
    catalog = Catalog(header_comment="", charset="utf-8")
    for source in sources:
        _add(catalog, source)
    return written_catalogue(catalog, head(content, project, "", ""), {}, content)


def update(content: bytes, locale: str, sources: Iterable[Source], project: str = "", others: Iterable[bytes] = ()) -> Update:
    """The catalogue in `content` brought up to `sources`, in their order. What it lacks may be in the catalogues `others`.

    A translation whose wording or facts changed is kept and marked fuzzy; one whose source is gone becomes obsolete, and comes
    back with it; one whose context moved (a paragraph that another was put before) is found by its wording.
    """
    old, *beside = (_counting_nothing(parse_po(each, locale)) for each in (content, *others))
    known = _Known(old, sources := tuple(sources), beside)
    new = Catalog(locale=cldr_name(locale), fuzzy=False, header_comment="", charset="utf-8")
    kept = {source.context: message for source in sources if (message := known.of(source))}
    stale = {source.context: source for source in sources if source.context in kept and known.is_stale(kept[source.context], source)}
    for source in sources:
        _carry(new, source, kept.get(source.context), stale=source.context in stale)
    gone = _bury(new, old, known, {id(message) for message in kept.values()})
    earlier = {context: wording_of(kept[context]) for context in stale}
    previous = {context: earlier[context] for context, source in stale.items() if earlier[context] != source.text}
    above = head(content, project, cldr_name(locale), new.plural_forms)
    return Update(written_catalogue(new, above, previous, content), len(sources) - len(kept), len(stale), len(kept) - len(stale), gone)


def _counting_nothing(catalog: Catalog) -> Catalog:
    """No text of ours counts anything: of a message that does, the first form is left, for somebody to look at. Blanks say nothing."""
    for message in (*catalog, *catalog.obsolete.values()):
        if isinstance(message.id, tuple):
            message.id, message.string = message.id[0], next(iter(message.string), "")
            message.flags.add("fuzzy")
        if isinstance(message.string, str):
            message.string = unless_blank(message.string)
    return catalog


def _carry(new: Catalog, source: Source, message: Message | None, *, stale: bool) -> None:
    """Put `source` into a catalogue, with the translation that is kept for it if there is one."""
    if message is None:
        _add(new, source)
        return
    flags = (message.flags - {"fuzzy"}) | ({"fuzzy"} if stale else set())
    _add(new, source, string=message.string, user_comments=_own_comments(message), flags=flags)


def _bury(new: Catalog, old: Catalog, known: _Known, taken: set[int]) -> int:
    """Keep as obsolete what no text takes any more; how many translations have just become so."""
    gone = [message for message in known.before.values() if id(message) not in taken and message.string]
    for message in (*gone, *(message for message in old.obsolete.values() if id(message) not in taken)):
        message.user_comments = _own_comments(message)
        new.obsolete[new._key_for(message.id, message.context)] = message
    return len(gone)


def _translated(catalogs: Iterable[Catalog]) -> Iterator[tuple[str | None, Message]]:
    for catalog in catalogs:
        yield from ((message.context, message) for message in catalog if message.id and message.string)


class _Known:
    """What a catalogue knows of the texts that are wanted now."""

    def __init__(self, catalog: Catalog, sources: Iterable[Source], others: Iterable[Catalog] = ()) -> None:
        self._beside = dict(_translated(others))
        self.before = {message.context: message for message in catalog if message.id}
        self._obsolete = {(message.context, message.id): message for message in catalog.obsolete.values()}
        self._by_wording = {(wording_of(message), _family(message.context)): message for message in self.before.values() if message.string}
        self._anywhere = {wording: message for (wording, _), message in self._by_wording.items()}
        self._moved = {(source.text, _family(source.context)) for source in sources if not self._is_at_home(source)}

    def of(self, source: Source) -> Message | None:
        """The message to keep for `source`: of this wording here, elsewhere or formerly; or of an earlier wording here."""
        own = self.before.get(source.context)
        if own is not None and self._is_at_home(source):
            return own
        moved = self._beside.get(source.context)
        if moved is not None and wording_of(moved) == source.text:
            return moved
        same = self._by_wording.get((source.text, _family(source.context)))
        if same is not None:
            return same
        if own is not None and (wording_of(own), _family(source.context)) not in self._moved:
            return own
        return self._obsolete.get((source.context, source.text)) or self._by_hand(source) or self._beside.get(source.context)

    def _by_hand(self, source: Source) -> Message | None:
        """What somebody wrote down for a text of the site as a whole, under whatever context."""
        return self._anywhere.get(source.text) if source.context.startswith(f"{SITE[0]}@") else None

    def is_stale(self, message: Message, source: Source) -> bool:
        """Whether somebody must look at the translation again before it stands for `source`."""
        if not message.string:
            return False
        doubted = message.fuzzy and wording_of(message) == message.id
        revived = message.context not in self.before and message is not self._beside.get(message.context)
        return doubted or revived or wording_of(message) != source.text or digest_of(message) not in {"", source.digest}

    def _is_at_home(self, source: Source) -> bool:
        own = self.before.get(source.context)
        return own is not None and wording_of(own) == source.text


def _add(catalog: Catalog, source: Source, **fields: Any) -> None:
    """Add a message. Babel takes a per cent sign or a brace for a format; no text of ours is one, and `msgfmt -c` would object."""
    comments = [*source.comments, *([FACTS + source.digest] if source.digest else [])]
    locations = [(source.file, 0)] if source.file else []  # 0 is no line
    message = catalog.add(source.text, locations=locations, auto_comments=comments, context=source.context, **fields)
    message.flags -= _FORMATS


def _family(context: str | None) -> str:
    """What a context belongs to: a page, or the kind of text it is in the model."""
    text = context or ""
    of_page = re.match(r"[^#@]+(?=[#@])", text)
    return of_page[0] if of_page else text.rpartition(".")[2]


def written_catalogue(catalog: Catalog, above: Iterable[str], previous: Mapping[str, str], content: bytes = b"") -> bytes:
    """The file that takes the place of `content`: with its line ends, and with the comments at its end, which Babel passes over.

    Babel knows nothing of earlier wordings either, and would wrap them as comments.
    """
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=0, omit_header=True)
    lines: list[str] = [*above, ""]
    contexts = {f"msgctxt {escape(context)}": f"#| msgid {escape(wording)}" for context, wording in previous.items()}
    for line in buffer.getvalue().decode().split("\n"):
        if line in contexts:
            lines.append(contexts[line])
        lines.append(line)
    written = ("\n".join(lines).rstrip("\n") + "\n" + "".join(f"{line}\n" for line in closing(content))).encode()
    return written.replace(b"\n", b"\r\n") if content.partition(b"\n")[0].endswith(b"\r") else written


def _own_comments(message: Message) -> list[str]:
    """What translators wrote, without the earlier wording, which Babel reads as a comment of theirs."""
    return [comment for comment in message.user_comments if not comment.startswith("|")]
