"""The head of a catalogue: what its tools and translators wrote there stays, and nothing in it changes with the day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from babel.messages.pofile import escape, unescape

_ORDER = (
    "Project-Id-Version",
    "Report-Msgid-Bugs-To",
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Language",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Plural-Forms",
)
"""The order of GNU gettext; what else there is comes after, by name. Tools reorder fields, and a difference should tell something."""
_OF_MESSAGES = ("msg", '"', "#~")
"""How lines begin that are no comments: those of messages, also of obsolete ones."""
_HEADER = re.compile(r'^msgid ""[ \t]*\nmsgstr (?P<text>"[^\n]*"(?:\n"[^\n]*")*)', re.MULTILINE)


def head(content: bytes, project: str, language: str, plural_forms: str) -> Iterator[str]:
    """The lines of a header: the comments and fields that `content` has, with those that a catalogue must have.

    `language` is as gettext writes it; empty for a template. No date of ours: the same model gives the same file.
    """
    text = content.decode("utf-8", errors="replace").replace("\r\n", "\n")
    yield from _comments(text)
    given = _fields(text)
    fields = {
        "Project-Id-Version": project,
        "Plural-Forms": plural_forms,
        **given,
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    yield 'msgid ""'
    yield 'msgstr ""'
    others = sorted(name for name in fields if name not in _ORDER)
    for name in (*_ORDER, *others):
        if name in given or fields.get(name):
            yield escape(f"{name}: {fields[name]}".rstrip() + "\n")


def closing(content: bytes) -> list[str]:
    """What translators wrote below the last message, with an empty line above it; nothing where they wrote nothing there."""
    lines = [line.strip() for line in content.decode("utf-8", errors="replace").split("\n")]
    last = max((number for number, line in enumerate(lines) if line.startswith(_OF_MESSAGES)), default=None)
    comments = [line for line in lines[last + 1 :] if line] if last is not None else []
    return ["", *comments] if comments else []


def _comments(text: str) -> Iterator[str]:
    """What translators wrote above the header."""
    above, header, _ = text.partition('msgid ""\n')
    if header:
        yield from (line.rstrip() for line in above.split("\n") if re.match(r"#(?![,.:|~]) *\S", line))


def _fields(text: str) -> Mapping[str, str]:
    """The fields of a header in the order in which they stand there."""
    match = _HEADER.search(text)
    if match is None or text[: match.start()].rstrip("\n").rpartition("\n")[2].startswith("msgctxt"):
        return {}
    told = "".join(unescape(line) for line in match["text"].split("\n"))
    pairs = (line.partition(":") for line in told.split("\n"))
    return {name.strip(): value.strip() for name, colon, value in pairs if colon and name.strip()}
