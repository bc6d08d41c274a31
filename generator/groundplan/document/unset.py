"""Letters that no font of a document has, such as small pictures: a document says what they are called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping

from groundplan.plain import Plain

_LACKING = re.compile(r'the text `"(?P<letters>.+?)"` could not be displayed', re.DOTALL)
_NUMBERED = re.compile(r"\\u\{(?P<code>[0-9a-f]+)\}")
_EVERYWHERE = re.compile(r"[\x00-\u024f\u0370-\u03ff\u0400-\u04ff\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3]+")
"""Alphabets that every font of the package has, so that they need no trial."""
SETTABLE = frozenset("–—‘’“”„…•→←（），：；！？")
"""Signs of which the same is true. A trial takes a tenth of the time of a document; with most documents, there is nothing else to try."""
_FORBIDDEN = "\x00\ufeff\ufffe\uffff"
"""What no document that machines can read may have."""
_JOINING = re.compile("[\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")
"""What changes the looks of the letter before it, and says nothing."""


def names_of_lacking(document: Plain, fault_of: Callable[[str], str]) -> dict[str, str]:
    """Letter -> what a document says instead. `fault_of` tells what Typst says of a text; nothing where it can be set."""
    tried = {letter for text in texts(document) for letter in _EVERYWHERE.sub("", text) if not letter.isspace()}
    names = dict.fromkeys(_FORBIDDEN, "")
    rest = "".join(sorted(tried - names.keys() - SETTABLE))
    while rest and (found := _LACKING.search(fault_of(" ".join(rest)))):
        lacking = [letter for letter in _letters(found) if letter in rest] or [rest[0]]
        names |= {letter: _called(letter) for letter in lacking}
        rest = "".join(letter for letter in rest if letter not in names)
    return names


def names_of_lacking_in(drawing: str, names: Mapping[str, str], fault_of: Callable[[Mapping[str, str]], str]) -> Mapping[str, str]:
    """`names` with those of letters that a drawing cannot have: it may lack some together that can be set one by one.

    `fault_of` tells what Typst says of the drawing with names in the place of letters.
    """
    rare = sorted({letter for letter in _EVERYWHERE.sub("", drawing) if letter.isalpha() or unicodedata.combining(letter)} - names.keys())
    if not rare:
        return names
    found = _with_those_told_of(drawing, names, fault_of)
    for further in ([letter for letter in rare if unicodedata.combining(letter)], rare):
        if not fault_of(found):  # it may be a fault of letters that it does not name
            break
        found |= {letter: "" if unicodedata.combining(letter) else _called(letter) for letter in further}
    return found


def _with_those_told_of(drawing: str, names: Mapping[str, str], fault_of: Callable[[Mapping[str, str]], str]) -> dict[str, str]:
    found = dict(names)
    while told := _LACKING.search(fault_of(found)):
        lacking = {letter for letter in _letters(told) if letter in drawing} - found.keys()
        if not lacking:
            break
        found |= {letter: _called(letter) for letter in lacking}
    return found


def _letters(told: re.Match[str]) -> str:
    """The letters of which Typst tells, some by their numbers."""
    return _NUMBERED.sub(lambda number: chr(int(number["code"], 16)), told["letters"])


def _called(letter: str) -> str:
    if _JOINING.fullmatch(letter):
        return ""
    return f"[{unicodedata.name(letter, f'U+{ord(letter):04X}').lower()}]"


def texts(document: Plain) -> Iterator[str]:
    """Every text in plain values."""
    if isinstance(document, str):
        yield document
    elif isinstance(document, dict):
        for value in document.values():
            yield from texts(value)
    elif isinstance(document, list | tuple):
        for value in document:
            yield from texts(value)
