"""Headings as Markdown reads them: their words, their attributes, their ids."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from groundplan.i18n.texts import fit

_BRACE = re.compile(r"(?P<code>(`+).+?\2)|(?<=[ \t])\{(?![{%#])")
_ATTRIBUTES = re.compile(r"(?<= )\{:?([^{}%]*)\}$")


def slug(text: str) -> str:
    """The id of a heading, as Python-Markdown's table of contents makes it; where nothing would be left, of the letters as they are."""
    shown = re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", re.sub(r"<[^<>]*>", "", fit.without_calls(text)))
    plain = unicodedata.normalize("NFKD", shown).encode("ascii", "ignore").decode()
    return _slug(plain) or _slug(shown) or "section"


def _slug(text: str) -> str:
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", text).strip().lower())


def title_of(written: str, marks: int = 0) -> tuple[str, str | None]:
    """The words of a heading and its attributes; one that begins with so many marks may be closed by marks.

    Without a space before them, as many as it begins with close it; one alone may be the end of a name.
    """
    text, attributes = written.rstrip(), None
    if found := _ATTRIBUTES.search(text, max(0, text.rfind("{"))):
        attributes, text = found[1], text[: found.start()].rstrip(" ")
    unclosed = text.rstrip("#")
    if marks and unclosed != text and (unclosed.endswith(" ") or len(text) - len(unclosed) == marks > 1):
        text = unclosed.rstrip(" ")
    return text, attributes


def with_braces_shown(words: str) -> str:
    """The words of a heading which attributes are written behind: a brace among them would be taken for the beginning of these."""
    cut = fit.parts(words)
    return "".join(part if at % 2 else _BRACE.sub(lambda found: found["code"] or "&#123;", part) for at, part in enumerate(cut))


def unique_id(base: str, ids: Counter[str]) -> str:
    """An id for a heading that none before it has, of which `ids` is the count."""
    ids[base] += 1
    return base if ids[base] == 1 else f"{base}_{ids[base] - 1}"
